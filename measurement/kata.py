"""Figures as they stand inside a formula in words, and the precision all formulas share."""

from contextlib import AbstractContextManager
from decimal import Context, Decimal, localcontext

from sakip.lib.angka import rounded, show


def presisi() -> AbstractContextManager[Context]:
    """40 digits: stored figures have 15, so no product or quotient of ours is rounded early."""
    return localcontext(Context(prec=40))


def genap(nilai: Decimal) -> Decimal:
    """A sum or mean of quotients without its last ten digits, which are noise: three thirds
    are 1 and not 0.999..., or a target would be missed that was reached."""
    return Context(prec=30).plus(nilai)


def angka(nilai: Decimal, desimal: int = 4) -> str:
    """A figure with no more decimals than it has: 45 -> "45", 33.49619 -> "33,4962".

    A figure too small for that many decimals gets ten, so that it is not shown as 0.
    """
    bulat = rounded(nilai, desimal)
    if bulat == 0 and nilai != 0:
        bulat = rounded(nilai, 10)
    pangkat = bulat.normalize().as_tuple().exponent
    return show(bulat, max(0, -int(pangkat)))


def suku(nilai: Decimal) -> str:
    """A figure as an operand: negative ones stand in brackets, "9 − (−2)"."""
    return f"({angka(nilai)})" if nilai < 0 else angka(nilai)


def banding(kiri: Decimal, kanan: Decimal) -> str:
    """ "33,4962 < 45"; two figures that differ are never printed alike."""
    tanda = "=" if kiri == kanan else ">" if kiri > kanan else "<"
    desimal = 10 if kiri != kanan and angka(kiri) == angka(kanan) else 4
    return f"{angka(kiri, desimal)} {tanda} {angka(kanan, desimal)}"
