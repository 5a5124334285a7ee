"""The first day without any script, and the settings in a real browser at every width."""

import pytest
from django.test import Client

from sakip.people import first_run
from sakip.people.guide import pages
from sakip.people.models import User
from sakip.trail.models import Kind
from sakip.trail.note import note
from tests.browsers import CHROMIUM
from tests.conftest import office
from tests.looked import faults, wider_than_its_window

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium tidak ada pada mesin ini"),
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance methods"),
]
SANDI = "Sungai-Mahakam-7"
LETTERHEAD = {
    "pemerintah": "Kabupaten Contoh",
    "nama": "Badan Contoh",
    "alamat": "Jl. Poros 1",
    "singkatan": "BKPSDM Contoh",
    "tempat": "Kota Contoh",
    "kode_surat": "BKPSDM",
}


def fill(page, **values):
    for name, value in values.items():
        page.fill(f"[name={name}]", value)


def follow(page, what):
    """Click, and be on the page that it leads to."""
    with page.expect_navigation():
        page.click(what)


def send(page):
    follow(page, "main form .btn-primary")


@pytest.fixture
def plain(committed, live_server, browser, settings, tmp_path):
    """A browser that runs no script, before an installation with nobody in it."""
    settings.VAR = tmp_path
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    yield context.new_page()
    context.close()


def test_the_first_day_needs_no_script(plain):
    plain.goto("/")
    assert plain.url.endswith("/awal/")
    plain.goto(f"/awal/?kunci={first_run.make_key()}")
    fill(plain, **LETTERHEAD)
    send(plain)
    fill(plain, nama="Admin Satu", username="admin", sandi=SANDI, sandi_lagi=SANDI)
    send(plain)
    assert plain.url.endswith("/kelola/")
    follow(plain, "text=Lanjutkan: Unit kerja")
    fill(plain, **{"unit-2-nama": "Bidang Mutasi", "unit-2-singkatan": "MP"})
    send(plain)
    plain.goto("/kelola/")
    follow(plain, "text=Lanjutkan: Orang dan penugasan")
    for line in range(7):
        digits = f"1980030320050110{line:02}"
        fill(plain, **{f"orang-{line}-nama": f"Orang {line}", f"orang-{line}-nip": digits})
    send(plain)
    assert "7 orang ditambahkan" in plain.inner_text("main")
    send(plain)
    slips = plain.locator(".slip")
    assert slips.count() == 7
    name = slips.nth(0).locator("b.angka").inner_text()
    typed = slips.nth(0).locator(".slip-sandi").inner_text()
    plain.context.clear_cookies()
    plain.goto("/akun/login/")
    fill(plain, login=name, password=typed)
    send(plain)
    assert plain.url.endswith("/akun/password/change/")
    fill(plain, oldpassword=typed, password1=SANDI, password2=SANDI)
    send(plain)
    plain.goto("/akun/")
    assert "Penugasan saya" in plain.inner_text("main")


@pytest.fixture
def desk(committed, live_server, page, people, instansi):
    """A page in which the admin of instansi and installation is signed in."""
    office(None, "admin", None, "admin", "Admin instalasi")
    User.objects.filter(username="staf").update(password="!x")
    for number in range(60):
        note(Kind.CONFIGURED, instansi=instansi, by=people.admin, note=f"Baris {number}.")
    client = Client()
    client.force_login(people.admin.user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.complaints = []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.house = live_server.url
    return page


@pytest.mark.parametrize("width", [360, 1366, 1920])
def test_the_settings_are_whole_quiet_and_accessible_at_every_width(desk, people, width):
    desk.set_viewport_size({"width": width, "height": 800})
    for address in (
        "/kelola/",
        "/kelola/instansi/",
        "/kelola/unit/",
        "/kelola/orang/",
        "/kelola/orang/baru/",
        "/kelola/orang/banyak/",
        f"/kelola/orang/{people.staf.user_id}/",
        "/kelola/penugasan/",
        "/kelola/penugasan/baru/",
        f"/kelola/penugasan/{people.staf.pk}/",
        "/kelola/slip/",
        "/kelola/instalasi/",
        "/kelola/jejak/",
        "/akun/",
    ):
        desk.goto(desk.house + address)
        assert desk.complaints == [], address
        assert not wider_than_its_window(desk), address
        assert faults(desk) == [], address
        desk.complaints.clear()  # axe itself writes styles, which the policy refuses


LOADED = """Promise.all([...document.querySelectorAll("article img")].map((picture) => {
  picture.loading = "eager";
  return picture.decode();
}))"""


def test_the_guide_is_as_wide_as_its_window_with_all_its_pictures(desk):
    for width in (360, 1366):
        desk.set_viewport_size({"width": width, "height": 800})
        for name in sorted(pages() - {"README"}):
            desk.goto(f"{desk.house}/panduan/{name}/")
            desk.evaluate(LOADED)
            assert not wider_than_its_window(desk), name
            assert faults(desk) == [], name
            assert "|" not in desk.inner_text("article"), name  # a table is drawn as one


def test_faults_and_slips_are_accessible_by_night_too(desk):
    desk.emulate_media(color_scheme="dark")
    desk.goto(f"{desk.house}/kelola/orang/baru/")
    send(desk)
    assert faults(desk) == []
    desk.goto(f"{desk.house}/kelola/slip/")
    desk.complaints.clear()
    send(desk)
    assert desk.locator(".slip").count() == 1
    assert desk.complaints == []
    assert faults(desk) == []


def test_the_master_data_break_no_content_policy(desk):
    for address in (
        "/kelola/data/",
        "/kelola/data/sop/harilibur/",
        "/kelola/data/sop/harilibur/add/",
    ):
        desk.goto(desk.house + address)
        assert desk.complaints == [], address


def test_a_session_says_in_time_that_it_ends_and_is_kept_with_one_click(desk, settings):
    settings.SESSION_IDLE = 30 * 60
    desk.clock.install()
    desk.goto(f"{desk.house}/kelola/orang/baru/")
    desk.fill("[name=nama]", "Belum terkirim")
    desk.clock.fast_forward("27:00")
    assert desk.locator(".pita").count() == 0
    desk.clock.fast_forward("01:30")
    assert "berakhir dalam dua menit" in desk.inner_text(".pita")
    assert faults(desk) == []
    desk.click("text=Tetap masuk")
    desk.wait_for_selector(".pita", state="detached")
    desk.clock.fast_forward("31:00")
    assert "Sesi Anda berakhir." in desk.inner_text(".pita")
    assert desk.input_value("[name=nama]") == "Belum terkirim"
