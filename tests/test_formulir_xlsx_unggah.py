"""The workbook of a form comes back: the file, whose it is, its faults, the preview, the writing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sakip.papers.models import Berkas
from sakip.planning.models import Indikator
from sakip.sop.perform import write
from sakip.trail.models import Entry, Kind

from .books import MONEY, changed, download, put, send_book
from .collected import at_filling, inputs, received, row, text_of
from .promise import ROWS, make_promise
from .walk import fill

pytestmark = pytest.mark.django_db
D = Decimal


def apply(browser, preview, **more):
    """Press the button of the preview."""
    address = preview.redirect_chain[-1][0]
    return browser.post(address, inputs(preview) | {"aksi": "terapkan"} | more, follow=True)


# -- there and back -----------------------------------------------------------------------------


def test_a_workbook_uploaded_as_it_came_changes_nothing(form, staf, people):
    fill(form, people.staf)
    before = list(form.isian.values_list("pk", "version"))
    page = send_book(staf, form, download(staf, form))
    assert "Tidak ada perubahan" in text_of(page)
    assert "Terapkan semua" not in text_of(page)
    assert list(form.isian.values_list("pk", "version")) == before


def test_nor_does_one_that_a_spreadsheet_program_saved_again(form, staf):
    page = send_book(staf, form, changed(download(staf, form)))
    assert "Tidak ada perubahan" in text_of(page)


def test_what_was_filled_in_is_shown_old_and_new_and_written_when_confirmed(form, staf):
    content = changed(
        download(staf, form),
        put("IKU-1", "Pembilang", 342),
        put("IKU-1", "Penyebut", 418),
        put("IKK-2", "Realisasi", "1.234,5"),
        put("IKK-2", "Faktor penghambat", "Loket ditutup sebulan."),
        put("5.03.02", "Realisasi (Rp)", 750_000_000, sheet=MONEY),
    )
    page = send_book(staf, form, content)
    said = text_of(page)
    for words in ("6 perubahan pada 3 isian", "81,82", "1.234,5", "Loket ditutup", "Rp750.000.000"):
        assert words in said
    assert set(form.isian.values_list("version", flat=True)) == {0}, "nothing is written yet"
    answer = apply(staf, page)
    assert "6 perubahan dari formulir.xlsx tersimpan." in text_of(answer)
    iku, aduan = row(form, "IKU-1"), row(form, "IKK-2")
    assert (iku.pembilang, iku.penyebut, iku.nilai) == (342, 418, D("81.8182"))
    assert (aduan.nilai, aduan.penghambat) == (D("1234.5"), "Loket ditutup sebulan.")
    assert form.anggaran.get().realisasi == 750_000_000


def test_it_leaves_one_line_in_the_log_and_the_file_under_its_hash(form, staf):
    content = changed(download(staf, form), put("IKK-2", "Realisasi", 7))
    apply(staf, send_book(staf, form, content))
    entry = Entry.objects.get(kind=Kind.UPLOAD)
    berkas = Berkas.objects.get(sha256=entry.data["sha256"])
    assert entry.data["baris"] == ["IKK-2"] and entry.object_id == form.pk
    with berkas.file.open("rb") as file:
        assert file.read() == content


def test_a_second_click_on_the_button_writes_nothing_more(form, staf):
    page = send_book(staf, form, changed(download(staf, form), put("IKK-2", "Realisasi", 7)))
    apply(staf, page)
    again = apply(staf, page)
    assert "sudah diterapkan" in text_of(again)
    assert row(form, "IKK-2").version == 1 and Entry.objects.filter(kind=Kind.UPLOAD).count() == 1


# -- every kind of row --------------------------------------------------------------------------

SAID = {
    "IKK-2": {"keadaan": "dilaporkan", "nilai": 0},
    "IKK-10": {"keadaan": "tidak_dilaksanakan", "alasan": "Baris satu.\nBaris dua.\r\n\tBaris tiga."},
    "IKK-11": {"keadaan": "tidak_berlaku", "alasan": "=1+1"},
    "IKK-12": {"keadaan": "belum_dilaporkan", "alasan": "  spasi\u00a0keras\u200b dan \x07bel  "},
    "IKK-13": {"keadaan": "dilaporkan", "nilai": D("12345678901.2345")},
    "IKK-14": {"keadaan": "dilaporkan", "nilai": D("-0.0001"), "rencana": "'petik, \"ganda\" & <b>"},
    "IKK-15": {"keadaan": "dilaporkan", "teks": "Sangat baik, sekali"},
    "IKU-1": {"keadaan": "dilaporkan", "pembilang": D("0"), "penyebut": D("7.5")},
    "IKK-1": {"keadaan": "dilaporkan", "pembilang": D("1"), "penyebut": D("3"), "pendukung": "x" * 4000},
}  # fmt: skip


def test_rows_of_every_kind_come_back_as_they_went(instansi, units, people, signed_in):
    more = [(f"IKK-{n}", f"Jumlah {n}", *ROWS[2][2:]) for n in range(10, 17)]
    make_promise(instansi, units, rows=[*ROWS, *more])
    ladder = [["Sangat baik, sekali", "100"], ['Baik "B"', "80"]]
    Indikator.objects.filter(kode="IKK-15").update(polaritas="predikat", jenjang=ladder)
    form = received(people, at_filling(people))
    for kode, fields in SAID.items():
        isian = row(form, kode)
        write(isian, by=people.staf, seen=isian.seen(), **fields)
    form.isian.filter(kode="IKK-16").update(terkunci=True, nilai=3, keadaan="dilaporkan")
    browser = signed_in(people.staf)
    for content in (download(browser, form), changed(download(browser, form))):
        page = send_book(browser, form, content)
        plan = page.context["plan"]
        assert (plan.faults, plan.changes, plan.notices) == ([], [], [])
