"""A unit's form as its people fill it in the browser, without script."""

from decimal import Decimal

import pytest

from .collected import change_promise, grow, inputs, received, row, send, text_of
from .promise import make_promise

pytestmark = pytest.mark.django_db


# -- filling -----------------------------------------------------------------------------------


def test_staf_fills_a_row_by_its_parts_and_sees_what_they_come_to(form, staf):
    iku = row(form, "IKU-1")
    answer = send(staf, form, {f"a-{iku.pk}": "342", f"b-{iku.pk}": "418"})
    assert answer.status_code == 302
    iku.refresh_from_db()
    assert (iku.keadaan, str(iku.nilai)) == ("dilaporkan", "81.8182")
    page = text_of(staf.get(form.get_absolute_url()))
    assert "81,82" in page and "342 ÷ 418" in page and "97,40%" in page


def test_a_row_nobody_touched_is_not_written(form, staf):
    send(staf, form)
    assert set(form.isian.values_list("version", flat=True)) == {0}


def test_nihil_is_a_value_of_nought_and_not_a_blank(form, staf):
    aduan = row(form, "IKK-2")
    send(staf, form, {f"k-{aduan.pk}": "nihil"})
    aduan.refresh_from_db()
    assert (aduan.keadaan, aduan.nilai) == ("dilaporkan", Decimal(0))
    assert 'value="nihil" selected' in staf.get(form.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("kode", "letter", "more"), [("IKK-2", "n", {}), ("IKU-1", "a", {"b": "9"})]
)
def test_another_figure_over_a_nought_is_no_nihil_any_more(form, staf, kode, letter, more):
    isian = row(form, kode)
    parts = {f"{n}-{isian.pk}": value for n, value in more.items()}
    send(staf, form, {f"{letter}-{isian.pk}": "0"} | parts)
    page = staf.get(form.get_absolute_url())
    assert inputs(page)[f"k-{isian.pk}"] == "nihil", "the nought alone made it so"
    answer = send(staf, form, {f"{letter}-{isian.pk}": "0,5"})
    assert answer.status_code == 302
    assert inputs(staf.get(form.get_absolute_url()))[f"k-{isian.pk}"] == "dilaporkan"
    isian.refresh_from_db()
    assert (isian.pembilang if more else isian.nilai) == Decimal("0.5")


def test_who_chooses_nihil_for_a_figure_that_is_none_is_told_so(form, staf):
    aduan = row(form, "IKK-2")
    answer = send(staf, form, {f"k-{aduan.pk}": "nihil", f"n-{aduan.pk}": "5"})
    assert answer.status_code == 422
    assert "Tertulis 5, tetapi keadaannya Nihil (0)" in text_of(answer)


def test_a_state_without_a_value_asks_for_its_reason_and_takes_the_figures_away(form, staf):
    aduan = row(form, "IKK-2")
    send(staf, form, {f"n-{aduan.pk}": "12"})
    send(staf, form, {f"k-{aduan.pk}": "tidak_dilaksanakan"})
    aduan.refresh_from_db()
    assert (aduan.keadaan, aduan.nilai) == ("tidak_dilaksanakan", None)
    page = staf.get(form.get_absolute_url())
    assert f"al-{aduan.pk}" in inputs(page), "the reason stands open below the row"
    send(staf, form, {f"al-{aduan.pk}": "Loket pengaduan dibongkar."})
    aduan.refresh_from_db()
    assert aduan.alasan == "Loket pengaduan dibongkar."


def test_whoever_writes_a_figure_reports_it(form, staf):
    aduan = row(form, "IKK-2")
    send(staf, form, {f"k-{aduan.pk}": "belum_dilaporkan"})
    send(staf, form, {f"n-{aduan.pk}": "9"})
    aduan.refresh_from_db()
    assert (aduan.keadaan, aduan.nilai) == ("dilaporkan", Decimal(9))


def test_a_figure_that_contradicts_its_state_is_asked_about_and_nothing_is_dropped(form, staf):
    aduan = row(form, "IKK-2")
    answer = send(staf, form, {f"k-{aduan.pk}": "tidak_berlaku", f"n-{aduan.pk}": "5"})
    assert answer.status_code == 422
    assert "Tertulis 5, tetapi keadaannya Tidak berlaku" in text_of(answer)
    assert inputs(answer)[f"n-{aduan.pk}"] == "5"
    aduan.refresh_from_db()
    assert aduan.version == 0


def test_a_slip_is_refused_with_the_right_form_for_one_tick_and_the_other_rows_are_saved(
    form, staf
):
    aduan, iku = row(form, "IKK-2"), row(form, "IKU-1")
    answer = send(staf, form, {f"n-{aduan.pk}": "12.5", f"a-{iku.pk}": "80", f"b-{iku.pk}": "100"})
    assert answer.status_code == 422
    assert "Maksud Anda 12,5?" in text_of(answer)
    iku.refresh_from_db()
    assert iku.nilai == Decimal(80)
    again = send(staf, form, {f"n-{aduan.pk}-saran": "12,5"}, page=answer)
    assert again.status_code == 302
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal("12.5")


@pytest.mark.parametrize("typed", ["1e5", "1_000", "NaN", "١٢", "--5", "<script>"])
def test_what_is_no_number_changes_nothing_and_stays_as_it_was_typed(form, staf, typed):
    aduan = row(form, "IKK-2")
    answer = send(staf, form, {f"n-{aduan.pk}": typed})
    assert answer.status_code == 422
    assert inputs(answer)[f"n-{aduan.pk}"] == typed
    assert "<script>" not in answer.content.decode().replace("</script>", "").split("<main")[1]
    aduan.refresh_from_db()
    assert (aduan.nilai, aduan.version) == (None, 0)


def test_parts_whose_quotient_no_figure_can_hold_are_refused_in_words(form, staf):
    iku = row(form, "IKU-1")
    answer = send(staf, form, {f"a-{iku.pk}": "99999999999", f"b-{iku.pk}": "0,0001"})
    assert answer.status_code == 422
    assert "terlalu besar" in text_of(answer)


def test_a_predicate_is_chosen_from_its_ladder(instansi, units, people, signed_in):
    pk = make_promise(instansi, units)
    change_promise(
        pk,
        "IKK-2",
        {"2026-TW3": {"teks": "BB"}},
        {"teks": "A"},
        polaritas="predikat",
        satuan="predikat",
        jenjang=[["A", "3"], ["BB", "2"], ["B", "1"]],
    )
    form = received(people)
    aduan, staf = row(form, "IKK-2"), signed_in(people.staf)
    send(staf, form, {f"t-{aduan.pk}": "A"})
    aduan.refresh_from_db()
    assert (aduan.teks, aduan.nilai) == ("A", None)
    assert "Tercapai" in text_of(staf.get(form.get_absolute_url()))
    answer = send(staf, form, {f"t-{aduan.pk}": "Z"})
    assert "bukan salah satu jenjang" in text_of(answer)


def test_spending_is_written_in_whole_rupiah_and_keeps_its_history(form, staf):
    line = form.anggaran.get()
    answer = send(staf, form, {f"rp-{line.pk}": "1.250.000,50"})
    assert answer.status_code == 422 and "sen" in text_of(answer)
    send(staf, form, {f"rp-{line.pk}": "Rp1.250.000"})
    line.refresh_from_db()
    assert (line.realisasi, line.riwayat[0]["ke"]) == (1_250_000, 1_250_000)
    assert inputs(staf.get(form.get_absolute_url()))[f"rp-{line.pk}"] == "1.250.000"


def test_factors_and_plan_are_written_in_the_row_that_was_opened(form, staf):
    iku = row(form, "IKU-1")
    opened = send(staf, form, rinci=str(iku.pk))
    assert opened.url.endswith(f"?rinci={iku.pk}#b{iku.pk}")
    page = staf.get(opened.url)
    send(
        staf,
        form,
        {f"ha-{iku.pk}": "Uji kompetensi ditunda.", f"re-{iku.pk}": "November"},
        page=page,
    )
    iku.refresh_from_db()
    assert (iku.penghambat, iku.rencana) == ("Uji kompetensi ditunda.", "November")
    assert iku.keadaan == "belum_dilaporkan", "a factor is no value"


# -- two people --------------------------------------------------------------------------------


def test_the_second_to_save_a_row_sees_both_values_and_chooses(form, people, staf, signed_in):
    iku, aduan = row(form, "IKU-1"), row(form, "IKK-2")
    head = signed_in(people.bidang)
    old = head.get(form.get_absolute_url())
    send(staf, form, {f"a-{iku.pk}": "342", f"b-{iku.pk}": "418"})
    answer = send(
        head, form, {f"a-{iku.pk}": "340", f"b-{iku.pk}": "418", f"n-{aduan.pk}": "7"}, page=old
    )
    text = text_of(answer)
    assert answer.status_code == 409
    assert "IKU-1 diubah oleh Staf Mutasi" in text and "342" in text
    assert inputs(answer)[f"a-{iku.pk}"] == "340"
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(7), "the other row is saved all the same"
    still = send(head, form, page=answer)
    assert still.status_code == 409, "without a choice nothing is overwritten"
    chosen = send(head, form, {f"pilih-isian-{iku.pk}": "saya"}, page=answer)
    assert chosen.status_code == 302
    iku.refresh_from_db()
    assert iku.pembilang == Decimal(340)


def test_the_recorded_value_can_be_chosen_too(form, people, staf, signed_in):
    iku, head = row(form, "IKU-1"), signed_in(people.bidang)
    old = head.get(form.get_absolute_url())
    send(staf, form, {f"a-{iku.pk}": "342", f"b-{iku.pk}": "418"})
    answer = send(head, form, {f"a-{iku.pk}": "340"}, page=old)
    assert send(head, form, {f"pilih-isian-{iku.pk}": "tercatat"}, page=answer).status_code == 302
    iku.refresh_from_db()
    assert iku.pembilang == Decimal(342)


def test_an_old_page_does_not_disturb_rows_its_reader_left_alone(form, people, staf, signed_in):
    iku, aduan, head = row(form, "IKU-1"), row(form, "IKK-2"), signed_in(people.bidang)
    old = head.get(form.get_absolute_url())
    send(staf, form, {f"a-{iku.pk}": "342", f"b-{iku.pk}": "418"})
    assert send(head, form, {f"n-{aduan.pk}": "7"}, page=old).status_code == 302
    iku.refresh_from_db()
    assert iku.pembilang == Decimal(342)


# -- the page itself ---------------------------------------------------------------------------


def test_a_long_form_comes_in_pages_of_forty_and_under_a_hundred_kilobytes(form, staf):
    grow(form, 67)
    page = staf.get(form.get_absolute_url())
    assert page.content.count(b'role="rowheader" scope="row" id="r') == 40 + 1  # and the spending
    assert len(page.content) < 100_000
    assert "IKU-66" in text_of(staf.get(f"{form.get_absolute_url()}?halaman=2"))


def test_the_number_of_queries_does_not_grow_with_the_rows(
    form, staf, django_assert_num_queries, django_assert_max_num_queries
):
    staf.get(form.get_absolute_url())  # the calendar is read once
    with django_assert_max_num_queries(24) as few:
        staf.get(form.get_absolute_url())
    grow(form, 40)
    with django_assert_num_queries(len(few)):
        staf.get(form.get_absolute_url())


def test_what_people_wrote_is_shown_as_text_everywhere(form, staf, people, signed_in):
    evil = '"><script>alert(1)</script>{{7*7}}'
    iku = row(form, "IKU-1")
    page = staf.get(f"{form.get_absolute_url()}?rinci={iku.pk}")
    send(
        staf,
        form,
        {
            f"ha-{iku.pk}": evil,
            f"al-{iku.pk}": evil,
            f"bn-{iku.pk}": evil,
            f"bt-{iku.pk}": "https://a.example/?q=%22><script>",
        },
        page=page,
    )
    for browser, url in (
        (staf, form.get_absolute_url()),
        (staf, f"{form.get_absolute_url()}isian/{iku.pk}/"),
        (signed_in(people.tim), form.get_absolute_url()),
    ):
        text = browser.get(url).content.decode()
        assert ("<script>alert" not in text and "{{7*7}}" in text) or "49" not in text
