"""A measurement from its shortfalls to the decision: planned for, approved or given back, corrected."""

from datetime import date

import pytest

from measurement.draw import Kamus
from measurement.models import Pengembalian, Pengukuran, RencanaTindakLanjut
from sakip.disposition.models import TindakLanjut
from sakip.papers.models import Paper
from sakip.planning.models import Indikator
from sakip.sop.blockers import blockers_of
from sakip.sop.perform import Blocked, Refused, begin, write

from .ground import grounded
from .measured import (
    ALL,
    WHOLE,
    correction,
    figure,
    go,
    measurement,
    of,
    plan,
    reply,
    three_quarters,
)
from .walk import do


@grounded
def collected(promise, people):
    return three_quarters(people)


@grounded
def run(promise, people):
    return measurement(people)


# -- the plan for every shortfall --------------------------------------------------------------


def test_every_shortfall_has_a_row_begun_from_the_form(collected, run, people):
    run = go(run, people, "rekap")
    rows = list(run.rencana_tindak_lanjut.select_related("hasil__metode"))
    assert [r.hasil.metode.kode for r in rows] == ["IKU-1", "IKK-1", "IKK-4"]
    assert (rows[0].sebab, rows[0].tindakan) == ("Anggaran terlambat.", "Dikejar.")
    assert rows[0].unit == people.bidang.unit


def test_no_report_while_a_plan_is_incomplete(collected, run, people):
    run = go(run, people, "rekap")
    run = do(run, "rekap", people.tim)
    fields = WHOLE | {"tenggat": None}
    for row in run.rencana_tindak_lanjut.all():
        write(row, by=people.tim, seen=row.seen(), **fields)
    said = blockers_of(run, "laporan")
    assert (
        "IKK-4 Dokumen kerja sama diklat: Rencana Tindak Lanjut belum lengkap (batas waktu)."
        in said
    )
    plan(run, people.tim)
    assert "Rencana" not in " ".join(blockers_of(run, "laporan"))


def test_no_report_while_a_shortfall_has_no_plan_at_all(collected, run, people):
    run = go(run, people, "laporan")
    RencanaTindakLanjut.objects.filter(run=run, hasil__metode__kode="IKK-1").delete()
    said = blockers_of(run, "laporan")
    assert (
        "IKK-1 Kenaikan pangkat tepat waktu: belum mempunyai Rencana Tindak Lanjut Capaian." in said
    )


def test_the_plan_is_closed_once_the_report_is_with_the_sekretaris(collected, run, people):
    run = go(run, people, "analisa")
    row = run.rencana_tindak_lanjut.first()
    with pytest.raises(Blocked, match="tidak sedang disusun"):
        write(row, by=people.tim, seen=row.seen(), sebab="x")


def test_approved_plans_become_follow_ups_of_their_units(collected, run, people):
    run = go(run, people, "arsip")
    rows = TindakLanjut.objects.filter(case_label=run.label, case_id=run.pk, asal="capaian")
    assert rows.count() == 3
    one = rows.get(uraian__startswith="IKK-4")
    assert one.unit == people.bidang_lain.unit
    assert one.tenggat == date(2026, 12, 15)
    assert "Seleksi terbuka dipercepat." in one.uraian


# -- approve, or give back ---------------------------------------------------------------------


def item(run, kode, jenis="angka_diragukan", alasan="Cocokkan dengan SIMPEG."):
    return {"hasil": of(run, kode), "jenis": jenis, "alasan": alasan}


def test_a_return_without_arahan_or_reason_is_refused(collected, run, people):
    run = go(run, people, "analisa")
    with pytest.raises(Blocked, match="Arahan pengembalian wajib"):
        do(run, "kembalikan", people.sekretaris, to="rekap")
    with pytest.raises(Blocked, match="IKK-2: alasan pengembalian wajib"):
        do(
            run,
            "kembalikan",
            people.sekretaris,
            note="Periksa.",
            to="pengukuran",
            items=[item(run, "IKK-2", alasan=" ")],
        )
    with pytest.raises(Blocked, match="Pilih langkah tujuan"):
        do(run, "kembalikan", people.sekretaris, note="Periksa.", to="rencana")
    assert Pengukuran.objects.get(pk=run.pk).round == 1


def test_only_the_named_rows_open_and_their_old_figures_stay(collected, run, people):
    run = go(run, people, "analisa")
    old = figure(run, "IKK-2")
    back = {"note": "Periksa.", "to": "pengukuran", "items": [item(run, "IKK-2")]}
    run = do(run, "kembalikan", people.sekretaris, **back)
    assert (run.at, run.round) == ("pengukuran", 2)
    assert [h.metode.kode for h in run.hasil.filter(terbuka=True)] == ["IKK-2"]
    butir = Pengembalian.objects.get(run=run).butir.get()
    assert butir.lama["capaian"]["sampai"] == old
    other = of(run, "IKK-3")
    with pytest.raises(Blocked, match="tidak dibuka oleh pengembalian"):
        write(other, by=people.tim, seen=other.seen(), catatan="x")


def test_measuring_again_takes_the_newer_collection_and_keeps_the_older_figures(
    collected, run, people
):
    run = go(run, people, "analisa")
    newest = correction(collected, people)
    with pytest.raises(Blocked, match=r"rev\. 1 sudah disetujui; ukur ulang"):
        fill_and_approve(run, people)
    run = do(run, "kembalikan", people.sekretaris, note="Ukur ulang.", to="pengukuran")
    assert run.butir.count() == 5  # no row named means all of them
    run = go(run, people, "lapor")
    assert run.dasar == newest
    assert run.snapshot["dasar"]["revisi"] == 1
    assert all(b.lama["nilai"]["2026-TW3"]["sumber"][0]["revisi"] == 0 for b in run.butir.all())


def fill_and_approve(run, people):
    from .walk import fill_drafts

    fill_drafts(run, people.sekretaris)
    do(run, "analisa", people.sekretaris)


def test_a_wrong_method_goes_back_to_row_four_and_only_it_opens(collected, run, people):
    run = go(run, people, "analisa")
    wrong = item(run, "IKK-2", jenis="metode_salah", alasan="Polaritas terbalik.")
    run = do(run, "kembalikan", people.sekretaris, note="Perbaiki.", to="metodologi", items=[wrong])
    assert [m.kode for m in run.metode.filter(ditetapkan=False)] == ["IKK-2"]
    Indikator.objects.filter(kode__in=["IKK-2", "IKK-3"]).update(polaritas="tinggi", versi=2)
    Indikator.objects.filter(kode="IKK-3").update(nama="Nama lain")
    kamus = Kamus(run)
    write(kamus, by=people.tim, seen=kamus.seen())
    run = go(run, people, "laporan")
    assert figure(run, "IKK-2")["raw"] == "80.0000000000"  # 8 of 10, now rising
    assert run.metode.get(kode="IKK-3").nama == "ASN mengikuti diklat"
    assert "IKK-2" in [p.hasil.metode.kode for p in run.rencana_tindak_lanjut.all()]


def test_returned_items_are_answered_before_the_next_report(collected, run, people):
    run = go(run, people, "analisa")
    back = {"note": "Periksa.", "to": "rekap", "items": [item(run, "IKK-2")]}
    run = do(run, "kembalikan", people.sekretaris, **back)
    run = do(run, "rekap", people.tim)
    assert "IKK-2: arahan putaran 1 belum dijawab." in blockers_of(run, "laporan")
    butir = run.butir.get()
    with pytest.raises(Refused):
        write(butir, by=people.bidang, seen=butir.seen(), jawaban="x")
    reply(run, people.tim)
    assert go(run, people, "lapor").snapshot


def test_nobody_decides_on_the_recap_they_made(collected, run, people):
    from .conftest import office

    run = go(run, people, "analisa")
    plh = office(run.instansi, "sekretaris", username="tim_sakip", mulai=date(2026, 1, 1))
    for verb, more in (("analisa", {}), ("kembalikan", {"note": "x", "to": "rekap"})):
        with pytest.raises(Refused, match="merekap atau melaporkan"):
            do(run, verb, plh, **more)


def test_the_sekretaris_words_stand_in_the_form_evaluasi(collected, run, people):
    from sakip.papers import kinds as naskah
    from sakip.sop.drafts import Draft

    run = go(run, people, "analisa")
    draft, key = Draft(run, naskah.FORM_EVALUASI), str(of(run, "IKK-4").pk)
    isi = run.drafts[naskah.FORM_EVALUASI].of(run, naskah.FORM_EVALUASI).initial
    assert isi["baris"][key]["rekomendasi"] == "Seleksi terbuka dipercepat."  # out of the plan
    isi["baris"][key]["analisis"] = "Mitra mundur."
    write(draft, by=people.sekretaris, seen=draft.seen(), isi=isi)
    run = go(run, people, "lapor")
    paper = Paper.objects.get(run_label=run.label, run_id=run.pk, kind_key="form_evaluasi")
    line = next(b for b in paper.data["baris"] if b["kode"] == "IKK-4")
    assert (line["analisis"], line["capaian"]) == ("Mitra mundur.", "66,67")
    assert run.snapshot["evaluasi"]["IKK-4"]["tenggat"] == "2026-12-15"


# -- correction --------------------------------------------------------------------------------


def test_a_correction_begins_at_measuring_with_the_same_methods(collected, run, people):
    run = go(run, people, "arsip")
    correction(collected, people)
    do(run, "koreksi", people.sekretaris, note="Pengumpulan dikoreksi.")
    new = Pengukuran.objects.get(revises=run)
    assert (new.at, new.revisi) == ("pengukuran", 1)
    assert [m.kode for m in new.metode.all()] == ALL
    assert all(m.ditetapkan for m in new.metode.all())
    new = go(new, people, "selesai")
    assert new.snapshot["dasar"]["revisi"] == 1
    assert go(run, people, "selesai").snapshot["dasar"]["revisi"] == 0
    # the same plans are not handed over twice
    assert not TindakLanjut.objects.filter(case_id=new.pk, case_label=new.label).exists()


def test_a_period_is_measured_once_and_a_correction_once_a_revision(collected, run, people):
    with pytest.raises(Blocked, match="sudah dibuka"):
        begin(Pengukuran, by=people.sekretaris, periode="2026-TW3")
    run = go(run, people, "lapor")
    do(run, "koreksi", people.sekretaris, note="Satu.")
    with pytest.raises(Blocked, match="Koreksi sudah dimulai"):
        do(run, "koreksi", people.sekretaris, note="Dua.")
