"""Many as one: months as a quarter, indicators as a mean, and a figure beside its budget."""

from decimal import Decimal

import pytest

from measurement.akumulasi import gabung_nilai, gabung_target
from measurement.capaian import capaian
from measurement.efisiensi import efisiensi, nilai_efisiensi, serapan
from measurement.metode import Metode, Nilai, Target
from measurement.ringkasan import BobotDitolak, rata_rata
from measurement.rumus import TidakDapatDihitung
from measurement.skala import PREDIKAT_AKIP_2015
from sakip.lib.angka import show

from .figures import SPIP, TINGGI, angka, nilai, pada, target

# -- several periods as one --------------------------------------------------------------------


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


# -- many indicators as one --------------------------------------------------------------------


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


# -- budget ------------------------------------------------------------------------------------


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
