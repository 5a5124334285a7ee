"""Beranda: what waits for me, for my office, what runs, what I have done."""

from __future__ import annotations

from typing import NamedTuple

from django.apps import apps
from django.shortcuts import render

from sakip.lib import tanggal
from sakip.people.context import menu
from sakip.people.offices import any_office

from .done import done_rows, last_deeds
from .inbox import SHOWN, waiting
from .lines import run_line, task_line
from .rail import mark_late

PAGE = 50


class Panel(NamedTuple):
    """A part of Beranda's margin that another room of the house fills."""

    place: int  # the lower, the higher up; the running processes stand at 10
    html: str  # safe: drawn by a template of that room


@any_office
def beranda(request):
    """What waits for me, for my office, what runs, what I have done.

    Other rooms add to it by a method `beranda(request)` of their AppConfig, which returns
    (tasks, panels): tasks answer like inbox.Task, panels are Panel. At most eight queries in all.
    """
    deeds = last_deeds(request)
    tasks, running, found = waiting(
        request.instansi, request.offices, known=[(e.object_label, e.object_id) for e in deeds]
    )
    panels = []
    for config in apps.get_app_configs():
        if hasattr(config, "beranda"):
            more, theirs = config.beranda(request)
            tasks += more
            panels += theirs
    tasks = in_order(tasks)
    mine = [t for t in tasks if not t.shared]
    queue = [t for t in tasks if t.shared]
    running = running[:SHOWN]
    mark_late(running)
    return render(
        request,
        "sop/beranda.html",
        {
            "mine": [task_line(t, "btn-primary") for t in mine],
            "queue": [task_line(t, "btn-secondary") for t in queue],
            "queue_of": _offices_of(queue),
            "late": sum(t.clock["late"] for t in mine),
            "next": next((t.clock["at"] for t in mine if not t.clock["late"]), None),
            "running": [run_line(r) for r in running],
            "panels": [p.html for p in sorted(panels)],
            "done": done_rows(deeds, found),
            "today": tanggal.today(request.instansi.zona),
            "navigasi": _counted(menu(request), len(mine) or len(queue)),
        },
    )


def in_order(tasks) -> list:
    """As many as a page holds, those that waited longest; the nearest deadline first."""
    found = [t.wind() for t in tasks[:PAGE]]
    dated = sorted((t for t in found if t.clock["at"]), key=lambda t: t.clock["at"])
    return dated + [t for t in found if not t.clock["at"]]


def _offices_of(queue) -> str:
    """ "Tim SAKIP", "Tim SAKIP atau Staf": for whom the queue is open."""
    return " atau ".join(dict.fromkeys(str(t.by.get_role_display()) for t in queue))


def _counted(items, number):
    """The menu with the number of waiting tasks beside Beranda."""
    for item in items[:1]:
        item["count"] = number
    return items
