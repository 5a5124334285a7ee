"""Evidence beside a row of the grid, in a real browser: a typed link, a chosen file."""

from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from sakip.sop.perform import write

from .gridded import kept, lose_answers, opened, saved, sign_in
from .uploads import PDF

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed", "weak_line")]


ADDRESS = "https://arsip.contoh.example/sk"


def with_evidence_open(page, form):
    aduan, iku = opened(page, form)
    page.locator(f"#b{aduan.pk}").get_by_role("button", name="Tambah bukti").click()
    expect(page.locator(f"#bt-{aduan.pk}")).to_be_visible()
    return aduan, iku


def test_a_link_is_laid_as_evidence_once_it_is_left_and_not_while_it_is_typed(form, people, enter):
    page = enter(people.staf)
    aduan, _ = with_evidence_open(page, form)
    link, name = page.locator(f"#bt-{aduan.pk}"), page.locator(f"#bn-{aduan.pk}")
    page.fill(f"#n-{aduan.pk}", "7")
    link.press_sequentially(ADDRESS[:-3])
    saved(page, aduan)
    page.wait_for_timeout(900)
    link.press_sequentially(ADDRESS[-3:])
    link.press("Tab")
    name.press_sequentially("SK jabatan")
    page.wait_for_timeout(900)
    assert not aduan.bukti.exists() and len(kept(page)) == 1
    name.press("Tab")
    expect(page.locator(f"#hb{aduan.pk}")).to_contain_text("SK jabatan")
    assert (link.input_value(), name.input_value(), kept(page)) == ("", "", [])
    assert page.complaints == []


def test_a_link_outlives_a_lost_answer_and_lies_there_once(form, people, enter):
    page = enter(people.staf)
    aduan, _ = with_evidence_open(page, form)
    lose_answers(page)
    link = page.locator(f"#bt-{aduan.pk}")
    link.fill(ADDRESS)
    link.press("Shift+Tab")
    expect(page.locator("#luring")).to_contain_text("1 baris belum terkirim")
    page.goto("about:blank")
    page.unroute("**/simpan/")
    opened(page, form)
    expect(page.locator(f"#hb{aduan.pk}")).to_contain_text(ADDRESS)
    page.wait_for_timeout(200)
    assert kept(page) == []
    assert aduan.bukti.get().tautan == ADDRESS


def test_half_a_link_is_not_laid_there_and_still_stands_in_its_place_the_next_time(
    form, people, enter
):
    page = enter(people.staf)
    aduan, _ = with_evidence_open(page, form)
    Session.objects.all().delete()
    link = page.locator(f"#bt-{aduan.pk}")
    link.press_sequentially(ADDRESS[:-3])
    page.wait_for_timeout(900)
    page.goto("about:blank")
    sign_in(page, people.staf)
    opened(page, form)
    expect(link).to_have_value(ADDRESS[:-3])
    assert not aduan.bukti.exists()
    link.press("End")
    link.press_sequentially(ADDRESS[-3:])
    page.get_by_role("button", name="Simpan", exact=True).last.click()
    page.wait_for_selector("main [role=status] >> text=tersimpan")
    assert aduan.bukti.get().tautan == ADDRESS
    assert kept(page) == []


def test_a_link_left_while_its_row_is_on_its_way_goes_with_the_next_one(form, people, enter):
    page = enter(people.staf)
    aduan, _ = with_evidence_open(page, form)

    def slow(route):
        answer = route.fetch()
        page.wait_for_timeout(500)
        route.fulfill(response=answer)

    page.route("**/simpan/", slow)
    page.fill(f"#n-{aduan.pk}", "7")
    with page.expect_request("**/simpan/"):
        page.fill(f"#bt-{aduan.pk}", ADDRESS)
    page.locator(f"#bt-{aduan.pk}").press("Shift+Tab")
    expect(page.locator(f"#hb{aduan.pk}")).to_contain_text(ADDRESS)
    page.unroute("**/simpan/")
    aduan.refresh_from_db()
    assert (aduan.nilai, aduan.bukti.get().tautan) == (Decimal(7), ADDRESS)


def test_who_leaves_a_conflict_with_what_is_recorded_keeps_the_link_they_typed(form, people, enter):
    page = enter(people.staf)
    aduan, _ = with_evidence_open(page, form)
    write(aduan, by=people.bidang, seen=aduan.seen(), keadaan="dilaporkan", nilai=9)
    link = page.locator(f"#bt-{aduan.pk}")
    page.fill(f"#n-{aduan.pk}", "7")
    link.fill(ADDRESS)
    link.press("Shift+Tab")
    page.locator(".bentrok").get_by_role("button", name="Pakai yang tercatat").click()
    expect(page.locator(f"#hb{aduan.pk}")).to_contain_text(ADDRESS)
    aduan.refresh_from_db()
    assert (aduan.nilai, aduan.bukti.get().tautan) == (Decimal(9), ADDRESS)
    assert kept(page) == []


def test_what_is_no_address_is_told_at_its_input_and_mended_there(form, people, enter):
    page = enter(people.staf)
    aduan, _ = with_evidence_open(page, form)
    link = page.locator(f"#bt-{aduan.pk}")
    link.fill("arsip kantor")
    link.press("Shift+Tab")
    expect(page.locator(f"#bt-{aduan.pk}-galat")).to_contain_text("bukan alamat")
    assert link.input_value() == "arsip kantor" and len(kept(page)) == 1
    link.fill(ADDRESS)
    link.press("Shift+Tab")
    expect(page.locator(f"#hb{aduan.pk}")).to_contain_text(ADDRESS)
    assert page.locator(f"#bt-{aduan.pk}-galat").count() == 0 and kept(page) == []


def test_leaving_the_page_with_a_chosen_file_is_asked_about_and_the_button_sends_it(
    form, people, enter, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    page = enter(people.staf)
    aduan, _ = with_evidence_open(page, form)
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    file = {"name": "daftar.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.set_input_files(f"#bk-{aduan.pk}", file)
    page.get_by_role("link", name="Unggah Excel").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.url == page.house + form.get_absolute_url()
    page.get_by_role("button", name="Simpan", exact=True).last.click()
    page.wait_for_selector("main [role=status] >> text=tersimpan")
    assert aduan.bukti.get().berkas.nama == "daftar.pdf"
    page.get_by_role("link", name="Unggah Excel").click()
    page.wait_for_url("**/unggah/")
    assert asked == ["beforeunload"], "nor by the button, nor where there is none"
