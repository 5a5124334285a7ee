"""The archive: what it lists, for whom, and that it equals what the matrix opens."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collection.models import Pengumpulan
from sakip.papers.models import Paper
from sakip.people.models import Role
from sakip.sop import access
from sakip.sop.archive import archived

from .conftest import make_instansi, office
from .ground import grounded
from .promise import make_promise
from .reported import whole_quarter
from .walk import start, to

pytestmark = pytest.mark.django_db


@grounded
def quarter(instansi, units, people):
    make_promise(instansi, units)
    whole_quarter(people)
    return Pengumpulan.objects.get()


def test_what_the_archive_lists_is_exactly_what_the_matrix_opens(quarter, instansi, people):
    """For every office and every paper of archived runs: the query and access.opens agree."""
    auditor = office(instansi, "auditor", None, "auditor")
    bound = office(
        instansi, "sekretaris", None, "plh", "Plh.", run_label="collection.pengumpulan", run_id=999
    )
    papers = list(Paper.objects.filter(archived=True))
    runs = {(p.case_label, p.case_id) for p in papers}
    assert len(papers) > 15
    for by in (*vars(people).values(), auditor, bound):
        shown = set(archived(instansi, [by]).values_list("pk", flat=True))
        opened = {p.pk for p in papers if access.opens([by], run_of(p), p)}
        assert shown == opened, by.role
    assert runs


def run_of(paper):
    from django.apps import apps

    return apps.get_model(paper.case_label).objects.get(pk=paper.case_id)


def test_a_bidang_sees_the_result_and_its_own_forms_alone(quarter, people, signed_in):
    page = signed_in(people.bidang).get("/arsip/").content.decode()
    assert "Laporan hasil pengumpulan data kinerja" in page
    assert "Bidang Mutasi dan Promosi" in page
    assert "Bidang Pengembangan Kompetensi" not in page
    assert "Rekapitulasi hasil pengumpulan" not in page


def test_a_run_that_is_under_way_is_not_in_the_archive(instansi, units, people, signed_in):
    make_promise(instansi, units)
    to(start(people), people, "lapor")
    page = signed_in(people.tim).get("/arsip/").content.decode()
    assert "Arsip masih kosong" in page


def test_the_papers_of_another_instansi_are_nowhere(quarter, signed_in):
    other = make_instansi("Dinas Lain", "DL", kode_surat="DL")
    stranger = signed_in(office(other, "tim_sakip", None, "lain", "Tim SAKIP"))
    assert "Arsip masih kosong" in stranger.get("/arsip/").content.decode()
    assert (
        stranger.get(f"/naskah/{Paper.objects.filter(archived=True).first().pk}/").status_code
        == 404
    )


@pytest.mark.parametrize(
    "query, there, away",
    [
        ("?jenis=nota_dinas", "Nota Dinas", "Notulen Rapat</a>"),
        ("?cari=nota", "Nota Dinas</a>", "Checklist Dokumen</a>"),
        ("?tahun=2026&periode=2026-TW1", "Nota Dinas", "Tidak ada naskah"),
        ("?tahun=2020", "Tidak ada naskah yang cocok", "Nota Dinas</a>"),
        ("?periode=bukan", "Nota Dinas", "Tidak ada naskah"),
        ("?tahun=x&unit=y&jenis=z&halaman=99", "Nota Dinas", "Tidak ada naskah"),
    ],
)
def test_the_archive_is_narrowed_by_what_one_asks(quarter, people, signed_in, query, there, away):
    page = signed_in(people.tim).get(f"/arsip/{query}").content.decode()
    assert there in page and away not in page


def test_the_archive_is_narrowed_by_unit_and_number(quarter, people, signed_in):
    browser = signed_in(people.tim)
    page = browser.get(f"/arsip/?unit={people.bidang.unit_id}").content.decode()
    rows = page.split("<tbody")[1]
    assert "Bidang Mutasi dan Promosi" in rows and "Bidang Pengembangan Kompetensi" not in rows
    paper = Paper.objects.filter(archived=True).first()
    found = browser.get("/arsip/", {"cari": paper.nomor}).content.decode()
    assert f"/naskah/{paper.pk}/" in found


def test_fifty_papers_a_page_and_the_same_queries_for_many(quarter, people, instansi, signed_in):
    browser = signed_in(people.tim)
    browser.get("/arsip/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/arsip/")
    one = Paper.objects.filter(archived=True, kind_key="nota_dinas").first()
    for n in range(120):
        one.pk, one.revision, one.nomor = None, n + 10, f"800/{n}/X"
        one.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        page = browser.get("/arsip/").content.decode()
    assert len(many) <= len(few) + 1  # the page's own count may be asked apart
    assert page.split("<tbody")[1].count("<tr") == 50
    assert "halaman=2" in page


def test_admin_and_auditor_have_an_empty_archive(quarter, people, instansi, signed_in):
    auditor = office(instansi, Role.AUDITOR, None, "auditor")
    for by in (people.admin, auditor):
        assert "Arsip masih kosong" in signed_in(by).get("/arsip/").content.decode()
