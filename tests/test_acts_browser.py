"""A double click and the back button on each act of a collection, in a real browser on a weak line."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from collection.models import Butir, Formulir, Pengumpulan
from sakip.disposition.models import LembarDisposisi, TindakLanjut
from sakip.sop.doors import TWICE
from sakip.sop.perform import write
from sakip.sop.step import RETURN
from sakip.trail.models import Entry
from sakip.trail.models import Kind as Line

from .acts import (  # noqa: F401 - sitting_down is a fixture
    Deed,
    act,
    mark_one,
    opening,
    page_of,
    row,
    say_why,
    sitting_down,
)
from .books import MIME, changed, put
from .collected import form_of
from .walk import (
    EXAMPLES,
    answer_warnings,
    do,
    fill,
    fill_drafts,
    make_files,
    start,
    to,
    unit_people,
    who,
)

RUN, FORM = "collection.pengumpulan", "collection.formulir"
SHEET, ORDER = "disposition.lembardisposisi", "disposition.tindaklanjut"


# -- the run ------------------------------------------------------------------------------------


def at(key):
    """The run, waiting at `key`, its papers written."""

    def ready(desk):
        run, people = desk.run or Pengumpulan.objects.get(), desk.people
        run.refresh_from_db()
        if key != "pengisian" and run.at == "pengisian":
            for form in run.forms.exclude(at="selesai"):
                onward(people, form, "selesai")
        desk.run = run = to(run, people, key)
        if not run.step.carried_by:
            fill_drafts(run, who(people, run.step.roles[0]))
        if key == "arsip":
            make_files(run)
        return run

    return ready


def step(key, **more):
    return row(Pengumpulan, key, at(key), **more)


def to_the_units(page):
    page.locator("#ke-unit").check()
    mark_one(page)


def give_back(key, button, how):
    return Deed(
        of=RUN, verb=RETURN, at=key, by=row(Pengumpulan, key, at(key)).by, button=button,
        says="Dikembalikan ke langkah 7.", ready=at(key), path=page_of(key), fill=how,
    )  # fmt: skip


# -- the form of a unit ---------------------------------------------------------------------------


def form_at(key):
    """The form of Bidang Mutasi, waiting at `key`; where it waits for more, all of it is there."""

    def ready(desk):
        return onward(desk.people, form_of(at("pengisian")(desk), desk.people.staf), key)

    return ready


def onward(people, form, key):
    staf, head = unit_people(people, form)
    while form.at != key:
        if form.at == "isi":
            complete(form, staf)
        by = {"serahkan": head, "periksa": people.tim}.get(form.at, staf)
        form = do(form, form.at, by)
    if key == "isi":
        complete(form, staf)
    return form_of(form.run, staf)


def complete(form, by):
    """A figure in every open row, and an answer to whatever was returned."""
    fill(form, by)
    for butir in Butir.objects.filter(isian__formulir=form, jawaban=""):
        write(butir, by=by, seen=butir.seen(), jawaban="Sudah dicocokkan.")
    answer_warnings(form, by)


def on_form(verb, by, button, says, at, fill=None):
    """An act on the page of the form itself."""
    return Deed(
        of=FORM, verb=verb, at=at if verb == RETURN else "", by=by, button=button, says=says,
        ready=form_at(at), path=Formulir.get_absolute_url,
        **({"fill": fill} if fill else {}),
    )  # fmt: skip


def the_last_form(desk):
    """The form of the other unit, when this one's is in."""
    form_at("selesai")(desk)
    return form_of(desk.run, desk.people.staf_lain)


# -- pages that ask once more before they write -------------------------------------------------


def paste(page):
    page.get_by_label("Tempel di sini").fill("Kode\tRealisasi\nIKK-2\t7\n")
    page.get_by_role("button", name="Pratinjau").click()
    page.get_by_role("heading", name="Tempelan: 1 sel akan berubah").wait_for()


def bring(page):
    """The workbook as the button gives it, with one other figure in it."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh Excel").click()
    book = changed(Path(download.value.path()).read_bytes(), put("IKK-2", "Realisasi", 8))
    file = {"name": "formulir.xlsx", "mimeType": MIME, "buffer": book}
    page.get_by_label("Buku kerja yang sudah diisi").set_input_files(file)
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("heading", name="Pratinjau unggahan").wait_for()


def uploads(form) -> int:
    return Entry.objects.filter(kind=Line.UPLOAD, object_id=form.pk).count()


def confirmed(verb, button, says, fill, **more):
    return Deed(
        of=FORM, verb=verb, by="staf", button=button, says=says, ready=form_at("isi"),
        path=lambda form: f"{form.get_absolute_url()}{verb}/", fill=fill, counted=uploads, **more,
    )  # fmt: skip


# -- what comes of it -------------------------------------------------------------------------------


def the_sheet(desk):
    return at("lapor")(desk).lembar_disposisi.get()


def to_the_head(page):
    page.get_by_label("Kepala Bidang Mutasi").check()
    page.locator("input[name=harap][value=tindak_lanjut]").check()
    say_why(page)


def summary(page):
    page.get_by_label("Ringkasan untuk Kepala Badan").fill("Data lengkap.")


def on_sheet(verb, by, button, says, fill):
    return Deed(
        of=SHEET, verb=verb, by=by, button=button, says=says, ready=the_sheet,
        path=LembarDisposisi.get_absolute_url, fill=fill,
    )  # fmt: skip


def the_order(desk):
    return TindakLanjut.objects.get()


def the_report(desk):
    """The order, reported on once more where it was given back."""
    order, by = the_order(desk), desk.people.bidang
    if order.status == order.Status.BARU:
        said = {"laporan": "Sudah dikerjakan.", "tautan": "https://contoh.go.id/bukti"}
        write(order, by=by, seen=order.seen(), deed="lapor", **said)
    return order


def report(page):
    page.get_by_label("Apa yang dikerjakan").fill("Sertifikasi dijadwalkan bulan ini.")
    page.get_by_label("Tautan bukti").fill("https://contoh.go.id/bukti")


def on_order(verb, by, button, says, ready, fill, **more):
    return Deed(
        of=ORDER, verb=verb, by=by, button=button, says=says, ready=ready, fill=fill,
        path=TindakLanjut.get_absolute_url, counted=lines_of, **more,
    )  # fmt: skip


def lines_of(order) -> int:
    order.refresh_from_db()
    assert order.version == len(order.riwayat)
    return order.version


COLLECTION = [
    opening(Pengumpulan),
    *(step(s) for s in ("perintah", "arahan", "rencana", "dokumen", "penyiapan", "distribusi")),
    act(Formulir, "perpanjang", "sekretaris", form_at("terima"), again="sudah tercatat."),
    on_form("terima", "staf", "Terima formulir", "Formulir diterima.", "terima"),
    confirmed("tempel", "Catat 1 perubahan", "1 sel pada 1 baris dicatat", paste),
    confirmed("unggah", "Terapkan semua", "1 perubahan dari formulir.xlsx tersimpan.", bring),
    on_form("isi", "staf", "Ajukan ke Kepala Bidang", "Formulir diajukan.", "isi"),
    on_form(RETURN, "bidang", "Kembalikan kepada Staf", "dikembalikan.", "serahkan", say_why),
    on_form("serahkan", "bidang", "Serahkan", "Formulir diserahkan.", "serahkan"),
    act(Formulir, "tarik", "bidang", form_at("periksa")),
    on_form(RETURN, "tim", "Kembalikan yang ditandai", "dikembalikan.", "periksa", mark_one),
    on_form("periksa", "tim", "Terima penyerahan", "Penyerahan diterima.", "periksa"),
    act(Formulir, "tutup", "sekretaris", the_last_form),
    give_back("rekap", "Kembalikan yang ditandai", mark_one),
    step("rekap"),
    step("laporan"),
    act(Pengumpulan, "tarik", "tim", at("analisa")),
    give_back("analisa", "Kembalikan", to_the_units),
    step("analisa"),
    on_sheet("sajikan", "sekretaris", "Laporkan ke Kepala Badan", "Laporan disajikan.", summary),
    on_sheet("disposisi", "kepala", "Tetapkan disposisi", "Disposisi ditetapkan.", to_the_head),
    on_order("lapor", "bidang", "Laporkan", "dilaporkan.", the_order, report, again=TWICE),
    on_order("kembalikan", "sekretaris", "Kembalikan", "Dikembalikan.", the_report, say_why),
    on_order("terima", "sekretaris", "Verifikasi", "diverifikasi", the_report, say_why),
    act(Pengumpulan, "koreksi", "sekretaris", at("arsip")),
    step("arsip"),
]


@pytest.mark.browser
@pytest.mark.usefixtures("committed")
def test_each_act_of_a_collection_is_done_once_however_it_is_clicked(desk):
    for deed in COLLECTION:
        desk.tries(deed)


# One act of each kind of page.
ONE_OF_A_KIND = {
    "mulai", "arahan", "perpanjang", "tempel", "unggah", "isi", "rekap", "sajikan", "disposisi",
    "lapor",
}  # fmt: skip


@pytest.mark.browser
@pytest.mark.usefixtures("committed")
def test_without_scripts_both_clicks_reach_the_server_and_the_act_is_done_once(desk):
    desk.scripts = False
    sent = [
        len(desk.clicks_twice(d)[-1]) for d in COLLECTION if not d.at and d.verb in ONE_OF_A_KIND
    ]
    assert len(sent) == len(ONE_OF_A_KIND)
    assert max(sent) == 2, "no second click went out: nothing was tried"


@pytest.mark.browser
@pytest.mark.usefixtures("committed")
def test_back_to_a_page_that_was_refused_shows_how_things_stand_now(desk):
    """It was the answer to a form: without care the browser shows a page of its own instead."""
    run = to(start(desk.people), desk.people, "arahan")
    page = desk.page("sekretaris")
    page.goto(f"{desk.house}/pengumpulan/{run.pk}/arahan/")
    send = page.get_by_role("button", name="Terbitkan notulen")
    send.click()
    expect(page.get_by_role("alert")).to_contain_text("Belum dapat dilakukan")
    for name, text in EXAMPLES["notulen"].items():
        page.locator(f"[name=notulen-{name}]").fill(text)
    send.click()
    expect(page.locator("main")).to_contain_text("Langkah 2 selesai.")
    page.go_back()
    expect(page.locator("main")).to_contain_text("menerbitkan notulen")
    expect(send).to_have_count(0)
    assert Entry.objects.of(run).filter(verb="arahan").count() == 1
