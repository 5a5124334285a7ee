"""A weak line, a stopped server, an ended sign-in: in a real browser."""

import json
import select
import socket
import socketserver
import threading
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from collection.models import Isian, Riwayat

from .browsers import WEAK
from .collected import received
from .conftest import office
from .gridded import cut, kept, lose_answers, mend, opened, saved, sign_in, thirty_rows
from .promise import make_promise
from .walk import do, fill

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed", "weak_line")]


def test_the_line_is_weak_on_every_page_that_is_opened(form, people, enter):
    page = enter(people.staf)
    for _ in range(2):
        opened(page, form)
        waited = page.evaluate(
            "async () => {const t = performance.now(); await fetch('/akun/'); return performance.now() - t}"
        )
        assert waited >= 290
        page.goto("about:blank")


def test_a_row_is_saved_after_the_last_key_and_says_so(form, people, enter):
    page = enter(people.staf)
    aduan, _ = opened(page, form)
    page.locator(f"#n-{aduan.pk}").press_sequentially("12")
    saved(page, aduan)
    expect(page.locator("#kabar")).to_have_text("IKK-2: Tersimpan 09.00")
    expect(page.locator("#terjawab")).to_have_text("1")
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(12)
    assert kept(page) == []
    assert page.complaints == []


def test_one_request_at_a_time_and_the_newest_typing_wins(form, people, enter):
    page = enter(people.staf)
    aduan, iku = opened(page, form)
    under_way, most, sent = [], [], []

    def slow(route):
        under_way.append(1)
        most.append(len(under_way))
        sent.append(route.request.post_data)
        answer = route.fetch()
        page.wait_for_timeout(500)
        under_way.pop()
        route.fulfill(response=answer)

    page.route("**/simpan/", slow)
    field = page.locator(f"#n-{aduan.pk}")
    for digit in "12345":
        field.press_sequentially(digit)
        page.wait_for_timeout(750)
    page.fill(f"#a-{iku.pk}", "3")
    page.fill(f"#b-{iku.pk}", "4")
    saved(page, iku)
    expect(page.locator(f"#simpan-b{aduan.pk}")).to_contain_text("Tersimpan")
    page.unroute("**/simpan/")
    assert max(most) == 1 and len(sent) < 7
    assert page.input_value(f"#n-{aduan.pk}") == "12345"
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(12345)


def test_a_cut_line_loses_nothing_not_even_when_the_browser_is_closed(form, people, enter):
    page = enter(people.staf)
    aduan, iku = opened(page, form)
    cut(page)
    page.fill(f"#n-{aduan.pk}", "12")
    page.fill(f"#a-{iku.pk}", "80")
    page.fill(f"#b-{iku.pk}", "100")
    expect(page.locator("#luring")).to_contain_text(
        "2 baris belum terkirim, tersimpan pada perangkat"
    )
    expect(page.locator(f"#simpan-b{aduan.pk}")).to_contain_text("Belum terkirim, dicoba lagi")
    assert Riwayat.objects.count() == 0
    page.get_by_role("button", name="Simpan", exact=True).last.click()
    expect(page.locator("#kabar")).to_contain_text("Tombol tidak dijalankan")
    page.goto("about:blank")
    page.unroute("**/simpan/")
    opened(page, form)
    saved(page, aduan)
    saved(page, iku)
    assert page.input_value(f"#n-{aduan.pk}") == "12"
    assert kept(page) == []
    assert sorted(Isian.objects.filter(formulir=form, version=1).values_list("kode", flat=True)) == [
        "IKK-2", "IKU-1",
    ]  # fmt: skip


def test_a_server_that_answers_nothing_though_it_has_saved_is_asked_again_without_harm(
    form, people, enter
):
    page = enter(people.staf)
    aduan, _ = opened(page, form)
    lose_answers(page)
    page.fill(f"#n-{aduan.pk}", "12")
    expect(page.locator(f"#simpan-b{aduan.pk}")).to_contain_text("Belum terkirim")
    page.locator(f"#n-{aduan.pk}").press_sequentially("5")
    page.wait_for_timeout(900)
    mend(page)
    saved(page, aduan)
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(125)
    assert page.locator(".bentrok").count() == 0, "one is not in conflict with oneself"


def test_what_is_typed_back_after_a_lost_answer_is_what_the_server_keeps(form, people, enter):
    page = enter(people.staf)
    aduan, _ = opened(page, form)
    lose_answers(page)
    page.fill(f"#n-{aduan.pk}", "7")
    expect(page.locator(f"#simpan-b{aduan.pk}")).to_contain_text("Belum terkirim")
    page.fill(f"#n-{aduan.pk}", "")
    page.unroute("**/simpan/")
    saved(page, aduan)
    aduan.refresh_from_db()
    assert (aduan.nilai, page.input_value(f"#n-{aduan.pk}")) == (None, "")
    assert kept(page) == []


def test_a_figure_keeps_its_spelling_until_it_is_left_and_its_row_is_then_saved_as_read(
    form, people, enter
):
    page = enter(people.staf)
    aduan, iku = opened(page, form)
    field = page.locator(f"#n-{aduan.pk}")
    field.press_sequentially("1.418")
    saved(page, aduan)
    assert field.input_value() == "1.418"
    assert len(kept(page)) == 1, "it is not what the server says, and is not forgotten"
    page.focus(f"#a-{iku.pk}")
    expect(field).to_have_value("1418")
    saved(page, aduan)
    assert kept(page) == []
    assert Riwayat.objects.count() == 1
    field.fill("2.500")
    saved(page, aduan)
    field.press("End")
    page.get_by_role("button", name="Simpan", exact=True).last.click()
    page.wait_for_selector("main [role=status] >> text=tersimpan")
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(2500)


class Door(socketserver.ThreadingTCPServer):
    """An address before the server that can be shut and opened again, as when it is restarted."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, behind, port=0):
        self.behind, self.open = behind, []
        super().__init__(("localhost", port), Passage)
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()

    def shut(self):
        self.shutdown()
        self.server_close()
        for end in self.open:
            end.close()


class Passage(socketserver.BaseRequestHandler):
    def handle(self):
        with socket.create_connection(self.server.behind) as beyond:
            ends = [self.request, beyond]
            self.server.open += ends
            while all(end.fileno() >= 0 for end in ends):
                for end in select.select(ends, [], [], 0.1)[0]:
                    said = end.recv(65536) if end.fileno() >= 0 else b""
                    if not said:
                        return
                    ends[1 - ends.index(end)].sendall(said)


def test_a_server_that_is_stopped_while_one_types_and_started_again_has_every_row(
    form, people, enter, live_server
):
    page = enter(people.staf)
    behind = (live_server.thread.host, live_server.thread.port)
    door = Door(behind)
    port = door.server_address[1]
    page.house = f"http://localhost:{port}"
    aduan, iku = opened(page, form)
    page.fill(f"#n-{aduan.pk}", "1")
    saved(page, aduan)
    door.shut()
    page.fill(f"#n-{aduan.pk}", "12")
    page.fill(f"#a-{iku.pk}", "80")
    page.fill(f"#b-{iku.pk}", "100")
    expect(page.locator("#luring")).to_contain_text("2 baris belum terkirim")
    page.fill(f"#n-{aduan.pk}", "123")
    door = Door(behind, port)
    saved(page, iku)
    expect(page.locator(f"#simpan-b{aduan.pk}")).to_contain_text("Tersimpan")
    page.goto("about:blank")
    door.shut()
    aduan.refresh_from_db()
    iku.refresh_from_db()
    assert (aduan.nilai, iku.nilai) == (Decimal(123), Decimal(80))
    assert iku.riwayat.count() == 1


def test_an_ended_sign_in_loses_nothing_and_goes_on_in_another_tab(form, people, enter):
    page = enter(people.staf)
    aduan, _ = opened(page, form)
    Session.objects.all().delete()
    page.fill(f"#n-{aduan.pk}", "12")
    band = page.locator("#luring")
    expect(band).to_contain_text("1 baris belum terkirim")
    expect(band).to_contain_text("Sesi Anda berakhir")
    expect(band.get_by_role("link", name="Masuk di tab baru")).to_have_attribute(
        "href", f"/akun/login/?next=%2Fformulir%2F{form.pk}%2F"
    )
    sign_in(page, people.staf)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page, aduan)
    assert kept(page) == []


def test_another_person_at_the_same_computer_sees_and_sends_nothing_of_it(
    form, people, enter, units, instansi
):
    other = office(instansi, "staf", units.mutasi, "staf3", "Staf Mutasi kedua")
    page = enter(people.staf)
    aduan, _ = opened(page, form)
    cut(page)
    page.fill(f"#n-{aduan.pk}", "4711")
    expect(page.locator("#luring")).to_contain_text("1 baris")
    sign_in(page, other)
    mend(page)
    expect(page.locator("#luring")).to_contain_text("baris ini milik orang lain")
    opened(page, form)
    page.wait_for_timeout(300)
    assert page.input_value(f"#n-{aduan.pk}") == ""
    assert page.locator("#luring").is_hidden()
    assert "4711" not in json.dumps(page.evaluate("({...localStorage})")), "it lies there sealed"
    sign_in(page, people.staf)
    opened(page, form)
    saved(page, aduan)
    assert Riwayat.objects.get().by == people.staf


def test_signing_out_takes_it_along_after_saying_so(form, people, enter):
    page = enter(people.staf)
    aduan, _ = opened(page, form)
    cut(page)
    page.fill(f"#n-{aduan.pk}", "12")
    expect(page.locator("#luring")).to_contain_text("1 baris")
    page.locator("details.akun summary").click()
    page.get_by_role("button", name="Keluar", exact=True).click()
    button = page.get_by_role("button", name="Keluar dan hapus 1 isian belum terkirim")
    assert len(kept(page)) == 1
    button.click()
    page.wait_for_url("**/akun/login/**")
    assert kept(page) == []


def test_rows_of_a_form_that_has_moved_on_are_shown_and_sent_only_when_asked(form, people, enter):
    page = enter(people.staf)
    aduan, _ = opened(page, form)
    cut(page)
    page.fill(f"#n-{aduan.pk}", "12")
    expect(page.locator("#luring")).to_contain_text("1 baris")
    fill(form, people.staf)
    do(form, "isi", people.staf)
    page.unroute("**/simpan/")
    page = enter(people.bidang)
    do(form, "kembalikan", people.bidang, note="Periksa lagi.")
    page = enter(people.staf)
    opened(page, form)
    expect(page.locator(".belum-terkirim >> text=IKK-2: ")).to_be_visible()
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(10)
    page.get_by_role("button", name="Kirim juga").click()
    panel = page.locator(".bentrok")
    expect(panel).to_contain_text("IKK-2 diubah oleh Staf Mutasi")
    panel.get_by_role("button", name="Pakai yang tercatat").click()
    assert kept(page) == []


def test_rows_that_came_too_late_can_be_thrown_away(form, people, enter):
    page = enter(people.staf)
    aduan, _ = opened(page, form)
    cut(page)
    page.fill(f"#n-{aduan.pk}", "12")
    expect(page.locator("#luring")).to_contain_text("1 baris")
    do(form, "perpanjang", people.sekretaris, note="Cuti.", tenggat=date(2026, 12, 1))
    page.unroute("**/simpan/")
    opened(page, form)
    page.get_by_role("button", name="Hapus dari perangkat").click()
    assert kept(page) == []
    aduan.refresh_from_db()
    assert aduan.version == 0


def test_the_button_waits_for_the_rows_and_a_double_click_does_its_deed_once(form, people, enter):
    fill(form, people.staf)
    page = enter(people.staf)
    aduan, _ = opened(page, form)
    page.fill(f"#n-{aduan.pk}", "5")
    page.get_by_role("button", name="Ajukan").dblclick()
    page.wait_for_selector("text=Formulir diajukan")
    aduan.refresh_from_db()
    assert aduan.nilai == Decimal(5)
    assert type(form).objects.get(pk=form.pk).version == form.version + 1
    page.go_back()
    page.wait_for_load_state()
    assert page.locator(f"#n-{aduan.pk}").count() == 0 or page.complaints == []


def test_thirty_rows_over_three_hundred_milliseconds_and_fifty_kilobytes_a_second(
    instansi, units, people, enter, weak_line
):
    make_promise(instansi, units, rows=thirty_rows())
    form = received(people)
    page = enter(people.staf)
    page.goto(page.house + form.get_absolute_url())
    rows = list(form.isian.order_by("urut"))
    page.focus(f"#a-{rows[0].pk}")
    for n in range(1, 31):
        page.keyboard.type(str(n))
        if n % 3:
            page.keyboard.press("Tab")
            page.keyboard.type("50")
        page.keyboard.press("Enter")
        if n == 10:
            weak_line({**WEAK, "offline": True})
        if n == 20:
            page.wait_for_timeout(700)
            weak_line(WEAK)
    expect(page.locator(".simpan:not([data-status=tersimpan])")).to_have_count(0, timeout=60000)
    expect(page.locator(".simpan")).to_have_count(30, timeout=60000)
    for n, row in enumerate(form.isian.order_by("urut"), 1):
        assert row.nilai == (Decimal(2 * n) if n % 3 else Decimal(n)), row.kode
        assert row.riwayat.count() <= 2
