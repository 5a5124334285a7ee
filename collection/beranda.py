"""What the collection adds to Beranda: comments in which somebody named this person."""

from __future__ import annotations

from django.template.loader import render_to_string

from sakip.lib.prepared import Prepared
from sakip.sop.beranda import Panel

from .catatan import Catatan
from .percakapan import mentions

SHOWN = 5


def _named(marks, count):
    found = mentions(marks.many("mine", count)).order_by("-catatan")
    return found.values_list("catatan")[: SHOWN + 1]


_NAMED = Prepared(_named)


def tasks_and_panels(request) -> tuple[list, list[Panel]]:
    """([], [Panel] of the threads that wait for an answer); one query, another where some do."""
    mine = [o.pk for o in request.offices if o.instansi_id == request.instansi.pk]
    named = [pk for (pk,) in _NAMED.rows(len(mine), mine=mine)] if mine else []
    if not named:
        return [], []
    found = Catatan.objects.filter(pk__in=named).order_by("-pk")
    lines = [
        line(note)
        for note in found.select_related("by", "isian", "formulir__unit", "formulir__run")
    ]
    more = len(lines) > SHOWN
    html = render_to_string("collection/panel_catatan.html", {"lines": lines[:SHOWN], "more": more})
    return [], [Panel(5, html)]


def line(note) -> dict:
    isian, form = note.isian, note.formulir
    if isian:
        isian.formulir = form
    root = note.induk_id or note.pk
    where = f"isian/{isian.pk}/" if isian else "catatan/"
    return {
        "url": f"{form.get_absolute_url()}{where}#catatan-{root}",
        "tentang": isian.sebutan if isian else "Seluruh formulir",
        "unit": form.unit.nama,
        "oleh": note.by.capacity,
        "isi": note.isi if len(note.isi) <= 90 else note.isi[:90].rsplit(" ", 1)[0] + " …",
        "periode": str(form.run.period),
    }
