"""Where figures come from: quarters, months in place of a quarter, the latest revisions; no database."""

from decimal import Decimal
from types import SimpleNamespace

from measurement.metode import Target
from measurement.sources import Sources
from measurement.ukur import of_months, target_line, targets_by, ukur
from sakip.planning.periods import Period

KAMUS = {
    "polaritas": "tinggi",
    "rumus": "standar",
    "akumulasi": "jumlah",
    "gaya_target": "tambahan",
    "desimal": 0,
    "satuan": "orang",
    "target_nol": "tidak_dihitung",
    "batas_bawah": "0",
    "batas_atas": None,
    "skala": None,
    "jenjang": [],
    "rasio_predikat": False,
}
MONTHS = [f"2026-{m:02}" for m in range(1, 13)]
TW2 = Period("2026-TW2")


def goal(text):
    return {"nilai": text, "bawah": None, "atas": None, "teks": ""}


def said(text, keadaan="dilaporkan", **more):
    return {
        "keadaan": keadaan,
        "nilai": text,
        "pembilang": None,
        "penyebut": None,
        "teks": "",
    } | more


def monthly(texts):
    return dict(zip(MONTHS, map(goal, texts.split()), strict=False))


def metode(**more):
    from measurement.kept import metode_of

    return metode_of(KAMUS | more)


def test_three_months_of_increments_are_the_target_of_their_quarter():
    targets = targets_by(metode(), monthly("1 2 3 10 20 30"), TW2)
    assert targets["2026-TW1"] == Target(Decimal(6))
    assert targets["2026-TW2"] == Target(Decimal(60))
    assert targets["2026-TW3"] == Target()


def test_a_quarter_of_position_targets_ends_where_its_last_due_month_stands():
    targets = targets_by(
        metode(gaya_target="posisi", akumulasi="akhir"), monthly("0 5 7 9 0 0"), TW2
    )
    assert (targets["2026-TW1"], targets["2026-TW2"]) == (Target(Decimal(7)), Target(Decimal(9)))


def test_months_that_are_not_due_do_not_pull_a_mean_down():
    targets = targets_by(metode(akumulasi="rata"), monthly("0 0 50 40 60 0"), TW2)
    assert (targets["2026-TW1"], targets["2026-TW2"]) == (Target(Decimal(50)), Target(Decimal(50)))


def test_a_quarter_s_own_target_stands_before_its_months():
    targets = targets_by(metode(), {**monthly("1 1 1"), "2026-TW1": goal("9")}, TW2)
    assert targets["2026-TW1"] == Target(Decimal(9))


def test_in_a_month_each_month_has_its_own_target():
    targets = targets_by(metode(), monthly("1 2 3"), Period("2026-02"))
    assert (targets["2026-02"], targets["2026-12"]) == (Target(Decimal(2)), Target())


def test_three_months_reported_are_their_quarter_and_one_blank_month_leaves_it_blank():
    assert of_months(KAMUS, [said("1"), said("0"), said("4")])["nilai"] == "5"
    assert of_months(KAMUS, [said("1"), None, said("4")])["keadaan"] == "belum_dilaporkan"


def test_the_line_of_targets_runs_through_the_whole_year():
    said_ = {"2026-TW1": goal("1"), "2026-TW2": goal("2"), "2026-TW4": goal("4")}
    line = target_line(KAMUS, {"periode": said_}, TW2)
    assert [t.nilai for t in line.values()] == [1, 3, 3, 7]


# -- the collections behind a figure ----------------------------------------------------------


def run(pk, code, rows, spent=(), revisi=0):
    """An approved collection: {indikator: value} and {node: rupiah}."""
    return SimpleNamespace(
        pk=pk,
        periode=code,
        revisi=revisi,
        snapshot_hash=f"hash{pk}",
        snapshot={
            "unit": [
                {
                    "nomor": f"F/{code}",
                    "isian": [{"indikator": i, "isian": 0, **v} for i, v in rows],
                    "anggaran": [
                        {"node": n, "kode": "5", "nama": "P", "pagu": 100, "realisasi": r}
                        for n, r in spent
                    ],
                }
            ]
        },
    )


def sources(period, *runs):
    found = Sources(Period(period), {r.periode: r for r in runs})
    found._index()
    return found


def test_a_quarter_never_collected_is_made_of_its_months():
    found = sources(
        "2026-TW2",
        *(run(n, f"2026-0{n}", [(7, said(str(n)))], [(3, n * 10)]) for n in (1, 2, 3)),
        run(9, "2026-TW2", [(7, said("5"))], [(3, 40)]),
    )
    values = found.values(7, KAMUS)
    assert [v["nilai"] for v in values.values()] == ["6", "5"]
    assert [s["id"] for s in values["2026-TW1"]["sumber"]] == [1, 2, 3]
    assert found.spending()[3]["per_periode"] == {"2026-TW1": 60, "2026-TW2": 40}


def test_spending_nobody_told_is_not_zero():
    found = sources(
        "2026-TW2", run(1, "2026-TW1", [], [(3, None)]), run(2, "2026-TW2", [], [(3, 40), (4, 5)])
    )
    assert found.spending()[3]["per_periode"] == {"2026-TW1": None, "2026-TW2": 40}
    assert found.spending()[4]["per_periode"] == {"2026-TW2": 5}  # not asked before


def test_a_quarter_is_measured_by_what_its_months_add_up_to():
    """Targets 6 and 60, values 6 and 54: 60 of 66 up to now."""
    target = {"tahun": goal("200"), "periode": monthly("1 2 3 10 20 30")}
    three = ukur(KAMUS, target, {"2026-TW1": said("6"), "2026-TW2": said("54")}, TW2)
    assert three.sampai_dengan.rumus == "60 ÷ 66 × 100 = 91"
    assert three.periode.raw == 90
