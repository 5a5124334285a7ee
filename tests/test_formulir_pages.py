"""A unit's form as its people fill it in the browser, without script."""

from decimal import Decimal

import pytest

from collection.models import Formulir, Isian
from sakip.planning.models import Indikator
from sakip.sop.models import Reading
from sakip.trail.models import Entry

from .collected import at_filling, change_promise, form_of, inputs, received, row, send, text_of
from .promise import make_promise
from .uploads import HTML, PDF, upload
from .walk import do, fill

pytestmark = pytest.mark.django_db


# -- filling ------------------------------------------------------------------------------------


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


# -- evidence -----------------------------------------------------------------------------------


def test_evidence_is_laid_beside_a_value_taken_away_and_never_deleted(form, staf, people):
    iku = row(form, "IKU-1")
    url = f"{form.get_absolute_url()}isian/{iku.pk}/"
    files = {f"bk-{iku.pk}": upload("daftar nama.pdf", PDF)}
    assert staf.post(url, inputs(staf.get(url)) | files).status_code == 302
    link = {f"bt-{iku.pk}": "arsip.contoh.example/sk", f"bn-{iku.pk}": "SK jabatan"}
    staf.post(url, inputs(staf.get(url)) | link)
    file, address = iku.bukti.order_by("pk")
    assert (file.berkas.nama, address.tautan) == (
        "daftar nama.pdf",
        "https://arsip.contoh.example/sk",
    )
    got = staf.get(f"{form.get_absolute_url()}bukti/{file.pk}/")
    assert b"".join(got.streaming_content) == PDF
    staf.post(url, inputs(staf.get(url)) | {f"bc-{iku.pk}": str(file.pk)})
    file.refresh_from_db()
    assert file.dicabut and iku.bukti.count() == 2
    assert "daftar nama.pdf" in text_of(staf.get(url)), "what was taken away stays on record"


def test_a_file_that_is_not_what_it_says_is_refused_and_the_value_is_kept(form, staf):
    iku = row(form, "IKU-1")
    page = staf.get(f"{form.get_absolute_url()}?rinci={iku.pk}")
    lie = upload("bukti.pdf", HTML)
    answer = send(staf, form, {f"bk-{iku.pk}": lie, f"a-{iku.pk}": "80"}, page=page)
    assert answer.status_code == 422
    assert inputs(answer)[f"a-{iku.pk}"] == "80"
    assert not iku.bukti.exists()


def test_a_link_that_is_no_address_is_refused(form, staf):
    iku = row(form, "IKU-1")
    page = staf.get(f"{form.get_absolute_url()}?rinci={iku.pk}")
    answer = send(staf, form, {f"bt-{iku.pk}": "javascript:alert(1)"}, page=page)
    assert answer.status_code == 422
    assert "bukan alamat" in text_of(answer)


def test_a_form_whose_compulsory_evidence_is_missing_is_not_handed_on(
    instansi, units, people, signed_in
):
    make_promise(instansi, units)
    Indikator.objects.filter(instansi=instansi, kode="IKU-1").update(bukti_wajib=True)
    form = received(people)
    fill(form, people.staf)
    staf = signed_in(people.staf)
    answer = send(staf, form, verb="isi")
    assert answer.status_code == 422
    assert "IKU-1: bukti dukung wajib dilampirkan." in text_of(answer)
    iku = row(form, "IKU-1")
    page = staf.get(f"{form.get_absolute_url()}?rinci={iku.pk}")
    answer = send(
        staf, form, {f"bt-{iku.pk}": "https://arsip.contoh.example/1"}, page=page, verb="isi"
    )
    assert answer.status_code == 302
    assert Formulir.objects.get(pk=form.pk).at == "serahkan"


# -- the way of a form --------------------------------------------------------------------------


def test_the_unit_receives_its_form_and_the_receipt_names_who_and_when(promise, people, signed_in):
    run = at_filling(people)
    form, staf = form_of(run, people.staf), signed_in(people.staf)
    assert "menunggu tanda terima" in text_of(staf.get(form.get_absolute_url()))
    assert Reading.objects.filter(run_label="collection.formulir", run_id=form.pk).exists()
    assert send(staf, form, verb="terima").status_code == 302
    from sakip.papers import kinds
    from sakip.papers.issue import issued_of

    paper = issued_of(run, kinds.TANDA_TERIMA).first()
    mine = next(b for b in paper.data["baris"] if b["unit"] == form.unit.nama)
    assert (mine["penerima"], paper.revision) == (people.staf.user.nama, 1)


def test_nothing_can_be_written_before_the_form_was_received(promise, people, signed_in):
    form = form_of(at_filling(people), people.staf)
    staf, iku = signed_in(people.staf), row(form, "IKU-1")
    answer = staf.post(
        form.get_absolute_url(), {f"m-{iku.pk}": "0.x", f"a-{iku.pk}": "1", "seen": form.seen()}
    )
    assert answer.status_code == 409
    iku.refresh_from_db()
    assert iku.version == 0


def test_staf_hands_on_and_the_head_of_the_unit_hands_in(form, people, staf, signed_in):
    fill(form, people.staf)
    assert send(staf, form, verb="isi").status_code == 302
    assert send(staf, Formulir.objects.get(pk=form.pk), verb="serahkan").status_code == 403
    assert Formulir.objects.get(pk=form.pk).at == "serahkan"
    head = signed_in(people.bidang)
    iku = row(form, "IKU-1")
    answer = send(head, form, {f"a-{iku.pk}": "81"}, verb="serahkan")
    assert answer.status_code == 302
    form = Formulir.objects.get(pk=form.pk)
    iku.refresh_from_db()
    assert (form.at, iku.pembilang) == ("periksa", Decimal(81)), (
        "saved, then handed in, in one click"
    )
    assert form.diserahkan_pada is not None


def test_a_form_with_blanks_names_every_one_of_them(form, staf):
    answer = send(staf, form, verb="isi")
    text = text_of(answer)
    assert answer.status_code == 422
    for kode in ("IKU-1", "IKK-1", "IKK-2"):
        assert f"{kode}: belum dilaporkan, alasan belum ditulis." in text
    assert Formulir.objects.get(pk=form.pk).at == "isi"


def test_checking_says_what_is_missing_and_moves_nothing(form, staf, people):
    page = f"{form.get_absolute_url()}periksa/"
    assert send(staf, form, aksi="periksa")["Location"] == page
    assert "alasan belum ditulis" in text_of(staf.get(page)).lower()
    fill(form, people.staf)
    assert "siap diajukan" in text_of(staf.get(page))
    assert Formulir.objects.get(pk=form.pk).at == "isi"


def test_the_head_gives_the_form_back_with_words(form, people, staf, signed_in):
    fill(form, people.staf)
    send(staf, form, verb="isi")
    head = signed_in(people.bidang)
    assert "Arahan pengembalian wajib ditulis" in text_of(send(head, form, verb="kembalikan"))
    send(head, form, verb="kembalikan", catatan="Periksa lagi pembilangnya.")
    form = Formulir.objects.get(pk=form.pk)
    assert (form.at, form.round) == ("isi", 2)
    assert "Periksa lagi pembilangnya." in text_of(staf.get(form.get_absolute_url()))


def test_a_form_can_be_taken_back_until_tim_sakip_has_received_it(form, people, signed_in):
    fill(form, people.staf)
    do(form, "isi", people.staf)
    form = do(form, "serahkan", people.bidang)
    head = signed_in(people.bidang)
    url = f"{form.get_absolute_url()}tindakan/tarik/"
    assert head.post(url, inputs(head.get(url))).status_code == 302
    form = Formulir.objects.get(pk=form.pk)
    assert (form.at, form.diserahkan_pada) == ("isi", None)
    for verb, by in (("isi", people.staf), ("serahkan", people.bidang), ("periksa", people.tim)):
        form = do(form, verb, by)
    assert head.get(url).status_code == 409


def test_tim_sakip_gives_back_marked_items_only(form, people, signed_in):
    fill(form, people.staf)
    do(form, "isi", people.staf)
    form = do(form, "serahkan", people.bidang)
    tim, iku = signed_in(people.tim), row(form, "IKU-1")
    nothing = send(tim, form, verb="kembalikan", catatan="Lengkapi.")
    assert "Tandai isian yang dikembalikan" in text_of(nothing)
    marks = {
        f"periksa-p-{iku.pk}": "kembalikan",
        f"periksa-j-{iku.pk}": "bukti_kurang",
        f"periksa-a-{iku.pk}": "Lampirkan SK.",
    }
    unsaid = send(
        tim, form, marks | {f"periksa-a-{iku.pk}": ""}, verb="kembalikan", catatan="Lengkapi."
    )
    assert "alasan pengembalian wajib ditulis" in text_of(unsaid)
    assert send(tim, form, marks, verb="kembalikan", catatan="Lengkapi.").status_code == 302
    form = Formulir.objects.get(pk=form.pk)
    assert form.at == "isi"
    assert [i.kode for i in form.isian.filter(terbuka=True)] == ["IKU-1"]
    assert not form.anggaran.filter(terbuka=True).exists()
    page = signed_in(people.staf).get(form.get_absolute_url())
    assert "Lampirkan SK." in text_of(page)
    assert f"a-{iku.pk}" in inputs(page) and f"n-{row(form, 'IKK-2').pk}" not in inputs(page)


def test_a_returned_item_is_answered_before_the_form_is_handed_in_again(
    form, people, staf, signed_in
):
    test_tim_sakip_gives_back_marked_items_only(form, people, signed_in)
    butir = row(form, "IKU-1").butir.get()
    form = Formulir.objects.get(pk=form.pk)
    refused = send(staf, form, verb="isi")
    assert "IKU-1: alasan pengembalian belum dijawab." in text_of(refused)
    done = send(staf, form, {f"jw-{butir.pk}": "SK dilampirkan."}, verb="isi")
    assert done.status_code == 302
    butir.refresh_from_db()
    assert butir.jawaban == "SK dilampirkan." and butir.dijawab_pada
    history = row(form, "IKU-1").riwayat.last()
    assert history.ke == {"jawaban": "SK dilampirkan."}


def test_the_sekretaris_extends_with_a_reason_and_timeliness_keeps_the_first_date(
    form, people, signed_in, clock
):
    sekretaris = signed_in(people.sekretaris)
    url = f"{form.get_absolute_url()}tindakan/perpanjang/"
    day = {"tenggat_tanggal": "14", "tenggat_bulan": "10", "tenggat_tahun": "2026"}
    page = inputs(sekretaris.get(url))
    assert "Alasan wajib ditulis" in text_of(sekretaris.post(url, page | day))
    early = {"tenggat_tanggal": "7", "tenggat_bulan": "10", "tenggat_tahun": "2026"}
    assert "harus sesudah" in text_of(sekretaris.post(url, page | early | {"catatan": "x"}))
    assert sekretaris.post(url, page | day | {"catatan": "Server padam."}).status_code == 302
    form = Formulir.objects.get(pk=form.pk)
    assert (form.tenggat.day, form.tenggat_awal.day) == (14, 9)
    clock.shift(4 * 24 * 3600)
    fill(form, people.staf)
    do(form, "isi", people.staf)
    form = do(form, "serahkan", people.bidang)
    from collection.words import timeliness

    assert timeliness(form) == "terlambat 3 hari"


def test_closing_a_form_names_its_gaps_first_and_moves_the_run_when_it_was_the_last(
    form, people, signed_in
):
    from .walk import hand_in

    run = form.run
    hand_in(people, run.forms.exclude(pk=form.pk).get())
    sekretaris = signed_in(people.sekretaris)
    url = f"{form.get_absolute_url()}tindakan/tutup/"
    page = sekretaris.get(url)
    assert "3 kekurangan akan tercetak" in text_of(page)
    sekretaris.post(url, inputs(page) | {"catatan": "Pejabat cuti tanpa pengganti."})
    form = Formulir.objects.get(pk=form.pk)
    assert (form.at, form.ditutup) == ("selesai", "Pejabat cuti tanpa pengganti.")
    assert type(run).objects.get(pk=run.pk).at == "rekap"


# -- two people ---------------------------------------------------------------------------------


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


def test_nobody_hands_in_values_that_changed_since_they_looked(form, people, staf, signed_in):
    fill(form, people.staf)
    head = signed_in(people.bidang)
    do(form, "isi", people.staf)
    old = head.get(form.get_absolute_url())
    iku = row(form, "IKU-1")
    from sakip.sop.perform import write

    write(iku, by=people.bidang, seen=iku.seen(), pembilang=Decimal(1))
    answer = send(head, form, page=old, verb="serahkan")
    assert answer.status_code == 409
    assert Formulir.objects.get(pk=form.pk).at == "serahkan"


def test_a_double_click_hands_on_once(form, people, staf):
    fill(form, people.staf)
    page = staf.get(form.get_absolute_url())
    first, second = (send(staf, form, page=page, verb="isi") for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Entry.objects.of(form).filter(verb="isi").count() == 1
    assert "Sudah dikirim sebelumnya" in text_of(staf.get(form.get_absolute_url()))


# -- who may ------------------------------------------------------------------------------------


def urls_of(form):
    iku = row(form, "IKU-1")
    base = form.get_absolute_url()
    return [
        base,
        f"{base}isian/{iku.pk}/",
        f"{base}isian/{iku.pk}/baris/",
        f"{base}blangko/",
        f"{base}tindakan/perpanjang/",
    ]


@pytest.mark.parametrize("who", ["staf_lain", "bidang_lain", "kasubbag"])
def test_another_unit_finds_nothing_at_any_address_of_the_form(form, people, signed_in, who):
    browser = signed_in(getattr(people, who))
    iku = row(form, "IKU-1")
    for url in urls_of(form):
        assert browser.get(url).status_code == 404, url
    for url in urls_of(form)[:2]:
        assert browser.post(url, {f"m-{iku.pk}": "0.x", f"a-{iku.pk}": "1"}).status_code == 404


def test_another_agency_finds_nothing(form, signed_in, people):
    from .conftest import make_instansi, office

    other = make_instansi("Dinas Lain", "DL")
    stranger = signed_in(office(other, "tim_sakip", username="asing"))
    for url in urls_of(form):
        assert stranger.get(url).status_code == 404, url


@pytest.mark.parametrize("who", ["kepala", "sekretaris", "admin"])
def test_those_above_see_how_far_it_is_and_not_what_is_in_it(form, people, staf, signed_in, who):
    iku = row(form, "IKU-1")
    send(staf, form, {f"a-{iku.pk}": "342", f"b-{iku.pk}": "418"})
    browser = signed_in(getattr(people, who))
    page = text_of(browser.get(form.get_absolute_url()))
    assert "1 dari 3 isian" in page and "342" not in page
    assert browser.get(f"{form.get_absolute_url()}isian/{iku.pk}/").status_code == 404


def test_tim_sakip_reads_a_form_and_writes_nothing_into_it(form, people, signed_in):
    tim, iku = signed_in(people.tim), row(form, "IKU-1")
    page = tim.get(form.get_absolute_url())
    assert page.status_code == 200 and f"a-{iku.pk}" not in inputs(page)
    forged = {
        f"m-{iku.pk}": "0.x",
        f"a-{iku.pk}": "1",
        f"b-{iku.pk}": "2",
        f"k-{iku.pk}": "dilaporkan",
    }
    assert tim.post(form.get_absolute_url(), forged).status_code == 403
    iku.refresh_from_db()
    assert iku.version == 0


def test_evidence_is_for_its_unit_and_for_tim_sakip_once_handed_in(form, people, staf, signed_in):
    iku = row(form, "IKU-1")
    url = f"{form.get_absolute_url()}isian/{iku.pk}/"
    files = {f"bk-{iku.pk}": upload("bukti.pdf", PDF)}
    staf.post(url, inputs(staf.get(url)) | files)
    bukti = f"{form.get_absolute_url()}bukti/{iku.bukti.get().pk}/"
    assert signed_in(people.staf_lain).get(bukti).status_code == 404
    assert signed_in(people.tim).get(bukti).status_code == 404
    fill(form, people.staf)
    do(form, "isi", people.staf)
    do(form, "serahkan", people.bidang)
    assert signed_in(people.tim).get(bukti).status_code == 200
    assert signed_in(people.sekretaris).get(bukti).status_code == 404
    assert signed_in(people.admin).get(bukti).status_code == 404
    from .walk import hand_in, to

    hand_in(people, form_of(form.run, people.staf_lain))
    do(form, "periksa", people.tim)
    to(form.run, people, "analisa")
    assert signed_in(people.sekretaris).get(bukti).status_code == 200
    assert signed_in(people.kepala).get(bukti).status_code == 404
    to(form.run, people, "lapor")
    assert signed_in(people.kepala).get(bukti).status_code == 200


def test_further_fields_in_a_posted_form_have_no_effect(form, staf):
    iku = row(form, "IKU-1")
    send(
        staf,
        form,
        {f"a-{iku.pk}": "1", f"b-{iku.pk}": "2"},
        at="selesai",
        unit="2",
        terkunci="1",
        version="99",
    )
    iku.refresh_from_db()
    assert (iku.version, iku.terkunci, iku.formulir.at) == (1, False, "isi")


def test_a_row_of_another_form_in_the_post_is_not_touched(form, people, staf):
    other = form_of(form.run, people.staf_lain).isian.first()
    send(staf, form, {f"m-{other.pk}": "0.x", f"n-{other.pk}": "5", f"k-{other.pk}": "dilaporkan"})
    other.refresh_from_db()
    assert other.version == 0


# -- the page itself ----------------------------------------------------------------------------


def grow(form, until):
    """More rows of the same kind: IKU-10, IKU-11, ..."""
    first = row(form, "IKU-1")
    for n in range(10, until):
        indikator = Indikator.objects.get(pk=first.indikator_id)
        indikator.pk, indikator.kode = None, f"IKU-{n}"
        indikator.save()
        said = {"kamus": first.kamus, "target": first.target, "nama": first.nama}
        Isian.objects.create(
            instansi=form.instansi,
            formulir=form,
            indikator=indikator,
            urut=n,
            kode=indikator.kode,
            **said,
        )


def test_a_long_form_comes_in_pages_of_forty_and_under_a_hundred_kilobytes(form, staf):
    grow(form, 67)
    page = staf.get(form.get_absolute_url())
    assert page.content.count(b'role="rowheader" scope="row" id="r') == 40 + 1  # and the spending
    assert len(page.content) < 100_000
    assert "IKU-66" in text_of(staf.get(f"{form.get_absolute_url()}?halaman=2"))


def test_the_number_of_queries_does_not_grow_with_the_rows(
    form, staf, django_assert_num_queries, django_assert_max_num_queries
):
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
