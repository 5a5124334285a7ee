"""Capaian periode, s.d. periode and terhadap target tahun, as decided in words (domain 1.13)."""

from decimal import Decimal

import pytest

from measurement.metode import Metode, Nilai, Target
from measurement.ringkasan import rata_rata
from measurement.tiga import TigaCapaian, tiga_capaian

TW = ["2026-TW1", "2026-TW2", "2026-TW3", "2026-TW4"]
BULAN = [f"2026-{n:02}" for n in range(1, 13)]
SUM = {"akumulasi": "jumlah", "gaya_target": "tambahan"}
LAIN = {"x": Nilai(keadaan="tidak_dilaksanakan"), "n": Nilai(keadaan="tidak_berlaku")}


def sebut(kode: str) -> str:
    return f"TW {kode[-1]}"


def ukur(metode: Metode, target: str, tahun: str, nilai: str, sampai: int = 0) -> TigaCapaian:
    """Rows of figures in the order of the periods: "-" is blank, x tidak dilaksanakan, n tidak
    berlaku. The last value stands in the measured period."""
    t = [Target() if x == "-" else Target(Decimal(x)) for x in target.split()]
    r = [LAIN.get(x) or (Nilai() if x == "-" else Nilai(Decimal(x))) for x in nilai.split()]
    kode = BULAN if len(t) == 12 else TW
    return tiga_capaian(
        metode,
        dict(zip(kode, t, strict=True)),
        Target() if tahun == "-" else Target(Decimal(tahun)),
        dict(zip(kode, r, strict=False)),
        kode[: sampai or len(r)],
        sebut=sebut,
    )


def persen(tiga: TigaCapaian) -> tuple:
    """periode, s.d., tahun, as whole figures."""
    semua = (tiga.periode, tiga.sampai_dengan, tiga.tahun)
    return tuple(c and c.raw for c in semua)


def test_increments_are_summed_on_both_sides():
    tiga = ukur(Metode("tinggi", **SUM), "10 10 20 10", "50", "5 15 30")
    assert persen(tiga) == (150, 125, 100)
    assert (tiga.target_sd, tiga.realisasi_sd) == (Target(40), Nilai(50))
    assert tiga.rumus_realisasi == "5 + 15 + 30 = 50"
    assert tiga.sampai_dengan.rumus == "50 ÷ 40 × 100 = 125,00"


def test_only_the_figure_up_to_now_judges():
    tiga = ukur(Metode("tinggi", **SUM), "10 10 20 10", "50", "5 15 30")
    for c in (tiga.periode, tiga.tahun):
        assert (c.tercapai, c.kategori, c.lampu) == (None, None, None)
    sd = tiga.sampai_dengan
    assert (sd.tercapai, sd.kategori, sd.lampu) == (True, "Sangat Tinggi", "tercapai")


def test_position_targets_have_no_capaian_of_the_period():
    posisi = Metode("tinggi", satuan="%")
    tiga = ukur(posisi, "15 30 45 60", "60", "12 24 36")
    assert tiga.periode is None
    assert persen(tiga) == (None, 80, 60)


@pytest.mark.parametrize(
    ("akumulasi", "r", "sd"),
    [
        ("rata", 40, 80),
        ("maks", 60, 100),
        ("min", 20, 50),
        ("akhir", 40, 100),
        ("tahunan", 40, 100),
    ],
)
def test_both_sides_of_a_period_s_own_targets_go_the_same_way(akumulasi, r, sd):
    tiga = ukur(
        Metode("tinggi", akumulasi=akumulasi, gaya_target="tambahan"),
        "60 50 40 40",
        "80",
        "60 20 40",
    )
    assert (tiga.realisasi_sd, tiga.sampai_dengan.raw) == (Nilai(r), sd)


def test_a_position_target_is_held_against_the_mean_up_to_now():
    tiga = ukur(Metode("tinggi", akumulasi="rata"), "80 80 90 90", "90", "80 85 105")
    assert (tiga.target_sd, tiga.realisasi_sd, tiga.sampai_dengan.raw) == (
        Target(90),
        Nilai(90),
        100,
    )


def test_a_missing_period_makes_it_provisional_over_the_reported_ones():
    tiga = ukur(Metode("tinggi", **SUM), "10 10 20 10", "50", "10 - 25")
    sd = tiga.sampai_dengan
    assert (sd.status, sd.keterangan) == ("sementara", "sementara (2 dari 3 periode)")
    assert (tiga.target_sd, tiga.realisasi_sd) == (Target(30), Nilai(35))
    assert sd.raw > 100
    assert (sd.tercapai, sd.kategori, sd.lampu) == (None, None, None)
    assert "TW 2 belum dilaporkan." in sd.catatan
    assert tiga.tahun.status == "sementara"
    assert tiga.periode.status == "dihitung"


def test_blank_is_never_taken_for_zero():
    kosong = ukur(Metode("tinggi", **SUM), "10 10 20 10", "50", "10 - 20").sampai_dengan
    nol = ukur(Metode("tinggi", **SUM), "10 10 20 10", "50", "10 0 20").sampai_dengan
    assert (kosong.raw, nol.raw) == (100, 75)
    assert (nol.status, nol.tercapai) == ("dihitung", False)


def test_provisional_figures_stand_in_the_mean_without_category_and_never_reach():
    sementara = ukur(Metode("tinggi", **SUM), "10 10 20 10", "50", "20 - 40").sampai_dengan
    penuh = ukur(Metode("tinggi", **SUM), "10 10 20 10", "50", "10 10 20").sampai_dengan
    hasil = rata_rata([sementara, penuh])
    assert (hasil.rata, hasil.dinilai, hasil.tercapai) == (150, 2, 1)
    assert (hasil.sementara, hasil.kategori) == (1, None)


def test_nothing_reported_is_said_so_and_has_no_figure():
    for nilai, status in [
        ("- -", "belum_dilaporkan"),
        ("x -", "belum_dilaporkan"),
        ("x n", "tidak_dilaksanakan"),
        ("n n", "tidak_berlaku"),
    ]:
        tiga = ukur(Metode("tinggi", **SUM), "10 10 20 10", "50", nilai)
        assert {tiga.sampai_dengan.status, tiga.tahun.status} == {status}
        assert persen(tiga) == (None, None, None)
        assert tiga.realisasi_sd is None


def test_a_current_period_not_reported_has_none_but_the_earlier_ones_stay_provisional():
    tiga = ukur(Metode("tinggi"), "50 60 70 80", "80", "45 60", sampai=3)
    assert (tiga.sampai_dengan.status, tiga.sampai_dengan.raw) == ("sementara", 100)
    tiga = ukur(Metode("tinggi", **SUM), "5 6 7 8", "26", "5 6 -")
    assert tiga.periode.status == "belum_dilaporkan"


def test_a_period_with_zero_or_blank_target_is_not_due():
    for kosong in ("0", "-"):
        tiga = ukur(Metode("tinggi", **SUM), f"{kosong} 10 10 10", "30", "4")
        assert {tiga.periode.status, tiga.sampai_dengan.status, tiga.tahun.status} == {
            "belum_jatuh_tempo"
        }
        assert tiga.realisasi_sd == Nilai(4)  # kept and shown
        assert tiga.sampai_dengan.catatan == ("Nilai disimpan dan ditampilkan tanpa capaian.",)


def test_work_done_before_it_was_due_counts_in_a_sum_and_nowhere_else():
    jumlah = ukur(Metode("tinggi", **SUM), "0 10 0 10", "20", "3 9 2")
    assert (jumlah.periode.status, jumlah.realisasi_sd) == ("belum_jatuh_tempo", Nilai(14))
    assert jumlah.sampai_dengan.raw == 140
    assert "TW 1 belum jatuh tempo; nilainya ikut dijumlahkan." in jumlah.sampai_dengan.catatan
    akhir = ukur(Metode("tinggi"), "50 - 60 60", "60", "50 99")
    assert (akhir.realisasi_sd, akhir.sampai_dengan.raw) == (Nilai(50), 100)
    assert "TW 2 belum jatuh tempo; nilainya tidak ikut dihitung." in akhir.sampai_dengan.catatan


def test_a_half_yearly_indicator_is_not_missed_in_the_quarters_that_do_not_ask_it():
    tiga = ukur(Metode("tinggi"), "- 40 - 80", "80", "- 40 -")
    assert (tiga.sampai_dengan.status, tiga.sampai_dengan.tercapai) == ("dihitung", True)


def test_a_yearly_indicator_falls_due_at_the_end_of_the_year():
    indeks = Metode("tinggi", akumulasi="tahunan")
    tengah = ukur(indeks, "- - - -", "72", "- - -")
    assert tengah.sampai_dengan.status == "belum_jatuh_tempo"
    akhir = ukur(indeks, "- - - -", "72", "- - - 36")
    assert persen(akhir) == (None, 50, 50)
    jumlah = ukur(Metode("tinggi", **SUM), "- - - -", "72", "9 9 9 9")
    assert persen(jumlah) == (None, 50, 50)  # the year's target is no target of TW 4
    assert ukur(indeks, "0 0 0 0", "72", "- - - -").sampai_dengan.status == "belum_dilaporkan"
    desember = ukur(indeks, " ".join("-" * 12), "72", " ".join("-" * 11) + " 72")
    assert desember.sampai_dengan.tercapai is True


def test_a_year_without_any_target_says_so():
    tiga = ukur(Metode("tinggi", **SUM), "- - - -", "-", "3,53".replace(",", "."))
    assert {tiga.periode.status, tiga.sampai_dengan.status, tiga.tahun.status} == {
        "target_tidak_ditetapkan"
    }
    tanpa_tahun = ukur(Metode("tinggi", **SUM), "10 - - -", "-", "10")
    assert (tanpa_tahun.sampai_dengan.raw, tanpa_tahun.tahun.status) == (
        100,
        "target_tidak_ditetapkan",
    )


def test_a_zero_year_target_cannot_be_computed_once_the_year_is_over():
    metode = Metode("tinggi", **SUM)
    assert ukur(metode, "0 0 0 0", "0", "1").sampai_dengan.status == "belum_jatuh_tempo"
    akhir = ukur(metode, "0 0 0 0", "0", "1 0 0 0")
    assert akhir.sampai_dengan.keterangan == "tidak dapat dihitung (target 0)"
    assert akhir.tahun.status == "tidak_dapat_dihitung"


def test_harus_nihil_is_due_in_every_period_with_a_zero():
    nihil = Metode("rendah", target_nol="harus_nihil", **SUM)
    bersih = ukur(nihil, "0 0 0 0", "0", "0 0")
    assert persen(bersih) == (100, 100, 100)
    assert bersih.sampai_dengan.tercapai is True
    kotor = ukur(nihil, "0 0 0 0", "0", "1 0")
    assert persen(kotor) == (100, 0, 0)
    assert ukur(nihil, "0 0 0 0", "0", "0 -").sampai_dengan.status == "sementara"
    assert ukur(nihil, "- 0 0 0", "0", "0").sampai_dengan.status == "belum_jatuh_tempo"
    naik = Metode("tinggi", target_nol="harus_nihil", **SUM)
    assert ukur(naik, "0 5 5 5", "15", "0").sampai_dengan.status == "belum_jatuh_tempo"


def test_not_applicable_leaves_both_sides_and_stays_final():
    sd = ukur(Metode("tinggi", **SUM), "10 10 20 10", "50", "10 n 20").sampai_dengan
    assert (sd.status, sd.raw, sd.tercapai) == ("dihitung", 100, True)
    assert "TW 2 tidak berlaku; target dan realisasinya tidak ikut dihitung." in sd.catatan


def test_what_was_promised_and_not_carried_out_still_counts_against_a_sum():
    sd = ukur(Metode("tinggi", **SUM), "1 1 1 1", "4", "1 x 1 1").sampai_dengan
    assert (sd.status, sd.raw, sd.tercapai) == ("dihitung", 75, False)
    assert "TW 2 tidak dilaksanakan; targetnya tetap dihitung." in sd.catatan
    makin_rendah = ukur(Metode("rendah", **SUM), "2 2 2 2", "8", "2 x").sampai_dengan
    assert makin_rendah.raw == 100  # not doing the work is no merit
    survei = ukur(Metode("tinggi", akumulasi="rata"), "80 80 80 80", "80", "80 x").sampai_dengan
    assert (survei.raw, survei.tercapai) == (100, True)
    rata = Metode("tinggi", akumulasi="rata", gaya_target="tambahan")
    assert ukur(rata, "80 40 80 80", "80", "80 x").target_sd == Target(80)


def test_a_value_that_cannot_be_computed_is_as_good_as_missing():
    metode = Metode("tinggi", satuan="%")
    target = dict.fromkeys(TW, Target(90))
    nilai = {TW[0]: Nilai(pembilang=9, penyebut=10), TW[1]: Nilai(pembilang=0, penyebut=0)}
    tiga = tiga_capaian(metode, target, Target(90), nilai, TW[:2], sebut=sebut)
    assert tiga.sampai_dengan.status == "sementara"
    assert tiga.rumus_realisasi == "9 ÷ 10 × 100 = 90,00"
    assert tiga.realisasi_sd == Nilai(90)
    assert "TW 2 tidak dapat dihitung (penyebut 0)." in tiga.sampai_dengan.catatan
    hanya = tiga_capaian(metode, target, Target(90), {TW[0]: nilai[TW[1]]}, TW[:1])
    assert hanya.sampai_dengan.keterangan == "tidak dapat dihitung (penyebut 0)"


def test_position_targets_of_a_sum_lose_only_the_share_of_the_missing_period():
    metode = Metode("tinggi", akumulasi="jumlah", gaya_target="posisi")
    penuh = ukur(metode, "10 30 60 100", "100", "10 20 30")
    assert (penuh.target_sd, penuh.sampai_dengan.raw) == (Target(60), 100)
    bolong = ukur(metode, "10 30 60 100", "100", "10 - 30")
    assert (bolong.target_sd, bolong.sampai_dengan.status) == (Target(40), "sementara")
    datar = ukur(metode, "10 10 10 10", "10", "- 5")
    assert datar.sampai_dengan.status == "tidak_dapat_dihitung"
    assert "Data sementara (1 dari 2 periode)." in datar.sampai_dengan.catatan


def test_boyolali_position_targets_wait_for_their_first_month():
    target = "0 0 0 50 50 50 67 67 67 87 87 100"
    metode = Metode("tinggi", satuan="persen")
    maret = ukur(metode, target, "100", "0 0 0")
    assert maret.sampai_dengan.status == "belum_jatuh_tempo"
    april = ukur(metode, target, "100", "0 0 0 40")
    assert persen(april) == (None, 80, 40)
    assert april.sampai_dengan.status == "dihitung"


def test_a_quarter_of_a_monthly_indicator_is_its_three_months():
    metode = Metode("tinggi", **SUM)
    target = dict.fromkeys(BULAN, Target(10))
    nilai = {k: Nilai(n) for k, n in zip(BULAN, (10, 10, 10, 5, 10, 0), strict=False)}
    tiga = tiga_capaian(metode, target, Target(120), nilai, BULAN[:6], kini=BULAN[3:6])
    assert persen(tiga) == (50, 75, Decimal(45) * 100 / 120)
    del nilai[BULAN[4]]
    tiga = tiga_capaian(metode, target, Target(120), nilai, BULAN[:6], kini=BULAN[3:6])
    assert tiga.periode.keterangan == "sementara (2 dari 3 periode)"
    assert tiga.sampai_dengan.keterangan == "sementara (5 dari 6 periode)"


def test_ranges_are_summed_by_both_bounds():
    metode = Metode("rentang", **SUM)
    target = dict.fromkeys(TW, Target(bawah=8, atas=9))
    nilai = {TW[0]: Nilai(6), TW[1]: Nilai(11)}
    tiga = tiga_capaian(metode, target, Target(bawah=32, atas=36), nilai, TW[:2])
    assert tiga.target_sd == Target(bawah=16, atas=18)
    assert (tiga.periode.raw > 100, tiga.sampai_dengan.raw) == (True, 100)


def test_predicates_run_through_the_year_by_the_last_one():
    metode = Metode("predikat", jenjang=(("WDP", 3), ("WTP", 4)))
    target = {TW[0]: Target(kode="WDP"), TW[1]: Target(kode="WTP")}
    nilai = {TW[0]: Nilai(kode="WTP"), TW[1]: Nilai(kode="wdp")}
    tiga = tiga_capaian(metode, target, Target(kode="WTP"), nilai, TW[:2])
    assert (tiga.sampai_dengan.tercapai, tiga.sampai_dengan.raw) == (False, None)
    assert tiga.realisasi_sd == Nilai(kode="WDP")
    jumlah = Metode("predikat", jenjang=metode.jenjang, akumulasi="jumlah")
    tak = tiga_capaian(jumlah, target, Target(kode="WTP"), nilai, TW[:2])
    assert tak.sampai_dengan.status == "tidak_dapat_dihitung"
    belum = tiga_capaian(jumlah, {TW[3]: Target(kode="WTP")}, Target(kode="WTP"), nilai, TW[:2])
    assert belum.sampai_dengan.status == "belum_jatuh_tempo"


def test_a_measurement_of_no_period_at_all_is_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="periode"):
        tiga_capaian(Metode("tinggi"), {}, Target(), {}, [])
