"""What waits for this person, over every procedure, derived from the rows alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.apps import apps
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    JSONField,
    Q,
    Value,
    When,
)
from django.db.models.functions import Cast

from sakip.lib.prepared import Marks, Prepared
from sakip.people.models import Role, Unit

from . import clock
from .procedure import Procedure, Run, procedures
from .step import Step

LIMIT = 70  # tasks of a page, and the runs and deeds beside them
KNOWN = 8
SHOWN = 8  # of the runs that only run
SHARED = (Role.TIM_SAKIP, Role.STAF)  # offices that several people hold at once


@dataclass
class Task:
    """One thing that waits: a run at its row, for one or more of my offices."""

    run: Procedure
    step: Step
    by: object
    clock: dict = field(default_factory=dict)

    @property
    def url(self) -> str:
        if self.run.parent is not None:
            return self.run.get_absolute_url()
        return f"{self.run.get_absolute_url()}#langkah-{self.step.number}"

    @property
    def row(self) -> Step:
        """The row of the signed sheet: a child carries out one of its run's."""
        return self.run.case.step

    @property
    def of(self) -> int:
        return len(self.run.case.sop)

    @property
    def text(self) -> str:
        return self.step.text

    @property
    def button(self) -> str:
        return self.step.button

    @property
    def where(self) -> list[str]:
        """["Pengumpulan Triwulan III 2026", "Bidang Mutasi dan Promosi"]."""
        unit = getattr(self.run, "unit", None)
        return [str(self.run.case), *([str(unit)] if unit else [])]

    @property
    def returned(self) -> str:
        times = self.run.round - 1
        return f"Dikembalikan {times} kali" if times else ""

    @property
    def shared(self) -> bool:
        """Whether it waits for whoever of several comes first: a queue, not a person's own."""
        return self.by.role in SHARED and not self.by.ketua

    def wind(self) -> Task:
        self.clock = clock.running(self.run)
        return self


def waiting(instansi, offices, *, known: Iterable = ()) -> tuple[list[Task], list[Run], dict]:
    """(tasks of these offices, oldest first; unfinished topmost runs; {(label, id): run}).

    The last holds the runs and children named by `known` (at most KNOWN), (label, id), finished
    or not. One query, whatever the number of procedures and runs; where there are very many
    unfinished runs, those come first that wait for these offices.
    """
    asked: dict[str, list[int]] = {}
    for label, pk in known:
        asked.setdefault(label, []).append(pk)
    shape, numbers = shape_of(offices)
    labels = {m._meta.label_lower: [] for m in procedures()}
    rows = _EVERYTHING.rows(shape, instansi=instansi.pk, **numbers, **(labels | asked))
    found = _read(rows, instansi)
    things = list(found.values())
    running = [t for t in things if isinstance(t, Run) and not t.finished]
    tasks = [t for thing in things if (t := _task(offices, thing))]
    tasks.sort(key=lambda t: t.run.since)
    return tasks, running, found


class Stand(NamedTuple):
    """An office as a question sees it: its role, its unit (a number left open), its reach."""

    role: str
    unit_id: int
    instansi_id: int | None
    run_label: str


def shape_of(offices) -> tuple[tuple, dict]:
    """(what a question about these offices depends on, the numbers that fill it)."""
    ordered = sorted(offices, key=lambda o: (o.role, o.pk))
    shape = tuple((o.role, o.instansi_id is not None, bool(o.run_label)) for o in ordered)
    return shape, {"unit": [o.unit_id or 0 for o in ordered]}


def stands(marks: Marks, shape) -> list[Stand]:
    """The offices of a shape, their units left open."""
    units = marks.many("unit", len(shape))
    return [
        Stand(role, unit, 1 if here else None, "x" if limited else "")
        for (role, here, limited), unit in zip(shape, units, strict=True)
    ]


def _task(offices, run) -> Task | None:
    here = run.step
    if here is None or here.carried_by or not _carried_now(run):
        return None
    by = next((o for o in offices if does(o, here, run)), None)
    return by and Task(run, here, by)


def _carried_now(run) -> bool:
    """Whether the parent stands at the row that this child carries out."""
    if run.parent is None:
        return True
    row = run.parent.step
    if row is None or not row.carried_by:
        return False
    return isinstance(run, run.parent._meta.get_field(row.carried_by).related_model)


def does(office, here: Step, run) -> bool:
    """Whether the waiting row of `run` is done by this office."""
    return (
        office.role in here.roles
        and office.instansi_id == run.instansi_id
        and run.of_unit(office)
        and office.of(run)
    )


def light(runs):
    """The same runs without their documents (snapshots), which lists never show."""
    heavy = [f.name for f in runs.model._meta.concrete_fields if isinstance(f, JSONField)]
    return runs.defer(*heavy)


# -- runs of every kind, and their children, in one query --------------------------------------
# Each part of the union has the same columns, RUN after CHILD. A child is read through its run's
# own relation, so that a foreign key and a generic one will both do; a run itself has NULLs there.

CHILD = {
    "x_first": IntegerField(),  # 0: waits for these offices, or is asked for; 1: runs, no more
    "x_run": CharField(),  # the label of the run
    "x_child": CharField(),  # and of the child, "" where there is none
    "x_since": DateTimeField(),  # since when it waits
    "x_id": BigIntegerField(),
    "x_at": CharField(),
    "x_version": IntegerField(),
    "x_round": IntegerField(),
    "x_unit": BigIntegerField(),
    "x_nama": CharField(),
    "x_tenggat": DateField(),
}
RUN = ("id", "at", "version", "since", "round", "tahun", "periode", "revisi")


def _everything(marks, shape):
    offices, instansi = stands(marks, shape), marks.one("instansi")
    models = [m for m in procedures() if issubclass(m, Run)]
    first, *rest = [
        *(_runs(m, instansi, offices, marks) for m in models),
        *(_children(m, s, instansi, offices, marks) for m in models for s in m.sop if s.carried_by),
    ]
    return first.union(*rest, all=True).order_by("x_first", "x_since")[:LIMIT]


_EVERYTHING = Prepared(_everything)


def _runs(model, instansi, offices, marks):
    known = Q(pk__in=marks.many(model._meta.label_lower, KNOWN))
    mine = Q(at__in=[s.key for s in model.sop if any(o.role in s.roles for o in offices)]) | known
    every = Q(at__in=[s.key for s in model.sop]) | known  # by keys, which an index holds
    first = Case(When(mine, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = model.objects.filter(every, instansi=instansi)
    return _part(found, x_first=first, x_run=_text(model), x_child=Value(""), x_since=F("since"))


def _children(model, row: Step, instansi, offices, marks):
    """Those that carry out `row` and wait for these offices, or are asked for."""
    child, rel = model._meta.get_field(row.carried_by).related_model, row.carried_by
    wanted = Q(**{f"{rel}__pk__in": marks.many(child._meta.label_lower, KNOWN)})
    if mine := _done_by(child, rel, offices):
        wanted |= Q(at=row.key) & mine
    own = {"x_id": "id", "x_at": "at", "x_version": "version", "x_round": "round"}
    if _has(child, "unit"):
        own |= {"x_unit": "unit", "x_nama": "unit__nama"}
    if _has(child, "tenggat"):
        own |= {"x_tenggat": "tenggat"}
    return _part(
        model.objects.filter(wanted, instansi=instansi),
        x_first=Value(0),
        x_run=_text(model),
        x_child=_text(child),
        x_since=F(f"{rel}__since"),
        **{name: F(f"{rel}__{path}") for name, path in own.items()},
    )


def _done_by(child, rel, offices) -> Q:
    """The rows of `child` at which one of these offices has something to do; empty = none."""
    found = Q()
    for office in offices:
        if keys := [s.key for s in child.sop if office.role in s.roles]:
            rows = Q(**{f"{rel}__at__in": keys})
            own = _has(child, "unit") and office.role in (Role.BIDANG, Role.STAF)
            found |= rows & Q(**{f"{rel}__unit": office.unit_id}) if own else rows
    return found


def _part(runs, **said):
    missing = {n: Cast(Value(None), kind) for n, kind in CHILD.items() if n not in said}
    return runs.order_by().annotate(**said, **missing).values_list(*CHILD, *RUN)


def _text(model):
    return Value(model._meta.label_lower, output_field=CharField())


def _has(model, name) -> bool:
    return any(f.name == name for f in model._meta.concrete_fields)


def _read(rows, instansi) -> dict:
    """{(label, id): run or child}, each child knowing its run; those that wait longest first."""
    found: dict = {}
    others = 0
    for row in rows:
        others += row[0]
        if others > SHOWN:
            break  # they stand last
        x, said = (
            dict(zip(CHILD, row, strict=False)),
            dict(zip(RUN, row[len(CHILD) :], strict=True)),
        )
        run = found.get((x["x_run"], said["id"]))
        if run is None:
            run = found[x["x_run"], said["id"]] = _made(x["x_run"], instansi, said)
        if x["x_child"]:
            found[x["x_child"], x["x_id"]] = _child(run, x, instansi)
    return found


def _child(run, x, instansi) -> Procedure:
    names = ("id", "at", "version", "since", "round")
    child = _made(x["x_child"], instansi, {name: x[f"x_{name}"] for name in names})
    setattr(child, child.parent_field, run)
    if x["x_unit"]:
        child.unit = Unit(pk=x["x_unit"], nama=x["x_nama"], instansi=instansi)
    if _has(type(child), "tenggat"):
        child.tenggat = x["x_tenggat"]
    return child


def _made(label, instansi, said) -> Procedure:
    """An object with these columns alone; the others are read when somebody asks for them."""
    model = apps.get_model(label)
    values = said | {"instansi_id": instansi.pk}
    columns = [f.attname for f in model._meta.concrete_fields if f.attname in values]
    found = model.from_db("default", columns, [values[name] for name in columns])
    found.instansi = instansi
    return found
