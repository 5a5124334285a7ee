"""What the collection adds to Beranda: comments in which somebody named this person."""

from __future__ import annotations

from django.template.loader import render_to_string

from sakip.sop.beranda import Panel

from .percakapan import mentions

SHOWN = 5


def tasks_and_panels(request) -> tuple[list, list[Panel]]:
    """([], [Panel] of the threads that wait for an answer); one query."""
    offices = [o for o in request.offices if o.instansi_id == request.instansi.pk]
    if not offices:
        return [], []
    found = mentions(offices).select_related(
        "catatan__by", "catatan__isian", "catatan__formulir__unit", "catatan__formulir__run"
    )
    lines = [line(said.catatan) for said in found.order_by("-pk")[: SHOWN + 1]]
    if not lines:
        return [], []
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
