"""How the cells of a workbook look: fonts, lines, bands, and the formats of numbers and days."""

from __future__ import annotations

from functools import cache

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

_FONT = {"name": "Calibri", "size": 10}
_LINE = Side(style="thin", color="000000")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_BARE = {
    "font": Font(**_FONT),
    "fill": PatternFill(),
    "border": Border(),
    "alignment": Alignment(),
    "protection": Protection(),
}
# A cell that is filled in; one that was filled in wrongly; a locked one that was changed.
OPEN, WRONG, BROKEN = "buka", "salah", "rusak"
_RED = "F7B7AF"
_BANDS = {"kelompok": "F2F5F4", "jumlah": "E9EDEC", OPEN: "FFF6C9", WRONG: _RED, BROKEN: _RED}
DATE = "[$-421]d mmmm yyyy"  # 421: Indonesian names of months, whatever the computer speaks


@cache
def _look(kind: str) -> dict:
    """Font, fill, border and alignment of what stands outside the rows of a table."""
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    looks = {
        "judul": {"font": Font(name="Calibri", bold=True, size=13), "alignment": middle},
        "subjudul": {"alignment": middle},
        "kepala": {
            "font": Font(**_FONT, bold=True),
            "alignment": middle,
            "border": _GRID,
            "fill": PatternFill("solid", fgColor="E9EDEC"),
        },
        "nomor": {"font": Font(name="Calibri", size=8), "alignment": middle, "border": _GRID},
        "catatan": {
            "font": Font(name="Calibri", size=9),
            "alignment": Alignment(vertical="top", wrap_text=True),
        },
    }
    return looks.get(kind, {})


def dressed(cell: Cell, kind: str, places: int, band: str, risky: bool) -> int:
    """Dress a cell, and take the number under which the book keeps that dress."""
    look = _look(kind) or {
        "border": _GRID,
        "font": Font(**_FONT, bold=band in ("kelompok", "jumlah")),
        "fill": PatternFill("solid", fgColor=_BANDS[band]) if band else _BARE["fill"],
        "alignment": Alignment(
            horizontal={"teks": "left", "tengah": "center"}.get(kind, "right"),
            vertical="top",
            wrap_text=kind in ("teks", "tengah"),
        ),
        "protection": Protection(locked=band not in (OPEN, WRONG)),
    }
    for name, bare in _BARE.items():
        setattr(cell, name, look.get(name, bare))
    cell.number_format = {
        "angka": "#,##0" + (f".{'0' * places}" if places else ""),
        "rupiah": "#,##0",
        "tanggal": DATE,
        "teks": "@" if band in (OPEN, WRONG) else "General",  # typed there, "=1" stays a text
    }.get(kind, "General")
    cell.quotePrefix = risky
    return cell.style_id
