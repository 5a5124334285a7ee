"""An uploaded XLSX or CSV as sheets of cells, each with its address; refusals in words."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from sakip.lib import angka
from sakip.papers import contents, workbook
from sakip.papers.models import Berkas
from sakip.papers.reader import MOST_COLUMNS, MOST_ROWS

from .fields import plain

LONGEST = 5000  # characters of a cell; no name or figure of an office is longer
NO_RESULT = "Sel ini berisi rumus tanpa hasil. Buka berkasnya, simpan, lalu unggah lagi."


class NoSheet(ValueError):
    """A file that cannot be read as a table; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says: its text as a person sees it, its number where it is one, or a fault."""

    text: str = ""
    number: Decimal | None = None
    fault: str = ""

    @property
    def blank(self) -> bool:
        return not self.text and not self.fault


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows and columns count from 0, addresses from A1."""

    name: str
    rows: list[list[Cell]]

    def cell(self, row: int, column: int | None) -> Cell:
        if column is None or row >= len(self.rows) or column >= len(self.rows[row]):
            return BLANK
        return self.rows[row][column]

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    @property
    def title(self) -> str:
        """ "Lembar 1", "Sheet1", "Lembar PK 2026"."""
        own = self.name.casefold().startswith(("lembar", "sheet"))
        return self.name if own else f"Lembar {self.name}"


def address(row: int, column: int) -> str:
    """(6, 7) is "H7"."""
    letters, n = "", column + 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def sheets_of(berkas: Berkas) -> list[Sheet]:
    """The sheets of a kept file that hold anything. Raises NoSheet."""
    with berkas.file.open("rb") as file:
        sheets = _csv(file.read()) if berkas.jenis == contents.CSV.mime else _xlsx(file)
    if not (sheets := [sheet for sheet in sheets if sheet.rows]):
        raise NoSheet(f"Berkas {berkas.nama} tidak memuat satu baris pun.")
    return sheets


def _xlsx(file) -> list[Sheet]:
    try:
        opened = workbook.safe_open(file)
    except ValidationError as refusal:
        raise NoSheet(" ".join(refusal.messages)) from refusal
    return [Sheet(s.name, [[_cell(c) for c in row] for row in s.rows]) for s in opened.visible()]


def _cell(raw: workbook.Cell) -> Cell:
    value = raw.value
    if value is None:
        return Cell(fault=NO_RESULT) if raw.formula else BLANK
    if isinstance(value, str):
        return Cell(plain(value, LONGEST))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Cell(str(value))
    try:
        number = angka.cell_number(Decimal(repr(value)), raw.format)
    except angka.Unreadable as slip:
        return Cell(str(value), fault=slip.message)
    return Cell(angka.show_input(number), number)


def _csv(content: bytes) -> list[Sheet]:
    text = _decoded(content)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as fault:
        raise NoSheet(f"Berkas CSV ini rusak: {fault}.") from fault
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise NoSheet(f"Berkas CSV paling banyak {MOST_ROWS} baris dan {MOST_COLUMNS} kolom.")
    cells = [[Cell(plain(value, LONGEST)) for value in row] for row in rows]
    return [Sheet("1", cells if any(value.text for row in cells for value in row) else [])]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:  # as an older Excel of Windows writes it
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The separator that cuts the first lines most evenly into more than one column."""
    head = "\n".join(text.splitlines()[:30])

    def evenness(mark: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(head), delimiter=mark) if row)
        width, times = widths.most_common(1)[0] if widths else (1, 0)
        return (times if width > 1 else 0, width)

    return max((",", ";", "\t"), key=evenness)
