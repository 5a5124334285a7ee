"""The rows of one run as its page shows them: what was done, what waits, what comes."""

from __future__ import annotations

from dataclasses import dataclass, field

from sakip.papers.models import Paper
from sakip.trail.models import Entry

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
    found = Paper.objects.filter(
        instansi_id=run.instansi_id,
        case_label=run.label,
        case_id=run.pk,
        status=Paper.ISSUED,
        superseded=False,
    ).order_by("issued_at", "pk")
    return [p for p in found.defer("data") if access.opens(offices, run, p)]


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
