"""Saving a row while it is typed: once, by its own key, and never over another's work in silence."""

from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from collection.models import Butir, Kiriman, RealisasiAnggaran
from collection.saving import Page
from sakip.sop.perform import write

from .collected import form_of, grow, inputs, row
from .conftest import office
from .walk import do, fill, hand_in, to

pytestmark = pytest.mark.django_db
A, B, C = "a" * 32, "b" * 32, "c" * 32


@pytest.fixture
def colleague(form, units, signed_in):
    """A second Staf of the same Bidang."""
    return signed_in(office(form.instansi, "staf", units.mutasi, "staf3", "Staf Mutasi kedua"))


def page_of(browser, form):
    return inputs(browser.get(form.get_absolute_url()))


def part(page, pk):
    """What the script sends of one row: its inputs and marks."""
    return {n: v for n, v in page.items() if n.rpartition("-")[2] == str(pk) and n[0] != "r"}


def send(browser, form, page, pk, changes, *keys):
    user = browser.session["_auth_user_id"]
    posted = part(page, pk) | {"pengguna": user, "seen": page["seen"], "by": page["by"]} | changes
    return browser.post(f"{form.get_absolute_url()}simpan/", posted | {"kunci": list(keys)})


def test_a_row_is_saved_and_the_page_hears_how_it_stands(form, staf):
    iku, page = row(form, "IKU-1"), page_of(staf, form)
    answer = send(staf, form, page, iku.pk, {f"a-{iku.pk}": "342", f"b-{iku.pk}": "1.418"}, A)
    said = answer.json()
    assert (answer.status_code, said["hasil"], said["pukul"]) == (200, "tersimpan", "09.00")
    there = said["hal"][f"isian-{iku.pk}"]
    assert there["nilai"][f"b-{iku.pk}"] == "1418", "what was understood is echoed"
    assert "24,12" in there["potongan"] and f'id="hc{iku.pk}"' in there["potongan"]
    assert said["terjawab"] == 1
    assert there["tanda"][f"m-{iku.pk}"] == page_of(staf, form)[f"m-{iku.pk}"]
    assert said["seen"] == page_of(staf, form)["seen"], "the page may go on to its act"


def test_the_same_row_sent_twenty_times_is_written_once(form, staf):
    aduan, page = row(form, "IKK-2"), page_of(staf, form)
    answers = [send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "7"}, A) for _ in range(20)]
    assert {a.status_code for a in answers} == {200}
    aduan.refresh_from_db()
    assert (aduan.nilai, aduan.version, aduan.riwayat.count()) == (Decimal(7), 1, 1)


def test_who_types_on_after_an_answer_was_lost_is_in_nobodys_way(form, staf):
    aduan, page = row(form, "IKK-2"), page_of(staf, form)
    send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "7"}, A)  # never heard
    send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "75"}, B, A)  # nor this
    answer = send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "750"}, C, B, A)
    assert answer.status_code == 200
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(750)
    assert Kiriman.objects.filter(hal=f"isian-{aduan.pk}").count() == 1


def test_who_types_the_old_value_back_after_a_lost_answer_has_undone_the_save(form, staf):
    aduan, page = row(form, "IKK-2"), page_of(staf, form)
    old = page[f"n-{aduan.pk}"]
    send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "7"}, A)  # never heard
    answer = send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": old}, B, A)
    assert answer.status_code == 200
    assert answer.json()["hal"][f"isian-{aduan.pk}"]["nilai"][f"n-{aduan.pk}"] == old
    aduan.refresh_from_db()
    assert (aduan.nilai, aduan.riwayat.count()) == (None, 2)


def test_a_text_typed_back_after_a_lost_answer_is_undone_too(form, staf):
    aduan = row(form, "IKK-2")
    page = inputs(staf.get(f"{form.get_absolute_url()}?rinci={aduan.pk}"))
    assert f"ha-{aduan.pk}" in page
    plan = {f"re-{aduan.pk}": page[f"re-{aduan.pk}"]}
    send(staf, form, page, aduan.pk, plan | {f"ha-{aduan.pk}": "Putus."}, A)  # never heard
    assert row(form, "IKK-2").penghambat == "Putus."
    assert send(staf, form, page, aduan.pk, plan, B, A).status_code == 200
    assert row(form, "IKK-2").penghambat == ""


def test_a_typed_link_goes_with_its_row_and_a_resend_lays_it_there_once(form, staf):
    aduan = row(form, "IKK-2")
    page = inputs(staf.get(f"{form.get_absolute_url()}?rinci={aduan.pk}"))
    link = {f"bt-{aduan.pk}": "arsip.contoh.example/sk", f"bn-{aduan.pk}": "SK jabatan"}
    send(staf, form, page, aduan.pk, link, A)  # never heard
    there = send(staf, form, page, aduan.pk, link, A).json()["hal"][f"isian-{aduan.pk}"]
    assert [there["nilai"][name] for name in link] == ["", ""]
    assert f'id="hb{aduan.pk}"' in there["potongan"] and "SK jabatan" in there["potongan"]
    more = link | {f"n-{aduan.pk}": "7"}
    assert send(staf, form, page, aduan.pk, more, B, A).status_code == 200
    laid = aduan.bukti.get()
    assert (laid.tautan, str(laid)) == ("https://arsip.contoh.example/sk", "SK jabatan")
    assert row(form, "IKK-2").nilai == Decimal(7)
    page = inputs(staf.get(f"{form.get_absolute_url()}?rinci={aduan.pk}"))
    send(staf, form, page, aduan.pk, link | {f"bn-{aduan.pk}": "Lampirannya"}, C)
    assert [str(b) for b in aduan.bukti.all()] == ["SK jabatan", "Lampirannya"]


def test_a_link_of_a_row_in_conflict_stays_as_typed_until_the_person_has_chosen(
    form, staf, colleague
):
    aduan = row(form, "IKK-2")
    page = inputs(staf.get(f"{form.get_absolute_url()}?rinci={aduan.pk}"))
    send(colleague, form, page_of(colleague, form), aduan.pk, {f"n-{aduan.pk}": "9"}, C)
    link = {f"bt-{aduan.pk}": "https://arsip.contoh.example/sk", f"n-{aduan.pk}": "7"}
    answer = send(staf, form, page, aduan.pk, link, A)
    assert answer.status_code == 409
    there = answer.json()["hal"][f"isian-{aduan.pk}"]
    assert f"bt-{aduan.pk}" not in there["nilai"] and not aduan.bukti.exists()
    page |= {f"m-{aduan.pk}": there["tanda"][f"m-{aduan.pk}"]}
    page |= {f"mt-{aduan.pk}": there["tanda"][f"mt-{aduan.pk}"], f"n-{aduan.pk}": "9"}
    assert send(staf, form, page, aduan.pk, link | {f"n-{aduan.pk}": "9"}, B).status_code == 200
    assert aduan.bukti.get().tautan == "https://arsip.contoh.example/sk"


def test_an_undo_after_a_lost_answer_is_no_way_over_a_colleague(form, staf, colleague):
    aduan, page = row(form, "IKK-2"), page_of(staf, form)
    old = page[f"n-{aduan.pk}"]
    send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "7"}, A)  # never heard
    send(colleague, form, page_of(colleague, form), aduan.pk, {f"n-{aduan.pk}": "9"}, C)
    assert send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": old}, B, A).status_code == 409
    assert row(form, "IKK-2").nilai == Decimal(9)


def test_spending_typed_back_after_a_lost_answer_is_undone(form, staf):
    line, page = form.anggaran.get(), page_of(staf, form)
    posted = {f"mr-{line.pk}": page[f"mr-{line.pk}"]}
    send(staf, form, page, 0, posted | {f"rp-{line.pk}": "750.000.000"}, A)  # never heard
    old = page[f"rp-{line.pk}"]
    assert send(staf, form, page, 0, posted | {f"rp-{line.pk}": old}, B, A).status_code == 200
    assert RealisasiAnggaran.objects.get(pk=line.pk).realisasi is None


def test_a_row_is_read_under_the_lock_of_its_case(form, people, staf):
    """Whatever changed between the opening of the page's request and its lock is seen."""
    aduan, page = row(form, "IKK-2"), page_of(staf, form)
    sender = QueryDict(mutable=True)
    sender.update(part(page, aduan.pk) | {f"n-{aduan.pk}": page[f"n-{aduan.pk}"], "kunci": B})
    sender.appendlist("kunci", A)
    before = Page(form, [aduan], people.staf, sender, {})
    send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "7"}, A)  # arrives in between
    assert before.write().clean
    assert row(form, "IKK-2").nilai is None


def test_without_the_key_of_the_lost_answer_the_own_change_is_asked_about_too(form, staf):
    aduan, page = row(form, "IKK-2"), page_of(staf, form)
    send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "7"}, A)
    assert send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "75"}, B).status_code == 409


def test_the_second_to_save_sees_who_changed_what_and_chooses(form, staf, colleague):
    aduan = row(form, "IKK-2")
    page, other = page_of(staf, form), page_of(colleague, form)
    send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "7"}, A)
    answer = send(colleague, form, other, aduan.pk, {f"n-{aduan.pk}": "9"}, B)
    assert answer.status_code == 409
    thing = answer.json()["hal"][f"isian-{aduan.pk}"]
    for said in ("Staf Mutasi", "8 Oktober 2026, 09.00", ">7<", ">9<", "Pakai yang tercatat"):
        assert said in thing["bentrok"], said
    assert thing["nilai"][f"n-{aduan.pk}"] == "7"
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(7)
    choice = {
        f"n-{aduan.pk}": "9",
        f"pilih-isian-{aduan.pk}": "saya",
        f"kini-isian-{aduan.pk}": str(aduan.version),
    }
    assert send(colleague, form, other, aduan.pk, choice, B).status_code == 200
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(9)
    assert [line.by.user.username for line in aduan.riwayat.all()] == ["staf", "staf3"]


def test_a_colleagues_key_is_no_way_around_a_conflict(form, staf, colleague):
    aduan = row(form, "IKK-2")
    other = page_of(colleague, form)
    send(staf, form, page_of(staf, form), aduan.pk, {f"n-{aduan.pk}": "7"}, A)
    answer = send(colleague, form, other, aduan.pk, {f"n-{aduan.pk}": "9"}, B, A)
    assert answer.status_code == 409


def test_two_who_write_the_same_are_not_in_conflict(form, staf, colleague):
    aduan = row(form, "IKK-2")
    page, other = page_of(staf, form), page_of(colleague, form)
    send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "7"}, A)
    assert send(colleague, form, other, aduan.pk, {f"n-{aduan.pk}": "7"}, B).status_code == 200
    assert aduan.riwayat.count() == 1


def test_a_slip_is_told_and_leaves_the_row_as_typed(form, staf):
    aduan, page = row(form, "IKK-2"), page_of(staf, form)
    answer = send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "12.5"}, A)
    assert answer.status_code == 422
    fault = answer.json()["galat"][f"n-{aduan.pk}"]
    assert fault["saran"] == "12,5" and "Maksud Anda 12,5?" in fault["kata"]
    assert answer.json()["hal"] == {}
    aduan.refresh_from_db()
    assert aduan.version == 0


def test_who_signed_in_meanwhile_does_not_save_anothers_typing(form, people, staf, colleague):
    aduan, page = row(form, "IKK-2"), page_of(colleague, form)
    changes = {f"n-{aduan.pk}": "7", "pengguna": str(people.staf.user_id)}
    answer = send(colleague, form, page, aduan.pk, changes, A)
    assert (answer.status_code, answer.json()["hasil"]) == (409, "orang_lain")
    aduan.refresh_from_db()
    assert aduan.version == 0


def test_a_form_that_has_moved_on_takes_nothing_and_says_what_happened(form, people, staf):
    aduan, page = row(form, "IKK-2"), page_of(staf, form)
    fill(form, people.staf)
    form = do(form, "isi", people.staf)
    do(form, "serahkan", people.bidang)
    answer = send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "7"}, A)
    assert (answer.status_code, answer.json()["hasil"]) == (409, "tertutup")
    assert "Kepala Bidang Mutasi" in answer.json()["kata"][0]
    assert row(form, "IKK-2").nilai != Decimal(7)


@pytest.mark.parametrize("who", ["staf_lain", "bidang_lain", "kasubbag"])
def test_another_unit_saves_nothing_there(form, people, signed_in, staf, who):
    browser, aduan = signed_in(getattr(people, who)), row(form, "IKK-2")
    page = page_of(staf, form)
    assert send(browser, form, page, aduan.pk, {f"n-{aduan.pk}": "7"}, A).status_code == 404
    aduan.refresh_from_db()
    assert aduan.version == 0


def test_spending_is_saved_as_it_is_typed(form, staf):
    line, page = form.anggaran.get(), page_of(staf, form)
    posted = {f"rp-{line.pk}": "Rp750.000.000", f"mr-{line.pk}": page[f"mr-{line.pk}"]}
    answer = send(staf, form, page, 0, posted, A)
    thing = answer.json()["hal"][f"anggaran-{line.pk}"]
    assert thing["nilai"] == {f"rp-{line.pk}": "750.000.000"}
    assert "50,00%" in thing["potongan"]
    assert RealisasiAnggaran.objects.get(pk=line.pk).realisasi == 750_000_000


def test_the_answer_to_a_return_is_saved_with_its_row(form, people, staf):
    hand_in(people, form_of(form.run, people.staf_lain))
    do(form, "tutup", people.sekretaris, note="Cuti.")
    run = to(form.run, people, "analisa")
    iku = row(form, "IKU-1")
    item = {"isian": iku, "jenis": "tidak_lengkap", "alasan": "Belum ada angkanya."}
    do(run, "kembalikan", people.sekretaris, note="Isi.", to="pengisian", items=[item])
    butir, page = Butir.objects.get(), page_of(staf, form)
    posted = {f"jw-{butir.pk}": "Sudah diisi.", f"mj-{butir.pk}": page[f"mj-{butir.pk}"]}
    answer = send(staf, form, page, iku.pk, posted | {f"a-{iku.pk}": "5", f"b-{iku.pk}": "10"}, A)
    assert answer.status_code == 200
    butir.refresh_from_db()
    assert butir.jawaban == "Sudah diisi." and row(form, "IKU-1").nilai == Decimal(50)
    again = posted | {f"jw-{butir.pk}": "Sudah diisi lengkap."}
    assert send(staf, form, page, iku.pk, again, B, A).status_code == 200
    butir.refresh_from_db()
    assert butir.jawaban == "Sudah diisi lengkap."
    back = posted | {f"jw-{butir.pk}": page[f"jw-{butir.pk}"]}
    assert send(staf, form, page, iku.pk, back, C, B, A).status_code == 200
    butir.refresh_from_db()
    assert butir.jawaban == "", "typed back before any answer was heard"


def test_what_a_return_did_not_open_cannot_be_saved_by_this_road_either(form, people, staf):
    write(row(form, "IKK-2"), by=people.staf, seen=row(form, "IKK-2").seen(), nilai=3)
    form.isian.filter(kode="IKK-2").update(terbuka=False)
    aduan = row(form, "IKK-2")
    page = page_of(staf, form)
    posted = {f"m-{aduan.pk}": f"{aduan.version}.x", f"k-{aduan.pk}": "dilaporkan"}
    answer = send(staf, form, page, aduan.pk, posted | {f"n-{aduan.pk}": "8"}, A)
    assert (answer.status_code, answer.json()["hasil"]) == (422, "ditolak")
    assert row(form, "IKK-2").nilai == Decimal(3)


def test_a_row_costs_the_same_in_a_long_form(form, staf, django_assert_num_queries):
    aduan, cost = row(form, "IKK-2"), []
    for key, figure in ((A, "6"), (B, "7")):
        page = page_of(staf, form)
        with CaptureQueriesContext(connection) as found:
            send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": figure}, key)
        cost.append(len(found))
    grow(form, 120)
    page = page_of(staf, form)
    with django_assert_num_queries(cost[-1]):
        send(staf, form, page, aduan.pk, {f"n-{aduan.pk}": "8"}, C)
