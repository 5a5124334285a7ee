"""What is brought as a form's workbook and is none: refused in words, at once, and nothing is left of it."""

from __future__ import annotations

import io
import re
import resource

import pytest
from openpyxl import Workbook

from collection.models import Unggahan
from sakip.papers.models import Berkas

from .books import BOOK, cell, download, filled, row_of, send_book
from .collected import inputs, row, text_of
from .uploads import HTML, OLE, PDF, docx, strings, unzipped, upload, xlsx, xlsx_with, zipped

pytestmark = pytest.mark.django_db


def many(rows, columns) -> bytes:
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for _ in range(rows):
        sheet.append(["isi"] * columns)
    book.save(out)
    return out.getvalue()


def entity_bomb() -> bytes:
    lines = [b'<!ENTITY a "' + b"x" * 1000 + b'">']
    lines += [b'<!ENTITY %c "' % n + b"&%c;" % (n - 1) * 40 + b'">' for n in range(98, 105)]
    sheet = (
        b'<?xml version="1.0"?><!DOCTYPE worksheet ['
        + b"".join(lines)
        + b"]><worksheet>&h;</worksheet>"
    )
    return xlsx_with({"xl/worksheets/sheet1.xml": sheet})


def shared_strings() -> bytes:
    """3 MB that unpack to 45: refused by the list of its parts, before anything is unpacked."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    types = unzipped(xlsx())["[Content_Types].xml"].replace(b"</Types>", override)
    texts = {"xl/sharedStrings.xml": strings(45_000_000), "[Content_Types].xml": types}
    return xlsx_with(texts)


def zip_bomb() -> bytes:
    return xlsx_with({"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * (60 << 20)})


HOSTILE = {
    "O-35 a program": ("a.exe", lambda: b"MZ" + b"\0" * 500, "tidak diterima"),
    "O-35 a page": ("a.html", lambda: HTML, "tidak diterima"),
    "O-35 macros": ("a.docm", lambda: docx(macro=True), "tidak diterima"),
    "O-35 a zip": ("a.zip", lambda: zipped({"a": b"1"}), "tidak diterima"),
    "O-35 empty": ("a.xlsx", lambda: b"", "kosong"),
    "O-35 a csv": ("a.csv", lambda: b"Kode;Realisasi\n", "tidak diterima"),
    "O-36 a page called a book": ("a.xlsx", lambda: HTML, "isinya bukan XLSX"),
    "O-36 a PDF called a book": ("a.xlsx", lambda: PDF, "isinya bukan XLSX"),
    "O-36 a letter called a book": ("a.xlsx", docx, "isinya bukan XLSX"),
    "locked with a password": ("a.xlsx", lambda: OLE, "terkunci kata sandi"),
    "a book with macros": (
        "a.xlsx",
        lambda: xlsx_with({"xl/vbaProject.bin": b"x"}),
        "makro",
    ),
    "O-37 too large": ("a.xlsx", lambda: b"PK\x03\x04" + b"\0" * (11 << 20), "paling besar 10 MB"),
    "O-41 a bomb of blanks": ("a.xlsx", zip_bomb, "tidak wajar"),
    "O-41 ten thousand rows": ("a.xlsx", lambda: many(10_000, 3), "lebih dari 3000 baris"),
    "O-41 a hundred columns": ("a.xlsx", lambda: many(5, 100), "lebih dari 40 kolom"),
    "O-41 forty-five megabytes of texts": ("a.xlsx", shared_strings, "paling besar 20 MB"),
    "O-41 entities": ("a.xlsx", entity_bomb, "tidak dapat dibaca"),
    "cut off": ("a.xlsx", lambda: xlsx()[:-50], "rusak"),
    "another file inside": ("a.xlsx", lambda: xlsx_with({"xl/a.zip": zipped({"a": b"1"})}), "berkas lain"),
}  # fmt: skip


def worked() -> float:
    """Seconds of processor time of ours and of the ended readers: other tests run beside this one."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, who))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_at_once_and_leaves_nothing(form, staf, name):
    called, make, why = HOSTILE[name]
    content = make()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, worked()
    answer = staf.post(f"/formulir/{form.pk}/unggah/", {"berkas": upload(called, content)})
    took = worked() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert answer.status_code == 422 and why in text_of(answer)
    assert "tidak ada yang ditulis" in text_of(answer)
    assert took < 5 and grown < 100_000, (took, grown)
    assert not Unggahan.objects.exists() and not Berkas.objects.exists()


def test_no_file_at_all_says_so(form, staf):
    answer = staf.post(f"/formulir/{form.pk}/unggah/")
    assert answer.status_code == 422 and "Pilih berkasnya dahulu." in text_of(answer)


def test_a_strange_name_is_shown_and_kept_safely(form, staf):
    """O-38: a path, direction signs, quotes, an emoji; the file is kept under its hash."""
    page = send_book(staf, form, filled(staf, form), name='..\u202e"<b>xlsx.😀.xlsx')
    assert page.status_code == 200 and "<b>xlsx" not in page.content.decode()
    berkas = Berkas.objects.get()
    assert berkas.sha256 in berkas.file.name and not set(berkas.nama) & set('/\u202e"<>')


@pytest.mark.parametrize("evil", ["=1+1", "@SUM(1)", "+1+cmd", "-2", "<script>alert(1)</script>"])
def test_no_text_is_run_there_or_back(form, staf, evil):
    """O-43, O-44: as text in the workbook, as text on the preview, as text in the next workbook."""

    def put_text(book):
        found = cell(book[BOOK], row_of(book[BOOK], "IKK-2"), "Faktor penghambat")
        found.value, found.data_type = evil, "s"

    page = send_book(staf, form, filled(staf, form, put_text))
    assert "<script>alert" not in page.content.decode()
    assert page.context["plan"].changes[0].new == evil
    staf.post(page.redirect_chain[-1][0], inputs(page) | {"aksi": "terapkan"})
    assert row(form, "IKK-2").penghambat == evil
    parts = unzipped(download(staf, form))
    formulas = re.findall(rb"<f>([^<]*)</f>", parts["xl/worksheets/sheet1.xml"])
    assert all(f.startswith(b"IF(N(") for f in formulas)
