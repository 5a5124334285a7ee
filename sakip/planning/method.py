"""An indicator of the dictionary as the pure method that the formulas of capaian take."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from measurement.metode import Metode
from measurement.skala import SKALA_BAKU
from measurement.skala import Skala as Ladder

from .dictionary import Indikator, Skala


def ladder_of(skala: Skala | None) -> Ladder:
    """A kept scale as the formulas take it; none is that of Permendagri 86/2017."""
    if skala is None:
        return SKALA_BAKU
    rungs = tuple((None if low is None else Decimal(low), name) for low, name in skala.jenjang)
    return Ladder(skala.nama, rungs)


def house_scale(instansi) -> Skala | None:
    """The scale of indicators that name none."""
    return Skala.objects.filter(instansi=instansi, baku=True).first()


def ranks_of(jenjang) -> tuple[tuple[str, Decimal], ...]:
    try:
        return tuple((name, Decimal(str(rank))) for name, rank in jenjang)
    except (InvalidOperation, TypeError, ValueError):
        return ()


def method_of(indikator: Indikator, scale: Skala | None = None) -> Metode:
    """How `indikator` is measured, by `scale` where it names none of its own."""
    return Metode(
        polaritas=indikator.polaritas,
        rumus=indikator.rumus,
        akumulasi=indikator.akumulasi,
        gaya_target=indikator.gaya_target,
        desimal=indikator.desimal,
        satuan=indikator.satuan,
        target_nol=indikator.target_nol,
        batas_bawah=indikator.batas_bawah,
        batas_atas=indikator.batas_atas,
        skala=ladder_of(indikator.skala or scale),
        jenjang=ranks_of(indikator.jenjang),
        rasio_predikat=indikator.rasio_predikat,
    )
