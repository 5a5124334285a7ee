"""The last row in a browser: files that are not there yet, made again without leaving the page."""

from __future__ import annotations

import pytest
from django.test import Client

from sakip.papers.models import Paper
from tests.browsers import CHROMIUM
from tests.looked import faults, wider_than_its_window
from tests.promise import make_promise
from tests.walk import make_files, start, to

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium tidak ada pada mesin ini"),
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance methods"),
]


@pytest.fixture
def waiting(committed, instansi, units, people):
    """A run at its last row with every file made but one, which failed."""
    make_promise(instansi, units)
    run = to(start(people), people, "arsip")
    notulen = Paper.objects.filter(case_id=run.pk, kind_key="notulen", status=Paper.ISSUED)
    make_files(run)
    notulen.update(render=Paper.FAILED, fault="Pembuatan PDF terhenti.")
    return run, notulen.get()


@pytest.fixture
def tim(waiting, people, page, live_server):
    client = Client()
    client.force_login(people.tim.user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.house = live_server.url
    return page


@pytest.mark.parametrize("width", [360, 1366])
def test_the_working_form_of_a_row_lies_within_its_page(waiting, tim, width):
    run, _ = waiting
    tim.set_viewport_size({"width": width, "height": 800})
    tim.goto(f"{tim.house}{run.get_absolute_url()}arsip/")
    box = tim.locator(".rel-kerja").bounding_box()
    assert box["x"] >= 8 and box["x"] + box["width"] <= width - 8
    assert not wider_than_its_window(tim)
    assert faults(tim) == []
    assert "Setelah ini proses ditutup." in tim.inner_text(".rel-kerja")


def test_trying_again_leaves_what_was_typed_and_ends_in_the_file(waiting, tim):
    run, notulen = waiting
    tim.goto(f"{tim.house}{run.get_absolute_url()}arsip/")
    tim.fill("textarea", "Satu lampiran menyusul.")
    part = tim.locator(f"#naskah-{notulen.pk}")
    assert "Gagal dibuat" in part.inner_text()
    part.locator("button").click()
    part.get_by_text("PDF sedang dibuat").wait_for()
    assert tim.input_value("textarea") == "Satu lampiran menyusul."
    make_files(run)
    part.locator("a").wait_for(timeout=15000)  # the page looks again by itself
    assert "1 halaman" in part.inner_text()
    assert tim.input_value("textarea") == "Satu lampiran menyusul."
