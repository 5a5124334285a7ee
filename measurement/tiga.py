"""The three figures of an indicator: periode, s.d. periode, terhadap target tahun (domain 1.13).

Both sides, target and realisasi, always run over the same periods. Where a period that was due
has no usable value, the figure is "sementara": no category, no lamp, never tercapai.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from measurement.akumulasi import gabung_target, gabung_terisi, per_batas
from measurement.capaian import Capaian, Status, capaian, tanpa_angka
from measurement.kata import presisi
from measurement.metode import BELUM_DILAPORKAN, Metode, Nilai, Target
from measurement.rumus import TidakDapatDihitung, realisasi

Sebut = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class TigaCapaian:
    """Capaian periode (None: position targets have none), s.d. periode, terhadap target tahun.

    Only `sampai_dengan` carries tercapai, kategori and lampu; it is what reports and means use.
    target_sd and realisasi_sd are the two sides it was computed from; where nothing is due yet
    realisasi_sd is what was reported all the same, None when nothing was.
    """

    periode: Capaian | None
    sampai_dengan: Capaian
    tahun: Capaian
    target_sd: Target | None = None
    realisasi_sd: Nilai | None = None
    rumus_realisasi: str = ""


def tiga_capaian(
    metode: Metode,
    target: Mapping[str, Target],
    target_tahun: Target,
    nilai: Mapping[str, Nilai],
    periode: Sequence[str],
    *,
    kini: Sequence[str] = (),
    sebut: Sebut = str,
) -> TigaCapaian:
    """The three figures of one indicator at the last of `periode`.

    target  the targets of the whole year by period code; a blank or zero one is not due
            (zero is, where the method says "harus nihil")
    nilai   the values by period code; a missing one is belum dilaporkan
    periode the codes of the year up to now, in order ("2026-TW1", ...; "2026-01", ...)
    kini    those of them that make up the measured period, where they are several (the three
            months of a quarter); otherwise the last one
    sebut   names a period in a footnote
    Where no period of the year has a target, the year's own falls due in its last period.
    """
    if not periode:
        raise ValueError("periode: at least the period that is measured is needed")
    berlaku = {k: t for k, t in target.items() if _jatuh_tempo(metode, t)}
    hanya_tahun = not berlaku and not target_tahun.kosong(metode)
    if hanya_tahun and periode[-1].endswith(("-TW4", "-12")):
        berlaku = {periode[-1]: target_tahun}
    tanpa_tempo = tanpa_angka(
        "belum_jatuh_tempo" if berlaku or hanya_tahun else "target_tidak_ditetapkan"
    )
    baris = [_baris(metode, k, berlaku.get(k), nilai.get(k, BELUM_DILAPORKAN)) for k in periode]
    with presisi():
        sisi = _dua_sisi(metode, baris, sebut, tanpa_tempo)
        hasil = TigaCapaian(
            None,
            sisi.terhadap(metode, sisi.target),
            _tanpa_putusan(sisi.terhadap(metode, target_tahun)),
            sisi.target,
            sisi.nilai,
            sisi.kata,
        )
        if metode.gaya_target == "posisi" or hanya_tahun:
            return hasil
        ini = [b for b in baris if b.kode in (kini or periode[-1:])]
        sisi = _dua_sisi(metode, ini, sebut, tanpa_tempo)
        return replace(hasil, periode=_tanpa_putusan(sisi.terhadap(metode, sisi.target)))


# --- Inside: one period, and the two sides that come out of several ---


@dataclass(frozen=True, slots=True)
class Baris:
    """One period: `target` None = not due; `sebab` = why its reported value is not usable."""

    kode: str
    target: Target | None
    nilai: Nilai
    keadaan: str
    sebab: str = ""

    @property
    def terisi(self) -> bool:
        return self.keadaan == "dilaporkan" and not self.sebab


@dataclass(frozen=True, slots=True)
class Sisi:
    """Both sides over the same periods; `tanpa` stands where there is no figure to be had.

    cacah   (periods on both sides, periods due): where they differ the figure is sementara
    """

    nilai: Nilai | None = None
    kata: str = ""
    target: Target | None = None
    tanpa: Capaian | None = None
    cacah: tuple[int, int] = (0, 0)
    catatan: tuple[str, ...] = ()

    def terhadap(self, metode: Metode, target: Target | None) -> Capaian:
        if self.tanpa or self.nilai is None or target is None:
            return self.tanpa or tanpa_angka("belum_jatuh_tempo")
        hasil = capaian(metode, target, self.nilai)
        hasil = replace(hasil, catatan=self.catatan + hasil.catatan)
        dari, tempo = self.cacah
        if dari == tempo:
            return hasil
        kata = f"sementara ({dari} dari {tempo} periode)"
        if hasil.status != "dihitung":
            return replace(hasil, catatan=(f"Data {kata}.", *hasil.catatan))
        return replace(_tanpa_putusan(hasil), status="sementara", keterangan=kata)


def _tanpa_putusan(hasil: Capaian) -> Capaian:
    """A figure that judges nothing: for information, or not complete."""
    return replace(hasil, tercapai=None, kategori=None, lampu=None)


def _jatuh_tempo(metode: Metode, target: Target) -> bool:
    return not target.kosong(metode) and (metode.nihil or not target.nol(metode))


def _baris(metode: Metode, kode: str, target: Target | None, nilai: Nilai) -> Baris:
    keadaan = nilai.nyata(metode)
    if keadaan != "dilaporkan":
        return Baris(kode, target, nilai, keadaan)
    try:
        realisasi(metode, nilai)
    except TidakDapatDihitung as sebab:
        return Baris(kode, target, nilai, keadaan, str(sebab))
    return Baris(kode, target, nilai, keadaan)


def _dua_sisi(metode: Metode, baris: Sequence[Baris], sebut: Sebut, tanpa_tempo: Capaian) -> Sisi:
    tempo = [b for b in baris if b.target is not None]
    dipakai = [b for b in tempo if b.terisi]
    if not dipakai:
        return _disimpan(metode, baris, _tak_terhitung(tempo) if tempo else tanpa_tempo)
    isi = [b for b in baris if b.terisi and (b.target is not None or metode.akumulasi == "jumlah")]
    berdiri = [b for b in tempo if b.terisi or _target_tetap(metode, b)]
    kurang = [b for b in tempo if b.keadaan == "belum_dilaporkan" or b.sebab]
    try:
        nilai, kata = _satu(metode, isi)
        target = _target_sd(metode, tempo, berdiri)
    except TidakDapatDihitung as sebab:
        return Sisi(tanpa=tanpa_angka("tidak_dapat_dihitung", str(sebab)))
    cacah = (len(berdiri), len(berdiri) + len(kurang))
    return Sisi(nilai, kata, target, None, cacah, _catatan(metode, baris, sebut))


def _satu(metode: Metode, baris: Sequence[Baris]) -> tuple[Nilai, str]:
    nilai, kata = gabung_terisi(metode, [b.nilai for b in baris])
    return realisasi(metode, nilai)[0], kata


def _disimpan(metode: Metode, baris: Sequence[Baris], hasil: Capaian) -> Sisi:
    """No figure at all; what was reported is kept and shown."""
    terisi = [b for b in baris if b.terisi]
    if not terisi:
        return Sisi(tanpa=hasil)
    try:
        nilai, kata = _satu(metode, terisi)
    except TidakDapatDihitung:
        return Sisi(tanpa=hasil)
    hasil = replace(hasil, catatan=("Nilai disimpan dan ditampilkan tanpa capaian.",))
    return Sisi(nilai, kata, tanpa=hasil)


def _target_tetap(metode: Metode, baris: Baris) -> bool:
    """Whether a target stands though nothing was carried out: where more is better, what was
    promised and not held still counts against the sum. Everywhere else the period leaves both
    sides, or not doing the work would make the figure look better."""
    return (
        baris.keadaan == "tidak_dilaksanakan"
        and metode.akumulasi == "jumlah"
        and metode.polaritas in ("tinggi", "rentang", "tepat")
    )


def _tak_terhitung(tempo: Sequence[Baris]) -> Capaian:
    """Why no due period gave a figure: the weightiest of their states."""
    for b in tempo:
        if b.sebab:
            return tanpa_angka("tidak_dapat_dihitung", b.sebab)
    urutan: tuple[Status, ...] = ("belum_dilaporkan", "tidak_dilaksanakan", "tidak_berlaku")
    return tanpa_angka(next(s for s in urutan if any(b.keadaan == s for b in tempo)))


def _target_sd(metode: Metode, tempo: Sequence[Baris], berdiri: Sequence[Baris]) -> Target:
    """The target of the periods that stand. A position target of a sum is taken apart into what
    each period adds, so that a period that is left out takes its own share with it."""
    if metode.akumulasi != "jumlah" or metode.gaya_target != "posisi":
        return gabung_target(metode, [b.target for b in berdiri if b.target])
    tambahan = []
    for lalu, b in zip([None, *tempo], tempo, strict=False):
        pasangan = [x.target for x in (b, lalu) if x and x.target]
        if b in berdiri:
            tambahan.append(per_batas(lambda x: x[0] - sum(x[1:], Decimal(0)), pasangan))
    return per_batas(lambda x: sum(x, Decimal(0)), tambahan)


def _catatan(metode: Metode, baris: Sequence[Baris], sebut: Sebut) -> tuple[str, ...]:
    """A sentence for every period that does not simply stand on both sides."""
    catatan = []
    for b in baris:
        nama = sebut(b.kode)
        if b.target is None:
            if b.terisi and metode.akumulasi == "jumlah":
                catatan.append(f"{nama} belum jatuh tempo; nilainya ikut dijumlahkan.")
            elif b.terisi:
                catatan.append(f"{nama} belum jatuh tempo; nilainya tidak ikut dihitung.")
        elif b.sebab:
            catatan.append(f"{nama} tidak dapat dihitung ({b.sebab}).")
        elif b.keadaan == "belum_dilaporkan":
            catatan.append(f"{nama} belum dilaporkan.")
        elif _target_tetap(metode, b):
            catatan.append(f"{nama} tidak dilaksanakan; targetnya tetap dihitung.")
        elif b.keadaan != "dilaporkan":
            kata = b.keadaan.replace("_", " ")
            catatan.append(f"{nama} {kata}; target dan realisasinya tidak ikut dihitung.")
    return tuple(catatan)
