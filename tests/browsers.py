"""The browser of the tests marked `browser`: Debian's Chromium, and what holds where it is missing.

Without Chromium, or with BROWSER=none, those tests are skipped; BROWSER=required makes that, a
skip for any other reason, and a suite without any of them a failure.
"""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import expect

CHROMIUM = None if os.environ.get("BROWSER") == "none" else shutil.which("chromium")
REQUIRED = os.environ.get("BROWSER") == "required"

# Playwright runs an event loop in the thread of the test, which Django would take for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# As it is up the Mahakam: a way there and back of 300 ms, 50 kB a second.
WEAK = {"offline": False, "latency": 300, "downloadThroughput": 50e3, "uploadThroughput": 50e3}
FREE = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}

# Such a line, on a machine that has much else to do.
expect.set_options(timeout=20_000)


def line_of(page):
    """line(WEAK), line(FREE): how that page reaches the server from now on."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    return lambda how: session.send("Network.emulateNetworkConditions", how)


@pytest.fixture
def weak_line(page):
    """The line of `page`, weak from the first byte; line(...) changes it."""
    line = line_of(page)
    line(WEAK)
    return line


@pytest.fixture(name="enter")
def entering(live_server, page):
    """enter(office) -> the page, signed in; `complaints` is what the browser said."""
    from django.test import Client

    page.complaints, page.house = [], live_server.url
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))

    def as_(office):
        client = Client()
        client.force_login(office.user)
        cookie = client.cookies["sessionid"].value
        page.context.clear_cookies()
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return page

    return as_


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Chromium as root, on a small machine, calling nobody."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


def browsers_there(items):
    """The tests of a browser that is missing are skipped, or refused where it is required."""
    walks = [item for item in items if item.get_closest_marker("browser")]
    if REQUIRED and not (walks and CHROMIUM):
        lack = "tidak ada Chromium" if walks else "tidak ada satu pun uji peramban"
        raise pytest.UsageError(f"BROWSER=required, tetapi {lack}.")
    if not CHROMIUM:
        for item in walks:
            item.add_marker(pytest.mark.skip(reason="Chromium tidak ada di mesin ini"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if REQUIRED and report.skipped and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"BROWSER=required, tetapi uji ini dilewati: {report.longrepr}"
    return report
