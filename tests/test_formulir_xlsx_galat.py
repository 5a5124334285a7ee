"""Faults planted in a workbook: exactly these are found, at once, grouped, and come back in red."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from collection.buku_baca import Galat
from collection.galat import cells_in_words, grouped
from collection.models import Unggahan
from collection.unggah import Rencana
from sakip.planning.models import Indikator

from .books import BOOK, MONEY, cell, changed, column, download, head_of, put, row_of, send_book
from .collected import at_filling, received, text_of
from .ground import grounded
from .promise import ROWS, make_promise

pytestmark = pytest.mark.django_db
D = Decimal
# Ten counts of the same kind beside the promise's own, so that every fault has a row of its own.
MORE = [(f"IKK-{n}", f"Jumlah {n}", *ROWS[2][2:]) for n in range(10, 40)]


@grounded
def form(instansi, units, people):
    make_promise(instansi, units, rows=[*ROWS, *MORE])
    Indikator.objects.filter(kode="IKK-39").update(
        polaritas="predikat", jenjang=[["Sangat baik", "100"], ["Baik", "80"]], satuan="predikat"
    )
    return received(people, at_filling(people))


def plan_of(form, by) -> Rencana:
    return Unggahan.objects.latest("pk").plan(form, by)


def found(plan) -> set[tuple[str, int]]:
    """(column, row) of every fault that has a cell."""
    return {(f.column, f.row) for f in plan.faults if f.row}


# What is planted: (deed, column it is found in, words of its sentence). Each in a row of its own.
PLANTED = {
    "IKK-10": (("Realisasi", "dua belas"), {}, "hasil", "tidak terbaca sebagai angka"),
    "IKK-11": (("Realisasi", "1,234.56"), {}, "hasil", "Maksud Anda 1.234,56?"),
    "IKK-12": (("Realisasi", date(2026, 2, 1)), {"number_format": "dd/mm/yyyy"}, "hasil", "berisi tanggal"),
    "IKK-13": (("Realisasi", datetime(2026, 2, 1, 9, 30)), {"number_format": "dd/mm/yyyy hh:mm"}, "hasil", "berisi tanggal"),
    "IKK-14": (("Realisasi", True), {}, "hasil", "BENAR atau SALAH"),
    "IKK-15": (("Realisasi", "#DIV/0!"), {}, "hasil", "galat #DIV/0!"),
    "IKK-16": (("Realisasi", "=1+1"), {}, "hasil", "rumus tanpa hasil"),
    "IKK-17": (("Realisasi", 123456789012), {}, "hasil", "terlalu besar"),
    "IKK-18": (("Realisasi", 1.23456), {}, "hasil", "lebih dari 4 angka di belakang koma"),
    "IKK-19": (("Realisasi", 12000), {"number_format": "#,##0,"}, "hasil", "menyingkat angkanya"),
    "IKK-20": (("Realisasi", "1e5"), {}, "hasil", "tulisan ilmiah"),
    "IKK-21": (("Realisasi", "12 000 orang"), {}, "hasil", "tidak terbaca"),
    "IKK-22": (("Keadaan", "Sudah"), {}, "k", "bukan pilihan keadaan"),
    "IKK-23": (("Keadaan", None), {}, "k", "Keadaan belum dipilih"),
    "IKK-24": (("Faktor penghambat", "x" * 4001), {}, "ha", "4001 huruf"),
    "IKK-25": (("Rencana tindak lanjut", '=HYPERLINK("a","b")'), {}, "re", "berisi rumus"),
    "IKK-26": (("Tautan bukti baru", "bukan alamat"), {}, "bt", "bukan alamat"),
    "IKK-27": (("Pembilang", 5), {}, "a", "tidak dipakai"),
    "IKK-28": (("Kode", "IKK-99"), {}, "kode", "terkunci"),
    "IKK-29": (("Indikator", "Nama lain"), {}, "nama", "terkunci"),
    "IKK-30": (("Satuan", "orang"), {}, "satuan", "terkunci"),
    "IKK-31": (("Target periode", "1"), {}, "target", "terkunci"),
    "IKK-32": (("Kunci", "999999"), {}, "no", "bukan isian formulir ini"),
    "IKK-39": (("Realisasi", "Lumayan"), {}, "hasil", "bukan salah satu jenjang"),
    "IKU-1": (("Pembilang", -5), {}, "a", "paling sedikit 0"),
    "IKK-1": (("Realisasi", 77), {}, "hasil", "dihitung dari pembilang dan penyebut"),
    "IKK-2": (("Alasan keadaan, catatan", "#REF!"), {}, "al", "galat #REF!"),
}  # fmt: skip


def plant(book):
    sheet = book[BOOK]
    rows = {kode: row_of(sheet, kode) for kode in PLANTED}
    for kode, (what, more, *_) in PLANTED.items():
        label, value = what
        target = cell(sheet, rows[kode], label)
        target.value = value
        target.number_format = more.get("number_format", target.number_format)


def more_faults(book):
    """Those that need two cells: contradictions, a row twice, cells made one, spending."""
    sheet = book[BOOK]
    nihil, other = row_of(sheet, "IKK-33"), row_of(sheet, "IKK-34")
    cell(sheet, nihil, "Keadaan").value, cell(sheet, nihil, "Realisasi").value = "Nihil (0)", 4
    cell(sheet, other, "Keadaan").value = "Tidak berlaku"
    cell(sheet, other, "Realisasi").value = 4
    twice = row_of(sheet, "IKK-36")
    cell(sheet, twice, "Kunci").value = cell(sheet, row_of(sheet, "IKK-35"), "Kunci").value
    here = column(sheet, "Realisasi")
    sheet.merge_cells(start_row=row_of(sheet, "IKK-37"), end_row=row_of(sheet, "IKK-38"),
                      start_column=here, end_column=here)  # fmt: skip
    cell(sheet, sheet.max_row + 1, "Realisasi").value = 3
    cell(book[MONEY], row_of(book[MONEY], "5.03.02"), "Realisasi (Rp)").value = "12,50"


def test_every_planted_fault_is_found_and_no_other(form, staf, people):
    content = changed(download(staf, form), plant, more_faults)
    page = send_book(staf, form, content)
    plan = plan_of(form, people.staf)
    sheet = load_workbook(io.BytesIO(content))[BOOK]
    first = head_of(sheet) + 1
    at = {isian.kode: first + n for n, isian in enumerate(form.isian.all())}
    expected = {(column_, at[kode]) for kode, (_, _, column_, _) in PLANTED.items()}
    expected |= {
        ("hasil", at["IKK-33"]), ("hasil", at["IKK-34"]), ("no", at["IKK-36"]),
        ("hasil", at["IKK-37"]), ("hasil", first + len(at)),
        ("rp", 6),
    }  # fmt: skip
    assert found(plan) == expected
    assert len(plan.faults) == len(PLANTED) + 6 >= 30
    said = {(f.column, f.row): f.message for f in plan.faults}
    for kode, (_, _, column_, words) in PLANTED.items():
        assert words in said[column_, at[kode]], kode
    assert f"{len(plan.faults)} kesalahan pada buku kerja, tidak ada yang ditulis" in text_of(page)
    assert "Terapkan semua" not in text_of(page)


def test_no_button_helps_while_a_fault_stands(form, staf):
    page = send_book(staf, form, changed(download(staf, form), put("IKK-10", "Realisasi", "x"),
                                         put("IKK-11", "Realisasi", 5)))  # fmt: skip
    address = page.redirect_chain[-1][0]
    seen = page.context["seen"]
    answer = staf.post(address, {"aksi": "terapkan", "seen": seen})
    assert answer.status_code == 409 and "Masih ada yang perlu diperbaiki" in text_of(answer)
    assert set(form.isian.values_list("version", flat=True)) == {0}


def test_the_workbook_comes_back_with_red_cells_notes_and_the_list(form, staf):
    content = changed(download(staf, form), plant, more_faults)
    page = send_book(staf, form, content)
    back = red(staf, form, page)
    sheet, sent = (load_workbook(io.BytesIO(c))[BOOK] for c in (back, content))
    wrong = cell(sheet, row_of(sheet, "IKK-10"), "Realisasi")
    assert wrong.coordinate == cell(sent, row_of(sent, "IKK-10"), "Realisasi").coordinate
    assert wrong.fill.fgColor.rgb == "00F7B7AF" and wrong.value == "dua belas"
    assert "tidak terbaca sebagai angka" in wrong.comment.text and not wrong.protection.locked
    locked = cell(sheet, row_of(sheet, "IKK-29"), "Indikator")
    assert (locked.value, locked.protection.locked) == ("Jumlah 29", True), "given back as it was"
    assert locked.fill.fgColor.rgb == "00F7B7AF"
    red_cells = [c for r in sheet.iter_rows() for c in r if c.fill.fgColor.rgb == "00F7B7AF"]
    assert len(red_cells) == len(PLANTED) + 5
    listed = load_workbook(io.BytesIO(back))["Kesalahan"]
    assert any("bukan pilihan keadaan" in str(r[1].value) for r in listed.iter_rows())


def test_the_red_workbook_corrected_is_taken(form, staf):
    content = changed(download(staf, form), put("IKK-10", "Realisasi", "dua belas"),
                      put("IKK-11", "Realisasi", 7))  # fmt: skip
    back = red(staf, form, send_book(staf, form, content))
    page = send_book(staf, form, changed(back, put("IKK-10", "Realisasi", 12)))
    assert "Siap diterapkan" in text_of(page) and "2 perubahan pada 2 isian" in text_of(page)


def red(browser, form, page) -> bytes:
    nomor = page.context["upload"].pk
    answer = browser.get(reverse("formulir_kesalahan", args=[form.pk, nomor]))
    return b"".join(answer.streaming_content)


# -- the shape of the sheet ---------------------------------------------------------------------


def test_a_deleted_column_is_named(form, staf):
    def without(book):
        book[BOOK].delete_cols(column(book[BOOK], "Penyebut"))

    page = text_of(send_book(staf, form, changed(download(staf, form), without)))
    assert "Kolom “Penyebut” tidak ada pada lembar “Formulir”" in page
    assert "1 kesalahan pada buku kerja" in page


def test_rows_may_be_moved_and_the_sheet_renamed(form, staf, people):
    def turn_round(book):
        sheet = book[BOOK]
        sheet.title = "Punya saya"
        head, last = head_of(sheet), sheet.max_row
        rows = [[c.value for c in sheet[n]] for n in range(head + 1, last + 1)]
        for n, values in zip(range(head + 1, last + 1), reversed(rows), strict=True):
            for at, value in enumerate(values, 1):
                sheet.cell(n, at).value = value

    def formulas_out(book):  # turned round, a formula would count with another row's cells
        sheet = book[BOOK]
        for n in range(head_of(sheet) + 1, sheet.max_row + 1):
            found = cell(sheet, n, "Realisasi")
            if isinstance(found.value, str) and found.value.startswith("="):
                found.value = None

    content = changed(
        download(staf, form), put("IKK-10", "Realisasi", 12), formulas_out, turn_round
    )
    page = send_book(staf, form, content)
    assert "1 perubahan pada 1 isian" in text_of(page)
    assert [c.name for c in page.context["plan"].changes] == ["IKK-10"]


def test_rows_sorted_without_their_names_are_faults(form, staf):
    def sort_keys(book):
        sheet = book[BOOK]
        a, b = (cell(sheet, row_of(sheet, k), "Kunci") for k in ("IKK-10", "IKK-11"))
        a.value, b.value = b.value, a.value

    page = send_book(staf, form, changed(download(staf, form), sort_keys))
    assert {f.column for f in page.context["plan"].faults} == {"kode", "nama"}


def test_deleted_rows_stay_as_they_are_and_are_named(form, staf):
    def cut(book):
        book[BOOK].delete_rows(row_of(book[BOOK], "IKK-12"))

    page = text_of(send_book(staf, form, changed(download(staf, form), cut)))
    assert "1 baris formulir tidak ada pada buku kerja ini dan tidak diubah: IKK-12." in page


def test_two_copies_of_the_sheet_are_refused(form, staf):
    def copy(book):
        book.security = None
        book.copy_worksheet(book[BOOK])

    answer = text_of(send_book(staf, form, changed(download(staf, form), copy)))
    assert "Ada dua lembar isian: “Formulir” dan “Formulir Copy”" in answer


# -- numbers as people write them ---------------------------------------------------------------


def test_figures_are_taken_as_the_sheet_shows_them(form, staf, people):
    content = changed(
        download(staf, form),
        put("IKK-10", "Realisasi", "1.234,56"),
        put("IKK-11", "Realisasi", "1.234"),
        put("IKK-12", "Realisasi", 0.7615, number_format="0.00%"),
        put("IKK-13", "Realisasi", 0.1 + 0.2),
        put("IKK-14", "Realisasi", " 25 aduan "),
        put("IKK-15", "Keadaan", "nihil"),
    )
    page = send_book(staf, form, content)
    new = {c.name: c.new for c in page.context["plan"].changes if c.label == "Realisasi"}
    assert new == {
        "IKK-10": "1.234,56", "IKK-11": "1.234", "IKK-12": "76,15", "IKK-13": "0,3",
        "IKK-14": "25", "IKK-15": "0",
    }  # fmt: skip


def test_a_lone_dot_asks_for_one_tick_for_its_column(form, staf):
    content = changed(
        download(staf, form),
        put("IKK-10", "Realisasi", "76.15"),
        put("IKK-11", "Realisasi", "0.5"),
        put("IKK-12", "Realisasi", "3"),
    )
    page = send_book(staf, form, content)
    said = text_of(page)
    assert "Kolom I (Realisasi): baca titik sebagai koma desimal" in said
    assert "“76.15” dibaca 76,15" in said and "“0.5” dibaca 0,5" in said
    address = page.redirect_chain[-1][0]
    refused = staf.post(address, {"aksi": "terapkan", "seen": page.context["seen"]})
    assert refused.status_code == 409 and form.isian.get(kode="IKK-12").version == 0
    ticked = {
        "aksi": "terapkan", "seen": page.context["seen"], "tanya-titik": "i-hasil", "titik": "i-hasil",
    }  # fmt: skip
    assert staf.post(address, ticked).status_code == 302
    assert form.isian.get(kode="IKK-10").nilai == D("76.15")


def test_a_formula_with_a_saved_result_counts_as_its_result(form, staf):
    """What Excel last showed; a formula that was never computed is a fault."""
    from .uploads import unzipped, zipped

    parts = unzipped(changed(download(staf, form), put("IKK-10", "Realisasi", "=6*7")))
    name = next(n for n in parts if n.startswith("xl/worksheets/sheet") and b"6*7" in parts[n])
    parts[name] = (
        parts[name]
        .replace(b"<f>6*7</f><v />", b"<f>6*7</f><v>42</v>")
        .replace(b"<f>6*7</f><v></v>", b"<f>6*7</f><v>42</v>")
    )
    page = send_book(staf, form, zipped(parts))
    assert [c.new for c in page.context["plan"].changes] == ["42"]


# -- grouping -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({("D", 5)}, "D5"),
        ({("D", 5), ("D", 7), ("D", 8), ("D", 9)}, "D5, D7 sampai D9"),
        ({("D", 5), ("D", 6)}, "D5, D6"),
        ({("AA", 2), ("B", 3)}, "B3, AA2"),
        ({("", 4)}, "baris 4"),
    ],
)
def test_cells_are_named_as_people_name_them(cells, words):
    assert cells_in_words(cells) == words


def test_like_faults_are_said_once_with_all_their_cells():
    faults = [
        Galat("“x” tidak terbaca sebagai angka. Tulis seperti 1.234,56.", 5, "hasil"),
        Galat("“y” tidak terbaca sebagai angka. Tulis seperti 1.234,56.", 7, "hasil"),
        Galat("Sel ini berisi tanggal.", 6, "hasil"),
    ]
    groups = grouped(faults, {"": {"hasil": "I"}})
    assert [(g.cells, g.count) for g in groups] == [("I5, I7", 2), ("I6", 1)]
    assert groups[0].message == (
        "Isinya tidak terbaca sebagai angka. Tulis seperti 1.234,56. Tertulis “x”, “y”."
    )


def test_faults_that_differ_in_their_figures_alone_are_said_once():
    faults = [Galat(f"Isian ini sudah ada pada baris {n}. Hapus salah satunya.", n + 1, "no")
              for n in range(10, 500)]  # fmt: skip
    faults += [Galat("4001 huruf; paling banyak 4000.", 7, "ha")]
    groups = grouped(faults, {"": {"no": "A", "ha": "M"}})
    assert [(g.cells, g.count) for g in groups] == [("A11 sampai A500", 490), ("M7", 1)]
    assert groups[0].message.endswith("Hapus salah satunya. Yang lain serupa.")
