"""Reports: every kind says the same on screen, in the PDF and in the workbook."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports import subjects
from reports.checks import faults_of
from reports.report import Report, every_kind
from reports.table import ANGKA, FIGURES, Column, Row, Table, words
from sakip.lib.angka import rounded
from sakip.people.models import Role

from .ground import grounded
from .measured import go
from .reported import ADDRESS, OF, book, content, made, pdf_text, report, whole_quarter

pytestmark = pytest.mark.django_db


@grounded
def quarter(promise, people):
    return whole_quarter(people)


# -- what a kind must say ----------------------------------------------------------------------


def test_every_kind_is_one_file_with_readers_title_and_columns():
    assert [fault for kind in every_kind().values() for fault in faults_of(kind, Report)] == []


@pytest.mark.parametrize("missing", ["readers", "title", "of", "columns"])
def test_a_report_that_leaves_out_what_it_must_say_does_not_start(missing):
    said = {"readers": (Role.KEPALA,), "title": "X", "of": "tahun", "columns": (Column("a", "A"),)}
    broken = type("Broken", (Report,), said | {missing: () if missing != "title" else ""})
    if missing == "of":
        broken.of = ""
    assert list(faults_of(broken, Report))


def test_two_columns_of_one_key_do_not_start():
    twice = (Column("a", "A"), Column("a", "B"))
    broken = type(
        "Broken", (Report,), {"readers": (Role.STAF,), "title": "X", "of": "pk", "columns": twice}
    )
    assert [f.id for f in faults_of(broken, Report)] == ["reports.E004"]


# -- every kind in every form ------------------------------------------------------------------


def test_every_report_says_the_same_on_screen_in_the_pdf_and_in_the_workbook(
    quarter, instansi, people, signed_in
):
    """Each figure of each table, as it is printed; and the workbook's cell rounds to it."""
    browser = signed_in(people.tim)
    for slug, address in OF.items():
        found = report(instansi, slug)
        page = browser.get(f"/laporan/{slug}/?{address.replace('pengukuran', 'pengumpulan')}")
        assert page.status_code == 200, slug
        screen = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
        paper = pdf_text(content(made(found, "pdf", people.tim.user))).replace(" ", "")
        sheets = book(content(made(found, "xlsx", people.tim.user)))
        for table, sheet in zip(found.tables(), sheets.worksheets, strict=True):
            assert list(table.rows), f"{slug}: {table.caption} is empty"
            same_figures(slug, table, sheet, screen, paper)


def same_figures(slug, table, sheet, screen, paper):
    rows = list(sheet.iter_rows(values_only=True))
    labels = [column.label for column in table.columns]
    start = next(n for n, row in enumerate(rows) if list(row[: len(labels)]) == labels) + 2
    for row, cells in zip(table.rows, rows[start:], strict=False):
        for column, value in table.paired(row):
            if isinstance(value, str) or value is None or column.kind not in FIGURES:
                continue
            said = words(column, value, row)
            assert said in screen, (slug, column.key, said)
            assert said.replace(" ", "") in paper, (slug, column.key, said)
            cell = cells[list(table.columns).index(column)]
            places = row.decimals if column.kind in (ANGKA, "persen") else 0
            assert rounded(Decimal(str(cell)), places) == rounded(Decimal(value), places)


@pytest.mark.parametrize("kertas, size", [("F4", (612, 936)), ("A4", (595, 842))])
def test_a_pdf_is_paged_headed_tagged_and_of_the_paper_one_chose(
    quarter, instansi, people, kertas, size
):
    file = made(report(instansi, "rekapitulasi-capaian"), "pdf", people.tim.user, kertas)
    reader = PdfReader(BytesIO(content(file)))
    box = reader.pages[0].mediabox
    assert {round(box.width), round(box.height)} == {round(s) for s in size}
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = pdf_text(content(file))
    assert "REKAPITULASI CAPAIAN" in text and "Halaman 1 dari" in text
    assert instansi.nama.upper() in text
    assert file.halaman == len(reader.pages)


def test_a_cell_is_rounded_once_and_a_dash_is_no_zero():
    columns = (Column("a", "A"), Column("b", "B", ANGKA))
    row = Row(("x", Decimal("2.345")), decimals=2)
    table = Table("T", columns, [row, Row(("y", None)), Row(("z", Decimal(0)))])
    assert [line[3] for line in table.said()] == ["2,35", "–", "0,00"]
    assert "2,35" in table.body()


def test_what_people_typed_is_escaped_in_the_table():
    table = Table("T", (Column("a", "A"), Column("b", "B")), [Row(("1", "<script>x</script>"))])
    assert "<script>" not in table.body()


# -- some kinds --------------------------------------------------------------------------------


def test_the_perjanjian_kinerja_prints_its_statement_and_is_signed_twice(promise, instansi, people):
    text = pdf_text(content(made(report(instansi, "perjanjian-kinerja"), "pdf", people.tim.user)))
    assert "Pihak pertama berjanji akan mewujudkan target kinerja" in text
    assert "LAMPIRAN PERJANJIAN KINERJA" in text and "TOTAL ANGGARAN" in text
    assert text.count("Kepala (uji)") >= 3 and text.count("Bupati (uji)") >= 3
    assert "3.000.000.000" in text


def test_the_action_plan_is_by_quarters_or_by_months(promise, instansi):
    by_quarter = report(instansi, "rencana-aksi").tables()[0]
    by_month = report(instansi, "rencana-aksi", variant="bulan").tables()[0]
    assert [c.label for c in by_quarter.columns][4:8] == ["TW I", "TW II", "TW III", "TW IV"]
    assert len(by_month.columns) == 17
    row = next(r for r in by_quarter.rows if not r.look)
    assert row.cells[4:8] == (Decimal(80), Decimal(82), Decimal(84), Decimal(85))
    months = next(r for r in by_month.rows if not r.look).cells[4:16]
    assert [v for v in months if v is not None] == list(row.cells[4:8])


def test_compliance_counts_each_row_against_its_standard(quarter, instansi):
    found = report(instansi, "kepatuhan-sop")
    summary, lines = found.tables()
    steps = [r for r in summary.rows if not r.look]
    assert len(steps) == 22
    assert [r.cells[3] for r in steps] == [1] * 22
    for row in (r for r in lines.rows if not r.look and r.cells[5] is not None):
        assert row.cells[7] == max(0, row.cells[6] - row.cells[5])


def test_a_correction_takes_the_place_of_what_it_corrects_and_is_named(
    promise, people, instansi, quarter
):
    from .walk import do

    first = quarter
    do(first, "koreksi", people.sekretaris, note="Angka IKK-4 keliru.")
    new = type(first).objects.get(revisi=1)
    go(new, people, "selesai")
    said = report(instansi, "capaian-iku").document()
    assert any("revisi 1" in note for note in said["catatan"])
    assert subjects.find(instansi, "pengukuran", ADDRESS).run.revisi == 1
    assert subjects.find(instansi, "pengukuran", ADDRESS | {"revisi": "0"}).run == first
