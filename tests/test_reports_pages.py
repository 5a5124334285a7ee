"""The pages of reports: who reads which kind, how a file is asked for, and what is not found."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from reports import files, gates, subjects
from reports.models import ReportFile
from reports.report import every_kind
from sakip.trail.models import Entry
from sakip.trail.models import Kind as Trail

from .conftest import make_instansi, office
from .ground import grounded
from .measured import collect, go, measurement
from .reported import ADDRESS, OF, PERIODE, SPENT, VALUES, content, made, report, whole_quarter

pytestmark = pytest.mark.django_db

# An independent copy: who reads which kind, once everything is approved. W whole, U own unit's
# rows, . nothing. Order: Kepala, Sekretaris, Bidang, Tim SAKIP, Staf, Admin, Auditor.
READERS = {
    "rekapitulasi-pengumpulan": "W W U W U . .",
    "kertas-kerja-pengukuran": "W W U W U . .",
    "rekapitulasi-capaian": "W W W W W . W",
    "form-evaluasi": "W W U W U . .",
    "rencana-tindak-lanjut": "W W U W U . .",
    "lembar-sop-proses": "W W W W W . W",
    "capaian-iku": "W W W W W . W",
    "kepatuhan-sop": "W W W W W . W",
    "lembar-disposisi": "W W . W . . .",
    "perjanjian-kinerja": "W W W W W W W",
    "rencana-aksi": "W W W W W W W",
    "lembar-sop": "W W W W W W W",
}
# The same while the measurement waits at `rekap`, for the kinds that are of it.
BEFORE = {
    "kertas-kerja-pengukuran": ". . U W U . .",
    "rekapitulasi-capaian": ". . . W . . .",
    "form-evaluasi": ". W U W U . .",
}


@grounded
def quarter(promise, people):
    return whole_quarter(people)


@pytest.fixture
def readers(people, instansi):
    auditor = office(instansi, "auditor", None, "auditor", "Auditor")
    return (
        people.kepala,
        people.sekretaris,
        people.bidang,
        people.tim,
        people.staf,
        people.admin,
        auditor,
    )


# -- who reads what ----------------------------------------------------------------------------


def letter(kind, subject, by) -> str:
    try:
        units = gates.scope(kind, subject, [by])
    except (PermissionDenied, Http404):
        return "."
    return "W" if units is None else "U"


def test_the_table_of_addresses_names_every_kind():
    assert set(OF) == set(every_kind()) == set(READERS)


def test_the_readers_of_every_kind_are_as_agreed(quarter, instansi, readers):
    for slug, row in READERS.items():
        kind = every_kind()[slug]
        subject = subjects.find(instansi, kind.of, ADDRESS)
        assert " ".join(letter(kind, subject, by) for by in readers) == row, slug


def test_before_the_approval_only_those_read_whom_the_matrix_lets(
    promise, people, instansi, readers
):
    collect(people, PERIODE, VALUES, SPENT)
    go(measurement(people, PERIODE), people, "rekap")
    for slug, row in BEFORE.items():
        kind = every_kind()[slug]
        subject = subjects.find(instansi, kind.of, ADDRESS)
        assert " ".join(letter(kind, subject, by) for by in readers) == row, slug


def test_a_bidang_sees_and_downloads_its_own_rows_alone(quarter, instansi, people, signed_in):
    address = "/laporan/kertas-kerja-pengukuran/?periode=2026-TW1"
    page = signed_in(people.bidang).get(address).content.decode()
    assert "IKK-1" in page and "IKK-3" not in page
    whole = made(report(instansi, "kertas-kerja-pengukuran"), "xlsx", people.tim.user)
    own = made(
        report(instansi, "kertas-kerja-pengukuran", units=frozenset({people.bidang.unit_id})),
        "xlsx",
        people.bidang.user,
    )
    browser = signed_in(people.bidang)
    assert browser.get(f"/laporan/berkas/{whole.pk}/").status_code == 404
    assert browser.get(f"/laporan/berkas/{own.pk}/").status_code == 200
    assert signed_in(people.bidang_lain).get(f"/laporan/berkas/{own.pk}/").status_code == 404


def test_readers_of_their_own_rows_are_not_told_of_the_files_of_the_whole(
    quarter, instansi, people, signed_in
):
    whole = made(report(instansi, "kertas-kerja-pengukuran"), "xlsx", people.tim.user)
    address = f"/laporan/?periode={PERIODE}"
    said = f"XLSX {whole.size_words}"
    assert said in signed_in(people.tim).get(address).content.decode()
    assert said not in signed_in(people.bidang).get(address).content.decode()


def test_nobody_reads_the_reports_of_another_instansi(quarter, instansi, people, signed_in):
    file = made(report(instansi, "rekapitulasi-capaian"), "xlsx", people.tim.user)
    other = make_instansi("Dinas Lain", "DL", kode_surat="DL")
    stranger = signed_in(office(other, "sekretaris", None, "lain", "Sekretaris"))
    assert stranger.get(f"/laporan/berkas/{file.pk}/").status_code == 404
    for slug, address in OF.items():
        if slug in ("lembar-sop", "capaian-iku", "kepatuhan-sop", "lembar-disposisi"):
            continue  # of every instansi's own year
        assert stranger.get(f"/laporan/{slug}/?{address}").status_code == 404, slug
    assert "IKU-1" not in stranger.get("/laporan/capaian-iku/?tahun=2026").content.decode()


def test_the_admin_is_refused_the_figures(quarter, people, signed_in):
    browser = signed_in(people.admin)
    assert browser.get("/laporan/rekapitulasi-capaian/?periode=2026-TW1").status_code == 403
    assert browser.get("/laporan/").status_code == 200


# -- asking for a file -------------------------------------------------------------------------


def test_tim_sakip_asks_for_a_file_and_takes_it_home(quarter, people, signed_in):
    browser = signed_in(people.tim)
    here = "/laporan/rekapitulasi-capaian/?periode=2026-TW1"
    assert ReportFile.objects.count() == 0
    browser.get(here)
    assert ReportFile.objects.count() == 0  # looking makes nothing
    answer = browser.post(here, {"bentuk": "xlsx", "kertas": ""}, follow=True)
    assert "XLSX sedang dibuat" in answer.content.decode()
    files.make(ReportFile.objects.get().pk)
    page = browser.get(here).content.decode()
    file = ReportFile.objects.get()
    assert f"/laporan/berkas/{file.pk}/" in page and file.size_words in page
    answer = browser.get(f"/laporan/berkas/{file.pk}/")
    assert b"".join(answer.streaming_content) == content(file)
    assert Entry.objects.filter(kind=Trail.DOWNLOAD, user=people.tim.user).count() == 1


def test_a_page_with_a_file_under_way_asks_again_by_itself(quarter, people, signed_in):
    browser = signed_in(people.tim)
    here = "/laporan/capaian-iku/?tahun=2026"
    piece = browser.post(here, {"bentuk": "pdf", "kertas": "A4"}, headers={"HX-Request": "true"})
    assert 'hx-trigger="every 2s"' not in piece.content.decode()  # the F4 one is shown
    piece = browser.post(here, {"bentuk": "pdf", "kertas": "F4"}, headers={"HX-Request": "true"})
    assert 'hx-trigger="every 2s"' in piece.content.decode()
    for file in ReportFile.objects.all():
        files.make(file.pk)
    piece = browser.get("/laporan/capaian-iku/berkas/?tahun=2026").content.decode()
    assert "hx-trigger" not in piece and "PDF F4" in piece


@pytest.mark.parametrize(
    "address",
    [
        "/laporan/tidak-ada/",
        "/laporan/rekapitulasi-capaian/",
        "/laporan/rekapitulasi-capaian/?periode=2026-TW9",
        "/laporan/rekapitulasi-capaian/?periode=2026-TW4",
        "/laporan/capaian-iku/?tahun=x",
        "/laporan/perjanjian-kinerja/?tahun=2026&versi=7",
        "/laporan/lembar-sop-proses/?periode=2026-TW1&jenis=lain",
        "/laporan/berkas/99999/",
    ],
)
def test_an_address_that_names_nothing_is_not_found(quarter, people, signed_in, address):
    assert signed_in(people.tim).get(address).status_code == 404


def test_a_form_that_names_no_known_file_is_not_found(quarter, people, signed_in):
    browser = signed_in(people.tim)
    here = "/laporan/capaian-iku/?tahun=2026"
    assert browser.post(here, {"bentuk": "exe"}).status_code == 404
    assert browser.post(here, {"bentuk": "pdf", "kertas": "A9"}).status_code == 404


def queries(browser, address) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(address).status_code == 200
    return len(counted)


def test_the_list_asks_no_more_with_more_runs_and_files(quarter, instansi, people, signed_in):
    browser = signed_in(people.tim)
    browser.get("/laporan/?periode=2026-TW1")
    before = queries(browser, "/laporan/?periode=2026-TW1")
    collect(people, "2026-TW2", VALUES, SPENT, until="selesai")
    go(measurement(people, "2026-TW2"), people, "selesai")
    for slug in ("rekapitulasi-capaian", "capaian-iku", "rekapitulasi-pengumpulan"):
        files.order(report(instansi, slug), "xlsx", "F4", user=people.tim.user)
    assert queries(browser, "/laporan/?periode=2026-TW1") <= before
