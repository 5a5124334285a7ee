"""What the checks of planning say, in whose words, and what they let stand."""

from decimal import Decimal

import pytest

from sakip.planning.checks import about_entry, about_targets, about_weights, gathered, smart
from sakip.planning.dictionary import Indikator
from sakip.planning.said import YEAR, Said, by_period, fraction
from sakip.planning.tree import Node

D = Decimal
QUARTERS = [f"2026-TW{n}" for n in range(1, 5)]


def entry(**more):
    return Indikator(**{"kode": "IKU-1", "nama": "Nilai", "satuan": "%", "unit_id": 1, "node_id": 1,
                        "formulasi": "a dibagi b", "bukti_wajib": False, **more})  # fmt: skip


def promise(year, periods="", codes=None):
    said = {YEAR: Said(nilai=D(year))} if year is not None else {}
    figures = periods.split()
    codes = codes or QUARTERS
    return said | {c: Said(nilai=D(f)) for c, f in zip(codes, figures, strict=False) if f != "."}


def texts(found):
    return [f.text for f in found]


def test_a_whole_entry_is_left_in_peace():
    assert about_entry(entry()) == []


@pytest.mark.parametrize(
    ("lacking", "words", "field"),
    [
        ({"formulasi": ""}, "Rumus belum ditulis", "formulasi"),
        ({"satuan": ""}, "Satuan belum diisi", "satuan"),
        ({"unit_id": None}, "Unit penanggung jawab belum dipilih", "unit"),
        ({"bukti_wajib": True}, "buktinya belum disebut", "bukti"),
        ({"polaritas": "predikat"}, "daftar jenjang", "polaritas"),
    ],
)
def test_what_an_entry_lacks_is_named_with_its_field(lacking, words, field):
    (found,) = about_entry(entry(**lacking))
    assert words in found.text and found.field == field and not found.blocks


def test_pembilang_and_penyebut_are_a_formula_too():
    assert about_entry(entry(formulasi="", pembilang="yang naik", penyebut="semua")) == []


def test_position_targets_of_boyolali_are_in_order():
    months = [f"2026-{n:02}" for n in range(1, 13)]
    said = promise(100, "0 0 0 50 50 50 67 67 67 87 87 100", months)
    assert about_targets(entry(frekuensi="bulanan"), said, 2026) == []


def test_the_last_period_must_be_the_year():
    months = [f"2026-{n:02}" for n in range(1, 13)]
    said = promise("4.47", "4 4 4.1 4.1 4.1 4.2 4.2 4.2 4.2 4.3 4.3 4.7", months)
    (found,) = about_targets(entry(frekuensi="bulanan"), said, 2026)
    assert found.text.startswith("Target Desember 4,7 tidak sama dengan target tahun 4,47")
    assert found.contradicts and not found.blocks and found.period == "2026-12"


def test_a_position_that_sinks_is_named_where_more_is_better():
    said = promise(95, "91 90 93 95")
    (found,) = about_targets(entry(), said, 2026)
    assert "turun dari 91 (Triwulan I) ke 90 (Triwulan II)" in found.text and found.contradicts
    assert about_targets(entry(polaritas="rendah"), said, 2026) == []


def test_additional_targets_must_add_up_to_the_year():
    adding = {"gaya_target": "tambahan", "akumulasi": "jumlah", "satuan": "orang"}
    assert about_targets(entry(**adding), promise(100, "10 20 30 40"), 2026) == []
    (found,) = about_targets(entry(**adding), promise(100, "10 20 30 30"), 2026)
    assert "Jumlah target periode 90 tidak sama dengan target tahun 100" in found.text
    gap, total = about_targets(entry(**adding), promise(100, "10 . 30 40"), 2026)
    assert gap.text == "Target Triwulan II belum diisi." and total.contradicts


def test_a_mean_of_thirds_counts_as_its_rounded_year():
    mean = {"gaya_target": "tambahan", "akumulasi": "rata", "satuan": "indeks"}
    assert about_targets(entry(**mean), promise("83.33", "80 85 85 83.33"), 2026) == []


@pytest.mark.parametrize("where", ["0 1 1 1", "1 1 1 1"])
def test_less_is_better_and_zero_must_be_answered_before_anything(where):
    one = entry(polaritas="rendah", satuan="aduan")
    year = 0 if where.startswith("1") else 1
    found = about_targets(one, promise(year, where), 2026)
    assert [f.blocks for f in found if f.field == "target_nol"] == [True]
    for answer in ("harus_nihil", "belum_jatuh_tempo"):
        one.target_nol = answer
        assert not any(f.blocks for f in about_targets(one, promise(year, where), 2026))


def test_zero_is_no_question_where_more_is_better():
    assert not any(f.blocks for f in about_targets(entry(), promise(10, "0 0 0 10"), 2026))


def test_a_range_needs_both_bounds_in_order():
    one = entry(polaritas="rentang")
    half = {YEAR: Said(bawah=D(80), atas=D(90)), QUARTERS[0]: Said(bawah=D(80))}
    crossed = {YEAR: Said(bawah=D(90), atas=D(80)), QUARTERS[3]: Said(bawah=D(90), atas=D(80))}
    assert "memerlukan kedua batasnya" in about_targets(one, half, 2026)[0].text
    assert all(f.blocks for f in about_targets(one, crossed, 2026)[:2])


def test_a_predicate_off_its_ladder_is_named():
    one = entry(polaritas="predikat", jenjang=[["WTP", "4"], ["WDP", "3"]], frekuensi="tahunan")
    said = {YEAR: Said(teks="WTP"), "2026-TW4": Said(teks="WTP")}
    assert about_targets(one, said, 2026) == []
    said = {YEAR: Said(teks="Baik"), "2026-TW4": Said(teks="Baik")}
    assert texts(about_targets(one, said, 2026)) == [
        "Predikat “Baik” tidak ada dalam jenjang indikator ini."
    ]


def test_nothing_promised_for_the_year_is_named():
    assert texts(about_targets(entry(), {}, 2026)) == [
        "Target tahun belum diisi; capaiannya tidak dapat dihitung."
    ]


def test_weights_on_one_place_must_reach_a_hundred():
    node = Node(pk=1, level="sasaran", nama="Layanan prima")

    def weighed(*figures):
        made = [entry(kode=f"IKU-{n}", bobot=f and D(f)) for n, f in enumerate(figures, 1)]
        for one in made:
            one.node = node
        return texts(about_weights(made))

    assert weighed(None, None) == []
    assert weighed("60", "40") == []
    assert weighed("60", "30") == [
        "Bobot indikator pada Sasaran “Layanan prima” berjumlah 90, seharusnya 100."
    ]
    assert "IKU-2 tanpa bobot" in weighed("100", None)[0]


def test_the_same_finding_is_said_once_with_all_its_codes():
    found = about_entry(entry(satuan=""))
    codes = [f"IKU-{n}" for n in range(1, 10)]
    (one,) = gathered((code, f) for code in codes for f in found)
    assert one.text == (
        "IKU-1, IKU-2, IKU-3, IKU-4, IKU-5, IKU-6, dan 3 lainnya: Satuan belum diisi."
    )


def test_smart_says_what_holds_and_what_is_missing():
    one = entry(definisi="ASN yang naik", nilai_awal=D(38), bukti="SK")
    points = smart(one, promise(60, "15 30 45 60"), 2026)
    assert points.missing == [] and len(points.held) == 6
    points = smart(entry(), promise(60, "15 30 45"), 2026)
    assert points.missing == [
        "definisi operasional", "nilai awal", "target tiap triwulan", "bukti dukung"
    ]  # fmt: skip


@pytest.mark.parametrize(("top", "bottom"), [(100, 110), (2, 3), (1, 7), (617, 1842)])
def test_doing_exactly_the_promised_share_reaches_the_target(top, bottom):
    """Half up, 100 of 110 would be promised as 90,9091, which 100 of 110 does not reach."""
    exact = D(top) * 100 / D(bottom)
    assert fraction(D(top), D(bottom), polaritas="tinggi").nilai <= exact
    assert fraction(D(top), D(bottom), polaritas="rendah").nilai >= exact
    assert abs(fraction(D(top), D(bottom), polaritas="tinggi").nilai - exact) < D("0.0001")


def test_equal_neighbours_are_printed_together():
    said = [(f"2026-{n:02}", "0,00" if n < 12 else "0,90") for n in range(1, 13)]
    assert by_period(said) == "Jan-Nov 0,00 · Des 0,90"
    assert by_period([(c, str(n)) for n, c in enumerate(QUARTERS)]) == (
        "TW I 0 · TW II 1 · TW III 2 · TW IV 3"
    )
