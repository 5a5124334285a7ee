"""Workbooks go out safe and true, and come in through a process that may die of them."""

from __future__ import annotations

import hashlib
import io
import re
import resource
import shutil
import subprocess
import sys
import time
from datetime import date, datetime
from decimal import Decimal as D
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from sakip.lib.angka import rounded
from sakip.papers import xlsx as writer
from sakip.papers.child import ROOT
from sakip.papers.workbook import safe_open
from sakip.papers.xlsx import Book, Column, Formula

from .uploads import OLE, PDF, strings, unzipped, xlsx, xlsx_with, zipped

COLUMNS = [
    Column("no", "No.", 5, "tengah"),
    Column("indikator", "Indikator kinerja", 30),
    Column("target", "Target", 10, "angka", exact=True),
    Column("realisasi", "Realisasi", 10, "angka", exact=True),
    Column("capaian", "Capaian (%)", 10, "angka"),
    Column("hidup", "Capaian (%), rumus hidup", 12, "angka"),
    Column("anggaran", "Anggaran (Rp)", 18, "rupiah"),
    Column("tenggat", "Batas waktu", 16, "tanggal"),
]
CAPAIAN = "ROUND({realisasi}/{target}*100,2)"


def report(rows=None) -> bytes:
    book = Book("Rekapitulasi", author="BKPSDM Contoh", made=date(2026, 10, 8), subject="TW III")
    sheet = book.sheet(
        "Rekapitulasi", COLUMNS, title=["REKAPITULASI", "Triwulan III 2026"], footer="800/1/X & co"
    )
    sheet.group("Sasaran 1", {"capaian": D("96.265")})
    for n, name in enumerate(rows or ["Persentase jabatan", "Jumlah SK"], 1):
        ratio = D("81.825") / D(85) * 100
        sheet.row(
            [
                str(n),
                name,
                D(85),
                D("81.825"),
                ratio,
                Formula(CAPAIAN, ratio),
                9_999_999_999_999,
                date(2026, 10, 30),
            ]
        )
    sheet.row({"no": "9", "indikator": "Jumlah dokumen", "target": D(3)}, places=0)
    sheet.total("Jumlah", {"anggaran": Formula("SUM({anggaran.above})", 2 * 9_999_999_999_999)})
    sheet.note("Capaian dibulatkan sekali, saat dicetak.")
    return book.content()


def opened(content: bytes, **more):
    return load_workbook(io.BytesIO(content), **more).active


def cells(content, **more) -> dict:
    return {c.coordinate: c for row in opened(content, **more).iter_rows() for c in row if c.value}


def test_numbers_are_numbers_in_the_format_of_their_column():
    found = cells(report())
    assert (found["C7"].value, found["C7"].number_format) == (85, "#,##0.00")
    assert found["E6"].value == 96.27  # 96.265, half up by the house's one rounding
    assert (found["D7"].value, found["D7"].number_format) == (81.825, "#,##0.00")  # to compute with
    assert (found["G7"].value, found["G7"].number_format) == (9_999_999_999_999, "#,##0")
    assert found["H7"].value == datetime(2026, 10, 30)
    assert (found["C9"].value, found["C9"].number_format) == (3, "#,##0")


def test_a_live_formula_stands_beside_the_value_and_carries_it():
    assert cells(report())["F7"].value == "=ROUND(D7/C7*100,2)"
    assert cells(report(), data_only=True)["F7"].value == 96.26
    assert cells(report(), data_only=True)["E7"].value == 96.26


def test_a_total_runs_over_the_rows_above_it():
    assert cells(report())["G10"].value == "=SUM(G6:G9)"


@pytest.mark.parametrize(
    ("text", "place"),
    [("AVERAGE({a.group})", "AVERAGE(A5:A5)"), ("SUM({a.above})", "SUM(A2:A5)"), ("{a}*2", "A6*2")],
)
def test_a_formula_finds_its_rows(text, place):
    book = Book("x", author="y", made=date(2026, 1, 1))
    sheet = book.sheet("x", [Column("a", "A", 5, "angka")], numbered=False)
    sheet.row([D(1)])
    sheet.row([D(2)])
    sheet.group("Kelompok")
    sheet.row([D(3)])
    sheet.row([Formula(text, D(3))])
    assert opened(book.content())["A6"].value == f"={place}"


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "@SUM(1)", "+1+cmd|' /C calc'!A0", "-2+3", "=1+1\n", "\t=1+1"]
)
def test_no_formula_comes_out_of_what_people_wrote(text):
    book = Book(text, author=text, made=date(2026, 1, 1), subject=text)
    sheet = book.sheet(text, [Column("a", text, 20)], title=[text], footer=text)
    sheet.group(text)
    sheet.row([text])
    sheet.total(text)
    sheet.note(text)
    content = book.content()
    for name, part in unzipped(content).items():
        assert b"<f>" not in part, name
    found = [c for c in cells(content).values() if c.value == text]
    assert len(found) >= 4
    assert {c.data_type for c in found} == {"s"}
    assert opened(content)["A6"].quotePrefix or text[0] == "\t"  # stays text when typed over


@given(st.text(max_size=60))
def test_any_text_comes_back_as_it_was_but_for_signs_no_cell_can_hold(text):
    book = Book("x", author="y", made=date(2026, 1, 1))
    book.sheet("x", [Column("a", "A", 20)], numbered=False).row([text])
    read = opened(book.content())["A2"].value or ""
    assert read.replace("\r\n", "\n") == writer.plain(text).replace("\r\n", "\n").replace(
        "\r", "\n"
    )


@given(
    st.decimals(-(10**10), 10**10, places=6, allow_nan=False, allow_infinity=False),
    st.integers(0, 4),
)
def test_a_figure_in_a_cell_is_the_figure_on_the_screen(value, places):
    book = Book("x", author="y", made=date(2026, 1, 1))
    book.sheet("x", [Column("a", "A", 20, "angka", places)], numbered=False).row([value])
    assert D(str(opened(book.content())["A2"].value or 0)) == rounded(value, places)


@pytest.mark.parametrize("value", [0.1, datetime(2026, 1, 1), object()])
def test_what_is_not_exact_is_not_written(value):
    sheet = Book("x", author="y", made=date(2026, 1, 1)).sheet("x", [Column("a", "A", 9, "angka")])
    with pytest.raises(TypeError):
        sheet.row([value])


def test_the_sheet_prints_on_f4_with_its_headings_on_every_page():
    sheet = opened(report())
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (14, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.freeze_panes == "A6"
    assert [c.value for c in sheet[5]] == [str(n) for n in range(1, 9)]
    assert sheet.oddFooter.left.text == "800/1/X && co"
    assert "A1:H1" in [str(m) for m in sheet.merged_cells.ranges]


def test_choices_are_offered_where_a_sheet_is_filled_in():
    book = Book("x", author="y", made=date(2026, 1, 1))
    sheet = book.sheet("x", [Column("a", "A", 9, choices=("Ya", "Tidak"))], numbered=False)
    sheet.row([None])
    sheet.row([None])
    (rule,) = opened(book.content()).data_validations.dataValidation
    assert isinstance(rule, DataValidation)
    assert (rule.formula1, str(rule.sqref)) == ('"Ya,Tidak"', "A2:A3")


MAKE = "from tests.test_xlsx import report; import sys; sys.stdout.buffer.write(report())"


def test_the_same_data_gives_the_same_bytes_in_another_process_and_at_another_time(clock):
    here = report()
    clock.shift(86_400)
    assert report() == here
    env = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONHASHSEED": "77",
        "PATH": "/usr/bin:/bin",
    }
    there = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {MAKE}"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        check=True,
    ).stdout
    assert hashlib.sha256(there).hexdigest() == hashlib.sha256(here).hexdigest()


@pytest.mark.skipif(not shutil.which("soffice"), reason="tanpa LibreOffice di mesin ini")
def test_libreoffice_opens_it_and_computes_the_same(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(report())
    subprocess.run(
        f"soffice -env:UserInstallation=file://{tmp_path}/lo --headless "
        f"--convert-to csv --outdir {tmp_path} {tmp_path}/a.xlsx".split(),
        check=True,
        capture_output=True,
        timeout=120,
    )
    line = (tmp_path / "a.csv").read_text().splitlines()[6]
    assert line.startswith("1,Persentase jabatan,85,81.825,96.26,96.26,")


# -- coming in -------------------------------------------------------------------------------


def test_a_workbook_is_read_as_it_shows_itself():
    book = Workbook()
    sheet = book.active
    sheet.title = "Data"
    sheet.append(["Nama", "Target", "Mulai"])
    sheet.append(["Indikator", 12.5, date(2026, 1, 31)])
    sheet.append([None, 0.9824, True])
    sheet["B3"].number_format = "0.00%"
    sheet.merge_cells("A5:C5")
    sheet["A5"] = "Kelompok"
    sheet["E9"] = None
    book.create_sheet("Rahasia").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    read = safe_open(out)
    data, secret = read.sheets
    assert [s.name for s in read.visible()] == ["Data"]
    assert secret.hidden
    assert [c.value for c in data.rows[1]] == ["Indikator", 12.5, date(2026, 1, 31)]
    assert (data.rows[2][1].value, data.rows[2][1].format) == (0.9824, "0.00%")
    assert data.rows[2][2].value is True
    assert data.merged == [(5, 1, 5, 3)]
    assert len(data.rows) == 5
    assert {len(row) for row in data.rows} == {3}
    assert data.address(3, 2) == "B3"


def test_a_formula_is_told_with_the_value_it_was_saved_with():
    sheet = safe_open(io.BytesIO(report())).sheets[0]
    cell = sheet.rows[6][5]
    assert (cell.value, cell.formula) == (96.26, True)
    assert not sheet.rows[6][4].formula


def test_a_formula_without_a_value_says_so():
    cell = safe_open(io.BytesIO(xlsx([["=1+1"]]))).sheets[0].rows[0][0]
    assert (cell.value, cell.formula) == (None, True)


def lots(rows, columns=1, text=b"1"):
    """A sheet of so many rows, written as XML."""
    row = b"".join(b"<c><v>" + text + b"</v></c>" for _ in range(columns))
    body = b"".join(b'<row r="%d">' % n + row + b"</row>" for n in range(1, rows + 1))
    head = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return xlsx_with({"xl/worksheets/sheet1.xml": head + body + b"</sheetData></worksheet>"})


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
    + b"a" * 1000
    + b'">'
    + b"".join(
        b'<!ENTITY %s "%s">' % (chr(98 + n).encode(), b"&%s;" % chr(97 + n).encode() * 10)
        for n in range(8)
    )
    + b']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row r="1"><c t="inlineStr"><is><t>&i;</t></is></c></row></sheetData></worksheet>'
)
OUTSIDE = LAUGHS.replace(b'<!ENTITY a "' + b"a" * 1000, b'<!ENTITY a SYSTEM "file:///etc/passwd')


def locked() -> bytes:
    content = bytearray(xlsx())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    return bytes(content)


HOSTILE = {
    "ten thousand rows": (lambda: lots(10_000), "lebih dari 5000 baris"),
    "one row at the end of the world": (
        lambda: (
            lots(1).replace(b"", b"")
            and xlsx_with(
                {
                    "xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/'
                    b'spreadsheetml/2006/main"><sheetData><row r="1048576"><c r="A1048576"><v>1</v></c>'
                    b"</row></sheetData></worksheet>"
                }
            )
        ),
        "lebih dari 5000 baris",
    ),
    "two hundred columns": (lambda: lots(2, 200), "lebih dari 100 kolom"),
    "more than 50 MB unpacked": (
        lambda: xlsx_with({f"xl/media/{n}.txt": strings(16_000_000) for n in range(4)}),
        "paling besar 50 MB",
    ),
    "a sheet of zeros": (
        lambda: xlsx_with({"xl/worksheets/sheet1.xml": b"\0" * 40_000_000}),
        "tidak wajar",
    ),
    "billion laughs": (lambda: xlsx_with({"xl/worksheets/sheet1.xml": LAUGHS}), "rusak"),
    "a file of the server": (lambda: xlsx_with({"xl/worksheets/sheet1.xml": OUTSIDE}), "rusak"),
    "a thousand parts": (
        lambda: xlsx_with({f"x/{n}": b"" for n in range(1000)}),
        "paling banyak 200",
    ),
    "a workbook within": (lambda: xlsx_with({"xl/x.xlsx": xlsx()}), "berkas lain di dalamnya"),
    "macros": (lambda: xlsx_with({"xl/vbaProject.bin": b"x"}), "makro"),
    "locked": (locked, "kata sandi"),
    "locked by Excel": (lambda: OLE, "kata sandi"),
    "another zip": (lambda: zipped({"a": b"1"}), "bukan XLSX"),
    "no zip": (lambda: PDF, "rusak"),
    "cut off": (lambda: xlsx()[:-50], "rusak"),
    "broken xml": (lambda: xlsx_with({"xl/worksheets/sheet1.xml": b"<worksheet"}), "rusak"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_in_five_seconds(name):
    make, why = HOSTILE[name]
    content = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    with pytest.raises(ValidationError) as refused:
        safe_open(io.BytesIO(content))
    took = time.monotonic() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert why in refused.value.messages[0]
    assert "tidak dapat dibaca" in refused.value.messages[0]
    assert took < 5, f"{took:.1f} s"
    assert grown < 100_000, f"{grown} kB"
    assert "root:" not in refused.value.messages[0]


def test_a_workbook_that_eats_all_memory_ends_its_own_process_only():
    """40 MB of shared strings unpack to far more: the child gives up or manages, in time."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = unzipped(xlsx())["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode(),
    )
    content = xlsx_with({"xl/sharedStrings.xml": strings(50_000_000), "[Content_Types].xml": types})
    began = time.monotonic()
    try:
        safe_open(io.BytesIO(content))
    except ValidationError as refused:
        assert "tidak dapat dibaca" in refused.messages[0]
    assert time.monotonic() - began < 22


def test_the_largest_honest_workbook_is_read():
    sheet = safe_open(io.BytesIO(lots(5_000, 20))).sheets[0]
    assert (len(sheet.rows), len(sheet.rows[0])) == (5_000, 20)


def test_the_reader_opens_nothing_of_ours():
    """What reads foreign files knows neither settings nor database."""
    source = (Path(ROOT) / "sakip/papers/reader.py").read_text()
    code = re.sub(r'"""[\s\S]*?"""', "", source)
    assert "django" not in code.lower()
    modules = subprocess.run(
        [sys.executable, "-c", "import sys, sakip.papers.reader; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "django" not in modules.split()
