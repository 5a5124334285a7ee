"""What stands in the way of a row of SOP 9.2, in sentences with names."""

from __future__ import annotations

from collection.models import Pengumpulan
from collection.rules import no_correction_yet, not_opened_by_the_sekretaris
from sakip.lib import tanggal
from sakip.planning.models import in_force
from sakip.sop.step import RETURN
from sakip.trail.models import Entry

__all__ = ["no_correction_yet", "not_opened_by_the_sekretaris"]


def approved_collection(run) -> Pengumpulan | None:
    """The latest approved collection of the same period."""
    runs = Pengumpulan.objects.filter(
        instansi=run.instansi, periode=run.periode, at__in=("lapor", "arsip", "selesai")
    )
    return runs.order_by("-revisi").first()


def cannot_begin(run):
    if in_force(run.instansi, run.tahun) is None:
        yield f"Perjanjian Kinerja {run.tahun} belum ditetapkan."
    there = type(run).objects.filter(instansi=run.instansi, periode=run.periode, revisi=run.revisi)
    if existing := there.first():
        first = Entry.objects.of(existing).first()
        when = tanggal.moment(first.on, run.instansi.zona)
        yield f"{existing} sudah dibuka oleh {first.capacity} ({first.user}), {when}."


def every_indicator_has_a_method(run):
    return []


def an_approved_collection(run):
    if approved_collection(run) is None:
        yield f"Pengumpulan {run.period} belum disetujui Sekretaris."


def the_same_promise(run):
    return []


def the_latest_collection(run):
    newest = approved_collection(run)
    if newest and run.dasar_id and newest.pk != run.dasar_id:
        yield f"Pengumpulan rev. {newest.revisi} sudah disetujui; ukur ulang."


def every_shortfall_has_a_plan(run):
    return []


def own_work(run, by, verb):
    """At `analisa` nobody decides who in this round ended the rekap or reported."""
    if run.at != "analisa" or verb not in ("analisa", RETURN):
        return ""
    last = Entry.objects.of(run).filter(verb=RETURN).last()
    mine = Entry.objects.of(run).filter(
        user=by.user_id, verb__in=("rekap", "laporan"), number__gt=last.number if last else 0
    )
    if not mine.exists():
        return ""
    return (
        "Anda merekap atau melaporkan pengukuran ini pada putaran ini, jadi tidak dapat "
        "memutuskannya. Putusan diambil pejabat lain (Plt./Plh.) dengan surat Kepala Badan."
    )


def return_blockers(run, data):
    return []
