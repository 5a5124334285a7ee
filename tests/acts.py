"""Acts as people do them with a mouse on a weak line: a double click, then the back button."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from sakip.papers.models import Paper
from sakip.sop.doors import runs
from sakip.sop.procedure import procedures
from sakip.sop.step import RETURN
from sakip.trail.models import Entry
from sakip.trail.models import Kind as Line

from .browsers import FREE, WEAK, line_of
from .promise import make_promise
from .walk import TW3

# What a second click is told where it was heard.
TOLD = "Sudah dikirim sebelumnya|Sudah tercatat|sudah diterapkan"


def nothing(page):
    """An act whose page asks for nothing."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One act: on what, by whom, from which state, and the sentence that tells that it is done.

    ready(desk) brings its object to the state and returns it; path(obj) is the page; fill(page)
    types what it asks for and goes on to where the button is; counted(obj) is what has to grow by
    one, and only once. Where the page offers the act again afterwards, `again` is what another
    click is told, or back(page) what is to be seen instead of it.
    """

    of: str
    verb: str
    by: str
    button: str
    says: str
    ready: Callable[[Any], Any]
    path: Callable[[Any], str]
    at: str = ""
    fill: Callable[[Any], None] = nothing
    counted: Callable[[Any], int] | None = None
    again: str = ""
    back: Callable[[Any], None] | None = None

    @property
    def name(self) -> tuple[str, str, str]:
        return (self.of, self.verb, self.at)


class Desk:
    """Every person at a browser of their own, and the run they work on."""

    def __init__(self, browser, house, people, scripts=True):
        self.browser, self.house, self.people, self.scripts = browser, house, people, scripts
        self.pages, self.lines, self.broken = {}, {}, []
        self.run = None

    def page(self, by):
        """The page of that person, signed in."""
        if by not in self.pages:
            context = self.browser.new_context(java_script_enabled=self.scripts)
            client = Client()
            client.force_login(getattr(self.people, by).user)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
            context.add_cookies([cookie | {"url": self.house}])
            page = context.new_page()
            page.on("pageerror", lambda error: self.broken.append(str(error)))
            self.pages[by], self.lines[by] = page, line_of(page)
        return self.pages[by]

    def close(self):
        for page in self.pages.values():
            page.context.close()

    def tries(self, deed: Deed):
        """The double click does it once and says so; so do the same form sent once more, and the
        back button with another click."""
        thing, page, address, sent = self.clicks_twice(deed)
        assert len(sent) == 1, (deed.name, "the page's script lets one through")
        times, everything = counted(deed, thing), (issued(), records())
        assert self.sends_again(page, sent[0]) == 302, deed.name
        self.goes_back(deed, page, address)
        assert counted(deed, thing) == times, deed.name
        assert (issued(), records()) == everything, deed.name
        assert not self.broken, (deed.name, self.broken)

    def clicks_twice(self, deed: Deed):
        """(its object, the page, where its button was, the forms that were sent)."""
        thing, page, sent = deed.ready(self), self.page(deed.by), []
        answer = page.goto(self.house + deed.path(thing))
        assert answer.status == 200, (deed.name, answer.status)
        deed.fill(page)
        address, before, papers = page.url, counted(deed, thing), issued()
        with listening(page, sent), self.weak_line(deed.by), page.expect_response(is_an_answer):
            button(page, deed).dblclick(delay=100)  # as a hand does it, and faster than the line
        told = deed.says if self.scripts else re.compile(f"{deed.says}|{TOLD}")
        expect(said(page), str(deed.name)).to_contain_text(told)
        grown = issued() - papers
        assert set(grown.values()) <= {1}, (deed.name, grown)
        assert counted(deed, thing) == before + 1, deed.name
        return thing, page, address, sent

    def sends_again(self, page, sent) -> int:
        """What the server answers when the very same form comes once more."""
        content = {"content-type": sent.headers["content-type"]}
        post = page.context.request.post
        return post(sent.url, data=sent.post_data_buffer, headers=content, max_redirects=0).status

    @contextmanager
    def weak_line(self, by):
        self.lines[by](WEAK)
        yield
        self.lines[by](FREE)

    def goes_back(self, deed, page, address):
        """Back to the page of the act: it can be read, and the act is not done another time."""
        page.go_back()
        if page.url != address:  # the answer came at the same address and took its place
            page.goto(address)
        expect(page.get_by_role("heading", level=1), str(deed.name)).to_be_visible()
        if deed.back:
            deed.back(page)
        elif deed.again:
            deed.fill(page)
            button(page, deed).click()
            expect(page.locator("main"), str(deed.name)).to_contain_text(deed.again)
        else:
            expect(button(page, deed), str(deed.name)).to_have_count(0)


@pytest.fixture(name="desk")
def sitting_down(browser, live_server, instansi, units, people):
    make_promise(instansi, units)
    desk = Desk(browser, live_server.url, people)
    yield desk
    desk.close()


def counted(deed, thing) -> int:
    """How often it was done: Records of it, each with a version of its own."""
    if deed.counted:
        return deed.counted(thing)
    done = Entry.objects.of(thing)
    assert done.count() == done.values("version").distinct().count()
    return done.filter(verb=deed.verb).count()


def button(page, deed):
    return page.get_by_role("button", name=deed.button, exact=True).first


def is_a_form(request) -> bool:
    return request.method == "POST" and request.is_navigation_request()


def is_an_answer(response) -> bool:
    return is_a_form(response.request)


@contextmanager
def listening(page, sent):
    """Keeps every form that the page sends."""

    def keep(request):
        if is_a_form(request):
            sent.append(request)

    page.on("request", keep)
    yield
    page.remove_listener("request", keep)


def said(page):
    """What the page says of the act that led to it."""
    return page.locator("main .pesan-daftar")


def issued() -> Counter:
    """How many papers there are of each kind, case and unit."""
    papers = Paper.objects.filter(status=Paper.ISSUED)
    return Counter(papers.values_list("case_label", "case_id", "kind_key", "unit_id", "run_id"))


def records() -> int:
    return Entry.objects.filter(kind__in=(Line.ACT, Line.UPLOAD)).count()


def every_act() -> set[tuple[str, str, str]]:
    """(label, verb, row it returns from) of all that a procedure of the house lets people do."""
    found = set()
    for model in procedures():
        label = model._meta.label_lower
        found |= {(label, row.key, "") for row in model.sop if not row.carried_by}
        found |= {(label, RETURN, row.key) for row in model.sop if row.back_to}
        found |= {(label, verb, "") for verb in model.acts}
    return found | {(model._meta.label_lower, "mulai", "") for model in runs().values()}


# -- deeds that both procedures have ----------------------------------------------------------------

WHY = "Menunggu surat dari provinsi, lengkapi isian yang ditandai."
BY = {"kepala": "kepala", "sekretaris": "sekretaris", "tim_sakip": "tim"}


def row(model, key, ready, says="", **more):
    """A row of the sheet, done on its own page."""
    step = model.row(key)
    return Deed(
        of=model._meta.label_lower, verb=key, by=BY[step.roles[0]], button=step.button,
        says=says or f"Langkah {step.number} selesai.", ready=ready, path=page_of(key), **more,
    )  # fmt: skip


def page_of(key):
    return lambda run: f"/{run.case_word}/{run.pk}/{key}/?tampil=semua"


def act(model, verb, by, ready, **more):
    """An act beside the rows, on the page that says first what will follow."""
    found, path = model.acts[verb], "{}tindakan/" + verb + "/"
    return Deed(
        of=model._meta.label_lower, verb=verb, by=by, button=found.button, ready=ready,
        says=f"{found.text}: tercatat.", path=lambda run: path.format(run.get_absolute_url()),
        fill=say_why if found.reason else nothing, **more,
    )  # fmt: skip


def opening(model):
    """Opening a period, which begins a run; afterwards that period is offered no more."""
    return Deed(
        of=model._meta.label_lower, verb="mulai", by="tim", button="Buka periode",
        says="Triwulan III 2026 dibuka.", ready=lambda desk: model,
        path=lambda m: f"/{m._meta.model_name}/buka/",
        fill=lambda page: page.get_by_label("Periode").select_option(TW3),
        counted=lambda m: m.objects.count(),
        back=lambda page: expect(page.locator(f"option[value='{TW3}']")).to_have_count(0),
    )  # fmt: skip


def say_why(page):
    page.locator("[name=catatan]").fill(WHY)


def mark_one(page):
    """One item marked to be returned, with kind and reason, and the direction for the whole."""
    radio = page.locator("input[value=kembalikan]").first
    radio.check(force=True)
    tanda, pk = radio.get_attribute("name").split("-p-")
    page.locator(f"[name='{tanda}-j-{pk}']").select_option("angka_diragukan")
    page.locator(f"[name='{tanda}-a-{pk}']").fill("Pembilang tidak cocok dengan SIMPEG.")
    say_why(page)
