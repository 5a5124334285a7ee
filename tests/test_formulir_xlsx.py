"""The form as a workbook: what is in it, what is open in it, and that it opens nothing by itself."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook

from sakip.planning.models import Indikator
from sakip.sop.perform import write
from sakip.trail.models import Entry, Kind

from .books import BOOK, cell, column, download, row_of, sheet_of
from .collected import at_filling, form_of, received
from .ground import grounded
from .promise import make_promise
from .walk import do, fill, to

pytestmark = pytest.mark.django_db


@grounded
def form(promise, people):
    Indikator.objects.filter(kode="IKU-1").update(definisi="Jabatan yang terisi definitif.")
    return received(people)


def opened(content):
    return load_workbook(io.BytesIO(content))


def yellow(content, title="Formulir"):
    """The addresses of all unlocked cells of a sheet."""
    found = opened(content)[title]
    return {c.coordinate for row in found.iter_rows() for c in row if not c.protection.locked}


def test_staf_gets_the_form_as_it_stands_with_yellow_cells_and_notes(form, staf, people):
    fill(form, people.staf)
    content = download(staf, form)
    sheet = opened(content)[BOOK]
    assert sheet.protection.sheet and opened(content).security.lockStructure
    iku, aduan = row_of(sheet, "IKU-1"), row_of(sheet, "IKK-2")
    assert cell(sheet, iku, "Pembilang").value == 84 and cell(sheet, iku, "Penyebut").value == 100
    assert cell(sheet, aduan, "Realisasi").value == 10
    assert not cell(sheet, aduan, "Realisasi").protection.locked
    assert cell(sheet, iku, "Realisasi").protection.locked, "it follows from the parts"
    assert cell(sheet, iku, "Kode").protection.locked
    assert "Jabatan yang terisi definitif." in cell(sheet, iku, "Indikator").comment.text
    assert cell(sheet, aduan, "Realisasi").fill.fgColor.rgb == "00FFF6C9"


def test_a_quotient_is_live_and_carries_what_is_recorded(form, staf, people):
    iku = form.isian.get(kode="IKU-1")
    write(iku, by=people.staf, seen=iku.seen(), keadaan="dilaporkan", pembilang=1, penyebut=3)
    content = download(staf, form)
    live, kept = (load_workbook(io.BytesIO(content), data_only=d)[BOOK] for d in (False, True))
    at = row_of(live, "IKU-1")
    assert cell(live, at, "Realisasi").value.startswith("=IF(")
    assert cell(kept, at, "Realisasi").value == 33.3333, "as it is kept"
    assert cell(kept, at, "Realisasi").number_format == "#,##0.00", "as the indicator is shown"


def test_states_are_chosen_from_a_list_and_figures_must_be_numbers(form, staf):
    sheet = opened(download(staf, form))[BOOK]
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert {"list", "decimal", "textLength"} <= rules.keys()
    assert "Pilih salah satu: Ada nilai" in rules["list"].error
    choices = opened(download(staf, form))["_daftar"]
    assert choices["A2"].value == "Ada nilai" and choices["A3"].value == "Nihil (0)"


def test_it_is_set_up_for_folio_with_its_headings_on_every_page(form, staf):
    sheet = opened(download(staf, form))[BOOK]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (14, "landscape")
    assert sheet.print_title_rows == "$6:$6" and sheet.page_setup.fitToWidth == 1


def test_parts_of_a_sheet_stand_in_the_order_excel_asks_for(form, staf):
    with zipfile.ZipFile(io.BytesIO(download(staf, form))) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    order = ["<sheetData>", "<sheetProtection", "<mergeCells", "<dataValidations", "<pageSetup"]
    places = [part.index(name) for name in order]
    assert places == sorted(places)


def test_the_stamp_and_the_keys_are_out_of_sight(form, staf):
    book = opened(download(staf, form))
    assert book["_cap"].sheet_state == "veryHidden" and book["_daftar"].sheet_state == "veryHidden"
    assert book["_cap"]["A2"].value.startswith("SAKIP:")
    assert book[BOOK].column_dimensions["P"].hidden


def test_only_what_was_returned_is_yellow(promise, people, staf):
    run = to(at_filling(people), people, "rekap")
    form = form_of(run, people.staf)
    iku = form.isian.get(kode="IKU-1")
    items = [{"isian": iku, "jenis": "usang", "alasan": "Data bulan Juni."}]
    do(run, "kembalikan", people.tim, note="Perbarui.", items=items, to="pengisian")
    content = download(staf, form)
    sheet = opened(content)[BOOK]
    rows = {int("".join(filter(str.isdigit, a))) for a in yellow(content)}
    assert rows == {row_of(sheet, "IKU-1")}
    assert "Data bulan Juni." in cell(sheet, rows.copy().pop(), "Alasan pengembalian").value
    assert not cell(sheet, rows.pop(), "Jawaban unit").protection.locked
    assert not yellow(content, "Realisasi anggaran")


def test_who_only_reads_the_form_gets_no_yellow_cell(form, people, signed_in):
    content = download(signed_in(people.tim), form)
    assert not yellow(content) and not yellow(content, "Realisasi anggaran")
    assert "hanya untuk dibaca" in opened(content)[BOOK]["A4"].value


def test_another_unit_and_a_stranger_get_no_workbook(form, people, signed_in, client):
    address = f"/formulir/{form.pk}/unduh.xlsx"
    assert signed_in(people.staf_lain).get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_a_download_leaves_a_line_in_the_log(form, staf):
    download(staf, form)
    entry = Entry.objects.filter(kind=Kind.DOWNLOAD).last()
    assert entry.data["nama"] == "F-MP-2026-TW3.xlsx" and len(entry.data["sha256"]) == 64


def test_no_text_of_a_unit_becomes_a_formula(form, staf, people):
    aduan = form.isian.get(kode="IKK-2")
    evil = '=HYPERLINK("http://x.example","y")'
    write(aduan, by=people.staf, seen=aduan.seen(), penghambat=evil, rencana="@SUM(1)")
    content = download(staf, form)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        formulas = archive.read("xl/worksheets/sheet1.xml").decode().split("<f>")[1:]
    assert formulas and all(f.startswith("IF(N(") for f in formulas)
    sheet = opened(content)[BOOK]
    found = cell(sheet, row_of(sheet, "IKK-2"), "Faktor penghambat")
    assert (found.value, found.data_type, found.quotePrefix) == (evil, "s", True)
    assert found.number_format == "@"


def test_queries_of_the_download_do_not_grow_with_the_rows(
    instansi, units, people, signed_in, django_assert_max_num_queries
):
    from .promise import ROWS

    more = [(f"IKK-{n}", *ROWS[2][1:]) for n in range(10, 60)]
    make_promise(instansi, units, rows=[*ROWS, *more])
    form = received(people, at_filling(people))
    browser = signed_in(people.staf)
    with django_assert_max_num_queries(16):
        content = download(browser, form)
    assert len(sheet_of(content).rows) > 55 and column(opened(content)[BOOK], "Kode") == 2
    assert form_of(form.run, people.staf).isian.count() == 53
