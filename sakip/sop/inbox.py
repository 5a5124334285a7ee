"""What waits for this person, over every procedure, derived from the rows alone."""

from __future__ import annotations

from dataclasses import dataclass

from sakip.people.models import Role

from .procedure import Procedure, Run, procedures
from .step import FINISHED, Step


@dataclass
class Task:
    """One thing that waits: a run at its row, for one or more of my offices."""

    run: Procedure
    step: Step

    @property
    def url(self) -> str:
        return self.run.get_absolute_url()

    @property
    def returned(self) -> str:
        return f"Dikembalikan {self.run.round - 1} kali"


def waiting(offices) -> tuple[list[Task], list[Run]]:
    """(tasks of these offices, oldest first; every unfinished topmost run of their instansi).

    One query a procedure, whatever the number of runs.
    """
    instansi = {o.instansi_id for o in offices if o.instansi_id}
    tasks: list[Task] = []
    running: list[Run] = []
    for model in procedures():
        found = unfinished(model, instansi)
        if issubclass(model, Run):
            running += found
        tasks += [Task(r, r.step) for r in found if mine(offices, r)]
    tasks.sort(key=lambda t: t.run.since)
    return tasks, running


def unfinished(model, instansi, limit=200):
    runs = model.objects.filter(instansi__in=instansi).exclude(at=FINISHED)
    if model.parent_field and model._meta.get_field(model.parent_field).concrete:
        carried = [
            s.key for s in model._meta.get_field(model.parent_field).related_model.sop
            if s.carried_by
        ]  # fmt: skip
        runs = runs.filter(**{f"{model.parent_field}__at__in": carried})
        runs = runs.select_related(model.parent_field, "unit")
    elif model.parent_field:
        runs = runs.prefetch_related(model.parent_field)
    return list(runs.select_related("instansi").order_by("since")[:limit])


def mine(offices, run) -> bool:
    """Whether the waiting row of `run` is done by one of these offices."""
    here = run.step
    if here is None or here.carried_by:
        return False
    return any(
        o.role in here.roles
        and o.instansi_id == run.instansi_id
        and run.of_unit(o)
        and o.of(run)
        and o.role != Role.ADMIN
        for o in offices
    )
