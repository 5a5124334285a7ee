"""A report's tables as a workbook: figures as figures, formulas beside them, words never as formulas.

Written with openpyxl's write-only mode and styles prepared once; the archive is packed anew with
fixed times, so that the same report always gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from functools import partial
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.writer.excel import ExcelWriter

from .table import ANGKA, BULAT, FIGURES, PERSEN, RUPIAH, TANGGAL, Column, Row, Table

EPOCH = (2000, 1, 1, 0, 0, 0)
LIVE = "Hitung ulang: "
CHARACTERS = 165  # across the page: a column of width 10 is 16,5 characters wide
_TOKEN = re.compile(r"\[(?:(below|all) )?(\w+)\]")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


def workbook(report, document) -> bytes:
    """The bytes of the workbook of a report (report.document())."""
    book = Workbook(write_only=True)
    day = datetime.combine(report.subject.day, datetime.min.time())
    book.properties.creator = report.subject.instansi.nama
    book.properties.title = f"{document['judul']} {document['periode']}".strip()
    book.properties.created = book.properties.modified = day
    book.calculation.fullCalcOnLoad = True
    names: set[str] = set()
    for table in document["tabel"]:
        sheet = book.create_sheet(_name(table.caption, names))
        _Sheet(sheet, table, report, document).write()
    return _packed(book, day)


def _name(caption: str, names: set[str]) -> str:
    """A name that a sheet may have: 31 characters, none of []:*?/\\, each once."""
    name = re.sub(r"[\[\]:*?/\\]", " ", caption)[:31].strip() or "Laporan"
    while name in names:
        name = f"{name[:28]} {len(names) + 1}"
    names.add(name)
    return name


def _packed(book, day) -> bytes:
    """The archive with fixed times. Openpyxl writes it uncompressed first: it is deflated once."""
    made, packed = BytesIO(), BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as plain:
        ExcelWriter(book, plain).save()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                stamp = f"{day:%Y-%m-%dT%H:%M:%SZ}".encode()
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, content)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return packed.getvalue()


class _Sheet:
    """One table on one sheet: title, heading, rows, footnotes."""

    def __init__(self, sheet, table: Table, report, document):
        self.sheet, self.table, self.report, self.document = sheet, table, report, document
        self.columns = list(table.columns)
        given = {key for row in table.rows for key in row.formulas}
        self.live = [c for c in self.columns if c.live and c.key in given]
        self.letters = {c.key: get_column_letter(n) for n, c in enumerate(self.columns, 1)}
        self.style = _Styles(sheet)

    def write(self) -> None:
        head = self._head()
        self.first = len(head) + 3  # below the headings and their numbers
        self.last = self.first + len(self.table.rows) - 1
        self._set_up(len(head))
        for line in head:
            self.sheet.append(line)
        self.sheet.append([self._heading(c.label) for c in self.columns] + self._live_headings())
        numbers = range(1, len(self.columns) + len(self.live) + 1)
        self.sheet.append([self.style.cell(n, "nomor") for n in numbers])
        ends = _ends(self.table.rows)
        for n, row in enumerate(self.table.rows):
            self.sheet.append(self._row(row, self.first + n, self.first + ends[n]))
        self.sheet.append([])
        for note in self.document["catatan"]:
            self.sheet.append([self._text(note, "catatan")])
        self.sheet.append(
            [self._text(f"Sidik jari data laporan (SHA-256): {self.document['sidik']}", "catatan")]
        )

    def _head(self) -> list[list]:
        said, instansi = self.document, self.report.subject.instansi
        lines = [
            (instansi.nama, "instansi"),
            (
                said["judul"]
                if len(said["tabel"]) == 1
                else f"{said['judul']}: {self.table.caption}",
                "judul",
            ),
            (said["periode"], "instansi"),
            (said["kalimat"], "catatan"),
            ("DATA CONTOH, bukan naskah resmi" if instansi.contoh else "", "catatan"),
        ]
        return [[self._text(text, style)] for text, style in lines if text] + [[]]

    def _set_up(self, head: int) -> None:
        sheet = self.sheet
        widths = [c.width for c in self.columns] + [9] * len(self.live)
        for n, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(n)].width = max(5, width * CHARACTERS / 100)
        sheet.freeze_panes = f"A{head + 3}"
        sheet.print_title_rows = f"{head + 1}:{head + 2}"
        sheet.page_setup.orientation = "landscape" if self.report.landscape else "portrait"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def _heading(self, label):
        return self._text(label, "kepala")

    def _live_headings(self):
        return [self._heading(f"{LIVE}{c.label}") for c in self.live]

    def _row(self, row: Row, at: int, end: int) -> list:
        if not row.look:  # most rows are plain: one value a column
            cells = [
                self._value(column, value, row, "baris")
                for column, value in zip(self.columns, row.cells, strict=True)
            ]
        else:
            cells = [self.style.cell(None, row.look)] * len(self.columns)
            for column, value in self.table.paired(row):
                cells[self.columns.index(column)] = self._value(column, value, row, row.look)
        look = row.look or "baris"
        return cells + [self._formula(c, row, at, end, look) for c in self.live]

    def _value(self, column: Column, value, row: Row, look: str):
        if isinstance(value, str):
            note = f" ({row.note})" if row.note and column is self.columns[0] else ""
            return self._text(value + note, look)
        if isinstance(value, date):
            return self.style.cell(value, look, TANGGAL)
        return self.style.cell(value, look, column.kind, _places(column, row))

    def _text(self, text: str, style: str):
        """Words, whatever they begin with, are words."""
        quoted = text.startswith(_STARTS)
        try:
            cell = self.style.cell(text or None, style, quoted=quoted)
        except IllegalCharacterError:
            cell = self.style.cell(ILLEGAL_CHARACTERS_RE.sub("", text), style, quoted=quoted)
        if quoted:
            cell.data_type = "s"
        return cell

    def _formula(self, column: Column, row: Row, at: int, end: int, look: str):
        formula = row.formulas.get(column.key)
        if not formula:
            return self.style.cell(None, look)
        text = _TOKEN.sub(partial(self._place, at=at, end=end), formula)
        cell = self.style.cell(None, look, column.kind, _places(column, row))
        cell.value = f"={text}"
        return cell

    def _place(self, found, *, at: int, end: int) -> str:
        which, key = found.groups()
        letter = self.letters[key]
        if which == "below":
            return f"{letter}{at + 1}:{letter}{max(end, at + 1)}"
        if which == "all":
            return f"{letter}{self.first}:{letter}{self.last - 1}"
        return f"{letter}{at}"


def _ends(rows) -> list[int]:
    """For each row the index of the last row below it in the tree; its own where there is none."""
    ends = list(range(len(rows)))
    open_: list[int] = []
    for n, row in enumerate(rows):
        if row.look:
            while open_ and rows[open_[-1]].level >= row.level:
                ends[open_.pop()] = n - 1
            if row.look != "jumlah":
                open_.append(n)
    last = len(rows) - 1
    if rows and rows[-1].look == "jumlah":
        last -= 1
    for n in open_:
        ends[n] = last
    return ends


def _places(column: Column, row: Row) -> int:
    return row.decimals if column.kind in (ANGKA, PERSEN) else 0


class _Styles:
    """Every look a cell can have, prepared once a sheet: making one for each cell is ten times slower."""

    def __init__(self, sheet):
        self.sheet, self.known = sheet, {}

    def cell(self, value, look: str, kind: str = "", places: int = 0, *, quoted: bool = False):
        key = (look, kind, places, quoted)
        if key not in self.known:
            self.known[key] = self._prepared(*key)._style
        cell = WriteOnlyCell(self.sheet, value=value)
        cell._style = self.known[key]
        return cell

    def _prepared(self, look, kind, places, quoted):
        cell = WriteOnlyCell(self.sheet)
        thin = Side(style="thin", color="FF808080")
        bold = look in ("judul", "kepala", "simpul", "kelompok", "jumlah")
        cell.font = Font(name="Calibri", size=13 if look == "judul" else 10, bold=bold)
        if look not in ("judul", "instansi", "catatan"):
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        if look in ("kepala", "simpul", "kelompok", "jumlah"):
            cell.fill = PatternFill("solid", fgColor="FFE9EDEC")
        centred = look in ("kepala", "nomor") or kind == BULAT
        across = "center" if centred else "right" if kind in FIGURES else "left"
        wraps = look in ("kepala", "baris")
        cell.alignment = Alignment(horizontal=across, vertical="top", wrap_text=wraps)
        cell.number_format = _format(kind, places)
        if quoted:
            cell.quotePrefix = True
        return cell


def _format(kind: str, places: int) -> str:
    if kind == TANGGAL:
        return "dd/mm/yyyy"
    if kind in (ANGKA, PERSEN, RUPIAH):
        return "#,##0" + (f".{'0' * places}" if places else "")
    return "General" if kind != BULAT else "0"
