"""Returns: what they open, what they keep, and what a correction begins with."""

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collection.models import Butir, Formulir, Isian, Pengumpulan
from sakip.papers import kinds
from sakip.papers.issue import issued_of
from sakip.papers.models import Paper
from sakip.sop.perform import Blocked, write

from .collected import form_of
from .ground import grounded
from .returned import answer_and_hand_in, give_back, give_back_units, isian, item
from .walk import answer_warnings, do, fill_drafts, start, to

pytestmark = pytest.mark.django_db


@grounded
def run(promise, people):
    return to(start(people), people, "analisa")


# -- what a return needs -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"to": "pengisian"}, "Tandai isian atau unit"),
        ({"to": "arahan"}, "tidak dapat dikembalikan"),
        ({"to": "selesai"}, "tidak dapat dikembalikan"),
    ],
)
def test_a_return_without_items_or_to_a_strange_row_is_refused_in_words(run, people, data, said):
    with pytest.raises(Blocked, match=said):
        do(run, "kembalikan", people.sekretaris, note="Lengkapi.", **data)


def test_a_return_needs_arahan_kind_and_reason(run, people):
    for note, made, said in (
        ("", item(run, "IKU-1"), "Arahan pengembalian wajib"),
        ("Lengkapi.", item(run, "IKU-1", alasan=" "), "IKU-1: alasan pengembalian wajib"),
        ("Lengkapi.", item(run, "IKU-1", jenis="lain"), "IKU-1: pilih jenis"),
    ):
        with pytest.raises(Blocked, match=said):
            do(run, "kembalikan", people.sekretaris, note=note, to="pengisian", items=[made])


def test_arahan_and_reasons_are_of_a_length_that_can_be_read_and_printed(run, people):
    for note, made, said in (
        ("a" * 4001, item(run, "IKU-1"), "4001 huruf; paling banyak 4000"),
        ("Lengkapi.", item(run, "IKU-1", alasan="a" * 4001), "IKU-1: alasan 4001 huruf"),
    ):
        with pytest.raises(Blocked, match=said):
            do(run, "kembalikan", people.sekretaris, note=note, to="pengisian", items=[made])
    longest = [item(run, "IKU-1", alasan="a" * 4000)]
    do(run, "kembalikan", people.sekretaris, note="a" * 4000, to="pengisian", items=longest)
    assert Butir.objects.get().alasan == "a" * 4000


# -- what it opens -----------------------------------------------------------------------------


def test_the_other_unit_stays_finished_and_the_run_goes_on_when_the_opened_one_is_in(run, people):
    run = give_back(run, people, "IKU-1")
    assert [f.at for f in run.forms.all()] == ["isi", "selesai"]
    run = answer_and_hand_in(run, people, people.staf, people.bidang)
    assert run.at == "rekap"
    assert [f.round for f in run.forms.all()] == [2, 1]


def test_a_whole_unit_opens_with_all_its_rows_and_its_spending(run, people):
    run = give_back_units(run, people, people.bidang.unit)
    form = form_of(run, people.staf)
    assert form.isian.filter(terbuka=True).count() == 3
    assert form.anggaran.filter(terbuka=True).exists()
    assert {(b.jenis, b.alasan) for b in Butir.objects.all()} == {("usang", "Semua.")}


def test_a_return_of_single_items_does_not_open_the_spending(run, people):
    run = give_back(run, people, "IKU-1")
    line = form_of(run, people.staf).anggaran.get()
    with pytest.raises(Blocked, match="tidak dibuka kembali"):
        write(line, by=people.staf, seen=line.seen(), realisasi=1)


def test_a_value_that_was_not_named_keeps_its_approval_and_can_be_changed_by_nobody(run, people):
    run = give_back(run, people, "IKU-1")
    row = isian(run, "IKK-2")
    for by in (people.staf, people.bidang):
        with pytest.raises(Blocked, match="tidak dibuka"):
            write(row, by=by, seen=row.seen(), keadaan="dilaporkan", nilai=1)
    assert not Butir.objects.filter(isian=row).exists()


def test_a_return_to_tim_sakip_opens_no_form(run, people):
    run = do(run, "kembalikan", people.sekretaris, note="Rapikan laporannya.", to="rekap")
    assert run.at == "rekap"
    assert {f.at for f in run.forms.all()} == {"selesai"}


def test_the_new_deadline_of_an_opened_form_is_the_sops_day_and_the_first_one_stays(
    run, people, clock
):
    first = form_of(run, people.staf).tenggat_awal
    clock.shift(7 * 24 * 3600)
    form = form_of(give_back(run, people, "IKU-1"), people.staf)
    assert form.tenggat_awal == first
    assert form.tenggat > first


def test_tim_sakip_returns_from_the_recap_and_the_sekretaris_still_judges_it(run, people):
    run = do(run, "kembalikan", people.sekretaris, note="Rapikan.", to="rekap")
    run = give_back(run, people, "IKK-3", by=people.tim)
    run = answer_and_hand_in(run, people, people.staf_lain, people.bidang_lain)
    assert Butir.objects.get().putusan == "menunggu"
    to(run, people, "lapor")
    assert Butir.objects.get().putusan == "diterima"


def test_after_a_return_the_report_is_written_anew_from_the_new_figures(run, people):
    fill_drafts(run, people.sekretaris)
    run = give_back(run, people, "IKU-1")
    drafts = Paper.objects.filter(run_label=run.label, run_id=run.pk, status="draf")
    assert not drafts.filter(kind_key=kinds.FORM_EVALUASI.key).exists()


# -- what it keeps -----------------------------------------------------------------------------


def test_old_value_reason_answer_and_new_value_stay_side_by_side(run, people):
    run = give_back(run, people, "IKU-1")
    run = answer_and_hand_in(run, people, people.staf, people.bidang, IKU_1={"pembilang": 79})
    butir = Butir.objects.get()
    assert (butir.nilai_lama["pembilang"], butir.nilai_baru["pembilang"]) == ("84", "79")
    assert (butir.alasan, butir.jawaban) == ("Lampirkan SK.", "Sudah diperbaiki.")


def test_a_second_return_of_the_same_item_keeps_the_first_for_ever(run, people):
    run = answer_and_hand_in(give_back(run, people, "IKU-1"), people, people.staf, people.bidang)
    run = give_back(to(run, people, "analisa"), people, "IKU-1")
    first, second = Butir.objects.order_by("pk")
    assert (first.putusan, second.putusan) == ("dikembalikan", "menunggu")
    assert first.jawaban == "Sudah diperbaiki."


def test_what_a_unit_takes_back_counts_as_unanswered_until_it_hands_in_again(run, people):
    run = give_back(run, people, "IKU-1", "IKK-2")
    run = to(answer_and_hand_in(run, people, people.staf, people.bidang), people, "analisa")
    run = give_back(run, people, "IKU-1")  # the answer on IKK-2 still waits, its row closed
    form = form_of(run, people.staf)
    row = form.isian.get(kode="IKU-1")
    write(row, by=people.staf, seen=row.seen(), pembilang=79)
    proof = Butir.objects.get(isian=row, putusan="menunggu")
    write(proof, by=people.staf, seen=proof.seen(), jawaban="Sudah diperbaiki.")
    answer_warnings(form, people.staf)
    form = do(do(form, "isi", people.staf), "serahkan", people.bidang)
    assert {b.isian.kode for b in Butir.answered(run)} == {"IKU-1", "IKK-2"}
    form = do(form, "tarik", people.bidang)
    assert {b.isian.kode for b in Butir.answered(run)} == {"IKK-2"}
    proof.refresh_from_db()
    assert (proof.nilai_baru, proof.bukti_baru, proof.bukti_kini) == (None, [], [])
    assert proof.jawaban == "Sudah diperbaiki.", "what was written stays in the unit's hands"
    do(do(form, "isi", people.staf), "serahkan", people.bidang)
    proof.refresh_from_db()
    assert proof.nilai_baru["pembilang"] == "79"


def test_checking_a_returned_form_names_the_reasons_that_wait_for_an_answer(run, people, signed_in):
    give_back(run, people, "IKK-2")
    form = form_of(run, people.staf)
    page = signed_in(people.staf).get(f"{form.get_absolute_url()}periksa/").content.decode()
    assert "IKK-2: alasan pengembalian belum dijawab." in page
    assert "siap diajukan" not in page
    answers = Butir.objects.get(isian__formulir=form)
    write(answers, by=people.staf, seen=answers.seen(), jawaban="SK sudah dilampirkan.")
    page = signed_in(people.staf).get(f"{form.get_absolute_url()}periksa/").content.decode()
    assert "belum dijawab." not in page


def test_reasons_and_old_values_cannot_be_changed_or_deleted_even_in_the_database(run, people):
    run = give_back(run, people, "IKU-1")
    run = to(answer_and_hand_in(run, people, people.staf, people.bidang), people, "lapor")
    butir = Butir.objects.all()
    for change in (
        lambda: butir.update(alasan="Lain."),
        lambda: butir.update(nilai_lama={}),
        lambda: butir.update(jawaban="Lain."),
        lambda: butir.update(putusan="menunggu"),
        lambda: butir._raw_delete("default"),
        lambda: run.pengembalian.update(arahan="Lain."),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# -- whatever people do ------------------------------------------------------------------------

KODES = ["IKU-1", "IKK-1", "IKK-2", "IKK-3", "IKK-4"]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    named=st.lists(st.sampled_from(KODES), min_size=1, max_size=4, unique=True),
    touched=st.lists(st.sampled_from(KODES), max_size=5, unique=True),
    from_rekap=st.booleans(),
)
def test_after_any_return_only_what_was_named_can_be_changed_by_any_way(
    run, people, signed_in, named, touched, from_rekap
):
    with transaction.atomic():
        point = transaction.savepoint()
        only_named_changes(run, people, signed_in, named, touched, from_rekap)
        transaction.savepoint_rollback(point)


def only_named_changes(run, people, signed_in, named, touched, from_rekap):
    by = people.sekretaris
    if from_rekap:
        run, by = do(run, "kembalikan", by, note="Rapikan.", to="rekap"), people.tim
    run = give_back(run, people, *named, by=by)
    before = {i.kode: i.version for i in Isian.objects.filter(formulir__run=run)}
    changed = set()
    for kode in touched:
        row = isian(run, kode)
        office = people.staf if row.formulir.unit_id == people.staf.unit_id else people.staf_lain
        try:
            write(row, by=office, seen=row.seen(), penghambat=f"Ubah {kode}.")
            changed.add(kode)
        except Blocked:
            assert kode not in named
        forge(signed_in(office), row)
    after = {i.kode: i.version for i in Isian.objects.filter(formulir__run=run)}
    assert {k for k in KODES if after[k] != before[k]} <= set(named)
    assert changed == set(named) & set(touched)
    assert {f.at for f in run.forms.all()} <= {"isi", "selesai"}
    assert Butir.objects.filter(pengembalian__run=run, putusan="menunggu").count() == len(named)


def forge(browser, row):
    """What a browser could post for a row whether the page offered it or not: page and detail."""
    url = Formulir.objects.get(pk=row.formulir_id).get_absolute_url()
    texts = {f"mt-{row.pk}": f"{row.version}.x", f"al-{row.pk}": "lewat pintu belakang"}
    figures = {f"m-{row.pk}": f"{row.version}.x", f"k-{row.pk}": "tidak_berlaku"}
    if not row.formulir.isian.filter(pk=row.pk, terbuka=True).exists():
        for address in (url, f"{url}isian/{row.pk}/"):
            browser.post(address, texts | figures)


# -- corrections -------------------------------------------------------------------------------


def test_a_correction_copies_every_form_closed_and_leaves_the_approved_run_as_it_was(run, people):
    run = to(run, people, "lapor")
    before = run.snapshot_hash
    do(run, "koreksi", people.sekretaris, note="Angka IKU-1 keliru.")
    new = Pengumpulan.objects.get(revises=run)
    assert (new.at, new.revisi) == ("rekap", 1)
    assert {f.at for f in new.forms.all()} == {"selesai"}
    assert not Paper.objects.filter(run_label=new.label, run_id=new.pk, status="draf").exists()
    new = give_back(new, people, "IKU-1", by=people.tim)
    new = answer_and_hand_in(new, people, people.staf, people.bidang, IKU_1={"pembilang": 70})
    new = to(new, people, "lapor")
    run = Pengumpulan.objects.get(pk=run.pk)
    assert run.snapshot_hash == before
    old, fresh = (
        next(i for u in r.snapshot["unit"] for i in u["isian"] if i["kode"] == "IKU-1")
        for r in (run, new)
    )
    assert (old["pembilang"], fresh["pembilang"]) == ("84", "70")
    assert (
        f"Koreksi atas {run}." in issued_of(new, kinds.LAPORAN_PENGUMPULAN).first().data["catatan"]
    )


def test_a_second_correction_waits_for_the_first(run, people):
    run = to(run, people, "lapor")
    do(run, "koreksi", people.sekretaris, note="Keliru.")
    with pytest.raises(Blocked, match="Koreksi sudah dimulai"):
        do(run, "koreksi", people.sekretaris, note="Lagi.")


def test_an_act_that_cannot_be_done_is_not_offered_and_its_page_says_why(run, people, signed_in):
    run, sekretaris = to(run, people, "lapor"), signed_in(people.sekretaris)
    page = sekretaris.get(run.get_absolute_url()).content.decode()
    address = f"{run.get_absolute_url()}tindakan/koreksi/"
    assert f'href="{address}"' in page
    assert "<button" in main_of(sekretaris.get(address))
    do(run, "koreksi", people.sekretaris, note="Keliru.")
    new = Pengumpulan.objects.get(revises=run)
    page = sekretaris.get(run.get_absolute_url()).content.decode()
    assert f'href="{address}"' not in page
    assert f'Dikoreksi pada <a href="{new.get_absolute_url()}">{new}</a>' in page
    refusal = main_of(sekretaris.get(address))
    assert "Koreksi sudah dimulai" in refusal and "<button" not in refusal
    page = sekretaris.get(new.get_absolute_url()).content.decode()
    assert f'Revisi 1 atas <a href="{run.get_absolute_url()}">{run}</a>' in page


def main_of(response) -> str:
    return response.content.decode().partition("<main")[2].partition("</main>")[0]
