"""Asking for a report's file, and making it: the first by a page, the second by the worker alone."""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from sakip.lib import tanggal
from sakip.papers import store
from sakip.papers.files import clean_name
from sakip.papers.pdf import NotMade
from sakip.papers.tasks import press
from sakip.trail.models import Kind as Trail
from sakip.trail.note import note

from . import subjects
from .models import ReportFile
from .pdf import page_of
from .report import every_kind
from .workbook import workbook

LOST = timedelta(minutes=3)  # a worker that has not been heard of for so long is dead
TRIES = 3

log = logging.getLogger(__name__)


def scope_key(units) -> str:
    return "" if units is None else ",".join(map(str, sorted(units)))


def key_of(report) -> dict:
    """What names the files of this report."""
    return {
        "instansi": report.subject.instansi,
        "slug": report.slug(),
        "subject_label": report.subject.label,
        "subject_id": report.subject.pk,
        "cakupan": scope_key(report.units),
        "rinci": report.variant,
    }


@transaction.atomic
def order(report, bentuk: str, kertas: str, *, user) -> ReportFile:
    """The file of this report; where there is none that is good, the worker is told to make it."""
    from .tasks import make_report

    sidik = report.document()["sidik"]
    kertas = kertas if bentuk == ReportFile.PDF else ""
    file, new = ReportFile.objects.select_for_update().get_or_create(
        **key_of(report),
        bentuk=bentuk,
        kertas=kertas,
        defaults={
            "nama": name_of(report, bentuk, kertas),
            "sidik": sidik,
            "user": user,
            "diminta": tanggal.now(),
        },
    )
    if file.keadaan == ReportFile.TETAP:
        return file
    if not new and not _anew(file, sidik):
        return file
    if not new:
        file.keadaan, file.sidik, file.fault = ReportFile.MENUNGGU, sidik, ""
        file.attempts, file.heartbeat, file.diminta, file.user = 0, None, tanggal.now(), user
        file.save()
    make_report.enqueue(file.pk)
    return file


def _anew(file, sidik) -> bool:
    """Whether a file that was asked for before must be made (again)."""
    return broken(file) or (file.keadaan != ReportFile.MENUNGGU and file.sidik != sidik)


def lost(file) -> bool:
    """Whether the worker that should make it is gone."""
    return tanggal.now() - (file.heartbeat or file.diminta) > LOST


def broken(file) -> bool:
    """Whether it will not come unless somebody asks again."""
    if file.keadaan == ReportFile.MENUNGGU:
        return lost(file)
    return file.keadaan == ReportFile.GAGAL


def name_of(report, bentuk, kertas) -> str:
    unit = " unit" if report.units is not None else ""
    paper = f" {kertas}" if kertas == ReportFile.A4 else ""
    variant = f" {report.variants[report.variant]}" if report.variant else ""
    words = f"{report.title}{variant} {report.subject.words}{unit}{paper}"
    return clean_name(f"{' '.join(words.split())}.{bentuk}", bentuk)


# -- in the worker ----------------------------------------------------------------------------


def make(file_id: int) -> None:
    """Make one file, unless another worker does so or it is there.

    Whatever goes wrong, the page of the report says so and offers to try again.
    """
    file = _claim(file_id)
    if file is None:
        return
    try:
        report = report_of(file)
        document = report.document()
        content, pages = content_of(report, document, file)
    except NotMade as fault:
        _failed(file, str(fault))
    except Exception:
        log.exception("report file %s", file.pk)
        _failed(file, "Berkas tidak dapat dibuat. Coba lagi; bila tetap gagal, beri tahu admin.")
    else:
        _keep(file, report, document, content, pages)


def _claim(file_id) -> ReportFile | None:
    """The file, where it waits and nobody is at work on it; whoever claims it has it alone."""
    now = tanggal.now()
    waiting = ReportFile.objects.filter(pk=file_id, keadaan=ReportFile.MENUNGGU)
    free = waiting.filter(Q(heartbeat=None) | Q(heartbeat__lt=now - LOST), attempts__lt=TRIES)
    if not free.update(heartbeat=now, attempts=F("attempts") + 1):
        return None
    return ReportFile.objects.select_related("instansi").get(pk=file_id)


def report_of(file):
    kind = every_kind()[file.slug]
    subject = subjects.again(file.instansi, file.subject_label, file.subject_id, kind.of)
    units = frozenset(map(int, file.cakupan.split(","))) if file.cakupan else None
    return kind(subject, units=units, variant=file.rinci)


def content_of(report, document, file) -> tuple[bytes, int]:
    """(bytes, pages) of a report in one form; the same report always gives the same bytes."""
    if file.bentuk == ReportFile.XLSX:
        return workbook(report, document), 0
    html, logos = page_of(report, document, file.kertas)
    made = press.make(html, identifier=document["sidik"], logos=logos, beat=lambda: _beat(file))
    return made.content, made.pages


def _beat(file):
    ReportFile.objects.filter(pk=file.pk).update(heartbeat=tanggal.now())


def _failed(file, why):
    ReportFile.objects.filter(pk=file.pk).update(keadaan=ReportFile.GAGAL, fault=why)


def _keep(file, report, document, content, pages):
    """The file first, then in one transaction its row and the line of the log with its hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = f"{file.instansi_id}/laporan/{sha256}"
    store.put(path, content)
    with transaction.atomic():
        file.file.name, file.sha256, file.ukuran, file.halaman = path, sha256, len(content), pages
        file.sidik, file.dibuat = document["sidik"], tanggal.now()
        file.keadaan = ReportFile.TETAP if report.final else ReportFile.SIAP
        file.save()
        note(
            Trail.FILE,
            instansi=file.instansi,
            obj=file,
            data={"nama": file.nama, "sha256": sha256, "sidik": file.sidik},
        )
