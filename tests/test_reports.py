"""Reports: one set of rows gives screen, PDF and XLSX; who reads what; what is approved stays."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from reports import files, gates, subjects
from reports.checks import faults_of
from reports.models import ReportFile
from reports.report import Report, every_kind
from reports.table import ANGKA, FIGURES, Column, Row, Table, words
from sakip.lib.angka import rounded
from sakip.people.models import Role
from sakip.planning.models import Indikator, Node
from sakip.trail.models import Entry
from sakip.trail.models import Kind as Trail

from .conftest import make_instansi, office
from .measured import collect, go, measurement
from .promise import make_promise
from .reported import (
    ADDRESS,
    PERIODE,
    SPENT,
    VALUES,
    book,
    content,
    made,
    pdf_text,
    report,
    whole_quarter,
)

pytestmark = pytest.mark.django_db

OF = {
    "rekapitulasi-pengumpulan": "periode=2026-TW1",
    "kertas-kerja-pengukuran": "periode=2026-TW1",
    "rekapitulasi-capaian": "periode=2026-TW1",
    "form-evaluasi": "periode=2026-TW1",
    "rencana-tindak-lanjut": "periode=2026-TW1",
    "lembar-sop-proses": "periode=2026-TW1&jenis=pengukuran",
    "capaian-iku": "tahun=2026",
    "kepatuhan-sop": "tahun=2026",
    "lembar-disposisi": "tahun=2026",
    "perjanjian-kinerja": "tahun=2026",
    "rencana-aksi": "tahun=2026",
    "lembar-sop": "",
}

# An independent copy: who reads which kind, once everything is approved. W whole, U own unit's
# rows, . nothing. Order: Kepala, Sekretaris, Bidang, Tim SAKIP, Staf, Admin, Auditor.
READERS = {
    "rekapitulasi-pengumpulan": "W W U W U . .",
    "kertas-kerja-pengukuran": "W W U W U . .",
    "rekapitulasi-capaian": "W W W W W . W",
    "form-evaluasi": "W W U W U . .",
    "rencana-tindak-lanjut": "W W U W U . .",
    "lembar-sop-proses": "W W W W W . W",
    "capaian-iku": "W W W W W . W",
    "kepatuhan-sop": "W W W W W . W",
    "lembar-disposisi": "W W . W . . .",
    "perjanjian-kinerja": "W W W W W W W",
    "rencana-aksi": "W W W W W W W",
    "lembar-sop": "W W W W W W W",
}
# The same while the measurement waits at `rekap`, for the kinds that are of it.
BEFORE = {
    "kertas-kerja-pengukuran": ". . U W U . .",
    "rekapitulasi-capaian": ". . . W . . .",
    "form-evaluasi": ". W U W U . .",
}


@pytest.fixture
def quarter(promise, people):
    return whole_quarter(people)


@pytest.fixture
def readers(people, instansi):
    auditor = office(instansi, "auditor", None, "auditor", "Auditor")
    return (
        people.kepala,
        people.sekretaris,
        people.bidang,
        people.tim,
        people.staf,
        people.admin,
        auditor,
    )


def letter(kind, subject, by) -> str:
    try:
        units = gates.scope(kind, subject, [by])
    except (PermissionDenied, Http404):
        return "."
    return "W" if units is None else "U"


# -- every kind in every form -----------------------------------------------------------------


def test_the_table_of_addresses_names_every_kind():
    assert set(OF) == set(every_kind()) == set(READERS)


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


# -- formulas -----------------------------------------------------------------------------------


def computed(formula: str, sheet) -> float:
    """A formula of ours worked out by hand: figures for cells, then Python's arithmetic."""

    def cells(found):
        first, last = found[1], found[2]
        if not last:
            return repr(float(sheet[first].value))
        values = [c.value for line in sheet[f"{first}:{last}"] for c in line]
        return repr(values)

    text = re.sub(r"\b([A-Z]{1,2}\d+)(?::([A-Z]{1,2}\d+))?\b", cells, formula.removeprefix("="))
    names = {"MAX": max, "MIN": min, "ABS": abs, "SUM": sum, "AVERAGEIF": average_if}
    return eval(text, {"__builtins__": {}}, names)


def average_if(keys, condition, values):
    assert condition == ">0"
    kept = [
        v
        for k, v in zip(keys, values, strict=True)
        if isinstance(k, int) and isinstance(v, int | float)
    ]
    return sum(kept) / len(kept)


@pytest.mark.parametrize(
    "slug",
    [
        "rekapitulasi-capaian",
        "kertas-kerja-pengukuran",
        "rekapitulasi-pengumpulan",
        "capaian-iku",
        "kepatuhan-sop",
        "perjanjian-kinerja",
    ],
)
def test_the_formulas_of_a_workbook_give_the_figures_beside_them(quarter, instansi, people, slug):
    found = report(instansi, slug)
    sheets = book(content(made(found, "xlsx", people.tim.user)))
    tried = 0
    for sheet in sheets:
        head = next((r for r in sheet.iter_rows() if r[0].value in ("No.", "Langkah")), None)
        labels = {c.value: c.column for c in head if c.value}
        for label, column in labels.items():
            if not label.startswith("Hitung ulang: "):
                continue
            beside = labels[label.removeprefix("Hitung ulang: ")]
            for row in sheet.iter_rows(min_row=head[0].row + 2):
                formula = row[column - 1].value
                if formula is None:
                    continue
                assert formula.startswith("=")
                assert computed(formula, sheet) == pytest.approx(
                    float(row[beside - 1].value), abs=6e-5
                )
                tried += 1
    assert tried


def test_nothing_a_user_typed_becomes_a_formula(instansi, units, people):
    """Hostile names of indicators, places and units stand in the cells as words."""
    make_promise(instansi, units)
    hostile = ['=HYPERLINK("http://x.example","klik")', "@SUM(1)", "+1+cmd|' /C calc'!A0", "-2+3"]
    for indikator, name in zip(Indikator.objects.order_by("urut"), hostile, strict=False):
        Indikator.objects.filter(pk=indikator.pk).update(nama=name)
    Node.objects.filter(level="program", kode="5.03.02").update(nama="=1+1")
    units.mutasi.nama = "=cmd"
    units.mutasi.save()
    whole_quarter(people)
    seen = set()
    for slug in OF:
        data = content(made(report(instansi, slug), "xlsx", people.tim.user))
        for sheet in book(data):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        label = sheet.cell(head_row(sheet), cell.column).value
                        assert str(label).startswith("Hitung ulang: "), (slug, cell.value)
                    elif isinstance(cell.value, str) and cell.value in hostile:
                        assert cell.quotePrefix, cell.value
                        seen.add(cell.value)
    assert seen == set(hostile)


def head_row(sheet) -> int:
    return next(r[0].row for r in sheet.iter_rows() if r[0].value in ("No.", "Langkah"))


# -- what is approved stays -----------------------------------------------------------------------


def test_an_approved_report_is_the_same_bytes_after_the_master_data_changed(
    quarter, instansi, people
):
    slugs = ["rekapitulasi-capaian", "kertas-kerja-pengukuran", "rekapitulasi-pengumpulan"]
    before = {
        (slug, form): content(made(report(instansi, slug), form, people.tim.user))
        for slug in slugs
        for form in ("pdf", "xlsx")
    }
    Indikator.objects.update(nama="Nama lain", desimal=0, batas_atas=Decimal(50))
    Node.objects.update(nama="Tempat lain")
    kept = {(f.slug, f.bentuk): content(f) for f in ReportFile.objects.filter(slug__in=slugs)}
    assert kept == before
    for (slug, form), data in before.items():
        found = report(instansi, slug)
        file = ReportFile.objects.get(slug=slug, bentuk=form)
        again, _ = files.content_of(found, found.document(), file)
        assert again == data, (slug, form)


def test_the_file_of_an_approved_report_is_made_once_and_cannot_be_changed(
    quarter, instansi, people
):
    found = report(instansi, "rekapitulasi-capaian")
    file = made(found, "xlsx", people.tim.user)
    assert file.keadaan == ReportFile.TETAP
    assert made(found, "xlsx", people.kepala.user).pk == file.pk
    assert ReportFile.objects.count() == 1
    line = Entry.objects.filter(kind=Trail.FILE, object_label="reports.reportfile").get()
    assert line.data["sha256"] == file.sha256
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        ReportFile.objects.filter(pk=file.pk).update(sha256="0" * 64)


def test_a_report_of_what_is_still_under_way_says_so_and_is_made_anew(promise, people, instansi):
    run = collect(people, PERIODE, VALUES, SPENT, until="rekap")
    found = report(instansi, "rekapitulasi-pengumpulan")
    assert "SEMENTARA" in found.document()["catatan"][0]
    file = made(found, "xlsx", people.tim.user)
    assert file.keadaan == ReportFile.SIAP
    first = file.sidik
    isian = run.forms.first().isian.first()
    type(isian).objects.filter(pk=isian.pk).update(alasan="Diperiksa ulang.")
    file = made(report(instansi, "rekapitulasi-pengumpulan"), "xlsx", people.tim.user)
    assert file.sidik != first
    assert "Diperiksa ulang." in str(list(book(content(file)).worksheets[0].values))


def test_a_file_that_one_worker_is_making_is_not_made_by_another(quarter, instansi, people, clock):
    file = files.order(report(instansi, "capaian-iku"), "xlsx", "F4", user=people.tim.user)
    assert files._claim(file.pk) and files._claim(file.pk) is None
    clock.shift(files.LOST.total_seconds() + 1)
    file.refresh_from_db()
    assert files.lost(file)
    assert files._claim(file.pk)


def test_what_cannot_be_made_says_so_and_can_be_tried_again(
    quarter, instansi, people, signed_in, monkeypatch
):
    found = report(instansi, "capaian-iku")
    with monkeypatch.context() as broken:
        broken.setattr(files, "workbook", lambda *a: 1 / 0)
        file = made(found, "xlsx", people.tim.user)
    assert file.keadaan == ReportFile.GAGAL
    page = signed_in(people.tim).get("/laporan/capaian-iku/?tahun=2026").content.decode()
    assert "Buat ulang XLSX" in page
    assert made(found, "xlsx", people.tim.user).ready


# -- who reads what ---------------------------------------------------------------------------------


def test_the_readers_of_every_kind_are_as_agreed(quarter, instansi, readers):
    for slug, row in READERS.items():
        kind = every_kind()[slug]
        subject = subjects.find(instansi, kind.of, ADDRESS)
        assert " ".join(letter(kind, subject, by) for by in readers) == row, slug


def test_before_the_approval_only_those_read_whom_the_matrix_lets(
    promise, people, instansi, readers
):
    collect(people, PERIODE, VALUES, SPENT)
    go(measurement(people, PERIODE), people, "rekap")
    for slug, row in BEFORE.items():
        kind = every_kind()[slug]
        subject = subjects.find(instansi, kind.of, ADDRESS)
        assert " ".join(letter(kind, subject, by) for by in readers) == row, slug


def test_a_bidang_sees_and_downloads_its_own_rows_alone(quarter, instansi, people, signed_in):
    address = "/laporan/kertas-kerja-pengukuran/?periode=2026-TW1"
    page = signed_in(people.bidang).get(address).content.decode()
    assert "IKK-1" in page and "IKK-3" not in page
    whole = made(report(instansi, "kertas-kerja-pengukuran"), "xlsx", people.tim.user)
    own = made(
        report(instansi, "kertas-kerja-pengukuran", units=frozenset({people.bidang.unit_id})),
        "xlsx",
        people.bidang.user,
    )
    browser = signed_in(people.bidang)
    assert browser.get(f"/laporan/berkas/{whole.pk}/").status_code == 404
    assert browser.get(f"/laporan/berkas/{own.pk}/").status_code == 200
    assert signed_in(people.bidang_lain).get(f"/laporan/berkas/{own.pk}/").status_code == 404


def test_nobody_reads_the_reports_of_another_instansi(quarter, instansi, people, signed_in):
    file = made(report(instansi, "rekapitulasi-capaian"), "xlsx", people.tim.user)
    other = make_instansi("Dinas Lain", "DL", kode_surat="DL")
    stranger = signed_in(office(other, "sekretaris", None, "lain", "Sekretaris"))
    assert stranger.get(f"/laporan/berkas/{file.pk}/").status_code == 404
    for slug, address in OF.items():
        if slug in ("lembar-sop", "capaian-iku", "kepatuhan-sop", "lembar-disposisi"):
            continue  # of every instansi's own year
        assert stranger.get(f"/laporan/{slug}/?{address}").status_code == 404, slug
    assert "IKU-1" not in stranger.get("/laporan/capaian-iku/?tahun=2026").content.decode()


def test_the_admin_is_refused_the_figures(quarter, people, signed_in):
    browser = signed_in(people.admin)
    assert browser.get("/laporan/rekapitulasi-capaian/?periode=2026-TW1").status_code == 403
    assert browser.get("/laporan/").status_code == 200


# -- the pages -----------------------------------------------------------------------------------


def test_tim_sakip_asks_for_a_file_and_takes_it_home(quarter, people, signed_in):
    browser = signed_in(people.tim)
    here = "/laporan/rekapitulasi-capaian/?periode=2026-TW1"
    assert ReportFile.objects.count() == 0
    browser.get(here)
    assert ReportFile.objects.count() == 0  # looking makes nothing
    answer = browser.post(here, {"bentuk": "xlsx", "kertas": ""}, follow=True)
    assert "XLSX sedang dibuat" in answer.content.decode()
    files.make(ReportFile.objects.get().pk)
    page = browser.get(here).content.decode()
    file = ReportFile.objects.get()
    assert f"/laporan/berkas/{file.pk}/" in page and file.size_words in page
    answer = browser.get(f"/laporan/berkas/{file.pk}/")
    assert b"".join(answer.streaming_content) == content(file)
    assert Entry.objects.filter(kind=Trail.DOWNLOAD, user=people.tim.user).count() == 1


def test_a_page_with_a_file_under_way_asks_again_by_itself(quarter, people, signed_in):
    browser = signed_in(people.tim)
    here = "/laporan/capaian-iku/?tahun=2026"
    piece = browser.post(here, {"bentuk": "pdf", "kertas": "A4"}, headers={"HX-Request": "true"})
    assert 'hx-trigger="every 2s"' not in piece.content.decode()  # the F4 one is shown
    piece = browser.post(here, {"bentuk": "pdf", "kertas": "F4"}, headers={"HX-Request": "true"})
    assert 'hx-trigger="every 2s"' in piece.content.decode()
    for file in ReportFile.objects.all():
        files.make(file.pk)
    piece = browser.get("/laporan/capaian-iku/berkas/?tahun=2026").content.decode()
    assert "hx-trigger" not in piece and "PDF F4" in piece


@pytest.mark.parametrize(
    "address",
    [
        "/laporan/tidak-ada/",
        "/laporan/rekapitulasi-capaian/",
        "/laporan/rekapitulasi-capaian/?periode=2026-TW9",
        "/laporan/rekapitulasi-capaian/?periode=2026-TW4",
        "/laporan/capaian-iku/?tahun=x",
        "/laporan/perjanjian-kinerja/?tahun=2026&versi=7",
        "/laporan/lembar-sop-proses/?periode=2026-TW1&jenis=lain",
        "/laporan/berkas/99999/",
    ],
)
def test_an_address_that_names_nothing_is_not_found(quarter, people, signed_in, address):
    assert signed_in(people.tim).get(address).status_code == 404


def test_a_form_that_names_no_known_file_is_not_found(quarter, people, signed_in):
    browser = signed_in(people.tim)
    here = "/laporan/capaian-iku/?tahun=2026"
    assert browser.post(here, {"bentuk": "exe"}).status_code == 404
    assert browser.post(here, {"bentuk": "pdf", "kertas": "A9"}).status_code == 404


def queries(browser, address) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(address).status_code == 200
    return len(counted)


def test_the_list_asks_no_more_with_more_runs_and_files(quarter, instansi, people, signed_in):
    browser = signed_in(people.tim)
    browser.get("/laporan/?periode=2026-TW1")
    before = queries(browser, "/laporan/?periode=2026-TW1")
    collect(people, "2026-TW2", VALUES, SPENT, until="selesai")
    go(measurement(people, "2026-TW2"), people, "selesai")
    for slug in ("rekapitulasi-capaian", "capaian-iku", "rekapitulasi-pengumpulan"):
        files.order(report(instansi, slug), "xlsx", "F4", user=people.tim.user)
    assert queries(browser, "/laporan/?periode=2026-TW1") <= before


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


def test_a_cell_is_rounded_once_and_a_dash_is_no_zero():
    columns = (Column("a", "A"), Column("b", "B", ANGKA))
    row = Row(("x", Decimal("2.345")), decimals=2)
    table = Table("T", columns, [row, Row(("y", None)), Row(("z", Decimal(0)))])
    assert [line[3] for line in table.said()] == ["2,35", "–", "0,00"]
    assert "2,35" in table.body()


def test_what_people_typed_is_escaped_in_the_table():
    table = Table("T", (Column("a", "A"), Column("b", "B")), [Row(("1", "<script>x</script>"))])
    assert "<script>" not in table.body()


def test_a_file_whose_worker_died_is_asked_for_again_from_the_list_too(
    quarter, instansi, people, signed_in, clock
):
    browser = signed_in(people.tim)
    file = files.order(report(instansi, "capaian-iku"), "xlsx", "F4", user=people.tim.user)
    files._claim(file.pk)
    address = f"/laporan/kepatuhan-sop/?{OF['kepatuhan-sop']}"
    way = 'class="daftar-ulang" method="post" action="/laporan/capaian-iku/?'
    assert way not in browser.get(address).content.decode()  # it is being made
    clock.shift(files.LOST.total_seconds() + 1)
    page = browser.get(address).content.decode()
    assert way in page and "XLSX gagal dibuat" in page
    action = re.search(r'class="daftar-ulang" method="post" action="([^"]+)"', page)[1]
    answer = browser.post(action.replace("&amp;", "&"), {"bentuk": "xlsx", "kertas": ""})
    assert answer.status_code == 302
    file.refresh_from_db()
    assert not files.broken(file) and file.attempts == 0
    assert way not in browser.get(address).content.decode()
    files.make(file.pk)
    file.refresh_from_db()
    assert file.ready


def test_one_file_that_is_lost_does_not_hide_that_another_is_coming(
    quarter, instansi, people, signed_in, clock
):
    browser = signed_in(people.tim)
    address = f"/laporan/capaian-iku/?{OF['capaian-iku']}"
    files.order(report(instansi, "capaian-iku"), "xlsx", "F4", user=people.tim.user)
    clock.shift(files.LOST.total_seconds() + 1)
    files.order(report(instansi, "capaian-iku"), "pdf", "F4", user=people.tim.user)
    page = browser.get(address).content.decode()
    assert "Buat ulang XLSX" in page and "XLSX: pembuatannya terhenti." in page
    assert "PDF F4 sedang dibuat" in page and 'hx-trigger="every 2s"' in page


def test_readers_of_their_own_rows_are_not_told_of_the_files_of_the_whole(
    quarter, instansi, people, signed_in
):
    whole = made(report(instansi, "kertas-kerja-pengukuran"), "xlsx", people.tim.user)
    address = f"/laporan/?periode={PERIODE}"
    said = f"XLSX {whole.size_words}"
    assert said in signed_in(people.tim).get(address).content.decode()
    assert said not in signed_in(people.bidang).get(address).content.decode()
