"""SOP 9.2 through the doors: methods are set, collections measured, returned, approved, frozen."""

from datetime import date

import pytest

from measurement.draw import Kamus
from measurement.models import Hasil, Pengembalian, Pengukuran, RencanaTindakLanjut
from measurement.snapshot import document
from sakip.disposition.models import TindakLanjut
from sakip.papers.models import Paper
from sakip.planning.models import Indikator
from sakip.sop.blockers import blockers_of
from sakip.sop.perform import Blocked, Conflict, Refused, begin, write
from sakip.trail.models import Entry

from .measured import WHOLE, collect, go, measurement, plan, reply, tick
from .walk import do, to

TW1 = {"IKU-1": ("332", "418"), "IKK-1": ("92", "92"), "IKK-2": "6", "IKK-3": "90", "IKK-4": "1"}
TW2 = {"IKU-1": ("338", "418"), "IKK-1": ("90", "92"), "IKK-2": "7", "IKK-3": "210", "IKK-4": "2"}
# Targets 84, 100, 10 (falling), 300 and 3.
TW3 = {"IKU-1": ("342", "418"), "IKK-1": ("87", "92"), "IKK-2": "8", "IKK-3": "300", "IKK-4": "2"}
ALL = list(TW3)


@pytest.fixture
def collected(promise, people):
    """Three approved collections; the last one is measured."""
    collect(people, "2026-TW1", TW1, {"5.03.02": 300_000_000, "5.04.02": 100_000_000})
    collect(people, "2026-TW2", TW2, {"5.03.02": 350_000_000, "5.04.02": 200_000_000})
    return collect(people, "2026-TW3", TW3, {"5.03.02": 400_000_000, "5.04.02": 300_000_000})


@pytest.fixture
def run(promise, people):
    return measurement(people)


def figure(run, kode, which="sampai"):
    return Hasil.objects.get(run=run, metode__kode=kode).capaian[which]


def of(run, kode):
    return Hasil.objects.get(run=run, metode__kode=kode)


def place(doc, kode):
    return next(node for node in doc["pohon"] if node["kode"] == kode)


# -- row 4: the methods -----------------------------------------------------------------------


def test_methods_lie_ready_when_the_run_reaches_them(run, people):
    run = go(run, people, "metodologi")
    rows = list(run.metode.values_list("kode", "ditetapkan"))
    assert rows == [(kode, False) for kode in ALL]


def test_no_method_is_set_while_a_smart_question_is_open(run, people):
    run = go(run, people, "metodologi")
    said = " ".join(blockers_of(run, "metodologi"))
    assert "SMART belum lengkap" in said
    assert "IKU-1, IKK-1, IKK-2, IKK-3, IKK-4" in said
    tick(run, people.tim)
    assert "SMART" not in " ".join(blockers_of(run, "metodologi"))


def test_a_remark_stands_in_for_a_question_that_cannot_be_ticked(run, people):
    run = go(run, people, "metodologi")
    tick(run, people.tim)
    metode = run.metode.get(kode="IKK-4")
    write(metode, by=people.tim, seen=metode.seen(), smart={"spesifik": True})
    assert "IKK-4" in " ".join(blockers_of(run, "metodologi"))
    metode.refresh_from_db()
    write(metode, by=people.tim, seen=metode.seen(), catatan="Sumber data berganti.")
    assert "IKK-4" not in " ".join(blockers_of(run, "metodologi"))


def test_a_method_without_a_formula_is_named(promise, run, people):
    Indikator.objects.filter(kode="IKK-3").update(formulasi="")
    run = go(run, people, "metodologi")
    assert "Rumus dalam kata belum ditulis pada kamus: IKK-3." in blockers_of(run, "metodologi")


def test_only_tim_sakip_writes_methods(run, people):
    run = go(run, people, "metodologi")
    metode = run.metode.first()
    for by in (people.kepala, people.sekretaris, people.bidang, people.staf, people.admin):
        with pytest.raises(Refused):
            write(metode, by=by, seen=metode.seen(), catatan="x")


def test_two_who_tick_the_same_method_are_told_of_each_other(run, people):
    run = go(run, people, "metodologi")
    metode = run.metode.first()
    seen = metode.seen()
    write(metode, by=people.tim, seen=seen, catatan="Pertama.")
    with pytest.raises(Conflict, match="Ketua Tim SAKIP"):
        write(metode, by=people.tim, seen=seen, catatan="Kedua.")
    metode.refresh_from_db()
    assert metode.catatan == "Pertama."
    assert metode.riwayat[0]["dari"] == {"catatan": ""}


def test_drawing_again_takes_the_dictionary_as_it_is_now_and_keeps_what_still_holds(run, people):
    run = go(run, people, "metodologi")
    tick(run, people.tim)
    Indikator.objects.filter(kode="IKK-2").update(nama="Jumlah pengaduan layanan", versi=2)
    kamus = Kamus(run)
    write(kamus, by=people.tim, seen=kamus.seen())
    assert run.metode.get(kode="IKK-2").nama == "Jumlah pengaduan layanan"
    assert run.metode.get(kode="IKK-2").smart == {}  # the answers were about another text
    assert run.metode.get(kode="IKK-3").open_questions == []


def test_a_set_method_is_closed_and_no_longer_follows_the_dictionary(run, people):
    run = go(run, people, "pengukuran")
    metode = run.metode.get(kode="IKK-2")
    with pytest.raises(Blocked, match="tidak sedang disusun"):
        write(metode, by=people.tim, seen=metode.seen(), catatan="x")
    with pytest.raises(Blocked, match="tidak sedang disusun"):
        kamus = Kamus(run)
        write(kamus, by=people.tim, seen=kamus.seen())
    Indikator.objects.filter(kode="IKK-2").update(polaritas="tinggi")
    assert document(run)["baris"][2]["kamus"]["polaritas"] == "rendah"


def test_smart_answers_of_an_earlier_period_stand_for_the_same_dictionary_version(run, people):
    go(run, people, "pengukuran")
    Indikator.objects.filter(kode="IKK-4").update(versi=2)
    later = go(measurement(people, "2026-TW4"), people, "metodologi")
    answered = [m.kode for m in later.metode.all() if not m.open_questions]
    assert answered == ["IKU-1", "IKK-1", "IKK-2", "IKK-3"]


# -- row 5: measuring -------------------------------------------------------------------------


def test_a_period_goes_from_the_order_to_the_archive(collected, run, people):
    done = go(run, people, "selesai")
    verbs = list(Entry.objects.of(done).values_list("verb", flat=True))
    assert verbs == ["mulai", *(s.key for s in Pengukuran.sop)]
    assert done.dasar == collected
    assert len(done.snapshot_hash) == 64


def test_nothing_is_measured_before_its_collection_is_approved(promise, run, people):
    run = go(run, people, "pengukuran")
    with pytest.raises(Blocked, match="Pengumpulan Triwulan III 2026 belum disetujui"):
        do(run, "pengukuran", people.tim)


def test_the_figures_are_those_of_a_pocket_calculator(collected, run, people):
    """342/418 = 81,8181...; /84 = 97,4025974026. (2x10-8)/10 = 120. 2/3 = 66,6666666667."""
    run = go(run, people, "rekap")
    assert figure(run, "IKU-1")["raw"] == "97.4025974026"
    assert figure(run, "IKK-1")["raw"] == "94.5652173913"
    assert figure(run, "IKK-2")["raw"] == "120.0000000000"
    assert figure(run, "IKK-3")["raw"] == "100.0000000000"
    assert figure(run, "IKK-4")["raw"] == "66.6666666667"
    said = {k: figure(run, k)["tercapai"] for k in ALL}
    assert said == {"IKU-1": False, "IKK-1": False, "IKK-2": True, "IKK-3": True, "IKK-4": False}
    assert figure(run, "IKU-1")["rumus"] == "81,8182 ÷ 84 × 100 = 97,40"
    assert figure(run, "IKU-1")["kategori"] == "Sangat Tinggi"
    assert figure(run, "IKK-4")["kategori"] == "Sedang"
    # 342/418 of the year's 85
    assert figure(run, "IKU-1", "tahun")["raw"] == "96.2566844920"


def test_the_page_before_the_act_shows_what_the_act_will_keep(collected, run, people):
    run = go(run, people, "pengukuran")
    before = document(run)
    assert not run.hasil.exclude(capaian={}).exists()
    after = document(go(run, people, "rekap"))
    assert after["baris"] == before["baris"]
    assert after["pohon"] == before["pohon"]


def test_figures_come_from_what_was_approved_and_not_from_live_rows(collected, run, people):
    run = go(run, people, "pengukuran")
    collected.forms.get(unit=people.bidang.unit).isian.filter(kode="IKK-2").update(nilai=99)
    run = go(run, people, "rekap")
    assert figure(run, "IKK-2")["raw"] == "120.0000000000"


def test_a_missing_quarter_leaves_a_figure_provisional(promise, people, run):
    collect(people, "2026-TW1", TW1)
    collect(people, "2026-TW3", TW3)
    run = go(run, people, "rekap")
    said = figure(run, "IKK-3")
    assert said["keterangan"] == "sementara (2 dari 3 periode)"
    assert (said["tercapai"], said["kategori"]) == (None, None)
    whole = document(run)["ringkasan"]
    assert (whole["tercapai"], whole["sementara"], whole["kategori"]) == (0, 5, None)


def test_what_was_not_reported_is_counted_and_never_zero(promise, people, run):
    collect(people, "2026-TW1", TW1)
    collect(people, "2026-TW2", TW2)
    collect(people, "2026-TW3", TW3 | {"IKK-4": "tidak_berlaku", "IKK-3": "tidak_dilaksanakan"})
    run = go(run, people, "rekap")
    assert figure(run, "IKK-4", "periode") is None
    assert figure(run, "IKK-4")["status"] == "dihitung"  # TW II still stands
    assert "tidak berlaku" in " ".join(figure(run, "IKK-4")["catatan"])


def test_spending_is_summed_up_to_the_period(collected, run, people):
    """300 + 350 + 400 = 1.050 of 1.500 million = 70 %; 100 + 200 + 300 = 600 = 40 %."""
    doc = document(go(run, people, "rekap"))
    mutasi, diklat = place(doc, "5.03.02"), place(doc, "5.04.02")
    assert (mutasi["realisasi"], mutasi["serapan"]) == (1_050_000_000, "70.0000000000")
    assert (diklat["realisasi"], diklat["serapan"]) == (600_000_000, "40.0000000000")
    assert doc["ringkasan"]["pagu"] == 3_000_000_000
    assert doc["ringkasan"]["serapan"] == "55.0000000000"


def test_the_roll_up_is_the_mean_of_all_below(collected, run, people):
    """(97,40259740 + 94,56521739 + 120 + 100 + 66,66666667) / 5 = 95,7268962921."""
    doc = document(go(run, people, "rekap"))
    assert doc["ringkasan"]["rata"] == "95.7268962921"
    assert doc["ringkasan"]["kalimat"] == (
        "2 dari 5 indikator telah memenuhi/melebihi target, 0 tidak dihitung"
    )
    assert [n["ringkasan"]["rata"] for n in doc["pohon"]] == [
        "95.7268962921",  # tujuan
        "95.7268962921",  # sasaran
        "107.2826086957",  # (94,5652173913 + 120) / 2
        "83.3333333333",  # (100 + 66,6666666667) / 2
    ]
    assert [n["tingkat"] for n in doc["pohon"]] == [1, 2, 3, 3]
    assert doc["pohon"][1]["indikator"] == ["IKU-1"]


def test_weights_of_a_hundred_count_and_others_are_named(promise, people, run):
    for kode, weight in (("IKK-1", 30), ("IKK-2", 70), ("IKK-3", 50), ("IKK-4", 40)):
        Indikator.objects.filter(kode=kode).update(bobot=weight)
    for n, values in enumerate((TW1, TW2, TW3), 1):
        collect(people, f"2026-TW{n}", values)
    doc = document(go(run, people, "rekap"))
    mutasi, diklat = place(doc, "5.03.02")["ringkasan"], place(doc, "5.04.02")["ringkasan"]
    assert mutasi["rata"] == "112.3695652174"  # 0,3 x 94,5652173913 + 0,7 x 120
    assert diklat["rata"] == "83.3333333333"  # 90 of 100: not used
    assert "Bobot tidak dipakai" in " ".join(diklat["catatan"])


def test_a_collection_by_another_promise_asks_for_the_methods_anew(collected, run, people):
    old = make_promise_perubahan(collected.instansi)
    run = go(run, people, "metodologi")
    run.metode.update(target={**run.metode.first().target, "pk_id": old.pk, "pk": str(old)})
    tick(run, people.tim)
    assert "Ambil ulang dari kamus" in " ".join(blockers_of(run, "metodologi"))


def test_methods_set_before_a_later_promise_can_be_set_again(promise, people, run):
    """Methods by the Murni; the collection was drawn by the Perubahan that came between."""
    run = go(run, people, "pengukuran")
    with pytest.raises(Blocked, match="tidak perlu ditetapkan ulang"):
        do(run, "ulang", people.tim)
    make_promise_perubahan(run.instansi)
    for n, values in enumerate((TW1, TW2, TW3), 1):
        collect(people, f"2026-TW{n}", values)
    with pytest.raises(Blocked, match=r"Murni: tetapkan ulang metodologi"):
        do(run, "pengukuran", people.tim)
    run = do(run, "ulang", people.tim)
    assert run.at == "metodologi"
    assert {m.target["pk"] for m in run.metode.all()} == {"Perjanjian Kinerja 2026 Perubahan"}
    run = go(run, people, "rekap")
    assert figure(run, "IKK-3")["raw"] == "100.0000000000"


def make_promise_perubahan(instansi, fix=True):
    """The same promise once more, as Perubahan in force since January."""
    from sakip.lib import tanggal
    from sakip.planning.models import PerjanjianKinerja, Target

    murni = PerjanjianKinerja.objects.get(instansi=instansi)
    new = PerjanjianKinerja.objects.create(
        instansi=instansi,
        tahun=murni.tahun,
        versi=1,
        renstra=murni.renstra,
        tanggal=date(2026, 1, 20),
        berlaku_mulai=date(2026, 1, 20),
        pihak_pertama=murni.pihak_pertama,
        pihak_kedua=murni.pihak_kedua,
        alasan="Perubahan anggaran (uji)",
    )
    for target in Target.objects.filter(pk_versi=murni).prefetch_related("periods"):
        periods = list(target.periods.all())
        target.pk, target.pk_versi = None, new
        target.save(force_insert=True)
        for period in periods:
            period.pk, period.target = None, target
            period.save(force_insert=True)
    new.ditetapkan_pada = tanggal.now()
    new.status = PerjanjianKinerja.DITETAPKAN if fix else PerjanjianKinerja.DRAF
    new.save()
    return new


def test_a_remark_on_a_row_is_kept_by_the_act(collected, run, people):
    run = go(run, people, "pengukuran")
    row = of(run, "IKU-1")
    write(row, by=people.tim, seen=row.seen(), catatan="Cocok dengan peta jabatan.")
    run = go(run, people, "rekap")
    assert document(run)["baris"][0]["catatan"] == "Cocok dengan peta jabatan."
    row.refresh_from_db()
    with pytest.raises(Blocked, match="tidak sedang dikerjakan"):
        write(row, by=people.tim, seen=row.seen(), catatan="x")


def test_a_collection_approved_while_the_page_was_open_is_noticed(collected, run, people):
    run = go(run, people, "pengukuran")
    seen = run.seen()
    correction(collected, people)
    from sakip.sop.perform import perform

    with pytest.raises(Conflict):
        perform(run, "pengukuran", by=people.tim, seen=seen)


def correction(collected, people):
    """The approved collection corrected and approved once more, unchanged."""
    do(collected, "koreksi", people.sekretaris, note="Angka diperbaiki.")
    newest = type(collected).objects.get(revises=collected)
    return to(newest, people, "lapor")


# -- row 6: the plan for every shortfall ------------------------------------------------------


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


# -- row 8: approve, or give back -------------------------------------------------------------


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


# -- correction -------------------------------------------------------------------------------


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


def test_a_period_that_has_not_begun_is_not_measured(promise, people):
    with pytest.raises(Blocked, match="belum dimulai"):
        begin(Pengukuran, by=people.tim, periode="2027-TW1")


# -- months -----------------------------------------------------------------------------------


@pytest.fixture
def by_month(promise, instansi):
    """IKK-2 (falling, 10) once a month instead of once a quarter, by a Perubahan."""
    from sakip.planning.models import PerjanjianKinerja, TargetPeriode
    from sakip.planning.periods import months

    Indikator.objects.filter(kode="IKK-2").update(frekuensi="bulanan")
    new = make_promise_perubahan(instansi, fix=False)
    target = new.targets.get(indikator__kode="IKK-2")
    target.periods.all().delete()
    for month in months(2026):
        TargetPeriode.objects.create(instansi=instansi, target=target, periode=month.code, nilai=10)
    new.status = PerjanjianKinerja.DITETAPKAN
    new.save()
    return new


def test_a_month_measures_the_monthly_indicators_alone(by_month, people):
    for month, value in (("2026-07", "12"), ("2026-08", "9")):
        collect(people, month, {"IKK-2": value})
    run = go(measurement(people, "2026-08"), people, "rekap")
    assert [m.kode for m in run.metode.all()] == ["IKK-2"]
    assert figure(run, "IKK-2")["raw"] == "110.0000000000"  # (2 x 10 - 9) / 10
    assert figure(run, "IKK-2")["keterangan"] == "sementara (2 dari 8 periode)"


def test_a_quarter_measures_monthly_indicators_by_what_their_months_carried_in(by_month, people):
    for month, value in (("2026-07", "12"), ("2026-08", "9"), ("2026-09", "8")):
        collect(people, month, {"IKK-2": value})
    collect(people, "2026-TW3", TW3 | {"IKK-2": None})
    run = go(measurement(people), people, "rekap")
    row = of(run, "IKK-2")
    assert row.nilai["2026-TW3"]["nilai"] == "8"
    assert row.capaian["sampai"]["raw"] == "120.0000000000"
    assert len(run.metode.all()) == 5
