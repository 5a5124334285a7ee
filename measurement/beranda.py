"""The agency's key indicators on Beranda: those of the latest approved measurement."""

from __future__ import annotations

from django.template.loader import render_to_string

from sakip.lib.prepared import Prepared
from sakip.sop.beranda import Panel
from sakip.trail.models import Entry

from .lembar import APPROVED, iku
from .models import Pengukuran

# {hash of an approved document: what Beranda shows of it}. Documents are large and never change:
# a process reads and draws each once, and asks from then on for the hash alone.
_drawn: dict[str, str] = {}
PANEL = "measurement/panel.html"


def _newest(marks, _shape):
    runs = Pengukuran.objects.filter(instansi=marks.one("instansi"), at__in=APPROVED)
    newest = runs.order_by("-tahun", "-periode", "-revisi")  # "TW" sorts after the months
    return newest.values_list("pk", "snapshot_hash")[:1]


_NEWEST = Prepared(_newest)


def panels(request) -> list[Panel]:
    """One query; two more when a process first meets an approved document."""
    html = ""
    for pk, digest in _NEWEST.rows(instansi=request.instansi.pk):
        if digest not in _drawn:
            _drawn[digest] = _draw(Pengukuran.objects.select_related("instansi").get(pk=pk))
        html = _drawn[digest]
    return [Panel(20, html or render_to_string(PANEL, {"iku": []}))]


def _draw(run) -> str:
    approval = Entry.objects.of(run).filter(verb="analisa").last()
    said = {
        "iku": iku(run.snapshot),
        "period": run.period,
        "approved": approval.on if approval else run.since,
        "instansi": run.instansi,
    }
    return render_to_string(PANEL, said)
