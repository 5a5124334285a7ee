"""A spreadsheet that somebody uploaded, read in a child process that may die of it.

The child (reader.py) looks into the ZIP's directory first, then reads with openpyxl under 512 MB and
20 seconds. What comes back is plain data, so nothing hostile reaches the page that asked.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from openpyxl.utils import get_column_letter

from .child import Child, Fault, Overrun

SECONDS = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a door expects at most: seconds of processor time to read it, rows and columns of a
    sheet, megabytes once unpacked, and megabytes of what is read. Never more than the reader's own.

    Processor time, because an honest file on a busy machine is not a hostile one.
    """

    seconds: int = SECONDS
    rows: int = 5_000
    columns: int = 100
    unpacked: int = 50
    megabytes: int = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: str, int, float, bool, date, datetime or None; and how.

    `format` is its number format (lib.angka.cell_number wants it). `formula`: the value is what
    the program that saved the file last computed, None where it saved none.
    """

    value: object = None
    format: str = "General"
    formula: bool = False


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells up to its last used row; all rows are of one length.

    `merged` are ranges (first row, first column, last row, last column), counted from 1.
    """

    name: str
    hidden: bool
    rows: list[list[Cell]] = field(repr=False)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    @staticmethod
    def address(row: int, column: int) -> str:
        """(3, 2) -> "B3", as people call a cell; counted from 1."""
        return f"{get_column_letter(column)}{row}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook as read: its sheets in their order."""

    sheets: list[Sheet]

    def visible(self) -> list[Sheet]:
        return [s for s in self.sheets if not s.hidden]


def safe_open(file, limits: Limits = Limits()) -> Opened:
    """Read an uploaded XLSX (any file object). Raises ValidationError with one sentence.

    Refused: what is no workbook, is locked, holds macros or other files, unpacks to more than
    50 MB, or is more than `limits`.
    """
    file.seek(0)
    content = file.read()
    file.seek(0)
    with Child("sakip.papers.reader") as child:
        try:
            answer = child.ask(_asked(limits) + content, seconds=min(3 * limits.seconds, SECONDS))
        except Fault as fault:
            raise _refused(f"{fault}.") from None
        except Overrun:
            raise _refused("isinya terlalu besar atau rusak.") from None
    return Opened([_sheet(**sheet) for sheet in json.loads(answer)])


def _asked(limits: Limits) -> bytes:
    return json.dumps(asdict(limits)).encode() + b"\n"


def _refused(why: str) -> ValidationError:
    return ValidationError(
        f"Berkas XLSX ini tidak dapat dibaca: {why} Simpan ulang sebagai XLSX biasa tanpa makro, "
        "lalu unggah kembali.",
        code="unreadable",
    )


def _sheet(name, hidden, merged, formats, rows) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    made = []
    for row in rows:
        cells = [EMPTY if c is None else _cell(c, formats) for c in row]
        made.append(cells + [EMPTY] * (width - len(cells)))
    return Sheet(name, hidden, made, [tuple(m) for m in merged])


def _cell(packed, formats) -> Cell:
    """[value, number of its format, what it is]: "" as it stands, d a day, t a moment, f a formula."""
    value, number, what = packed
    if "d" in what:
        value = date.fromisoformat(value)
    elif "t" in what:
        value = datetime.fromisoformat(value)
    return Cell(value, formats[number], "f" in what)
