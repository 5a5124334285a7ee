"""The page of the lembar tanggapan: every round of a run, or of one unit's form, for ever readable."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sakip.papers import kinds as naskah
from sakip.papers.issue import issued_of
from sakip.people.models import Role
from sakip.people.offices import any_office
from sakip.sop import access
from sakip.sop.doors import find

from .gates import letters
from .pengumpulan import Pengumpulan
from .rekap import by_isian, units_of
from .tanggapan import last_judged, rounds

PAGE = 40
VIEWS = {"berubah": "Hanya yang berubah", "semua": "Semua butir"}


@require_safe
@any_office
def tanggapan(request, pk):
    """All returns of a run, newest first; a unit reads those of its own form."""
    run = find(request, Pengumpulan, pk, "instansi")
    only, veiled = readable_units(run, request.offices)
    if only == []:
        raise Http404
    told = rounds(run, by_isian(units_of(run, only=only)), veiled=veiled)
    asked = request.GET.get("tampil", "berubah")
    asked = asked if asked in VIEWS else "berubah"
    every = [item for back in told for item in back["items"]]
    counts = {"berubah": sum(item.changed for item in every), "semua": len(every)}
    if asked == "berubah":
        every = [item for item in every if item.changed]
    page = Paginator(every, PAGE).get_page(request.GET.get("halaman"))
    return render(
        request,
        "collection/tanggapan.html",
        {
            "run": run,
            "putaran": grouped(told, page.object_list),
            "page": page,
            "saring": [
                {"key": key, "label": label, "count": counts[key], "now": key == asked}
                for key, label in VIEWS.items()
            ],
            "banyak": counts["semua"],
            "lembar": paper_of(run, request.offices),
        },
    )


def grouped(told, shown) -> list[dict]:
    """The rounds with those of their items that stand on this page; arahan of every round stays."""
    wanted = {id(item) for item in shown}
    found = []
    for back in told:
        items = [item for item in back["items"] if id(item) in wanted]
        found.append({**back, "shown": items, "tetap": len(back["items"]) - back["berubah"]})
    return found


def readable_units(run, offices) -> tuple[list[int] | None, bool]:
    """(whose returned items these offices read, whether only what was decided on).

    None = everybody's, [] = nobody's. Tim SAKIP receives every form itself; the Sekretaris keeps
    what they have judged and said, and sees the rest once it is reported to them again.
    """
    for key in ("rekap", "analisa"):
        if run.reached(key) and "V" in access.sees(offices, run, key):
            return None, False
    roles = {o.role for o in offices if o.of(run)}
    if Role.TIM_SAKIP in roles:
        return None, False
    if Role.SEKRETARIS in roles and last_judged(run):
        return None, True
    mine = {o.unit_id for o in offices if o.role in (Role.BIDANG, Role.STAF)}
    forms = run.forms.filter(unit__in=mine).select_related("run", "instansi")
    return [f.unit_id for f in forms if "V" in letters(offices, f)], False


def paper_of(run, offices):
    """The printed sheet, for who may open it."""
    paper = issued_of(run, naskah.LEMBAR_TANGGAPAN).first()
    return paper if paper and access.opens(offices, run, paper) else None
