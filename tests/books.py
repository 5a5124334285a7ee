"""Workbooks of forms as people download, change and upload them."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from sakip.papers.workbook import safe_open

from .uploads import upload

BOOK, MONEY = "Formulir", "Realisasi anggaran"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(browser, form) -> bytes:
    """The workbook that this person gets."""
    answer = browser.get(f"/formulir/{form.pk}/unduh.xlsx")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def sheet_of(content: bytes, name=BOOK):
    """One sheet as the house reads it."""
    return next(s for s in safe_open(io.BytesIO(content)).sheets if s.name == name)


def head_of(sheet) -> int:
    return next(r for r in range(1, 40) if sheet.cell(r, 2).value == "Kode")


def column(sheet, label) -> int:
    head = head_of(sheet)
    return next(c for c in range(1, 40) if sheet.cell(head, c).value == label)


def row_of(sheet, kode) -> int:
    return next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 2).value == kode)


def cell(sheet, row: int, label: str):
    return sheet.cell(row, column(sheet, label))


def changed(content: bytes, *deeds) -> bytes:
    """The workbook after each deed(book) was done to it, saved as a spreadsheet program would."""
    book = load_workbook(io.BytesIO(content))
    for deed in deeds:
        deed(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(kode, label, value, *, number_format="", sheet=BOOK):
    """A deed: write `value` into the cell of that row and column."""

    def deed(book):
        found = cell(book[sheet], row_of(book[sheet], kode), label)
        found.value = value
        if number_format:
            found.number_format = number_format

    return deed


def send_book(browser, form, content: bytes, name="formulir.xlsx"):
    """Upload it, and follow to the preview where there is one."""
    address = f"/formulir/{form.pk}/unggah/"
    return browser.post(address, {"berkas": upload(name, content, MIME)}, follow=True)


def filled(browser, form, *deeds) -> bytes:
    """The downloaded workbook with these changes, or with one figure in it."""
    return changed(download(browser, form), *deeds or [put("IKK-2", "Realisasi", 7)])
