"""The process that reads an uploaded workbook: cells as JSON, within limits of memory and time.

Run as `python -m sakip.planning.import_child` by import_sheet.py; it knows no Django and no
database. A workbook may be hostile, and openpyxl is not ours: what it chokes on ends this process.
"""

from __future__ import annotations

import json
from datetime import date, time
from io import BytesIO

from sakip.papers.child import answer_questions

ROWS, COLUMNS = 5000, 100
MEMORY = 512 << 20
SECONDS = 20


def read(content: bytes) -> bytes:
    """Every visible sheet of an XLSX: {"name", "rows": [[[kind, value, format] or null]]}.

    Kinds: "s" text, "n" number, "x" what is neither (a date, TRUE, an error), "f" a formula whose
    result nobody kept. ValueError, in words: too many rows or columns, or no workbook at all.
    """
    from openpyxl import load_workbook

    try:
        shown = load_workbook(BytesIO(content), read_only=True, data_only=True)
        typed = load_workbook(BytesIO(content), read_only=True)
    except Exception as fault:  # openpyxl raises many kinds of its own on broken workbooks
        raise ValueError("berkas ini tidak dapat dibuka sebagai buku kerja XLSX") from fault
    sheets = [
        {"name": sheet.title, "rows": _rows(sheet, typed[sheet.title])}
        for sheet in shown.worksheets
        if sheet.sheet_state == "visible"
    ]
    return json.dumps(sheets, ensure_ascii=False).encode()


def _rows(sheet, formulas) -> list:
    for one in (sheet, formulas):
        one.reset_dimensions()  # what a workbook says of its own size is not to be trusted
    rows = []
    pairs = zip(
        sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS + 1),
        formulas.iter_rows(max_row=ROWS + 1, max_col=COLUMNS + 1),
        strict=False,
    )
    for row, formula_row in pairs:
        cells = [_cell(a, b) for a, b in zip(row, formula_row, strict=False)]
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > COLUMNS:
            raise ValueError(f"lembar {sheet.title} lebih dari {COLUMNS} kolom")
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > ROWS:
        raise ValueError(f"lembar {sheet.title} lebih dari {ROWS} baris")
    return rows


def _cell(cell, formula):
    value = cell.value
    if value is None:
        return ["f", "", ""] if getattr(formula, "data_type", "") == "f" else None
    if isinstance(value, bool) or cell.data_type == "e":
        return ["x", str(value), ""]
    if isinstance(value, int | float):
        return ["n", repr(value), cell.number_format or "General"]
    if isinstance(value, date | time):
        return ["x", value.isoformat(), ""]
    return ["s", str(value), ""]


if __name__ == "__main__":
    answer_questions(read, memory=MEMORY, seconds=SECONDS)
