"""Many capaian as one: mean, count of targets reached, the SOP's criterion (domain 1.8, 1.13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from measurement.capaian import Capaian
from measurement.kata import angka, genap, presisi
from measurement.skala import SKALA_BAKU, Skala, kategori


class BobotDitolak(ValueError):
    """Weights that cannot be used; the message is a sentence for whoever set them."""


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """What a node of the tree, an agency or a run says about its indicators.

    rata            mean of the unrounded reported figures; None where there is none
    jumlah          all indicators = dinilai + tidak_dihitung
    dinilai         those that have a capaian; the m of "n dari m"
    dihitung        those that stand in the mean; predicates without percentage do not
    sementara       those whose data is not complete: in the mean, never tercapai
    kategori        of the mean; None while anything in it is sementara
    """

    rata: Decimal | None
    jumlah: int
    dinilai: int
    dihitung: int
    tidak_dihitung: int
    tercapai: int
    sementara: int
    kategori: str | None
    catatan: tuple[str, ...] = ()

    @property
    def kalimat(self) -> str:
        """The SOP's criterion of success (section VII), for these indicators."""
        if not self.dinilai:
            return f"Tidak ada indikator yang dihitung ({self.tidak_dihitung} tidak dihitung)"
        return (
            f"{self.tercapai} dari {self.dinilai} indikator telah memenuhi/melebihi target, "
            f"{self.tidak_dihitung} tidak dihitung"
        )


def rata_rata(
    daftar: Sequence[Capaian],
    bobot: Sequence[Decimal] | None = None,
    skala: Skala = SKALA_BAKU,
) -> Ringkasan:
    """The mean of several capaian, simple or by weights of 100 in all.

    Where an indicator is not computed, the weights of the others stand in the same proportion.
    Raises BobotDitolak: weights that are not one each, negative, or not 100 in all.
    """
    berat = _bobot(bobot, len(daftar))
    with presisi():
        pasangan = [
            (c.reported, b) for c, b in zip(daftar, berat, strict=True) if c.reported is not None
        ]
        total = sum((b for _, b in pasangan), Decimal(0))
        rata = genap(sum((x * b for x, b in pasangan), Decimal(0)) / total) if total else None
    dinilai = sum(c.dinilai for c in daftar)
    sementara = sum(c.status == "sementara" for c in daftar)
    return Ringkasan(
        rata,
        jumlah=len(daftar),
        dinilai=dinilai,
        dihitung=len(pasangan),
        tidak_dihitung=len(daftar) - dinilai,
        tercapai=sum(c.tercapai is True for c in daftar),
        sementara=sementara,
        kategori=None if sementara else kategori(skala, rata),
        catatan=_catatan(dinilai - len(pasangan), len(daftar) - dinilai, sementara, bobot),
    )


def _bobot(bobot: Sequence[Decimal] | None, jumlah: int) -> Sequence[Decimal]:
    if bobot is None:
        return [Decimal(1)] * jumlah
    if len(bobot) != jumlah:
        raise BobotDitolak(f"Bobot tersedia untuk {len(bobot)} dari {jumlah} indikator.")
    if any(b < 0 for b in bobot):
        raise BobotDitolak("Bobot tidak boleh negatif.")
    total = sum(bobot, Decimal(0))
    if total != 100:
        raise BobotDitolak(f"Jumlah bobot {angka(total)}, seharusnya 100.")
    return bobot


def _catatan(
    tanpa_angka: int, tidak_dihitung: int, sementara: int, bobot: Sequence[Decimal] | None
) -> tuple[str, ...]:
    kalimat = (
        (tidak_dihitung, "tidak dihitung dan tidak ikut rata-rata"),
        (tanpa_angka, "berupa predikat: dinilai, tetapi tidak ikut rata-rata"),
        (sementara, "sementara: ikut rata-rata, tidak pernah tercapai; rata-rata tanpa kategori"),
    )
    catatan = [f"{n} indikator {kata}." for n, kata in kalimat if n]
    if bobot is not None:
        catatan.append("Rata-rata tertimbang menurut bobot indikator.")
    return tuple(catatan)
