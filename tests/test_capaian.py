"""Capaian by worked examples: published tables, the regulation, and the decided rules."""

from decimal import Decimal
from typing import get_args

import pytest

from collection.isian import Isian
from measurement import metode as words
from measurement.akumulasi import AKUMULASI, gabung_nilai, gabung_target
from measurement.capaian import Capaian, capaian
from measurement.efisiensi import efisiensi, nilai_efisiensi, serapan
from measurement.metode import Metode, Nilai, Target, periksa_metode
from measurement.ringkasan import BobotDitolak, rata_rata
from measurement.rumus import RUMUS, TidakDapatDihitung, realisasi, rumus_umum
from measurement.skala import (
    PREDIKAT_AKIP_2015,
    SKALA_BAKU,
    Skala,
    batas_kategori,
    kategori,
    periksa_skala,
)
from sakip.lib.angka import rounded, show
from sakip.planning.models import Indikator

TINGGI, RENDAH = Metode("tinggi"), Metode("rendah")
TERBALIK = Metode("rendah", rumus="rasio_terbalik")
RENTANG, RENTANG_RENDAH = Metode("rentang"), Metode("rentang_rendah")
TEPAT = Metode("tepat")
SPIP = Metode("predikat", jenjang=(("Level 2", 2), ("Level 3", 3), ("Level 3 Plus", 4)))
MINAT = Metode("predikat", jenjang=(("Rendah", 1), ("Sedang", 2), ("Tinggi", 3)))


def angka(teks: str) -> Decimal:
    return Decimal(teks.replace(".", "").replace(",", "."))


def target(teks: str) -> Target:
    """ "80-90" is a range, "" a blank one."""
    if not teks:
        return Target()
    if "-" in teks[1:]:
        bawah, atas = teks.split("-")
        return Target(bawah=angka(bawah), atas=angka(atas))
    return Target(angka(teks))


def nilai(teks: str) -> Nilai:
    return Nilai(angka(teks)) if teks else Nilai(keadaan="belum_dilaporkan")


def mentah(hasil: Capaian) -> str:
    return show(hasil.raw, 4)


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


@pytest.mark.parametrize(("metode", "t", "r", "raw", "tercapai"), SUMBER)
def test_tim_sakip_gets_the_right_figure_where_sources_have_it(metode, t, r, raw, tercapai):
    hasil = capaian(metode, target(t), nilai(r))
    assert hasil.status == "dihitung"
    assert mentah(hasil) == raw
    assert hasil.tercapai is tercapai


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


def test_every_formula_is_tried_by_a_published_or_decided_example():
    dicoba = {(p.values[0].polaritas, p.values[0].rumus) for p in SUMBER}
    assert dicoba | {("predikat", "standar")} == set(RUMUS)


# --- scales ---


@pytest.mark.parametrize(
    ("skala", "n", "nama"),
    [
        (SKALA_BAKU, "90,4", "Tinggi"),  # 19: nothing falls between integer bands
        (SKALA_BAKU, "90,9999", "Tinggi"),  # printed 91,00, still not 91
        (SKALA_BAKU, "91", "Sangat Tinggi"),
        (SKALA_BAKU, "250", "Sangat Tinggi"),
        (SKALA_BAKU, "75,5", "Sedang"),
        (SKALA_BAKU, "65,5", "Rendah"),
        (SKALA_BAKU, "50,5", "Sangat Rendah"),
        (SKALA_BAKU, "-10", "Sangat Rendah"),
        (PREDIKAT_AKIP_2015, "90", "A"),  # 20
        (PREDIKAT_AKIP_2015, "90,01", "AA"),
        (PREDIKAT_AKIP_2015, "80", "BB"),
        (PREDIKAT_AKIP_2015, "30", "D"),
        (PREDIKAT_AKIP_2015, "30,01", "C"),
    ],
)
def test_every_figure_finds_one_rung(skala, n, nama):
    assert kategori(skala, angka(n)) == nama


def test_without_a_figure_or_a_scale_there_is_no_category():
    assert kategori(SKALA_BAKU, None) is None
    assert kategori(Skala("kosong", ()), Decimal(5)) is None


def test_a_rung_says_its_rule():
    assert batas_kategori(SKALA_BAKU, "Sedang") == "≥ 66"
    assert batas_kategori(SKALA_BAKU, "Sangat Rendah") == "di bawah 51"
    assert batas_kategori(PREDIKAT_AKIP_2015, "AA") == "> 90"
    assert batas_kategori(PREDIKAT_AKIP_2015, "D") == "≤ 30"
    assert batas_kategori(SKALA_BAKU, "Luar biasa") == ""


@pytest.mark.parametrize(
    ("jenjang", "kata"),
    [
        ((), "belum mempunyai jenjang"),
        (((91, "Tinggi"), (50, "Rendah")), "tidak boleh mempunyai batas bawah"),
        (((76, "Tinggi"), (76, "Sedang"), (None, "Rendah")), "harus lebih kecil"),
        (((76, "Tinggi"), (91, "Sedang"), (None, "Rendah")), "“Sedang” (91)"),
        (((91, "Tinggi"), (None, "Sedang"), (None, "Rendah")), "“Sedang” belum diisi"),
        (((91, "Tinggi"), (None, "Tinggi")), "dipakai dua kali"),
        (((91, " "), (None, "Rendah")), "memerlukan nama"),
    ],
)
def test_admin_is_told_what_is_wrong_with_a_scale(jenjang, kata):
    skala = Skala("uji", tuple((None if b is None else Decimal(b), n) for b, n in jenjang))
    assert any(kata in kalimat for kalimat in periksa_skala(skala))


def test_the_scales_of_the_house_are_sound():
    assert periksa_skala(SKALA_BAKU) == periksa_skala(PREDIKAT_AKIP_2015) == ()


# --- what may be handed in ---


@pytest.mark.parametrize(
    ("metode", "kata"),
    [
        (Metode("predikat"), "memerlukan daftar jenjang"),
        (Metode("predikat", jenjang=(("A", 1), ("a", 2))), "tertulis dua kali"),
        (Metode("predikat", jenjang=(("A", 1),), akumulasi="rata"), "tidak dapat dijumlahkan"),
        (Metode("tinggi", akumulasi="akhir", gaya_target="tambahan"), "memerlukan target posisi"),
        (Metode("tinggi", akumulasi="jumlah", satuan="%"), "Persentase dijumlahkan"),
        (Metode("tinggi", target_nol="harus_nihil"), "“Harus nihil” hanya"),
        (Metode("tinggi", rumus="rasio_terbalik"), "target ÷ realisasi hanya"),
        (Metode("rendah", satuan="Peringkat"), "petunjuk kasar"),
        (Metode("tinggi", batas_atas=Decimal(0)), "Batas bawah capaian"),
        (Metode("tinggi", skala=Skala("kosong", ())), "belum mempunyai jenjang"),
    ],
)
def test_tim_sakip_is_told_what_is_odd_about_a_method(metode, kata):
    assert any(kata in kalimat for kalimat in periksa_metode(metode))


def test_an_ordinary_method_has_nothing_odd():
    assert periksa_metode(TINGGI) == periksa_metode(SPIP) == ()
    assert periksa_metode(Metode("tinggi", akumulasi="jumlah", gaya_target="tambahan")) == ()


def test_a_formula_of_another_polarity_computes_nothing_and_breaks_nothing():
    salah = Metode("tinggi", rumus="rasio_terbalik")
    assert capaian(salah, target("10"), nilai("5")).status == "tidak_dapat_dihitung"
    assert rumus_umum(salah) == ""


def test_the_dictionary_and_the_formulas_speak_of_the_same_things():
    pasangan = [
        (Indikator.Polaritas, words.Polaritas),
        (Indikator.Rumus, words.NamaRumus),
        (Indikator.Akumulasi, words.Akumulasi),
        (Indikator.GayaTarget, words.GayaTarget),
        (Indikator.TargetNol, words.TargetNol),
        (Isian.Keadaan, words.Keadaan),
    ]
    for kamus, kata in pasangan:
        assert set(kamus.values) == set(get_args(kata))
    assert set(get_args(words.Akumulasi)) == set(AKUMULASI)


def test_floats_and_unknown_words_are_mistakes_of_the_programmer():
    for salah in (lambda: Nilai(0.1), lambda: Target(1.5), lambda: Nilai(True)):
        with pytest.raises(TypeError):
            salah()
    with pytest.raises(TypeError):
        Metode("predikat", jenjang=(("A", 0.5),))
    for salah in (
        lambda: Nilai(Decimal("NaN")),
        lambda: Nilai(keadaan="kosong"),
        lambda: Metode("naik"),
    ):
        with pytest.raises(ValueError, match=r"figure|none of"):
            salah()


# --- several periods as one ---


@pytest.mark.parametrize(
    ("akumulasi", "hasil", "kata"),
    [
        ("jumlah", "9", "4 + 0 + 5 = 9"),
        ("akhir", "5", "5"),
        ("tahunan", "5", "5"),
        ("rata", "3", "(4 + 0 + 5) ÷ 3 = 3"),
        ("maks", "5", "tertinggi dari 4; 0; 5 = 5"),
        ("min", "0", "terendah dari 4; 0; 5 = 0"),
    ],
)
def test_three_months_become_a_quarter_and_zero_is_one_of_them(akumulasi, hasil, kata):
    metode = Metode("tinggi", akumulasi=akumulasi, gaya_target="tambahan")
    bulan = [nilai("4"), nilai("0"), nilai("5")]
    assert gabung_nilai(metode, bulan) == (nilai(hasil), kata)
    assert gabung_target(metode, [target("4"), target("0"), target("5")]) == target(hasil)


def test_a_quarter_with_a_month_missing_is_not_reported_rather_than_short():
    metode = Metode("tinggi", akumulasi="jumlah")
    assert (
        gabung_nilai(metode, [nilai("4"), nilai(""), nilai("5")])[0].keadaan == "belum_dilaporkan"
    )
    assert gabung_nilai(metode, [])[0].keadaan == "belum_dilaporkan"
    lain, bukan = Nilai(keadaan="tidak_dilaksanakan"), Nilai(keadaan="tidak_berlaku")
    assert gabung_nilai(metode, [nilai("4"), lain, bukan])[0] == nilai("4")
    assert gabung_nilai(metode, [bukan, lain])[0].keadaan == "tidak_dilaksanakan"
    assert gabung_nilai(metode, [bukan, bukan])[0].keadaan == "tidak_berlaku"


def test_the_last_month_carries_its_pembilang_and_penyebut_into_the_quarter():
    metode = Metode("tinggi", satuan="%")
    akhir = Nilai(pembilang=617, penyebut=1842)
    assert gabung_nilai(metode, [nilai("20"), akhir]) == (akhir, "617 ÷ 1.842 × 100 = 33,50")


def test_three_thirds_make_a_whole_and_the_target_is_reached():
    metode = Metode("tinggi", akumulasi="jumlah")
    jumlah, _ = gabung_nilai(metode, [Nilai(pembilang=1, penyebut=3)] * 3)
    assert capaian(metode, target("1"), jumlah).tercapai is True


def test_position_targets_and_ranges_and_predicates_go_together_too():
    assert gabung_target(TINGGI, [target("50"), target(""), target("67")]) == target("67")
    assert gabung_target(TINGGI, [target("")]) == Target()
    jumlah = Metode("rentang", akumulasi="jumlah", gaya_target="tambahan")
    assert gabung_target(jumlah, [target("1-2"), target("3-5")]) == target("4-7")
    opini = {"jenjang": (("C", 1), ("B", 2), ("A", 3)), "gaya_target": "tambahan"}
    kode = [Target(kode=k) for k in "BAC"]
    for akumulasi, hasil in [("akhir", "C"), ("maks", "A"), ("min", "C")]:
        metode = Metode("predikat", akumulasi=akumulasi, **opini)
        assert gabung_target(metode, kode).kode == hasil
        assert gabung_nilai(metode, [Nilai(kode=k) for k in "BAC"])[0].kode == hasil
    with pytest.raises(TidakDapatDihitung):
        gabung_nilai(Metode("predikat", akumulasi="rata", **opini), [Nilai(kode="A")])
    with pytest.raises(TidakDapatDihitung):
        gabung_nilai(Metode("predikat", akumulasi="maks", **opini), [Nilai(kode="X")])


# --- many indicators as one ---


def pada(persen: str) -> Capaian:
    return capaian(TINGGI, target("100"), nilai(persen))


def test_a_mean_leaves_out_and_counts_what_was_not_computed():
    hasil = rata_rata([pada("101,46"), pada("101,46"), capaian(TINGGI, target("0"), nilai("9"))])
    assert show(hasil.rata) == "101,46"  # 30
    assert (hasil.jumlah, hasil.dinilai, hasil.dihitung, hasil.tidak_dihitung) == (3, 2, 2, 1)
    assert hasil.catatan == ("1 indikator tidak dihitung dan tidak ikut rata-rata.",)
    assert hasil.kalimat == "2 dari 2 indikator telah memenuhi/melebihi target, 1 tidak dihitung"


def test_a_mean_is_over_unrounded_reported_figures():
    dibatasi = Metode("tinggi", batas_atas=Decimal(100))
    tinggi = capaian(dibatasi, target("10"), nilai("30"))
    assert rata_rata([tinggi, pada("50")]).rata == 75
    assert rata_rata([pada("90,004"), pada("90,004")]).rata == angka("90,004")
    assert rata_rata([pada("90,9999"), pada("90,9999")]).kategori == "Tinggi"
    assert rata_rata([pada("85")], skala=PREDIKAT_AKIP_2015).kategori == "A"


def test_an_indicator_that_achieved_nothing_stands_in_the_mean():
    assert rata_rata([pada("100"), pada("0")]).rata == 50


def test_predicates_are_judged_but_do_not_stand_in_the_mean():
    spip = capaian(SPIP, Target(kode="Level 2"), Nilai(kode="Level 3"))
    hasil = rata_rata([spip, pada("50")])
    assert (hasil.rata, hasil.dinilai, hasil.dihitung, hasil.tercapai) == (50, 2, 1, 1)
    assert hasil.kalimat == "1 dari 2 indikator telah memenuhi/melebihi target, 0 tidak dihitung"
    assert "predikat" in hasil.catatan[0]


def test_nothing_to_count_is_said_in_words():
    for kosong in ([], [capaian(TINGGI, target("0"), nilai("9"))]):
        hasil = rata_rata(kosong)
        assert (hasil.rata, hasil.kategori, hasil.tercapai) == (None, None, 0)
        assert hasil.kalimat.startswith("Tidak ada indikator yang dihitung")


def test_weights_count_and_those_of_missing_indicators_are_shared_out():
    daftar = [pada("100"), pada("50"), capaian(TINGGI, target(""), nilai("9"))]
    assert rata_rata(daftar, [Decimal(30), Decimal(10), Decimal(60)]).rata == angka("87,5")
    assert rata_rata(daftar, [Decimal(0), Decimal(0), Decimal(100)]).rata is None


@pytest.mark.parametrize(
    ("bobot", "kata"),
    [
        (["50", "49,99"], "99,99, seharusnya 100"),
        (["120", "-20"], "negatif"),
        (["100"], "1 dari 2"),
    ],
)
def test_weights_that_do_not_make_100_are_refused(bobot, kata):
    with pytest.raises(BobotDitolak, match=kata):
        rata_rata([pada("1"), pada("2")], [angka(b) for b in bobot])


# --- budget ---


def test_efficiency_is_what_was_not_spent_where_the_target_was_reached():
    hasil = efisiensi(pada("100,45"), 1_000_000, 889_900)
    assert (show(hasil.serapan), show(hasil.nilai)) == ("88,99", "11,01")
    assert (hasil.label, hasil.rumus) == ("Efisien", "100 − 88,99 = 11,01")
    for terpakai, label in [
        (950, "Cukup efisien"),
        (1050, "Cukup efisien"),
        (1051, "Tidak efisien"),
    ]:
        assert efisiensi(pada("100"), 1000, terpakai).label == label


def test_nothing_is_called_efficient_where_the_target_was_missed_or_is_not_known():
    gagal = efisiensi(pada("99,99"), 1000, 100)
    assert (gagal.nilai, gagal.label, gagal.serapan) == (None, None, 10)
    assert "tidak tercapai" in gagal.keterangan
    assert efisiensi(pada("100"), 0, 100).nilai is None
    assert efisiensi(pada("100"), 1000, None).keterangan == "realisasi anggaran belum dilaporkan"
    assert efisiensi(pada("100"), 1000, 0).serapan == 0
    assert serapan(0, 5) is None
    predikat = capaian(SPIP, Target(kode="Level 2"), Nilai(kode="Level 3"))
    assert (efisiensi(predikat, 10, 8).nilai, efisiensi(predikat, 10, 8).label) == (20, None)


@pytest.mark.parametrize(
    ("e", "ne"),
    [("74,03", "100"), ("20", "100"), ("0", "50"), ("-20", "0"), ("-90", "0"), ("10", "75")],
)
def test_efficiency_value_never_leaves_0_to_100(e, ne):
    assert nilai_efisiensi(angka(e)) == angka(ne)  # 21: the source printed 235 %
