"""What holds for every capaian, whatever the figures: direction, boundaries, no number from none."""

from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from measurement.akumulasi import gabung_nilai
from measurement.capaian import capaian
from measurement.efisiensi import nilai_efisiensi
from measurement.metode import Metode, Nilai, Target
from measurement.ringkasan import rata_rata
from measurement.rumus import RUMUS
from measurement.skala import PREDIKAT_AKIP_2015, SKALA_BAKU, kategori
from measurement.tiga import tiga_capaian

# How long an example takes says nothing here, and a busy machine must not fail a formula.
settings.register_profile("formulas", deadline=None)
settings.load_profile("formulas")

TW = [f"2026-TW{n}" for n in range(1, 5)]


def angka(terendah: str, tertinggi: str = "99999999999.9999"):
    """What numeric(15, 4) can hold."""
    return st.decimals(Decimal(terendah), Decimal(tertinggi), places=4)


positif, semua = angka("0.0001"), angka("-99999999999.9999")
biasa = angka("0.0001", "1000")  # near enough to each other to meet
berangka = st.sampled_from([k for k in RUMUS if k[0] != "predikat"])


def satu_target(polaritas: str, a: Decimal, b: Decimal) -> Target:
    if polaritas.startswith("rentang"):
        return Target(bawah=min(a, b), atas=max(a, b))
    return Target(a)


def baik(polaritas: str, target: Target, r: Decimal) -> Decimal:
    """The more of this, the better: an independent saying of what a polarity means."""
    if polaritas == "tepat":
        return -abs(r - target.nilai)
    return -r if polaritas in ("rendah", "rentang_rendah") else r


@given(berangka, biasa, biasa, biasa, biasa)
def test_a_better_realisasi_never_gives_less(rumus, a, b, r1, r2):
    metode, target = Metode(rumus[0], rumus=rumus[1]), satu_target(rumus[0], a, b)
    satu, dua = capaian(metode, target, Nilai(r1)), capaian(metode, target, Nilai(r2))
    if baik(rumus[0], target, r1) < baik(rumus[0], target, r2):
        satu, dua = dua, satu
    elif baik(rumus[0], target, r1) == baik(rumus[0], target, r2):
        assert satu.raw == dua.raw
    assert satu.raw >= dua.raw
    assert satu.reported >= dua.reported
    assert satu.tercapai >= dua.tercapai


@given(berangka, positif, positif)
def test_meeting_the_target_exactly_is_100_and_reached(rumus, a, b):
    metode, target = Metode(rumus[0], rumus=rumus[1]), satu_target(rumus[0], a, b)
    for tepat in {target.nilai, target.bawah, target.atas} - {None}:
        hasil = capaian(metode, target, Nilai(tepat))
        assert (hasil.raw, hasil.tercapai, hasil.lampu) == (100, True, "tercapai")


@given(berangka, positif, positif, positif)
def test_reached_and_100_percent_are_the_same_thing_before_rounding(rumus, a, b, r):
    metode, target = Metode(rumus[0], rumus=rumus[1]), satu_target(rumus[0], a, b)
    hasil = capaian(metode, target, Nilai(r))
    assert hasil.tercapai is (hasil.raw >= 100)


@given(positif)
def test_the_smallest_shortfall_is_missed_though_it_may_print_as_100(t):
    sedikit = Decimal("0.0001")
    assert capaian(Metode("tinggi"), Target(t), Nilai(t - sedikit)).tercapai is False
    assert capaian(Metode("rendah"), Target(t), Nilai(t + sedikit)).tercapai is False


@given(positif, st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_fraction_is_judged_as_exactly_as_a_fraction_is(t, p, q):
    hasil = capaian(Metode("tinggi", satuan="%"), Target(t), Nilai(pembilang=p, penyebut=q))
    assert hasil.tercapai is (Fraction(p * 100, q) >= Fraction(t))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=4))
def test_a_sum_of_fractions_reaches_its_exact_total(bagian):
    tepat = sum((Fraction(p, q) for p, q in bagian), Fraction(0))
    jumlah, _ = gabung_nilai(
        Metode("tinggi", akumulasi="jumlah"), [Nilai(pembilang=p, penyebut=q) for p, q in bagian]
    )
    r = jumlah.nilai if jumlah.nilai is not None else Decimal(bagian[0][0]) / bagian[0][1]
    if tepat.denominator in (1, 2, 4, 5, 8, 10, 20, 25, 40, 50):  # has an end as a decimal
        assert r == Decimal(tepat.numerator) / tepat.denominator
    assert abs(Fraction(r) - tepat) < Fraction(1, 10**20)


# --- reported figures, scales ---


@given(berangka, positif, positif, semua, angka("-500", "99"), angka("100", "500"))
def test_the_reported_figure_stays_within_floor_and_cap(rumus, a, b, r, bawah, atas):
    metode = Metode(rumus[0], rumus=rumus[1], batas_bawah=bawah, batas_atas=atas)
    hasil = capaian(metode, satu_target(rumus[0], a, b), Nilai(r))
    assume(hasil.raw is not None)
    assert bawah <= hasil.reported <= atas
    assert (hasil.reported == hasil.raw) is (bawah <= hasil.raw <= atas)
    assert any("dilaporkan" in c for c in hasil.catatan) is (hasil.reported != hasil.raw)
    assert hasil.kategori == kategori(metode.skala, hasil.reported)


@given(semua, semua)
def test_a_higher_figure_never_falls_to_a_lower_rung(x, y):
    for skala in (SKALA_BAKU, PREDIKAT_AKIP_2015):
        urutan = [nama for _, nama in skala.jenjang]
        tinggi, rendah = kategori(skala, max(x, y)), kategori(skala, min(x, y))
        assert urutan.index(tinggi) <= urutan.index(rendah)


@given(semua)
def test_the_efficiency_value_stays_within_0_and_100(e):
    assert 0 <= nilai_efisiensi(e) <= 100


# --- anything at all ---

mungkin = st.none() | st.sampled_from([Decimal(0), Decimal(1), Decimal(-1)]) | semua
teks = st.sampled_from(["", " ", "A", "b", "Tidak diadakan"])
metode_apa_saja = st.builds(
    lambda polaritas, rumus, **lain: Metode(
        polaritas, rumus=rumus, jenjang=(("B", 1), ("A", 2)), **lain
    ),
    st.sampled_from(sorted({p for p, _ in RUMUS})),
    st.sampled_from(["standar", "rasio_terbalik"]),
    akumulasi=st.sampled_from(["jumlah", "akhir", "rata", "maks", "min", "tahunan"]),
    gaya_target=st.sampled_from(["tambahan", "posisi"]),
    target_nol=st.sampled_from(["tidak_dihitung", "harus_nihil", "belum_jatuh_tempo"]),
    rasio_predikat=st.booleans(),
    satuan=st.sampled_from(["", "%"]),
)
target_apa_saja = st.builds(Target, mungkin, mungkin, mungkin, teks)
keadaan = st.sampled_from(
    ["dilaporkan"] * 4 + ["belum_dilaporkan", "tidak_berlaku", "tidak_dilaksanakan"]
)
nilai_apa_saja = st.builds(Nilai, mungkin, mungkin, mungkin, teks, keadaan)


def jujur(hasil, metode):
    """No figure, no verdict; and a figure only where it can be had."""
    if hasil.dinilai:
        assert (hasil.raw is None) == (hasil.reported is None)
        assert hasil.raw is not None or metode.polaritas == "predikat"
        assert hasil.raw is None or hasil.raw.is_finite()
    else:
        assert (hasil.raw, hasil.reported, hasil.kategori) == (None, None, None)
        assert hasil.keterangan
    if hasil.status != "dihitung":
        assert (hasil.tercapai, hasil.kategori, hasil.lampu) == (None, None, None)
        assert hasil.keterangan


@given(metode_apa_saja, target_apa_saja, nilai_apa_saja)
def test_no_data_whatever_breaks_it_or_makes_it_invent_a_number(metode, target, nilai):
    hasil = capaian(metode, target, nilai)
    jujur(hasil, metode)
    if nilai.nyata(metode) != "dilaporkan" or target.kosong(metode):
        assert not hasil.dinilai
    if target.nol(metode) and not metode.nihil:
        assert not hasil.dinilai


@given(
    metode_apa_saja,
    st.lists(target_apa_saja, max_size=4),
    target_apa_saja,
    st.lists(nilai_apa_saja, max_size=4),
    st.integers(1, 4),
)
def test_no_year_whatever_breaks_it_or_turns_green_incomplete(metode, target, tahun, nilai, kini):
    tiga = tiga_capaian(
        metode,
        dict(zip(TW, target, strict=False)),
        tahun,
        dict(zip(TW, nilai, strict=False)),
        TW[:kini],
    )
    for hasil in filter(None, (tiga.periode, tiga.sampai_dengan, tiga.tahun)):
        jujur(hasil, metode)
    tempo = [
        k
        for k, t in zip(TW[:kini], target, strict=False)
        if not t.kosong(metode) and (metode.nihil or not t.nol(metode))
    ]
    isi = dict(zip(TW, nilai, strict=False))
    if any(k not in isi or isi[k].nyata(metode) == "belum_dilaporkan" for k in tempo):
        assert not tiga.sampai_dengan.tercapai
        assert tiga.sampai_dengan.kategori is None


# --- several periods ---

empat = st.lists(biasa, min_size=4, max_size=4)
ada = st.lists(st.booleans(), min_size=4, max_size=4)


@given(empat, empat, ada)
def test_a_provisional_figure_is_that_of_the_reported_periods_alone(target, nilai, ada):
    assume(any(ada))
    metode = Metode("tinggi", akumulasi="jumlah", gaya_target="tambahan")
    t = {k: Target(x) for k, x in zip(TW, target, strict=True)}
    r = {k: Nilai(x) for k, x, punya in zip(TW, nilai, ada, strict=True) if punya}
    sd = tiga_capaian(metode, t, Target(100), r, TW).sampai_dengan
    kiri = sum(n.nilai for n in r.values())
    kanan = sum(t[k].nilai for k in r)
    assert sd.raw == capaian(metode, Target(kanan), Nilai(kiri)).raw
    assert (sd.status == "dihitung") is all(ada)
    if not all(ada):
        assert sd.keterangan == f"sementara ({sum(ada)} dari 4 periode)"


@given(empat, empat, ada)
def test_increments_and_their_running_total_are_two_ways_of_one_plan(target, nilai, ada):
    tambahan = Metode("tinggi", akumulasi="jumlah", gaya_target="tambahan")
    posisi = Metode("tinggi", akumulasi="jumlah", gaya_target="posisi")
    naik = [sum(target[: n + 1], Decimal(0)) for n in range(4)]
    r = {k: Nilai(x) for k, x, punya in zip(TW, nilai, ada, strict=True) if punya}
    hasil = [
        tiga_capaian(m, {k: Target(x) for k, x in zip(TW, t, strict=True)}, Target(naik[3]), r, TW)
        for m, t in ((tambahan, target), (posisi, naik))
    ]
    assert hasil[0].sampai_dengan == hasil[1].sampai_dengan
    assert hasil[0].tahun == hasil[1].tahun


@given(empat, empat)
def test_at_the_end_of_a_year_of_increments_the_year_is_what_was_summed(target, nilai):
    metode = Metode("tinggi", akumulasi="jumlah", gaya_target="tambahan")
    t = {k: Target(x) for k, x in zip(TW, target, strict=True)}
    r = {k: Nilai(x) for k, x in zip(TW, nilai, strict=True)}
    tiga = tiga_capaian(metode, t, Target(sum(target)), r, TW)
    assert tiga.tahun.raw == tiga.sampai_dengan.raw


@given(st.sampled_from(["jumlah", "rata", "maks", "min"]), empat, st.randoms())
def test_the_order_of_periods_matters_only_to_the_last_one(akumulasi, nilai, acak):
    metode = Metode("tinggi", akumulasi=akumulasi)
    campur = acak.sample(nilai, len(nilai))
    satu, dua = (gabung_nilai(metode, [Nilai(x) for x in n])[0] for n in (nilai, campur))
    assert satu == dua


@given(empat, st.integers(0, 3))
def test_a_zero_is_counted_and_a_blank_is_not_taken_for_one(nilai, mana):
    metode = Metode("tinggi", akumulasi="rata", gaya_target="tambahan")
    t = dict.fromkeys(TW, Target(50))
    r = {k: Nilai(x) for k, x in zip(TW, nilai, strict=True)}
    nol = tiga_capaian(metode, t, Target(50), {**r, TW[mana]: Nilai(0)}, TW)
    kosong = tiga_capaian(metode, t, Target(50), {**r, TW[mana]: Nilai()}, TW)
    assert nol.sampai_dengan.status == "dihitung"
    assert kosong.sampai_dengan.status == "sementara"
    assert nol.sampai_dengan.raw < kosong.sampai_dengan.raw


# --- means ---

sebuah = st.builds(
    capaian,
    st.just(Metode("tinggi")),
    st.builds(Target, st.none() | st.just(Decimal(0)) | biasa),
    st.builds(Nilai, st.none() | biasa),
)


@given(st.lists(sebuah, max_size=12), st.randoms())
def test_the_order_of_indicators_never_matters(daftar, acak):
    assert rata_rata(daftar) == rata_rata(acak.sample(daftar, len(daftar)))


@given(st.lists(sebuah, min_size=1, max_size=8), st.randoms())
def test_weights_travel_with_their_indicators(daftar, acak):
    potong = sorted(acak.randint(0, 100) for _ in daftar[1:])
    bobot = [Decimal(b - a) for a, b in zip([0, *potong], [*potong, 100], strict=True)]
    campur = acak.sample(list(zip(daftar, bobot, strict=True)), len(daftar))
    asal = rata_rata(daftar, bobot)
    assert asal == rata_rata([c for c, _ in campur], [b for _, b in campur])


@given(st.lists(sebuah, max_size=12))
def test_every_indicator_is_counted_once_and_the_mean_lies_among_them(daftar):
    hasil = rata_rata(daftar)
    assert hasil.jumlah == hasil.dinilai + hasil.tidak_dihitung == len(daftar)
    assert hasil.tercapai <= hasil.dinilai
    angka = [c.reported for c in daftar if c.reported is not None]
    assert (hasil.rata is None) is (not angka)
    if angka:
        seujung = Decimal("1e-20")
        assert min(angka) - seujung <= hasil.rata <= max(angka) + seujung


@given(biasa, biasa, st.integers(4, 60))
def test_the_precision_of_whoever_calls_changes_nothing(t, r, presisi):
    with localcontext(prec=presisi):
        sempit = tiga_capaian(
            Metode("tinggi"), {TW[0]: Target(t)}, Target(t), {TW[0]: Nilai(r)}, TW[:1]
        )
        rata_sempit = rata_rata([sempit.sampai_dengan] * 3)
    lebar = tiga_capaian(Metode("tinggi"), {TW[0]: Target(t)}, Target(t), {TW[0]: Nilai(r)}, TW[:1])
    assert sempit == lebar
    assert rata_sempit == rata_rata([lebar.sampai_dengan] * 3)
