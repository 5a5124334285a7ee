"""Several periods as one: the realisasi, the targets, and their arithmetic (domain 1.7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from measurement.kata import angka, genap, presisi, suku
from measurement.metode import Keadaan, Metode, Nilai, Target
from measurement.rumus import TidakDapatDihitung, realisasi

Angka = Sequence[Decimal]


@dataclass(frozen=True, slots=True)
class Cara:
    """One way of making several figures one, and its arithmetic in words."""

    hitung: Callable[[Angka], Decimal]
    kata: Callable[[Sequence[str]], str]


def _rata(angka: Angka) -> Decimal:
    return sum(angka, Decimal(0)) / len(angka)


def _terakhir(angka: Angka) -> Decimal:
    return angka[-1]


AKUMULASI: dict[str, Cara] = {
    "jumlah": Cara(lambda x: sum(x, Decimal(0)), lambda s: " + ".join(s)),
    "akhir": Cara(_terakhir, lambda s: s[-1]),
    "tahunan": Cara(_terakhir, lambda s: s[-1]),
    "rata": Cara(_rata, lambda s: f"({' + '.join(s)}) ÷ {len(s)}"),
    "maks": Cara(max, lambda s: f"tertinggi dari {'; '.join(s)}"),
    "min": Cara(min, lambda s: f"terendah dari {'; '.join(s)}"),
}


def gabung_nilai(metode: Metode, nilai: Sequence[Nilai]) -> tuple[Nilai, str]:
    """The values of several periods as one, e.g. three months as their quarter, with the
    arithmetic. Zero is a value. One period belum dilaporkan leaves the whole belum dilaporkan:
    a sum over what happens to be there would be taken for the full one. Periods tidak berlaku or
    tidak dilaksanakan are passed over; where there are no others, so is the whole.

    Raises TidakDapatDihitung: penyebut 0, unknown predicate, or a sum or mean of predicates.
    """
    keadaan = [n.nyata(metode) for n in nilai]
    urutan: tuple[Keadaan, ...] = ("belum_dilaporkan", "tidak_dilaksanakan", "tidak_berlaku")
    if "belum_dilaporkan" not in keadaan and "dilaporkan" in keadaan:
        return gabung_terisi(metode, [n for n in nilai if n.nyata(metode) == "dilaporkan"])
    return Nilai(keadaan=next((k for k in urutan if k in keadaan), "belum_dilaporkan")), ""


def gabung_terisi(metode: Metode, nilai: Sequence[Nilai]) -> tuple[Nilai, str]:
    """The same over values that are all reported, at least one."""
    if metode.polaritas == "predikat":
        kode = _gabung_kode(metode, [n.kode for n in nilai])
        return Nilai(kode=kode), kode
    if metode.akumulasi in ("akhir", "tahunan"):
        return nilai[-1], realisasi(metode, nilai[-1])[1]
    with presisi():
        return _gabung_realisasi(metode, [realisasi(metode, n) for n in nilai])


def _gabung_realisasi(metode: Metode, bagian: Sequence[tuple[Nilai, str]]) -> tuple[Nilai, str]:
    if len(bagian) == 1:
        return bagian[0]
    hasil, kata = _gabung_angka(metode, [n.nilai for n, _ in bagian if n.nilai is not None])
    return Nilai(hasil), kata


def gabung_target(metode: Metode, target: Sequence[Target]) -> Target:
    """The targets of several periods as that of all of them; blank ones are left out.

    A position target is the last one, a period's own targets go together as realisasi do.
    Raises TidakDapatDihitung: a sum or mean of predicates.
    """
    ada = [t for t in target if not t.kosong(metode)]
    if not ada:
        return Target()
    if metode.gaya_target == "posisi":
        return ada[-1]
    if metode.polaritas == "predikat":
        return Target(kode=_gabung_kode(metode, [t.kode for t in ada]))
    with presisi():
        return per_batas(lambda x: _gabung_angka(metode, x)[0], ada)


def _gabung_angka(metode: Metode, bagian: Angka) -> tuple[Decimal, str]:
    cara = AKUMULASI[metode.akumulasi]
    hasil = genap(cara.hitung(bagian))
    return hasil, f"{cara.kata([suku(x) for x in bagian])} = {angka(hasil)}"


def _gabung_kode(metode: Metode, kode: Sequence[str]) -> str:
    if metode.akumulasi in ("jumlah", "rata"):
        raise TidakDapatDihitung("predikat tidak dapat dijumlahkan atau dirata-rata")
    tingkat = [metode.tingkat(k) or (k, None) for k in kode]
    if metode.akumulasi in ("akhir", "tahunan"):
        return tingkat[-1][0]
    dikenal = [(rank, k) for k, rank in tingkat if rank is not None]
    if len(dikenal) < len(tingkat):
        raise TidakDapatDihitung("predikat tidak ada dalam jenjang")
    return (max if metode.akumulasi == "maks" else min)(dikenal)[1]


def per_batas(hitung: Callable[[Angka], Decimal], target: Sequence[Target]) -> Target:
    """The same arithmetic for a plain target and for both bounds of a range."""

    def satu(nama: str) -> Decimal | None:
        bagian = [x for t in target if (x := getattr(t, nama)) is not None]
        return hitung(bagian) if len(bagian) == len(target) else None

    return Target(satu("nilai"), satu("bawah"), satu("atas"))
