"""Absorption of the budget, and efficiency of what was spent (domain 1.11)."""

from dataclasses import dataclass
from decimal import Decimal

from measurement.capaian import Capaian
from measurement.kata import angka, presisi
from sakip.lib.angka import show

SELISIH = Decimal(5)  # percentage points between capaian and serapan that still count as even


@dataclass(frozen=True, slots=True)
class Efisiensi:
    """serapan, nilai in unrounded percent; `nilai` None = not to be said, `keterangan` why."""

    serapan: Decimal | None
    nilai: Decimal | None = None
    label: str | None = None
    rumus: str = ""
    keterangan: str = ""


def serapan(pagu: Decimal | int, realisasi: Decimal | int) -> Decimal | None:
    """Realisasi of the budget in percent of its pagu; None without a pagu."""
    with presisi():
        return Decimal(realisasi) * 100 / Decimal(pagu) if pagu > 0 else None


def efisiensi(hasil: Capaian, pagu: Decimal | int, realisasi: Decimal | int | None) -> Efisiensi:
    """100 − serapan, only where the target was reached: what was not achieved was not saved."""
    if realisasi is None:
        return Efisiensi(None, keterangan="realisasi anggaran belum dilaporkan")
    terpakai = serapan(pagu, realisasi)
    if terpakai is None:
        return Efisiensi(None, keterangan="tanpa pagu")
    if not hasil.tercapai:
        return Efisiensi(terpakai, keterangan="target tidak tercapai atau tidak dihitung")
    with presisi():
        nilai = 100 - terpakai
        selisih = None if hasil.raw is None else hasil.raw - terpakai
    rumus = f"100 − {angka(terpakai)} = {show(nilai)}"
    return Efisiensi(terpakai, nilai, _label(selisih), rumus)


def _label(selisih: Decimal | None) -> str | None:
    """By capaian − serapan, in percentage points."""
    if selisih is None:
        return None
    if selisih > SELISIH:
        return "Efisien"
    return "Cukup efisien" if selisih >= -SELISIH else "Tidak efisien"


def nilai_efisiensi(efisiensi: Decimal) -> Decimal:
    """NE = 50 + E ÷ 20 × 50, with E held within −20 and 20: 0 to 100 percent."""
    dalam = max(Decimal(-20), min(Decimal(20), efisiensi))
    return 50 + dalam / 20 * 50
