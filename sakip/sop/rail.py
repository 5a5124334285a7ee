"""The rows of one run as its page shows them: what was done, what waits, what comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.safestring import SafeString

from sakip.lib import svg
from sakip.lib.once import once
from sakip.papers.models import Paper
from sakip.trail.models import Entry, Kind

from . import access, clock
from .step import RETURN, Step


@dataclass
class RailRow:
    """One row of the sheet with what happened on it in this run."""

    step: Step
    state: str  # selesai, sekarang, nanti
    url: str = ""  # its own page, for those who may see it
    clocks: list[dict] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    returns: list[Entry] = field(default_factory=list)


def rail(run, offices) -> list[RailRow]:
    """Every row of `run`; two queries whatever the run has been through."""
    records = list(Entry.objects.of(run).select_related("user"))
    papers = papers_of(run, offices)
    return [_row(run, step, records, papers, offices) for step in run.sop]


def papers_of(run, offices) -> list[Paper]:
    """The issued papers of the case that these offices may open, oldest first."""
    return [p for p in issued_papers(run) if access.opens(offices, run, p)]


def issued_papers(run) -> list[Paper]:
    """The issued papers of the case as they stand, oldest first; what was revised is left out."""
    found = Paper.objects.filter(
        instansi_id=run.instansi_id,
        case_label=run.label,
        case_id=run.pk,
        status=Paper.ISSUED,
        superseded=False,
    ).order_by("issued_at", "pk")
    found = found.select_related("berkas", "unit").defer("data")
    return once(run, "issued", lambda: list(found))


def _row(run, step, records, papers, offices) -> RailRow:
    mine = [r for r in records if r.origin == step.key and r.target != step.key]
    rounds = len(mine) > 1
    state = "selesai" if run.past(step.key) else "nanti"
    if run.at == step.key:
        state = "sekarang"
    row = RailRow(
        step,
        state,
        url=step_url(run, step.key) if access.sees(offices, run, step.key) else "",
        clocks=[clock.finished(run, r, rounds=rounds) for r in mine if r.verb != "tarik"],
        papers=[p for p in papers if run.row_of(p) == step.key],
        returns=[r for r in mine if r.verb == RETURN],
    )
    if state == "sekarang":
        row.clocks.append(clock.running(run))
    return row


def step_url(run, key) -> str:
    from django.urls import reverse

    return reverse("langkah", args=[run._meta.model_name, run.pk, key])


# {(label, id, version, since): keys of the finished rows that took too long}. Records never
# change, so what was once found of a run at one version stays true; a process asks once.
_late: dict[tuple, frozenset[str]] = {}
_REMEMBERED = 4096


def mark_late(runs) -> None:
    """Give each run its `segments`, late rows marked; one query at most for all of them."""
    unknown = [r for r in runs if _moment(r) not in _late]
    if unknown:
        if len(_late) > _REMEMBERED:
            _late.clear()
        _late.update(_look_up(unknown))
    for run in runs:
        over = _late[_moment(run)]
        if run.step and clock.running(run)["late"]:
            over |= {run.at}
        states = zip(run.sop, run.marks, strict=True)
        run.segments = drawn(tuple((state, s.key in over) for s, (state, _) in states))


def _moment(run) -> tuple:
    return run.label, run.pk, run.version, run.since


def _look_up(runs) -> dict:
    labels = {r.label for r in runs}
    records = Entry.objects.filter(
        instansi__in={r.instansi_id for r in runs},
        kind=Kind.ACT,
        case_id__in={r.pk for r in runs},
        object_label__in=labels,
        minutes__isnull=False,
    ).exclude(standard="")
    names = ("object_label", "object_id", "origin", "minutes", "standard", "since")
    known = {(r.label, r.pk) for r in runs}
    late = clock.late_rows(runs, [r for r in records.values_list(*names) if r[:2] in known])
    return {_moment(r): frozenset(late[r.label, r.pk]) for r in runs}


@lru_cache(maxsize=1024)
def drawn(rows) -> SafeString:
    """The segments of a run: there are few different ones, and they are asked for all day."""
    return svg.segments(rows)
