"""Periods: a month or a quarter of a year, and which indicators are due in it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sakip.lib.tanggal import MONTHS

ROMAN = ("I", "II", "III", "IV")
RHYTHMS = [
    ("bulanan", "Bulanan"),
    ("triwulanan", "Triwulanan"),
    ("semesteran", "Semesteran"),
    ("tahunan", "Tahunan"),
]
_CODE = re.compile(r"(\d{4})-(?:TW([1-4])|(0[1-9]|1[0-2]))")


@dataclass(frozen=True, order=True)
class Period:
    """One month ("2026-09") or quarter ("2026-TW3"). ValueError for any other code."""

    code: str

    def __post_init__(self):
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} bukan kode periode.")

    def __str__(self):
        if self.is_month:
            return f"{MONTHS[self.last_month - 1]} {self.tahun}"
        return f"Triwulan {ROMAN[self.quarter - 1]} {self.tahun}"

    @property
    def short(self) -> str:
        return f"bulan {self}" if self.is_month else f"TW {ROMAN[self.quarter - 1]} {self.tahun}"

    @property
    def tahun(self) -> int:
        return int(self.code[:4])

    @property
    def is_month(self) -> bool:
        return "TW" not in self.code

    @property
    def quarter(self) -> int:
        return (self.last_month - 1) // 3 + 1

    @property
    def last_month(self) -> int:
        return int(self.code[5:]) if self.is_month else int(self.code[-1]) * 3

    @property
    def months(self) -> list[Period]:
        """The months in it; a month is its own."""
        if self.is_month:
            return [self]
        last = self.last_month
        return [Period(f"{self.tahun}-{m:02}") for m in range(last - 2, last + 1)]

    @property
    def first_day(self) -> date:
        return date(self.tahun, self.months[0].last_month, 1)

    @property
    def last_day(self) -> date:
        return date(self.tahun, self.last_month, monthrange(self.tahun, self.last_month)[1])

    def so_far(self) -> list[Period]:
        """The periods of its kind from January up to it, itself included."""
        if self.is_month:
            return [Period(f"{self.tahun}-{m:02}") for m in range(1, self.last_month + 1)]
        return [Period(f"{self.tahun}-TW{q}") for q in range(1, self.quarter + 1)]

    def previous(self) -> Period:
        if self.is_month:
            y, m = (
                (self.tahun, self.last_month - 1) if self.last_month > 1 else (self.tahun - 1, 12)
            )
            return Period(f"{y}-{m:02}")
        y, q = (self.tahun, self.quarter - 1) if self.quarter > 1 else (self.tahun - 1, 4)
        return Period(f"{y}-TW{q}")

    def asks(self, rhythm: str) -> bool:
        """Whether a run of this period asks an indicator of this rhythm (domain 1.13)."""
        if self.is_month:
            return rhythm == "bulanan"
        return {
            "bulanan": True,
            "triwulanan": True,
            "semesteran": self.quarter in (2, 4),
            "tahunan": self.quarter == 4,
        }[rhythm]


def quarters(tahun: int) -> list[Period]:
    return [Period(f"{tahun}-TW{q}") for q in range(1, 5)]


def months(tahun: int) -> list[Period]:
    return [Period(f"{tahun}-{m:02}") for m in range(1, 13)]


def targets_of(rhythm: str, tahun: int) -> list[Period]:
    """The periods for which an indicator of this rhythm has a target of its own."""
    if rhythm == "bulanan":
        return months(tahun)
    return [q for q in quarters(tahun) if q.asks(rhythm)]


def quarter_of(day: date) -> Period:
    return Period(f"{day.year}-TW{(day.month - 1) // 3 + 1}")
