"""The process that reads an uploaded XLSX: `python -m sakip.papers.reader`, asked by workbook.py.

It is asked with a line of limits before the file (workbook.Limits, as JSON), knows no Django and no
database, and answers in JSON.
"""

from __future__ import annotations

import io
import json
import resource
import warnings
from dataclasses import replace
from datetime import date, datetime, time

from sakip.papers import zips
from sakip.papers.child import answer_questions

MEMORY = 512 << 20
SECONDS = 20
LIMITS = zips.Limits(entries=200, unpacked=50 << 20, ratio=100)
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5_000, 100, 30
MB = 1 << 20
ASKED = ("rows", "columns", "unpacked")


class TooMuch(Exception):
    """More than an import reads; the text says what."""


def read(content: bytes, rows=MOST_ROWS, columns=MOST_COLUMNS, unpacked=50) -> list[dict]:
    """The sheets of a workbook as workbook.py unpacks them. Raises Unsafe, TooMuch, and whatever
    openpyxl raises on broken files."""
    most = (min(rows, MOST_ROWS), min(columns, MOST_COLUMNS))
    file = io.BytesIO(content)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise zips.Unsafe("format lama atau terkunci kata sandi")
    limits = replace(LIMITS, unpacked=min(unpacked * MB, LIMITS.unpacked))
    entries = zips.directory(file, limits)
    if "xl/workbook.xml" not in entries:
        raise zips.Unsafe("isinya bukan XLSX")
    return _sheets(file, most)


def _sheets(file, most) -> list[dict]:
    """Values as the program that saved the file last showed them; formulas are told by a scan."""
    from openpyxl import load_workbook

    file.seek(0)
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > MOST_SHEETS:
        raise TooMuch(f"berisi {len(book.worksheets)} lembar, paling banyak {MOST_SHEETS}")
    try:
        return [_sheet(ws, *most) for ws in book.worksheets]
    finally:
        book.close()


def _sheet(ws, most_rows, most_columns) -> dict:
    ws.reset_dimensions()  # what a file says of its size need not be so
    merged, live = _scan(ws, most_rows)
    formats: dict[str, int] = {}
    rows, used = [], 0
    for n, row in enumerate(ws.iter_rows(), 1):
        cells = [None if c.value is None else _pack(c, formats) for c in row]
        if n in live:
            _mark(cells, live[n], formats)
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
        "merged": merged,
        "rows": rows[:used],
        "formats": list(formats),
    }


def _pack(cell, formats) -> list:
    value, what = cell.value, ""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        value, what = (value.date().isoformat(), "d") if midnight else (value.isoformat(), "t")
    elif isinstance(value, date):
        value, what = value.isoformat(), "d"
    elif not isinstance(value, str | int | float | bool):
        value = str(value)
    return [value, formats.setdefault(cell.number_format or "General", len(formats)), what]


def _mark(cells, columns, formats):
    """Say which cells hold a formula; one without a saved result has no value."""
    for at in columns:
        if at > len(cells):
            continue
        packed = cells[at - 1] or [None, formats.setdefault("General", len(formats)), ""]
        cells[at - 1] = [packed[0], packed[1], "f" + packed[2]]


def _scan(ws, most_rows) -> tuple[list[list[int]], dict[int, list[int]]]:
    """(merged ranges, {row: columns that hold a formula}): openpyxl tells of neither in a book it
    reads row by row for its values."""
    from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
    from openpyxl.xml.functions import iterparse

    ranges, live, n = [], {}, 0
    with ws._get_source() as source:
        for _, element in iterparse(source):
            tag = element.tag.rpartition("}")[2]
            if tag == "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref"))
                ranges.append([top, left, bottom, right])
            elif tag == "row":
                n, column, found = int(element.get("r") or n + 1), 0, []
                for cell in element:
                    where = cell.get("r")
                    column = coordinate_to_tuple(where)[1] if where else column + 1
                    if any(part.tag.endswith("}f") for part in cell):
                        found.append(column)
                if found and n <= most_rows:
                    live[n] = found
                element.clear()
    return ranges, live


def _hurry(seconds: int):
    """From here on so much processor time, then this process is ended."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))


def _answer(question: bytes) -> bytes:
    line, _, content = question.partition(b"\n")
    limits = json.loads(line)
    _hurry(min(limits["seconds"], SECONDS))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            answer = json.dumps(read(content, *(limits[n] for n in ASKED))).encode()
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
