"""The process that reads an uploaded XLSX: `python -m sakip.papers.reader`, asked by workbook.py.

It is asked with a line of limits before the file (workbook.Limits, as JSON), knows no Django and no
database, and answers in JSON.
"""

from __future__ import annotations

import io
import json
import warnings
from datetime import date, datetime, time

from sakip.papers import zips
from sakip.papers.child import answer_questions

MEMORY = 512 << 20
SECONDS = 20
LIMITS = zips.Limits(entries=200, unpacked=50 << 20, ratio=100)
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5_000, 100, 30
MB = 1 << 20


class TooMuch(Exception):
    """More than an import reads; the text says what."""


def read(content: bytes, rows=MOST_ROWS, columns=MOST_COLUMNS) -> list[dict]:
    """The sheets of a workbook as workbook.py unpacks them. Raises Unsafe, TooMuch, and whatever
    openpyxl raises on broken files."""
    most = (min(rows, MOST_ROWS), min(columns, MOST_COLUMNS))
    file = io.BytesIO(content)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise zips.Unsafe("format lama atau terkunci kata sandi")
    entries = zips.directory(file, LIMITS)
    if "xl/workbook.xml" not in entries:
        raise zips.Unsafe("isinya bukan XLSX")
    sheets, formulas = _pass(file, most, data_only=False)
    if formulas:
        values, _ = _pass(file, most, data_only=True)
        for sheet, computed in zip(sheets, values, strict=True):
            _put_values(sheet["rows"], computed["rows"])
    return sheets


def _pass(file, most, *, data_only):
    from openpyxl import load_workbook

    file.seek(0)
    book = load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
    if len(book.worksheets) > MOST_SHEETS:
        raise TooMuch(f"berisi {len(book.worksheets)} lembar, paling banyak {MOST_SHEETS}")
    try:
        found = [_sheet(ws, *most) for ws in book.worksheets]
    finally:
        book.close()
    return found, any(c and "f" in c[2] for s in found for row in s["rows"] for c in row)


def _sheet(ws, most_rows, most_columns) -> dict:
    ws.reset_dimensions()  # what a file says of its size need not be so
    formats: dict[str, int] = {}
    rows, used = [], 0
    for n, row in enumerate(ws.iter_rows(), 1):
        cells = [None if c.value is None else _pack(c, formats) for c in row]
        while cells and cells[-1] is None:
            cells.pop()
        if n > most_rows:
            if cells:
                raise TooMuch(f"lembar {ws.title} lebih dari {most_rows} baris")
            continue
        if len(cells) > most_columns:
            raise TooMuch(f"lembar {ws.title} lebih dari {most_columns} kolom")
        rows.append(cells)
        used = n if cells else used
    return {
        "name": ws.title,
        "hidden": ws.sheet_state != "visible",
        "merged": _merged(ws),
        "rows": rows[:used],
        "formats": list(formats),
    }


def _pack(cell, formats) -> list:
    value, what = cell.value, ""
    if cell.data_type == "f":
        value, what = None, "f"
    elif isinstance(value, datetime):
        midnight = value.time() == time()
        value, what = (value.date().isoformat(), "d") if midnight else (value.isoformat(), "t")
    elif isinstance(value, date):
        value, what = value.isoformat(), "d"
    elif not isinstance(value, str | int | float | bool):
        value = str(value)
    return [value, formats.setdefault(cell.number_format or "General", len(formats)), what]


def _put_values(rows, computed):
    """Give formulas the values that were saved with them."""
    for row, other in zip(rows, computed, strict=False):
        for cell, shown in zip(row, other, strict=False):
            if cell and "f" in cell[2] and shown:
                cell[0], cell[2] = shown[0], "f" + shown[2]


def _merged(ws) -> list[list[int]]:
    """The merged ranges, which openpyxl does not tell of a book it reads row by row."""
    from openpyxl.utils.cell import range_boundaries
    from openpyxl.xml.functions import iterparse

    ranges = []
    with ws._get_source() as source:
        for _, element in iterparse(source):
            if element.tag.endswith("}mergeCell"):
                left, top, right, bottom = range_boundaries(element.get("ref"))
                ranges.append([top, left, bottom, right])
            element.clear()
    return ranges


def _answer(question: bytes) -> bytes:
    line, _, content = question.partition(b"\n")
    limits = json.loads(line)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            answer = json.dumps(read(content, limits["rows"], limits["columns"])).encode()
            if len(answer) > limits["megabytes"] * MB:
                raise TooMuch(f"memuat lebih dari {limits['megabytes']} MB isi")
            return answer
        except (zips.Unsafe, TooMuch):
            raise
        except MemoryError as fault:
            raise TooMuch("isinya terlalu besar") from fault
        except Exception as fault:
            raise zips.Unsafe("berkas rusak") from fault


if __name__ == "__main__":
    answer_questions(_answer, memory=MEMORY, seconds=SECONDS)
