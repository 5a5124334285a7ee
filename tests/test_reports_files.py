"""The files of reports: made once by a worker, tried again, and unchanged once approved."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from reports import files
from reports.models import ReportFile
from sakip.planning.models import Indikator, Node
from sakip.trail.models import Entry
from sakip.trail.models import Kind as Trail

from .ground import grounded
from .measured import collect
from .reported import OF, PERIODE, SPENT, VALUES, book, content, made, report, whole_quarter

pytestmark = pytest.mark.django_db


@grounded
def quarter(promise, people):
    return whole_quarter(people)


# -- what is approved stays --------------------------------------------------------------------


def test_an_approved_report_is_the_same_bytes_after_the_master_data_changed(
    quarter, instansi, people
):
    slugs = ["rekapitulasi-capaian", "kertas-kerja-pengukuran", "rekapitulasi-pengumpulan"]
    before = {
        (slug, form): content(made(report(instansi, slug), form, people.tim.user))
        for slug in slugs
        for form in ("pdf", "xlsx")
    }
    Indikator.objects.update(nama="Nama lain", desimal=0, batas_atas=Decimal(50))
    Node.objects.update(nama="Tempat lain")
    kept = {(f.slug, f.bentuk): content(f) for f in ReportFile.objects.filter(slug__in=slugs)}
    assert kept == before
    for (slug, form), data in before.items():
        found = report(instansi, slug)
        file = ReportFile.objects.get(slug=slug, bentuk=form)
        again, _ = files.content_of(found, found.document(), file)
        assert again == data, (slug, form)


def test_the_file_of_an_approved_report_is_made_once_and_cannot_be_changed(
    quarter, instansi, people
):
    found = report(instansi, "rekapitulasi-capaian")
    file = made(found, "xlsx", people.tim.user)
    assert file.keadaan == ReportFile.TETAP
    assert made(found, "xlsx", people.kepala.user).pk == file.pk
    assert ReportFile.objects.count() == 1
    line = Entry.objects.filter(kind=Trail.FILE, object_label="reports.reportfile").get()
    assert line.data["sha256"] == file.sha256
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        ReportFile.objects.filter(pk=file.pk).update(sha256="0" * 64)


def test_a_report_of_what_is_still_under_way_says_so_and_is_made_anew(promise, people, instansi):
    run = collect(people, PERIODE, VALUES, SPENT, until="rekap")
    found = report(instansi, "rekapitulasi-pengumpulan")
    assert "SEMENTARA" in found.document()["catatan"][0]
    file = made(found, "xlsx", people.tim.user)
    assert file.keadaan == ReportFile.SIAP
    first = file.sidik
    isian = run.forms.first().isian.first()
    type(isian).objects.filter(pk=isian.pk).update(alasan="Diperiksa ulang.")
    file = made(report(instansi, "rekapitulasi-pengumpulan"), "xlsx", people.tim.user)
    assert file.sidik != first
    assert "Diperiksa ulang." in str(list(book(content(file)).worksheets[0].values))


# -- making one --------------------------------------------------------------------------------


def test_a_file_that_one_worker_is_making_is_not_made_by_another(quarter, instansi, people, clock):
    file = files.order(report(instansi, "capaian-iku"), "xlsx", "F4", user=people.tim.user)
    assert files._claim(file.pk) and files._claim(file.pk) is None
    clock.shift(files.LOST.total_seconds() + 1)
    file.refresh_from_db()
    assert files.lost(file)
    assert files._claim(file.pk)


def test_what_cannot_be_made_says_so_and_can_be_tried_again(
    quarter, instansi, people, signed_in, monkeypatch
):
    found = report(instansi, "capaian-iku")
    with monkeypatch.context() as broken:
        broken.setattr(files, "workbook", lambda *a: 1 / 0)
        file = made(found, "xlsx", people.tim.user)
    assert file.keadaan == ReportFile.GAGAL
    page = signed_in(people.tim).get("/laporan/capaian-iku/?tahun=2026").content.decode()
    assert "Buat ulang XLSX" in page
    assert made(found, "xlsx", people.tim.user).ready


def test_a_file_whose_worker_died_is_asked_for_again_from_the_list_too(
    quarter, instansi, people, signed_in, clock
):
    browser = signed_in(people.tim)
    file = files.order(report(instansi, "capaian-iku"), "xlsx", "F4", user=people.tim.user)
    files._claim(file.pk)
    address = f"/laporan/kepatuhan-sop/?{OF['kepatuhan-sop']}"
    way = 'class="daftar-ulang" method="post" action="/laporan/capaian-iku/?'
    assert way not in browser.get(address).content.decode()  # it is being made
    clock.shift(files.LOST.total_seconds() + 1)
    page = browser.get(address).content.decode()
    assert way in page and "XLSX gagal dibuat" in page
    action = re.search(r'class="daftar-ulang" method="post" action="([^"]+)"', page)[1]
    answer = browser.post(action.replace("&amp;", "&"), {"bentuk": "xlsx", "kertas": ""})
    assert answer.status_code == 302
    file.refresh_from_db()
    assert not files.broken(file) and file.attempts == 0
    assert way not in browser.get(address).content.decode()
    files.make(file.pk)
    file.refresh_from_db()
    assert file.ready


def test_one_file_that_is_lost_does_not_hide_that_another_is_coming(
    quarter, instansi, people, signed_in, clock
):
    browser = signed_in(people.tim)
    address = f"/laporan/capaian-iku/?{OF['capaian-iku']}"
    files.order(report(instansi, "capaian-iku"), "xlsx", "F4", user=people.tim.user)
    clock.shift(files.LOST.total_seconds() + 1)
    files.order(report(instansi, "capaian-iku"), "pdf", "F4", user=people.tim.user)
    page = browser.get(address).content.decode()
    assert "Buat ulang XLSX" in page and "XLSX: pembuatannya terhenti." in page
    assert "PDF F4 sedang dibuat" in page and 'hx-trigger="every 2s"' in page
