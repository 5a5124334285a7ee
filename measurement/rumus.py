"""Every formula of capaian, one function each; RUMUS names them all.

Sources: Permen PANRB 53/2014 (makin tinggi, makin rendah), PermenPANRB 8/2021 pp. 91-100 (ranges).
To add one: write the function, give it a line in RUMUS and its word in metode.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from measurement.kata import angka, banding, presisi, suku
from measurement.metode import Metode, Nilai, Target
from sakip.lib.angka import show

SERATUS = Decimal(100)


class TidakDapatDihitung(ValueError):
    """There is no such figure; the reason in a few words, "target 0"."""


@dataclass(frozen=True, slots=True)
class Hitungan:
    """What a formula hands back; `rumus` without its result, which is added when printed."""

    raw: Decimal | None
    tercapai: bool
    rumus: str
    banding: str
    catatan: tuple[str, ...] = ()


# --- The formulas. Each may raise TidakDapatDihitung; none is called with a blank target. ---


def tinggi(metode: Metode, target: Target, nilai: Nilai) -> Hitungan:
    t, r = _positif(target.nilai), _ada(nilai.nilai)
    return Hitungan(r * 100 / t, r >= t, f"{suku(r)} ÷ {angka(t)} × 100", banding(r, t))


def rendah(metode: Metode, target: Target, nilai: Nilai) -> Hitungan:
    """Twice the target gives 0, no realisasi at all gives 200. "Harus nihil": 100 or 0."""
    t, r = _ada(target.nilai), _ada(nilai.nilai)
    if t == 0 and metode.nihil:
        return _nihil(r)
    t = _positif(t)
    return Hitungan(
        (2 * t - r) * 100 / t,
        r <= t,
        f"(2 × {angka(t)} − {suku(r)}) ÷ {angka(t)} × 100",
        banding(r, t),
    )


def rendah_terbalik(metode: Metode, target: Target, nilai: Nilai) -> Hitungan:
    t, r = _ada(target.nilai), _ada(nilai.nilai)
    if t == 0 and metode.nihil:
        return _nihil(r)
    t = _positif(t)
    if r <= 0:
        raise TidakDapatDihitung("realisasi 0" if r == 0 else "realisasi negatif")
    return Hitungan(
        t * 100 / r,
        r <= t,
        f"{angka(t)} ÷ {angka(r)} × 100",
        banding(r, t),
        ("Dihitung dengan target ÷ realisasi (kebijakan instansi).",),
    )


def rentang(metode: Metode, target: Target, nilai: Nilai) -> Hitungan:
    """Within the range 100; below it against the lower bound, above it against the upper."""
    bawah, atas, r = *_batas(target), _ada(nilai.nilai)
    if bawah <= r <= atas:
        return _dalam_rentang(bawah, r, atas)
    if r < bawah:
        bawah = _positif(bawah)
        return Hitungan(
            r * 100 / bawah, False, f"{suku(r)} ÷ {angka(bawah)} × 100", banding(r, bawah)
        )
    atas = _positif(atas)
    return Hitungan(
        r * 100 / atas,
        True,
        f"{angka(r)} ÷ {angka(atas)} × 100",
        banding(r, atas),
        (
            "Realisasi di atas rentang dibagi batas atasnya (PermenPANRB 8/2021; contoh 92 "
            "terhadap 80 sampai dengan 90 = 113% di dalamnya salah cetak, seharusnya 102,22%).",
        ),
    )


def rentang_rendah(metode: Metode, target: Target, nilai: Nilai) -> Hitungan:
    """The range where less is better, with (2T − R) ÷ T against the bound that was passed."""
    bawah, atas, r = *_batas(target), _ada(nilai.nilai)
    if bawah <= r <= atas:
        return _dalam_rentang(bawah, r, atas)
    t = _positif(bawah if r < bawah else atas)
    return Hitungan(
        (2 * t - r) * 100 / t,
        r < bawah,
        f"(2 × {angka(t)} − {suku(r)}) ÷ {angka(t)} × 100",
        banding(r, t),
    )


def tepat(metode: Metode, target: Target, nilai: Nilai) -> Hitungan:
    """The nearer the better, to either side. No regulation has it: the office's own policy."""
    t, r = _ada(target.nilai), _ada(nilai.nilai)
    if t == 0:
        raise TidakDapatDihitung("target 0")
    return Hitungan(
        100 - abs(r - t) * 100 / abs(t),
        r == t,
        f"100 − |{suku(r)} − {suku(t)}| ÷ {angka(abs(t))} × 100",
        banding(r, t),
        ("Tepat sasaran: 100 dikurangi selisih terhadap target (kebijakan instansi).",),
    )


def predikat(metode: Metode, target: Target, nilai: Nilai) -> Hitungan:
    """By rank alone; a percentage (rank ÷ rank) only where the office asks for one."""
    nama_t, rank_t = _tingkat(metode, target.kode)
    nama_r, rank_r = _tingkat(metode, nilai.kode)
    hasil = "setara" if rank_r == rank_t else "di atas" if rank_r > rank_t else "di bawah"
    bandingan = f"{nama_r} {hasil} {nama_t}"
    if not metode.rasio_predikat:
        return Hitungan(None, rank_r >= rank_t, "", bandingan)
    if rank_t <= 0:
        return Hitungan(
            None, rank_r >= rank_t, "", bandingan, ("Urutan target 0, tanpa persentase.",)
        )
    return Hitungan(
        rank_r * 100 / rank_t,
        rank_r >= rank_t,
        f"{suku(rank_r)} ÷ {angka(rank_t)} × 100",
        bandingan,
        (
            f"Persentase dari urutan jenjang: {nama_r} = {angka(rank_r)}, "
            f"{nama_t} = {angka(rank_t)} (kebijakan instansi).",
        ),
    )


@dataclass(frozen=True, slots=True)
class Rumus:
    kata: str
    hitung: Callable[[Metode, Target, Nilai], Hitungan]


RUMUS: dict[tuple[str, str], Rumus] = {
    ("tinggi", "standar"): Rumus("realisasi ÷ target × 100", tinggi),
    ("rendah", "standar"): Rumus("(2 × target − realisasi) ÷ target × 100", rendah),
    ("rendah", "rasio_terbalik"): Rumus("target ÷ realisasi × 100", rendah_terbalik),
    ("rentang", "standar"): Rumus(
        "100 di dalam rentang; di luarnya realisasi ÷ batas terdekat × 100", rentang
    ),
    ("rentang_rendah", "standar"): Rumus(
        "100 di dalam rentang; di luarnya (2 × batas terdekat − realisasi) ÷ batas × 100",
        rentang_rendah,
    ),
    ("tepat", "standar"): Rumus("100 − |realisasi − target| ÷ |target| × 100", tepat),
    ("predikat", "standar"): Rumus("urutan jenjang realisasi terhadap target", predikat),
}


def rumus(metode: Metode) -> Rumus:
    """The formula of a method. Raises TidakDapatDihitung for a pair that has none."""
    ada = RUMUS.get((metode.polaritas, metode.rumus))
    if ada is None:
        raise TidakDapatDihitung("rumus tidak berlaku bagi polaritas indikator")
    return ada


def rumus_umum(metode: Metode) -> str:
    """The method's formula in words, without figures; "" where it has none."""
    ada = RUMUS.get((metode.polaritas, metode.rumus))
    return ada.kata if ada else ""


# --- Their parts ---


def _ada(x: Decimal | None) -> Decimal:
    if x is None:
        raise TidakDapatDihitung("tanpa angka")
    return x


def _positif(t: Decimal | None) -> Decimal:
    """A ratio to 0 does not exist, and one to a negative target turns better into worse."""
    t = _ada(t)
    if t <= 0:
        raise TidakDapatDihitung("target 0" if t == 0 else "target negatif")
    return t


def _batas(target: Target) -> tuple[Decimal, Decimal]:
    bawah, atas = _ada(target.bawah), _ada(target.atas)
    if bawah > atas:
        raise TidakDapatDihitung("batas bawah rentang melebihi batas atasnya")
    if bawah == atas == 0:
        raise TidakDapatDihitung("target 0")
    return bawah, atas


def _dalam_rentang(bawah: Decimal, r: Decimal, atas: Decimal) -> Hitungan:
    dalam = f"{angka(bawah)} ≤ {angka(r)} ≤ {angka(atas)}"
    return Hitungan(SERATUS, True, f"{dalam}, maka capaian", dalam)


def _nihil(r: Decimal) -> Hitungan:
    tercapai = r <= 0
    return Hitungan(
        SERATUS if tercapai else Decimal(0),
        tercapai,
        f"target nihil, realisasi {angka(r)}, maka capaian",
        banding(r, Decimal(0)),
        ("Target 0 berarti harus nihil: realisasi 0 bernilai 100%, selain itu 0%.",),
    )


def _tingkat(metode: Metode, teks: str) -> tuple[str, Decimal]:
    tingkat = metode.tingkat(teks)
    if tingkat is None:
        raise TidakDapatDihitung(f"predikat “{teks.strip()}” tidak ada dalam jenjang")
    return tingkat


# --- The value they are given ---


def realisasi(metode: Metode, nilai: Nilai) -> tuple[Nilai, str]:
    """A reported value as one figure (or the predicate as the ladder spells it), with its
    arithmetic: pembilang ÷ penyebut, times 100 where the unit is a percentage.

    Raises TidakDapatDihitung: penyebut 0, or a predicate that is not on the ladder.
    """
    if metode.polaritas == "predikat":
        kode = _tingkat(metode, nilai.kode)[0]
        return Nilai(kode=kode), kode
    if nilai.pembilang is None or nilai.penyebut is None:
        r = _ada(nilai.nilai)
        return Nilai(r), angka(r)
    p, q = nilai.pembilang, nilai.penyebut
    if q == 0:
        raise TidakDapatDihitung("penyebut 0")
    with presisi():
        r = p * 100 / q if metode.persen else p / q
        kali = " × 100" if metode.persen else ""
        return Nilai(r), f"{suku(p)} ÷ {suku(q)}{kali} = {show(r, metode.desimal)}"
