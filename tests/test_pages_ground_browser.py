"""The shared parts in a real browser: axe, content policy, keyboard, and one click one effect."""

import os
import shutil

import pytest
from django.test import Client

from tests import ground_urls
from tests.looked import faults, wider_than_its_window

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium tidak ada pada mesin ini"),
    pytest.mark.urls("tests.ground_urls"),
    # pytest-base-url, which pytest-playwright brings, declares its fixture the old way
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance methods"),
]
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"]
ARGS += ["--no-first-run", "--disable-background-networking"]
ARGS += ["--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGS}


@pytest.fixture
def door(live_server, page, transactional_db, people):
    """A page in which the Sekretaris is signed in; `door.complaints` is what the browser said."""
    client = Client()
    client.force_login(people.sekretaris.user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.complaints = []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.house = live_server.url
    return page


PAGES = ["/daftar/?urut=-nama&halaman=7", "/formulir/", "/akun/2fa/", "/akun/password/change/"]


@pytest.mark.parametrize("width", [360, 1366, 1920])
def test_pages_are_whole_quiet_and_accessible_at_every_width(door, width):
    door.set_viewport_size({"width": width, "height": 800})
    for address in PAGES:
        door.goto(door.house + address)
        assert door.complaints == [], address
        assert not wider_than_its_window(door), address
        assert faults(door) == [], address
        door.complaints.clear()  # axe itself writes styles, which the policy refuses


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_faulty_form_and_a_conflict_are_accessible_by_day_and_by_night(door, scheme):
    door.emulate_media(color_scheme=scheme)
    door.goto(door.house + "/formulir/")
    door.fill("#id_target", "12.5")
    door.click("button[name=putusan]")
    door.wait_for_selector("[data-fokus]:focus", timeout=5000)
    assert faults(door) == []
    door.goto(door.house + "/galat/409/")
    assert faults(door) == []


def test_the_pages_before_the_door_are_accessible(door):
    door.context.clear_cookies()
    for address in ("/akun/login/?next=/kinerja/", "/akun/inactive/", "/tidak/ada/"):
        door.goto(door.house + address)
        assert faults(door) == [], address


def test_esc_closes_the_menu_and_gives_the_focus_back(door):
    door.goto(door.house + "/daftar/")
    door.focus("details.akun summary")
    door.keyboard.press("Enter")
    door.keyboard.press("Tab")
    assert door.evaluate("document.querySelector('details.akun').open")
    door.keyboard.press("Escape")
    assert not door.evaluate("document.querySelector('details.akun').open")
    assert door.evaluate("document.activeElement.matches('details.akun summary')")


def test_two_quick_clicks_are_one_submission_and_keep_the_button_that_was_clicked(door):
    ground_urls.SENT.clear()
    door.goto(door.house + "/kirim/")
    door.evaluate(  # the second click comes while the answer is still on its way
        """() => {
            const button = document.querySelector("[value=kembali]");
            button.click();
            setTimeout(() => button.click(), 150);
        }"""
    )
    door.wait_for_selector("#terkirim")
    assert ground_urls.SENT == ["kembali"]


def test_the_form_works_again_after_the_back_button(door):
    ground_urls.SENT.clear()
    door.goto(door.house + "/kirim/")
    door.click("[value=setuju]")
    door.wait_for_selector("#terkirim")
    door.go_back()
    door.click("[value=kembali]")
    door.wait_for_selector("#terkirim")
    assert ground_urls.SENT == ["setuju", "kembali"]


def test_icons_are_drawn_from_the_one_sprite(door):
    door.goto(door.house + "/daftar/")
    box = door.locator(".lencana .ikon use").first.bounding_box()
    assert box and box["width"] > 5 and box["height"] > 3
