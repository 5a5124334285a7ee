"""Measuring through the doors: figures, spending and roll-ups out of what was collected and approved."""

import pytest

from measurement.models import Pengukuran
from measurement.snapshot import document
from sakip.planning.models import Indikator
from sakip.sop.perform import Blocked, Conflict, begin, write
from sakip.trail.models import Entry

from .ground import grounded
from .measured import (
    ALL,
    TW1,
    TW2,
    TW3,
    collect,
    correction,
    figure,
    go,
    measurement,
    of,
    three_quarters,
)
from .promise import make_promise_perubahan
from .walk import do


@grounded
def collected(promise, people):
    return three_quarters(people)


@grounded
def run(promise, people):
    return measurement(people)


def place(doc, kode):
    return next(node for node in doc["pohon"] if node["kode"] == kode)


# -- which collection --------------------------------------------------------------------------


def test_a_period_goes_from_the_order_to_the_archive(collected, run, people):
    done = go(run, people, "selesai")
    verbs = list(Entry.objects.of(done).values_list("verb", flat=True))
    assert verbs == ["mulai", *(s.key for s in Pengukuran.sop)]
    assert done.dasar == collected
    assert len(done.snapshot_hash) == 64


def test_a_period_that_has_not_begun_is_not_measured(promise, people):
    with pytest.raises(Blocked, match="belum dimulai"):
        begin(Pengukuran, by=people.tim, periode="2027-TW1")


def test_nothing_is_measured_before_its_collection_is_approved(promise, run, people):
    run = go(run, people, "pengukuran")
    with pytest.raises(Blocked, match="Pengumpulan Triwulan III 2026 belum disetujui"):
        do(run, "pengukuran", people.tim)


def test_figures_come_from_what_was_approved_and_not_from_live_rows(collected, run, people):
    run = go(run, people, "pengukuran")
    collected.forms.get(unit=people.bidang.unit).isian.filter(kode="IKK-2").update(nilai=99)
    run = go(run, people, "rekap")
    assert figure(run, "IKK-2")["raw"] == "120.0000000000"


def test_a_collection_approved_while_the_page_was_open_is_noticed(collected, run, people):
    run = go(run, people, "pengukuran")
    seen = run.seen()
    correction(collected, people)
    from sakip.sop.perform import perform

    with pytest.raises(Conflict):
        perform(run, "pengukuran", by=people.tim, seen=seen)


# -- figures -----------------------------------------------------------------------------------


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


def test_a_remark_on_a_row_is_kept_by_the_act(collected, run, people):
    run = go(run, people, "pengukuran")
    row = of(run, "IKU-1")
    write(row, by=people.tim, seen=row.seen(), catatan="Cocok dengan peta jabatan.")
    run = go(run, people, "rekap")
    assert document(run)["baris"][0]["catatan"] == "Cocok dengan peta jabatan."
    row.refresh_from_db()
    with pytest.raises(Blocked, match="tidak sedang dikerjakan"):
        write(row, by=people.tim, seen=row.seen(), catatan="x")


# -- sums and means ----------------------------------------------------------------------------


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


# -- months ------------------------------------------------------------------------------------


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
