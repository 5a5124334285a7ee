"""A target as a value: a figure, a fraction, a range or a predicate; how it reads and is measured."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from measurement import metode as pure
from sakip.lib.angka import PLACES, show, show_input

from .periods import Period

YEAR = "tahun"  # the code of the year's target beside those of its periods
FIGURE, RANGE, PREDICATE = "angka", "rentang", "predikat"


def style_of(polaritas: str) -> str:
    """In which of the three ways an indicator of this polarity says its targets."""
    if polaritas == "predikat":
        return PREDICATE
    return RANGE if polaritas in ("rentang", "rentang_rendah") else FIGURE


@dataclass(frozen=True, slots=True)
class Said:
    """One target. `teks` is a predicate, or the words of the paper beside the figure."""

    nilai: Decimal | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    bawah: Decimal | None = None
    atas: Decimal | None = None
    teks: str = ""

    @classmethod
    def of(cls, row) -> Said:
        """What a Target or TargetPeriode says; None says nothing."""
        if row is None:
            return cls()
        return cls(*(_trimmed(getattr(row, f.name)) for f in fields(cls)))

    def columns(self) -> dict:
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def blank(self, style: str) -> bool:
        if style == PREDICATE:
            return not self.teks
        if style == RANGE:
            return self.bawah is None and self.atas is None
        return self.nilai is None

    def measured(self, style: str) -> pure.Target:
        """As the formulas take it."""
        return pure.Target(
            nilai=self.nilai,
            bawah=self.bawah,
            atas=self.atas,
            kode=self.teks if style == PREDICATE else "",
        )

    def words(self, style: str, places: int = 2) -> str:
        """ "90,91 (100 dari 110 Organisasi Kepemudaan)", "80,00 sampai dengan 90,00", "WTP"."""
        if self.blank(style):
            return "–"
        if style == PREDICATE:
            return self.teks
        if style == RANGE:
            return f"{show(self.bawah, places)} sampai dengan {show(self.atas, places)}"
        return show(self.nilai, places) + (f" ({self.teks})" if self.teks else "")

    def typed(self, style: str) -> str:
        """As short as it can be said, with all its decimals: for sentences and differences."""
        if self.blank(style):
            return "kosong"
        if style == PREDICATE:
            return self.teks
        if style == RANGE:
            return f"{_bare(self.bawah)} sampai dengan {_bare(self.atas)}"
        return _bare(self.nilai)


def fraction(pembilang: Decimal, penyebut: Decimal, *, polaritas: str, teks: str = "") -> Said:
    """ "100 dari 110" as a percentage of four decimals, never stricter than the fraction itself.

    Half up it would be 90,9091, and an office that did exactly 100 of its 110 would fall short of
    what it promised.
    """
    kind = ROUND_CEILING if polaritas == "rendah" else ROUND_FLOOR
    value = (pembilang * 100 / penyebut).quantize(Decimal(1).scaleb(-PLACES), rounding=kind)
    return Said(nilai=_trimmed(value), pembilang=pembilang, penyebut=penyebut, teks=teks)


def period_name(code: str) -> str:
    """ "tahun", "Desember", "Triwulan IV": inside a year nobody needs its number."""
    return code if code == YEAR else str(Period(code)).rsplit(" ", 1)[0]


def short_name(code: str) -> str:
    """ "TW I", "Jan"."""
    name = period_name(code)
    return name.replace("Triwulan", "TW") if name.startswith("Triwulan") else name[:3]


def by_period(said: list[tuple[str, str]]) -> str:
    """(code, words) one after another, equal neighbours together: "Jan-Nov 0 · Des 0,9"."""
    runs: list[tuple[str, str, str]] = []
    for code, words in said:
        if runs and runs[-1][2] == words:
            runs[-1] = (runs[-1][0], code, words)
        else:
            runs.append((code, code, words))
    return " · ".join(
        f"{short_name(first)}{'-' + short_name(last) if last != first else ''} {words}"
        for first, last, words in runs
    )


def _bare(value: Decimal | None) -> str:
    return "kosong" if value is None else show_input(value).replace("-", "−")


def _trimmed(value):
    """The same figure without the zeros the database adds, so that equal figures look equal."""
    if not isinstance(value, Decimal):
        return value
    return value.normalize() if value % 1 else value.quantize(Decimal(1))
