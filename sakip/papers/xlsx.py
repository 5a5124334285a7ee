"""Workbooks that are safe to open: numbers as numbers, live formulas, and no formula out of text.

openpyxl makes the book (styles, widths, printing, properties); the rows are written here as XML and
put into its empty sheets. Only so does a formula carry its value (openpyxl writes none), does the
same data give the same bytes, and do a thousand rows take a fraction of openpyxl's own time.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sakip.lib.angka import rounded

from .looks import dressed
from .workbook import safe_open

__all__ = ["Book", "Column", "Formula", "Sheet", "safe_open"]

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FOLIO, A4 = 14, 9  # Excel's names of paper: 14 is 8.5 x 13 in, F4 within a millimetre
LIVE = "Rumus (hidup)"
KINDS = ("teks", "tengah", "angka", "rupiah", "tanggal", "bebas")
_LINE_HEIGHT = 13  # points
_LONGEST = 32_767  # characters of a cell
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RISKY = ("=", "+", "-", "@")  # typed over in Excel such a text would become a formula
_SHEET_DATA = re.compile(r"<sheetData>.*?</sheetData>|<sheetData ?/>", re.S)
_FIXED = (1980, 1, 1, 0, 0, 0)
_DAY_0 = date(1899, 12, 30)


@dataclass(frozen=True)
class Column:
    """One column: `key` names it in formulas, `width` is in characters.

    `kind`: teks, tengah (text in the middle), angka (with `places` decimals), rupiah, tanggal,
    bebas (a figure with the decimals it has, as it is typed).
    `exact`: the cell holds the figure unrounded and only shows it so; for what formulas compute
    with, or their result differs in the last place from the value beside it.
    `choices`: what may be entered below, in a sheet that is filled in and read back.
    """

    key: str
    label: str
    width: float
    kind: str = "teks"
    places: int = 2
    exact: bool = False
    choices: tuple[str, ...] = ()

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind} is none of {', '.join(KINDS)}")
        if len(",".join(self.choices)) > 250 or any('"' in c or "," in c for c in self.choices):
            raise ValueError("Excel takes a short list without commas and quotes")


@dataclass(frozen=True)
class Formula:
    """A live formula and the value it has now. Never made of what people wrote.

    `text` names columns of its row: "ROUND({realisasi}/{target}*100,2)"; `{capaian.group}` is that
    column since the last group heading, `{capaian.above}` since the first row.
    """

    text: str
    value: Decimal | int | str | None


@dataclass(frozen=True)
class _Place:
    """A column as a formula in row `row` sees it."""

    letter: str
    row: int
    first: int
    since: int

    def __str__(self):
        return f"{self.letter}{self.row}"

    @property
    def above(self):
        return f"{self.letter}{self.first}:{self.letter}{self.row - 1}"

    @property
    def group(self):
        return f"{self.letter}{self.since}:{self.letter}{self.row - 1}"


class Book:
    """A workbook in the making; `content()` gives its bytes, the same for the same data."""

    def __init__(self, title: str, *, author: str, made: datetime | date, subject: str = ""):
        """`made` stands in the properties; give the day of the data, not of the download."""
        self.book = Workbook()
        self.book.remove(self.book.active)
        self.aside = Worksheet(self.book)  # no sheet of the book: styles are made in its cells
        self.sheets: list[Sheet] = []
        self.styles: dict[tuple, int] = {}
        self.made = f"{made:%Y-%m-%d}T00:00:00Z"
        about = self.book.properties
        about.title, about.creator, about.lastModifiedBy = map(plain, (title, author, author))
        about.subject, about.language = plain(subject), "id"

    def sheet(self, name: str, columns: Sequence[Column], **more) -> Sheet:
        """A further sheet; `more` as Sheet takes it."""
        made = Sheet(self, name, columns, **more)
        self.sheets.append(made)
        return made

    def style(self, kind: str, places: int = 0, band: str = "", risky: bool = False) -> int:
        """The number of a prepared style."""
        key = (kind, places, band, risky)
        if key not in self.styles:
            self.styles[key] = dressed(Cell(self.aside, row=1, column=1), *key)
        return self.styles[key]

    def content(self) -> bytes:
        for sheet in self.sheets:
            sheet.finish()
        raw, out = io.BytesIO(), io.BytesIO()
        self.book.save(raw)
        with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w") as new:
            for entry in old.infolist():
                part = self._rewritten(entry.filename, old.read(entry).decode())
                info = zipfile.ZipInfo(entry.filename, _FIXED)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                new.writestr(info, part)
        return out.getvalue()

    def _rewritten(self, name: str, part: str) -> str:
        if name == "docProps/core.xml":
            return re.sub(r"(W3CDTF\">)[^<]*", rf"\g<1>{self.made}", part)
        if found := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name):
            return self.sheets[int(found[1]) - 1].put_into(part)
        return part


class Sheet:
    """One table: title lines, numbered headings, rows, groups, totals, notes."""

    def __init__(
        self,
        book: Book,
        name: str,
        columns: Sequence[Column],
        *,
        title: Sequence[str] = (),
        numbered: bool = True,
        landscape: bool = True,
        paper: int = FOLIO,
        footer: str = "",
    ):
        """`title`: the lines above the table, the first the most important. `footer`: on each page."""
        self.book, self.columns = book, tuple(columns)
        self.ws = book.book.create_sheet(_sheet_name(name))
        self.letters = [get_column_letter(n) for n, _ in enumerate(columns, 1)]
        self.at = {c.key: i for i, c in enumerate(columns)}
        self.rows: list[str] = []
        self.merged: list[str] = []
        self.row_number = 0
        self._print(landscape, paper, footer)
        self._head(title, numbered)
        self.first = self.since = self.row_number + 1

    # -- what a report says ------------------------------------------------------------------

    def row(self, cells: Sequence | Mapping, *, places: int | None = None, band: str = "") -> None:
        """One row: a value for each column in order, or by key. None leaves the cell empty.

        A value is a str, Decimal, int, date, bool or Formula. `places`: of this row's figures.
        """
        if isinstance(cells, Mapping):
            cells = [cells.get(c.key) for c in self.columns]
        self.row_number += 1
        n, parts, lines = self.row_number, [], 1
        for column, letter, value in zip(self.columns, self.letters, cells, strict=True):
            digits = column.places if places is None else places
            parts.append(self._cell(f"{letter}{n}", column, value, digits, band))
            if isinstance(value, str) and len(value) > column.width:
                lines = max(lines, _lines(value, column.width))
        self._add(parts, lines)

    def group(self, label: str, cells: Mapping | None = None) -> None:
        """A heading over the rows that follow, with figures of its own where it has some."""
        self._banded(label, cells, "kelompok")
        self.since = self.row_number + 1

    def total(self, label: str, cells: Mapping | None = None) -> None:
        self._banded(label, cells, "jumlah")

    def note(self, text: str) -> None:
        """A line below the table."""
        self._line(text, "catatan")

    # -- how it is written -------------------------------------------------------------------

    def _add(self, parts: list[str], lines: int = 1):
        """One row of XML; where text wraps its height is given, as not every program finds it."""
        tall = f' ht="{lines * _LINE_HEIGHT + 3}" customHeight="1"' if lines > 1 else ""
        self.rows.append(f'<row r="{self.row_number}"{tall}>{"".join(parts)}</row>')

    def _banded(self, label, cells, band):
        """The label reaches up to the first column that has a figure."""
        cells, n = cells or {}, self.row_number + 1
        reach = next((i for i, c in enumerate(self.columns) if c.key in cells), len(self.columns))
        reach = max(reach, 1)
        self.row_number = n
        parts = [_text(f"A{n}", self.book.style("teks", 0, band), label)]
        for column, letter in list(zip(self.columns, self.letters, strict=True))[1:]:
            value = cells.get(column.key)
            parts.append(self._cell(f"{letter}{n}", column, value, column.places, band))
        if reach > 1:
            self.merged.append(f"A{n}:{self.letters[reach - 1]}{n}")
        self._add(parts, _lines(label, sum(c.width for c in self.columns[:reach])))

    def _cell(self, ref, column, value, places, band) -> str:
        live = isinstance(value, Formula)
        shown = value.value if live else value
        text = isinstance(shown, str)
        style = self.book.style(
            "teks" if text and column.kind != "tengah" else column.kind,
            places if column.kind == "angka" else 0,
            band,
            text and not live and shown.startswith(_RISKY),
        )
        if live:
            return self._live(ref, style, value, places if column.kind == "angka" else None)
        if value is None or value == "":
            return f'<c r="{ref}" s="{style}"/>'
        if isinstance(value, bool):
            value = "Ya" if value else "Tidak"
        if isinstance(value, str):
            return _text(ref, style, value)
        return f'<c r="{ref}" s="{style}"><v>{_number(value, column, places)}</v></c>'

    def _live(self, ref, style, formula, places) -> str:
        n = self.row_number
        places_of = {
            key: _Place(self.letters[i], n, self.first, self.since) for key, i in self.at.items()
        }
        text = escape(formula.text.format_map(places_of))
        value = formula.value
        if value is None:
            return f'<c r="{ref}" s="{style}"><f>{text}</f></c>'
        if isinstance(value, str):
            return (
                f'<c r="{ref}" s="{style}" t="str"><f>{text}</f><v>{escape(plain(value))}</v></c>'
            )
        if isinstance(value, Decimal) and places is not None:
            value = rounded(value, places)
        return f'<c r="{ref}" s="{style}"><f>{text}</f><v>{_digits(value)}</v></c>'

    def _line(self, text, look):
        """A text over the whole width."""
        self.row_number += 1
        n = self.row_number
        self._add(
            [_text(f"A{n}", self.book.style(look), text)],
            _lines(text, sum(c.width for c in self.columns)),
        )
        if len(self.columns) > 1:
            self.merged.append(f"A{n}:{self.letters[-1]}{n}")

    def _head(self, title, numbered):
        for n, line in enumerate(title):
            self._line(line, "judul" if n == 0 else "subjudul")
        if title:
            self.row_number += 1
        top = self.row_number + 1
        self._headings([c.label for c in self.columns], "kepala")
        if numbered:
            self._headings([str(n) for n, _ in enumerate(self.columns, 1)], "nomor")
        self.ws.freeze_panes = f"A{self.row_number + 1}"
        self.ws.print_title_rows = f"{top}:{self.row_number}"

    def _headings(self, texts, look):
        self.row_number += 1
        n, style = self.row_number, self.book.style(look)
        parts = [_text(f"{a}{n}", style, t) for a, t in zip(self.letters, texts, strict=True)]
        widths = (c.width for c in self.columns)
        self._add(parts, max(_lines(t, w) for t, w in zip(texts, widths, strict=True)))

    def _print(self, landscape, paper, footer):
        ws = self.ws
        for letter, column in zip(self.letters, self.columns, strict=True):
            ws.column_dimensions[letter].width = column.width
        ws.page_setup.orientation = "landscape" if landscape else "portrait"
        ws.page_setup.paperSize = paper
        ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
        ws.sheet_properties.pageSetUpPr.fitToPage = True
        ws.print_options.horizontalCentered = True
        ws.page_margins.left = ws.page_margins.right = 0.6
        ws.page_margins.top, ws.page_margins.bottom = 0.6, 0.7
        ws.oddFooter.left.text = plain(footer).replace("&", "&&")
        ws.oddFooter.right.text = "Halaman &P dari &N"

    def finish(self):
        """Choices reach to the last row; the table is known only now."""
        last = max(self.row_number, self.first)
        for letter, column in zip(self.letters, self.columns, strict=True):
            if column.choices:
                listed = ",".join(column.choices)
                rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
                rule.add(f"{letter}{self.first}:{letter}{last}")
                self.ws.add_data_validation(rule)

    def _merges(self) -> str:
        """In the order they were made; openpyxl keeps them in a set, and no two files are alike."""
        cells = "".join(f'<mergeCell ref="{where}"/>' for where in self.merged)
        return f'<mergeCells count="{len(self.merged)}">{cells}</mergeCells>' if cells else ""

    def put_into(self, part: str) -> str:
        """openpyxl's empty sheet with our rows in it."""
        size = f"A1:{self.letters[-1]}{max(self.row_number, 1)}"
        part = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{size}"', part, count=1)
        filled = f"<sheetData>{''.join(self.rows)}</sheetData>"
        part, found = re.subn(_SHEET_DATA, lambda _: filled, part, count=1)
        after = "<sheetProtection" if "<sheetProtection" in part else "</sheetData>"
        at = (
            part.find(">", part.find(after)) + 1
        )  # Excel repairs a sheet whose parts are out of order
        part = part[:at] + self._merges() + part[at:]
        if not found:
            raise AssertionError("openpyxl writes an empty sheet in another way now")
        return part


# -- single cells --------------------------------------------------------------------------------


def plain(text: str) -> str:
    """A text as a cell can hold it: no control characters, not longer than Excel reads."""
    return _NOT_XML.sub("", text)[:_LONGEST]


def _text(ref: str, style: int, text: str) -> str:
    return (
        f'<c r="{ref}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escape(plain(text))}</t></is></c>'
    )


def _number(value, column: Column, places: int) -> str:
    if column.kind == "tanggal" and type(value) is date:
        return str((value - _DAY_0).days)
    if isinstance(value, Decimal) and column.kind == "angka" and not column.exact:
        return _digits(rounded(value, places))
    if isinstance(value, Decimal | int):
        return _digits(value)
    raise TypeError(f"{column.key}: {value!r} is no value of a cell (a float, a moment?)")


def _digits(value: Decimal | int) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _lines(text: str, width: float) -> int:
    """About how many lines a text takes in a column so wide; words break where they must."""
    return sum(max(1, ceil(len(line) * 1.08 / width)) for line in text.splitlines() or [""])


def _sheet_name(name: str) -> str:
    return re.sub(r"[\\/*?:\[\]]", " ", plain(name))[:31].strip("' ") or "Lembar"
