"""What moved in a run since a page of it was opened: each value then and now, for whom may see it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.dateparse import parse_datetime

from sakip.sop.doors import conflict_page

from . import words
from .detail import FIELDS
from .gates import reads
from .isian import TEXTS, Bukti, Riwayat, isian_of, said_of

EVIDENCE = Prefetch(
    "bukti", Bukti.objects.filter(dicabut=False).select_related("berkas"), to_attr="bukti_ada"
)
MOST = 40  # more would be no page any longer


def moved_on(request, run, conflict, back: str):
    """409: who did what, and every value that moved since the page was opened, then and now."""
    moved = moved_since(run, request.POST.get("dibuka", ""), request.offices)
    return conflict_page(request, conflict, back, moved=moved)


def moved_since(run, opened: str, offices) -> list[tuple[str, str, str]]:
    """(what, then, now) of every value that changed after `opened`, an ISO moment from the page.

    run: a whole run, or one unit's form, whose page it was. It only tells; what decides is the
    mark of what the page showed. An unreadable moment tells nothing.
    """
    moment = parse_moment(opened)
    if moment is None:
        return []
    lines = Riwayat.objects.filter(isian__in=isian_of(run), on__gt=moment).order_by("pk")
    first: dict[int, Riwayat] = {}
    for line in lines.select_related("isian__formulir__unit", "isian__formulir__instansi"):
        if "keadaan" in line.dari:
            first.setdefault(line.isian_id, line)
    for line in first.values():
        line.isian.formulir.run = run.case
    return _told([line for line in first.values() if reads(offices, line.isian.formulir)])


def _told(lines) -> list[tuple[str, str, str]]:
    """What moved by these lines; one query for the evidence of all, and no more told than MOST."""
    found: list[tuple[str, str, str]] = []
    prefetch_related_objects([line.isian for line in lines], EVIDENCE)
    for line in lines:
        found += _moved(line)
        if len(found) >= MOST:
            break
    return found[:MOST]


def parse_moment(text: str) -> datetime | None:
    """The moment in UTC; None for what is none, or for one that no clock can show."""
    try:
        moment = parse_datetime(text)
        return moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _moved(line) -> list[tuple[str, str, str]]:
    isian, was = line.isian, line.dari
    now, name = said_of(isian, isian.bukti_ada), f"{isian.sebutan}, {isian.formulir.unit}"
    found = []
    then, current = (words.value_words(said, isian.kamus) for said in (was, now))
    if then != current:
        found.append((name, then, current))
    for part in TEXTS:
        if was.get(part) != now[part]:
            found.append((f"{name}: {FIELDS[part]}", was.get(part) or "", now[part]))
    if was.get("bukti") != now["bukti"]:
        before, after = (", ".join(said.get("bukti") or []) for said in (was, now))
        found.append((f"{name}: bukti", before, after))
    return found
