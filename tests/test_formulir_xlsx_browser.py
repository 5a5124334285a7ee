"""The workbook's pages in a real browser: accessible, whole at every width, and from click to value."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from sakip.sop.perform import write

from .books import changed, put
from .looked import look

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]


@pytest.fixture
def desk(enter, form, people, tmp_path):
    """The Staf at the browser, with the workbook as the button gave it, and `bring(content)`."""
    page = enter(people.staf)
    page.goto(f"{page.house}/formulir/{form.pk}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh Excel").click()
    with open(download.value.path(), "rb") as file:
        book = file.read()

    def bring(content):
        path = tmp_path / "formulir.xlsx"
        path.write_bytes(content)
        page.goto(f"{page.house}/formulir/{form.pk}/")
        page.get_by_role("link", name="Unggah Excel").click()
        page.get_by_label("Buku kerja yang sudah diisi").set_input_files(path)
        page.get_by_role("button", name="Unggah dan periksa").click()
        return page.url.removeprefix(page.house)

    return SimpleNamespace(page=page, form=form, book=book, bring=bring)


def test_staf_takes_the_form_home_and_brings_it_back(desk):
    content = changed(desk.book, put("IKK-2", "Realisasi", 7), put("IKU-1", "Pembilang", 3))
    look(desk.page, desk.bring(content))
    desk.page.get_by_role("button", name="Terapkan semua").click()
    said = desk.page.get_by_text("2 perubahan dari formulir.xlsx tersimpan.")
    expect(said).to_be_visible()
    assert desk.form.isian.get(kode="IKK-2").nilai == 7


def test_faults_ticks_and_conflicts_can_be_read_by_everybody(desk, people):
    aduan = desk.form.isian.get(kode="IKK-2")
    write(aduan, by=people.staf, seen=aduan.seen(), keadaan="dilaporkan", nilai=5)
    content = changed(
        desk.book,
        put("IKK-2", "Realisasi", "7.5"),
        put("IKU-1", "Keadaan", "Sudah"),
        put("IKK-1", "Faktor penghambat", "Pejabat berganti. " * 30),
    )
    look(desk.page, desk.bring(content))
    for words in ("1 kesalahan pada buku kerja", "1 isian bentrok", "baca titik sebagai koma"):
        expect(desk.page.get_by_text(words).first).to_be_visible()


def test_a_refusal_says_what_to_do_and_shows_the_way_back(desk):
    address = desk.bring(b"<html>")
    expect(desk.page.get_by_role("alert")).to_contain_text("isinya bukan XLSX")
    desk.page.complaints.clear()  # the browser names the 422
    look(desk.page, address)
    desk.page.get_by_role("link", name="Kembali").click()
    expect(desk.page).to_have_url(f"{desk.page.house}/formulir/{desk.form.pk}/")
