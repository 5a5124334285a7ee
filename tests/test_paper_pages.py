"""A paper whose file is still being made, or failed, on the pages that list it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks import default_task_backend

from sakip.papers import tasks
from sakip.papers.models import Paper
from sakip.papers.pdf import NotMade, Pdf

from .ground import grounded
from .promise import make_promise
from .walk import start, to


@grounded
def run(instansi, units, people):
    make_promise(instansi, units)
    return to(start(people), people, "pengisian")


@pytest.fixture
def notulen(run):
    return Paper.objects.get(case_id=run.pk, kind_key="notulen", status=Paper.ISSUED)


@pytest.fixture
def failed(notulen, monkeypatch):
    def refuse(press, paper, beat=None):
        raise NotMade("Pembuatan PDF terhenti: lebih dari 60 detik.")

    monkeypatch.setattr(tasks, "paper_pdf", refuse)
    for _ in range(tasks.ATTEMPTS):
        tasks.make(notulen.pk)
    default_task_backend.clear()
    return notulen


def queued() -> list[int]:
    return [r.args[0] for r in default_task_backend.results]


def part(browser, paper, where) -> str:
    """What a page says of one paper and its file."""
    page = browser.get(where).content.decode()
    found = re.search(rf'<div class="naskah-berkas" id="naskah-{paper.pk}".*?</div>', page, re.S)
    return found[0] if found else ""


def pages(run):
    return [run.get_absolute_url(), f"{run.get_absolute_url()}arahan/"]


def test_a_paper_being_made_says_so_and_looks_again_by_itself(run, notulen, people, signed_in):
    browser = signed_in(people.tim)
    for where in [*pages(run), f"/naskah/{notulen.pk}/"]:
        said = part(browser, notulen, where)
        assert "PDF sedang dibuat" in said and "<a " not in said
        assert f'hx-get="/naskah/{notulen.pk}/keadaan/?ke=1"' in said


def test_looking_again_ends_after_two_minutes_or_with_the_file(
    run, notulen, people, signed_in, monkeypatch
):
    browser, way = signed_in(people.tim), f"/naskah/{notulen.pk}/keadaan/"
    assert 'keadaan/?ke=40"' in browser.get(f"{way}?ke=39").content.decode()
    for asked in ("40", "999"):
        last = browser.get(f"{way}?ke={asked}").content.decode()
        assert "hx-get" not in last and f'href="/naskah/{notulen.pk}/"' in last
    assert browser.get(f"{way}?ke=x").status_code == 200
    monkeypatch.setattr(tasks, "paper_pdf", lambda *_, **__: Pdf(b"%PDF-1.7 isi", 3))
    tasks.make(notulen.pk)
    ready = browser.get(f"{way}?ke=2").content.decode()
    assert "hx-get" not in ready and "3 halaman" in ready


def test_a_failed_paper_says_why_and_offers_to_try_again(run, failed, people, signed_in):
    browser = signed_in(people.tim)
    for where in [*pages(run), f"/naskah/{failed.pk}/"]:
        said = part(browser, failed, where)
        assert "Gagal dibuat" in said and "lebih dari 60 detik" in said
        assert f'action="/naskah/{failed.pk}/ulang/"' in said and "csrfmiddlewaretoken" in said


def test_trying_again_puts_it_on_the_workers_list_once(run, failed, people, signed_in):
    browser, way = signed_in(people.tim), f"/naskah/{failed.pk}/ulang/"
    answer = browser.post(way)
    assert answer.status_code == 302 and answer["Location"] == f"/naskah/{failed.pk}/"
    assert "PDF sedang dibuat" in part(browser, failed, answer["Location"])
    again = browser.post(way, headers={"HX-Request": "true"}).content.decode()
    assert again.lstrip().startswith('<div class="naskah-berkas"') and "sedang dibuat" in again
    assert queued() == [failed.pk]


def test_only_who_may_open_the_paper_sees_its_state_or_tries_again(
    run, failed, people, signed_in, client
):
    for by in (people.staf, people.bidang, people.admin):
        browser = signed_in(by)
        assert browser.post(f"/naskah/{failed.pk}/ulang/").status_code == 404
        assert browser.get(f"/naskah/{failed.pk}/keadaan/").status_code == 404
    assert signed_in(people.tim).get(f"/naskah/{failed.pk}/ulang/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(people.tim).cookies
    assert strict.post(f"/naskah/{failed.pk}/ulang/").status_code == 403
    failed.refresh_from_db()
    assert failed.render == Paper.FAILED and queued() == []


def test_the_page_of_a_process_asks_no_more_often_for_more_papers(run, people, signed_in):
    browser = signed_in(people.tim)
    browser.get(run.get_absolute_url())  # the calendar is read once
    with CaptureQueriesContext(connection) as many:
        page = browser.get(run.get_absolute_url()).content.decode()
    Paper.objects.filter(case_id=run.pk, kind_key="formulir").update(superseded=True)
    with CaptureQueriesContext(connection) as few:
        fewer = browser.get(run.get_absolute_url()).content.decode()
    assert page.count("naskah-berkas") > fewer.count("naskah-berkas")
    assert len(many) <= len(few)
