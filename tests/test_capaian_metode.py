"""What a method and a scale may say, and what Tim SAKIP is told is odd about them."""

from decimal import Decimal
from typing import get_args

import pytest

from collection.isian import Isian
from measurement import metode as words
from measurement.akumulasi import AKUMULASI
from measurement.capaian import capaian
from measurement.metode import Metode, Nilai, Target, periksa_metode
from measurement.rumus import rumus_umum
from measurement.skala import (
    PREDIKAT_AKIP_2015,
    SKALA_BAKU,
    Skala,
    batas_kategori,
    kategori,
    periksa_skala,
)
from sakip.planning.models import Indikator

from .figures import SPIP, TINGGI, angka, nilai, target

# -- methods -----------------------------------------------------------------------------------


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


# -- scales ------------------------------------------------------------------------------------


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
