"""Background work: the worker makes the file of each issued paper, once, even if it is killed.

The paper itself carries its state: waiting, being made (with a heartbeat), made, failed. A task that
the queue lost with a killed worker is found by the sweep, and a paper that is made is never made
again: the file is named by the hash of its data, and its line in the log is written with the state.
"""

from __future__ import annotations

import atexit
import logging
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django_tasks import task

from sakip.lib import tanggal
from sakip.people.models import Instansi
from sakip.trail.models import Kind as Trail
from sakip.trail.note import note

from . import store
from .kinds import KINDS
from .models import Paper
from .pdf import NotMade, Pdf, Press, paper_pdf

ATTEMPTS = 3
SILENT = timedelta(seconds=30)  # without a heartbeat (one comes every 5 s) its worker is dead
AGAIN = timedelta(seconds=30)  # after a failure
LOST = timedelta(minutes=1)  # waiting, and no worker has taken it up

log = logging.getLogger(__name__)
press = Press()
atexit.register(press.close)


@task(queue_name="pdf")
def render_paper(paper_id: int) -> None:
    """Make the PDF of one issued paper and note its hash in the log."""
    make(paper_id)


def make(paper_id: int) -> None:
    """The same, here and now. Does nothing where it is made already or just being made."""
    paper = _claim(paper_id)
    if paper is None:
        return
    try:
        made = paper_pdf(press, paper, beat=lambda: _beat(paper))
        name = f"naskah/{paper.instansi_id}/{paper.tahun}/{paper.data_hash}.pdf"
        store.put(name, made.content)
    except Exception as fault:
        log.exception("paper %s", paper.pk)
        _failed(paper, _in_words(fault))
    else:
        _finished(paper, made, name)


def retry(paper: Paper) -> None:
    """Begin anew with a paper that failed, as somebody asked."""
    with transaction.atomic():
        again = Paper.objects.filter(pk=paper.pk, render=Paper.FAILED)
        if again.update(render=Paper.WAITING, attempts=0, heartbeat=None, fault=""):
            render_paper.enqueue(paper.pk)


def sweep() -> int:
    """Enqueue again every paper whose worker died or whose task was lost; how many there were.

    It asks instansi by instansi, because that is how the index lies.
    """
    now, count = tanggal.now(), 0
    due = _due(now)
    papers = Paper.objects.filter(due, instansi__in=Instansi.objects.values("pk"))
    for paper in papers.only("pk", "attempts", "render").order_by("pk"):
        with transaction.atomic():
            mine = Paper.objects.filter(due, pk=paper.pk)  # another sweep may have been first
            if paper.attempts >= ATTEMPTS:
                why = "Pembuatan PDF terhenti sebelum selesai."
                mine.update(render=Paper.FAILED, heartbeat=None, fault=why)
            elif mine.update(render=Paper.WAITING, heartbeat=now):
                render_paper.enqueue(paper.pk)
                count += 1
    return count


def unmade(papers):
    """Those of `papers` that shall have a file of ours and have none yet, oldest first."""
    printed = papers.filter(status=Paper.ISSUED, berkas=None, kind_key__in=_PRINTED)
    return printed.exclude(render=Paper.MADE).defer("data").order_by("issued_at", "pk")


def _due(now) -> Q:
    untaken = Q(heartbeat=None, issued_at__lt=now - LOST) | Q(heartbeat__lt=now - LOST)
    return Q(status=Paper.ISSUED, berkas=None, kind_key__in=_PRINTED) & (
        Q(render=Paper.MAKING, heartbeat__lt=now - SILENT)
        | Q(render=Paper.WAITING, attempts__gt=0, heartbeat__lt=now - AGAIN)
        | Q(Q(render=Paper.WAITING, attempts=0), untaken)
    )


_PRINTED = [key for key, kind in KINDS.items() if kind.template]


def _claim(paper_id) -> Paper | None:
    """Take the paper into this worker's hands; None where it is not to be had."""
    now = tanggal.now()
    with transaction.atomic():
        paper = (
            Paper.objects.select_for_update(of=("self",))
            .select_related("instansi")
            .filter(pk=paper_id, status=Paper.ISSUED, kind_key__in=_PRINTED)
            .first()
        )
        if paper is None or paper.render in (Paper.MADE, Paper.FAILED):
            return None
        if paper.render == Paper.MAKING and paper.heartbeat > now - SILENT:
            return None
        if paper.attempts >= ATTEMPTS:
            return None  # the sweep says that it failed
        paper.render, paper.heartbeat = Paper.MAKING, now
        paper.attempts += 1
        paper.save(update_fields=["render", "heartbeat", "attempts"])
    return paper


def _beat(paper):
    Paper.objects.filter(pk=paper.pk, render=Paper.MAKING).update(heartbeat=tanggal.now())


@transaction.atomic
def _finished(paper, made: Pdf, name):
    """State and log line in one transaction, whoever else made the same file meanwhile."""
    mine = Paper.objects.select_for_update().get(pk=paper.pk)
    if mine.render == Paper.MADE:
        return
    mine.file.name, mine.file_hash = name, store.sha256(made.content)
    mine.file_size, mine.pages = len(made.content), made.pages
    mine.render, mine.heartbeat, mine.fault = Paper.MADE, None, ""
    mine.save(
        update_fields=["file", "file_hash", "file_size", "pages", "render", "heartbeat", "fault"]
    )
    note(
        Trail.FILE,
        instansi=paper.instansi,
        obj=mine,
        data={
            "naskah": mine.kind_key,
            "nomor": mine.nomor,
            "revisi": mine.revision,
            "data": mine.data_hash,
            "sha256": mine.file_hash,
            "ukuran": mine.file_size,
            "halaman": mine.pages,
        },
    )


def _failed(paper, why):
    last = paper.attempts >= ATTEMPTS
    Paper.objects.filter(pk=paper.pk, render=Paper.MAKING).update(
        render=Paper.FAILED if last else Paper.WAITING, heartbeat=tanggal.now(), fault=why[:500]
    )


def _in_words(fault: Exception) -> str:
    if isinstance(fault, NotMade):
        return str(fault)
    if isinstance(fault, ValidationError):  # the disk is full
        return " ".join(fault.messages)
    return f"PDF tidak dapat dibuat ({type(fault).__name__})."
