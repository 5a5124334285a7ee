"""Capaian by worked examples: published tables, the regulation, and the decided rules."""

from decimal import Decimal

import pytest

from measurement.capaian import Capaian, capaian
from measurement.metode import Metode, Nilai, Target
from measurement.rumus import RUMUS, realisasi, rumus_umum
from sakip.lib.angka import rounded, show

from .figures import (
    MINAT,
    RENDAH,
    RENTANG,
    RENTANG_RENDAH,
    SPIP,
    TEPAT,
    TERBALIK,
    TINGGI,
    angka,
    nilai,
    target,
)

# -- figures that are published or decided -----------------------------------------------------

# What published documents and the regulation print, and what is right (domain section 8).
SUMBER = [
    # metode, target, realisasi, raw, tercapai
    pytest.param(TINGGI, "90,89", "92,22", "101,4633", True, id="1 Tanah Datar"),
    pytest.param(TINGGI, "102,75", "101,8", "99,0754", False, id="2 NTPi"),
    pytest.param(TINGGI, "80,01", "90,19", "112,7234", True, id="3 BKPP"),
    pytest.param(RENDAH, "23", "20,10", "112,6087", True, id="4"),
    pytest.param(RENDAH, "94", "144", "46,8085", False, id="5"),
    pytest.param(RENDAH, "93", "160,1", "27,8495", False, id="6, source truncates"),
    pytest.param(RENDAH, "0,372", "0,325", "112,6344", True, id="7"),
    pytest.param(RENTANG, "80-90", "92", "102,2222", True, id="9, misprinted as 113"),
    pytest.param(RENTANG, "80-90", "70", "87,5000", False, id="10"),
    pytest.param(RENTANG, "80-90", "85", "100,0000", True, id="11"),
    pytest.param(RENTANG_RENDAH, "7-8", "6,5", "107,1429", True, id="12"),
    pytest.param(RENTANG_RENDAH, "7-8", "9", "87,5000", False, id="13"),
    pytest.param(RENTANG_RENDAH, "7-8", "7,5", "100,0000", True, id="13b"),
    pytest.param(TINGGI, "30", "89,52", "298,4000", True, id="15"),
    pytest.param(TINGGI, "87,65", "87,64", "99,9886", False, id="16 Setda, printed as 100"),
    pytest.param(RENDAH, "10", "8", "120,0000", True, id="form A, R 8"),
    pytest.param(RENDAH, "10", "10", "100,0000", True, id="form A, R 10"),
    pytest.param(RENDAH, "10", "12", "80,0000", False, id="form A, R 12"),
    pytest.param(RENDAH, "10", "20", "0,0000", False, id="form A, R 20"),
    pytest.param(RENDAH, "10", "25", "−50,0000", False, id="form A, R 25"),
    pytest.param(RENDAH, "10", "0", "200,0000", True, id="form A, R 0"),
    pytest.param(TERBALIK, "10", "8", "125,0000", True, id="form B, R 8"),
    pytest.param(TERBALIK, "10", "12", "83,3333", False, id="form B, R 12"),
    pytest.param(TERBALIK, "10", "25", "40,0000", False, id="form B, R 25"),
    pytest.param(TEPAT, "50", "48", "96,0000", False, id="exact, below"),
    pytest.param(TEPAT, "50", "52", "96,0000", False, id="exact, above"),
    pytest.param(TEPAT, "50", "50", "100,0000", True, id="exact"),
    pytest.param(TEPAT, "-5", "-4", "80,0000", False, id="exact, negative target"),
    pytest.param(TINGGI, "10", "0", "0,0000", False, id="nothing achieved is 0, not blank"),
]


def mentah(hasil: Capaian) -> str:
    return show(hasil.raw, 4)


@pytest.mark.parametrize(("metode", "t", "r", "raw", "tercapai"), SUMBER)
def test_tim_sakip_gets_the_right_figure_where_sources_have_it(metode, t, r, raw, tercapai):
    hasil = capaian(metode, target(t), nilai(r))
    assert hasil.status == "dihitung"
    assert mentah(hasil) == raw
    assert hasil.tercapai is tercapai


def test_every_formula_is_tried_by_a_published_or_decided_example():
    dicoba = {(p.values[0].polaritas, p.values[0].rumus) for p in SUMBER}
    assert dicoba | {("predikat", "standar")} == set(RUMUS)


TAK_TERHITUNG = [
    # metode, target, value, status, words
    pytest.param(
        TINGGI, target("0"), nilai("50"), "tidak_dapat_dihitung", "(target 0)", id="14 zero target"
    ),
    pytest.param(TINGGI, target("0"), nilai("0"), "tidak_dapat_dihitung", "(target 0)", id="0/0"),
    pytest.param(RENDAH, target("0"), nilai("0"), "tidak_dapat_dihitung", "(target 0)", id="neg 0"),
    pytest.param(TERBALIK, target("10"), nilai("0"), "tidak_dapat_dihitung", "(realisasi 0)", id="B0"),
    pytest.param(
        TERBALIK, target("10"), nilai("-1"), "tidak_dapat_dihitung", "(realisasi negatif)", id="B-1"
    ),
    pytest.param(
        TINGGI, target("-2"), nilai("-1"), "tidak_dapat_dihitung", "(target negatif)", id="negative"
    ),
    pytest.param(RENTANG, target("0-0"), nilai("0"), "tidak_dapat_dihitung", "(target 0)", id="0-0"),
    pytest.param(RENTANG, target("0-5"), nilai("-1"), "tidak_dapat_dihitung", "(target 0)", id="0-5"),
    pytest.param(
        RENTANG, target("90-80"), nilai("85"), "tidak_dapat_dihitung", "batas bawah", id="90-80"
    ),
    pytest.param(TEPAT, target("0"), nilai("0"), "tidak_dapat_dihitung", "(target 0)", id="exact 0"),
    pytest.param(
        TINGGI, target("5"), Nilai(None, 3, 0), "tidak_dapat_dihitung", "(penyebut 0)", id="3/0"
    ),
    pytest.param(TINGGI, target("5"), Nilai(pembilang=3), "belum_dilaporkan", "", id="no penyebut"),
    pytest.param(TINGGI, target("87,2"), nilai(""), "belum_dilaporkan", "", id="IKM left blank"),
    pytest.param(TINGGI, target("87,2"), Nilai(), "belum_dilaporkan", "", id="reported but empty"),
    pytest.param(TINGGI, target(""), nilai("3,53"), "target_tidak_ditetapkan", "", id="SPBE N/A"),
    pytest.param(RENTANG, target("80"), nilai("80"), "target_tidak_ditetapkan", "", id="no bounds"),
    pytest.param(SPIP, Target(kode=" "), Nilai(kode="Level 3"), "target_tidak_ditetapkan", "", id="-"),
    pytest.param(
        MINAT, Target(kode="Tinggi"), Nilai(keadaan="tidak_dilaksanakan"), "tidak_dilaksanakan", "",
        id="18 cancelled for Covid19",
    ),
    pytest.param(
        MINAT, Target(kode="Tinggi"), Nilai(kode="Tidak diadakan karena Covid19"),
        "tidak_dapat_dihitung", "tidak ada dalam jenjang", id="18 as a text",
    ),
    pytest.param(
        TINGGI, target("0"), Nilai(5, keadaan="tidak_berlaku"), "tidak_berlaku", "", id="not asked"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("metode", "t", "r", "status", "kata"), TAK_TERHITUNG)
def test_nobody_gets_a_number_where_there_is_none(metode, t, r, status, kata):
    hasil = capaian(metode, t, r)
    assert hasil.status == status
    assert hasil.keterangan.startswith(status.replace("_", " "))
    assert kata in hasil.keterangan
    assert (hasil.raw, hasil.reported, hasil.tercapai, hasil.kategori, hasil.lampu) == (None,) * 5
    assert not hasil.dinilai


# -- zero targets and predicates ---------------------------------------------------------------


def test_zero_target_that_means_nihil_gives_all_or_nothing():
    nihil = Metode("rendah", target_nol="harus_nihil")
    ya, tidak = capaian(nihil, target("0"), nilai("0")), capaian(nihil, target("0"), nilai("2"))
    assert (ya.raw, ya.tercapai, ya.lampu) == (100, True, "tercapai")
    assert (tidak.raw, tidak.tercapai, tidak.lampu) == (0, False, "belum")
    assert tidak.rumus == "target nihil, realisasi 2, maka capaian = 0,00"
    assert "harus nihil" in ya.catatan[0]
    terbalik = Metode("rendah", rumus="rasio_terbalik", target_nol="harus_nihil")
    assert capaian(terbalik, target("0"), nilai("0")).raw == 100
    naik = Metode("tinggi", target_nol="harus_nihil")
    assert capaian(naik, target("0"), nilai("0")).status == "tidak_dapat_dihitung"


def test_zero_target_that_means_not_due_waits_even_without_a_value():
    metode = Metode("tinggi", target_nol="belum_jatuh_tempo")
    assert capaian(metode, target("0"), nilai("7")).status == "belum_jatuh_tempo"
    assert capaian(metode, target("0"), nilai("")).status == "belum_jatuh_tempo"


def test_predicates_are_compared_by_rank_and_get_no_percentage_unasked():
    hasil = capaian(SPIP, Target(kode="Level 3 Plus"), Nilai(kode=" level 3 "))
    assert (hasil.status, hasil.tercapai, hasil.raw, hasil.kategori) == (
        "dihitung",
        False,
        None,
        None,
    )
    assert hasil.lampu == "belum"
    assert hasil.banding == "Level 3 di bawah Level 3 Plus"
    sama = capaian(SPIP, Target(kode="Level 3"), Nilai(kode="Level 3"))
    assert (sama.tercapai, sama.lampu) == (True, "tercapai")
    assert capaian(SPIP, Target(kode="Level 2"), Nilai(kode="Level 3")).tercapai is True


def test_the_office_may_ask_for_a_percentage_of_predicates():
    jenjang = (("TMP", 0), ("TW", 2), ("WDP", 3), ("WTP", 4))
    opini = Metode("predikat", jenjang=jenjang, rasio_predikat=True)
    hasil = capaian(opini, Target(kode="WTP"), Nilai(kode="WDP"))
    assert (hasil.raw, hasil.tercapai, hasil.kategori) == (75, False, "Sedang")
    assert hasil.rumus == "3 ÷ 4 × 100 = 75,00"
    nol = capaian(opini, Target(kode="TMP"), Nilai(kode="WDP"))
    assert (nol.raw, nol.tercapai) == (None, True)


# -- the arithmetic in words -------------------------------------------------------------------


def test_the_worksheet_shows_the_arithmetic_with_indonesian_figures():
    metode = Metode("tinggi", satuan="persen (%)")
    sertifikat = Nilai(pembilang=617, penyebut=1842)
    r, kata = realisasi(metode, sertifikat)
    assert (show(r.nilai), kata) == ("33,50", "617 ÷ 1.842 × 100 = 33,50")
    hasil = capaian(metode, target("45"), sertifikat)
    assert hasil.rumus == "33,4962 ÷ 45 × 100 = 74,44"
    assert hasil.banding == "33,4962 < 45"
    assert (hasil.kategori, hasil.lampu) == ("Sedang", "belum")
    assert rumus_umum(metode) == "realisasi ÷ target × 100"


@pytest.mark.parametrize(
    ("metode", "t", "r", "rumus"),
    [
        (RENDAH, "12", "9", "(2 × 12 − 9) ÷ 12 × 100 = 125,00"),
        (RENDAH, "1.200", "-3", "(2 × 1.200 − (−3)) ÷ 1.200 × 100 = 200,25"),
        (TERBALIK, "10", "8", "10 ÷ 8 × 100 = 125,00"),
        (RENTANG, "80-90", "70", "70 ÷ 80 × 100 = 87,50"),
        (RENTANG, "80-90", "85", "80 ≤ 85 ≤ 90, maka capaian = 100,00"),
        (RENTANG_RENDAH, "7-8", "6,5", "(2 × 7 − 6,5) ÷ 7 × 100 = 107,14"),
        (RENTANG_RENDAH, "7-8", "9", "(2 × 8 − 9) ÷ 8 × 100 = 87,50"),
        (TEPAT, "-5", "-4", "100 − |(−4) − (−5)| ÷ 5 × 100 = 80,00"),
        (Metode("tinggi", desimal=0), "50", "29", "29 ÷ 50 × 100 = 58"),
        (TINGGI, "3", "1", "1 ÷ 3 × 100 = 33,33"),
    ],
)
def test_every_formula_says_itself_with_its_figures(metode, t, r, rumus):
    assert capaian(metode, target(t), nilai(r)).rumus == rumus


def test_a_fraction_is_a_percentage_only_where_the_unit_is_one():
    dua_pertiga = Nilai(pembilang=2, penyebut=3)
    for satuan, kali in [("%", 100), ("Persen", 100), ("persen (%)", 100), ("angka", 1), ("", 1)]:
        r, kata = realisasi(Metode("tinggi", satuan=satuan), dua_pertiga)
        assert rounded(r.nilai, 10) == rounded(Decimal(2 * kali) / 3, 10)
        assert ("× 100" in kata) is (kali == 100)
    seratus_dari = realisasi(Metode("tinggi", satuan="Persen"), Nilai(pembilang=100, penyebut=110))
    assert show(seratus_dari[0].nilai) == "90,91"  # "100 dari 110 Organisasi Kepemudaan"


def test_pembilang_and_penyebut_stand_before_a_value_rounded_by_hand():
    metode = Metode("tinggi", satuan="%")
    hasil = capaian(metode, target("33,3333"), Nilai(angka("33,33"), 1, 3))
    assert hasil.tercapai is True


def test_two_figures_that_differ_are_never_printed_alike():
    hasil = capaian(Metode("tinggi", satuan="%"), target("33,3333"), Nilai(None, 1, 3))
    assert hasil.banding == "33,3333333333 > 33,3333"


def test_a_very_small_figure_is_not_printed_as_zero():
    hasil = capaian(TINGGI, target("1"), Nilai(pembilang=1, penyebut=100_000))
    assert hasil.rumus == "0,00001 ÷ 1 × 100 = 0,00"


# -- what is reported of it --------------------------------------------------------------------


def test_floor_and_cap_shape_the_reported_figure_only_and_say_so():
    inflasi = Metode("rendah", batas_atas=Decimal(100))
    hasil = capaian(inflasi, target("3"), nilai("2,55"))  # 8 inflasi
    assert (hasil.raw, hasil.reported, hasil.tercapai) == (115, 100, True)
    assert hasil.catatan == ("Capaian mentah 115,00% dilaporkan 100% (batas atas).",)
    lantai = capaian(RENDAH, target("10"), nilai("25"))
    assert (lantai.raw, lantai.reported, lantai.kategori) == (-50, 0, "Sangat Rendah")
    assert lantai.catatan == ("Capaian mentah −50,00% dilaporkan 0% (batas bawah).",)
    tinggi = capaian(Metode("tinggi", batas_bawah=Decimal(60)), target("100"), nilai("10"))
    assert tinggi.kategori == "Rendah"  # of what is reported, not of the raw 10
    bebas = capaian(Metode("rendah", batas_bawah=None), target("10"), nilai("25"))
    assert (bebas.reported, bebas.catatan) == (-50, ())
    assert capaian(TINGGI, target("1"), nilai("7")).reported == 700  # no cap unless asked for


def test_a_cap_does_not_make_a_reached_target_look_missed():
    hasil = capaian(Metode("tinggi", batas_atas=Decimal(90)), target("10"), nilai("10"))
    assert (hasil.reported, hasil.tercapai, hasil.lampu) == (90, True, "tercapai")


def test_policies_of_the_office_are_footnotes():
    assert "salah cetak" in capaian(RENTANG, target("80-90"), nilai("92")).catatan[0]
    assert "kebijakan instansi" in capaian(TEPAT, target("5"), nilai("4")).catatan[0]
    assert "kebijakan instansi" in capaian(TERBALIK, target("5"), nilai("4")).catatan[0]
    assert capaian(RENTANG, target("80-90"), nilai("70")).catatan == ()


@pytest.mark.parametrize(
    ("r", "lampu"),
    [("100", "tercapai"), ("99,9999", "mendekati"), ("80", "mendekati"), ("79,9999", "belum")],
)
def test_the_lamp_says_how_near_the_target_is(r, lampu):
    assert capaian(TINGGI, target("100"), nilai(r)).lampu == lampu


def test_a_figure_above_150_asks_for_a_look_at_the_target():
    assert capaian(TINGGI, target("100"), nilai("150,01")).perlu_reviu
    assert not capaian(TINGGI, target("100"), nilai("150")).perlu_reviu
    assert not capaian(TINGGI, target("0"), nilai("150")).perlu_reviu
