"""Category scales: a figure in, the name of its rung out (domain 1.9, 1.10)."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from measurement.kata import angka


@dataclass(frozen=True, slots=True)
class Skala:
    """A ladder of (lower bound, name), highest rung first; the lowest has the bound None.

    A rung ends where the next higher one begins, so nothing lies between two rungs and nothing
    above the top. `termasuk_batas`: whether a figure equal to a bound belongs to that rung (>=)
    or still to the one below (>), as in the predicates of PermenPANRB 12/2015.
    """

    nama: str
    jenjang: tuple[tuple[Decimal | None, str], ...]
    termasuk_batas: bool = True


SKALA_BAKU = Skala(
    "Permendagri 86/2017",
    (
        (Decimal(91), "Sangat Tinggi"),
        (Decimal(76), "Tinggi"),
        (Decimal(66), "Sedang"),
        (Decimal(51), "Rendah"),
        (None, "Sangat Rendah"),
    ),
)

PREDIKAT_AKIP_2015 = Skala(
    "PermenPANRB 12/2015",
    (
        (Decimal(90), "AA"),
        (Decimal(80), "A"),
        (Decimal(70), "BB"),
        (Decimal(60), "B"),
        (Decimal(50), "CC"),
        (Decimal(30), "C"),
        (None, "D"),
    ),
    termasuk_batas=False,
)


def kategori(skala: Skala, nilai: Decimal | None) -> str | None:
    """The rung of an unrounded figure; None without a figure or without a scale."""
    if nilai is None:
        return None
    for batas, nama in skala.jenjang:
        if batas is None or nilai > batas or (skala.termasuk_batas and nilai == batas):
            return nama
    return None


def batas_kategori(skala: Skala, nama: str) -> str:
    """The rule of a rung in words: "≥ 91", "> 80", "di bawah 51"; "" for an unknown rung."""
    terendah = None
    for batas, ini in skala.jenjang:
        if ini == nama and batas is not None:
            return f"{'≥' if skala.termasuk_batas else '>'} {angka(batas)}"
        if ini == nama and terendah is not None:
            return f"{'di bawah' if skala.termasuk_batas else '≤'} {angka(terendah)}"
        if ini == nama:
            return "semua nilai"
        terendah = batas
    return ""


def periksa_skala(skala: Skala) -> tuple[str, ...]:
    """What is wrong with a scale, in sentences; empty when every figure finds one rung."""
    if not skala.jenjang:
        return ("Skala belum mempunyai jenjang.",)
    temuan = []
    nama = [n for _, n in skala.jenjang]
    temuan += [
        f"Nama jenjang “{n}” dipakai dua kali." for n in sorted({*nama}) if nama.count(n) > 1
    ]
    if not all(n.strip() for n in nama):
        temuan.append("Setiap jenjang memerlukan nama.")
    *atas, (dasar, terendah) = skala.jenjang
    if dasar is not None:
        temuan.append(
            f"Jenjang terendah “{terendah}” tidak boleh mempunyai batas bawah, "
            "agar setiap nilai tertampung."
        )
    temuan += [f"Batas bawah jenjang “{n}” belum diisi." for b, n in atas if b is None]
    for (tinggi, n), (rendah, m) in pairwise(skala.jenjang):
        if tinggi is not None and rendah is not None and not rendah < tinggi:
            temuan.append(
                f"Batas bawah “{m}” ({angka(rendah)}) harus lebih kecil daripada "
                f"batas bawah “{n}” ({angka(tinggi)})."
            )
    return tuple(temuan)
