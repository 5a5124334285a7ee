"""A procedure is a model whose marked methods, in the order they stand, are its SOP sheet."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Q
from django_fsm import GET_STATE, FSMField, transition

from sakip.lib import tanggal
from sakip.papers.kinds import Kind
from sakip.people.models import Instansi, Role
from sakip.planning.periods import Period

from .step import FINISHED, REOPEN, RETURN, Act, Step


class Procedure(models.Model):
    """One run of an SOP: it stands at one row and waits for that row's actors."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    at = FSMField("langkah", protected=True, max_length=20)
    version = models.PositiveIntegerField(default=0)
    since = models.DateTimeField("menunggu sejak")
    round = models.PositiveSmallIntegerField("putaran", default=1)

    sop: ClassVar[tuple[Step, ...]] = ()
    acts: ClassVar[dict[str, Act]] = {}
    title: ClassVar[str] = ""  # "Pengumpulan Data Kinerja"
    parent_field: ClassVar[str | None] = None
    moved: ClassVar[tuple[str, ...]] = ()  # further columns an act may change
    drafts: ClassVar[dict[Kind, type]] = {}  # the form in which people write a paper

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        rows = {name: body for name, body in vars(cls).items() if hasattr(body, "row")}
        if not rows:
            return
        cls.sop = tuple(
            Step(number=n, key=key, **body.row) for n, (key, body) in enumerate(rows.items(), 1)
        )
        beside = {name: body for name, body in vars(cls).items() if hasattr(body, "act")}
        cls.acts = {name: Act(key=name, **body.act) for name, body in beside.items()}
        cls._build_ways(rows, beside)

    @classmethod
    def _build_ways(cls, rows, beside):
        """Rows, returns and acts become the transitions of the one FSM field."""
        back = vars(cls).get(RETURN) or _nothing(RETURN)
        following = [*(s.key for s in cls.sop[1:]), FINISHED]
        for here, after in zip(cls.sop, following, strict=True):
            forward = transition("at", source=here.key, target=after)
            setattr(cls, here.key, forward(rows[here.key]))
            if here.back_to:
                back = transition("at", source=here.key, target=_chosen(here.back_to))(back)
        if any(s.back_to for s in cls.sop):
            setattr(cls, RETURN, back)
        for name, body in beside.items():
            a = cls.acts[name]
            setattr(cls, name, transition("at", source=list(a.at), target=a.to)(body))
        if cls.parent_field:  # only the parent's return opens a finished child again
            target = _chosen(tuple(s.key for s in cls.sop))
            body = vars(cls).get(REOPEN) or _nothing(REOPEN)
            setattr(cls, REOPEN, transition("at", source=FINISHED, target=target)(body))

    @classmethod
    def begin(cls, **fields):
        """A new run, unsaved, standing at its first row (or `at`)."""
        fields.setdefault("at", cls.sop[0].key)
        fields.setdefault("since", tanggal.now())
        return cls(**fields)

    # -- where it stands ------------------------------------------------------------------

    @property
    def step(self) -> Step | None:
        return next((s for s in self.sop if s.key == self.at), None)

    @classmethod
    def row(cls, key: str) -> Step:
        """The row called `key`; KeyError where this sheet has none."""
        for s in cls.sop:
            if s.key == key:
                return s
        raise KeyError(key)

    @property
    def finished(self) -> bool:
        return self.at == FINISHED

    def past(self, key: str) -> bool:
        """Whether this run stands behind the row `key`."""
        return self.finished or self.row(self.at).number > self.row(key).number

    def reached(self, key: str) -> bool:
        return self.finished or self.row(self.at).number >= self.row(key).number

    @property
    def label(self) -> str:
        return self._meta.label_lower

    @property
    def parent(self):
        return getattr(self, self.parent_field) if self.parent_field else None

    @property
    def case(self):
        """The topmost run, under whose lock everything of it is done."""
        run = self
        while run.parent is not None:
            run = run.parent
        return run

    # -- what a procedure may say about itself ---------------------------------------------

    def facts(self, kind: Kind, *, by, paper) -> dict:
        """What the paper of `kind` says; a procedure adds its own to what is common."""
        from .facts import common

        return common(self, kind, by=by)

    def content(self) -> str:
        """All that its page shows beside its own row, as text: it is what `seen` is made of."""
        return ""

    def after(self, verb: str, *, by, record, **data) -> None:
        """What else the act does, once its Record and the new state are written."""

    def return_blockers(self, data: dict) -> list[str]:
        """What is wrong with a return as it was filled in."""
        return []

    def lacks(self, kind: Kind, there: set[str]) -> list[str] | None:
        """What is missing of a needed kind, where that is not simply one issued paper."""
        return None

    def children_come_before(self, row: Step) -> bool:
        """Whether the children that carry `row` must stand ready before it begins."""
        return True

    def own_work(self, by, verb) -> str:
        """Why this person may not judge here ("" = they may): nobody decides on their own work."""
        return ""

    def of_unit(self, by) -> bool:
        """Whether this Penugasan reaches this object as its own."""
        unit = getattr(self, "unit_id", None)
        return unit is None or by.role not in (Role.BIDANG, Role.STAF) or by.unit_id == unit

    def read_act(self, verb: str, posted) -> dict:
        """What the posted form says beyond a note; ValidationError names what cannot be read."""
        return {}

    def page(self, key: str, request) -> dict:
        """What the template of the row `key` shows."""
        return {}

    def overview(self, offices) -> dict:
        """What the run's page shows beside its rows."""
        return {}

    def own_objects(self, offices) -> set[tuple[str, int]]:
        """(label, id) of the children that belong to the units of these offices."""
        return set()

    def units(self) -> set[int]:
        """The units that have a part of their own in this run."""
        return set()

    def seen(self) -> str:
        """The mark of exactly what a page shows of this run; the door compares it."""
        text = f"{self.label}:{self.pk}:{self.version}:{self.content()}"
        return f"{self.version}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        """Read anew past the protected field (FSMModelMixin's way is not safe with threads)."""
        if fields is None or "at" in fields:
            self.__dict__.pop("at", None)
            deferred = self.get_deferred_fields() - {"at"}
            fields = fields or [
                f.attname for f in self._meta.concrete_fields if f.attname not in deferred
            ]
        super().refresh_from_db(using, fields, from_queryset)


class Run(Procedure):
    """A procedure that is carried out for one period of one instansi: the topmost of its case."""

    tahun = models.PositiveSmallIntegerField()
    periode = models.CharField(max_length=8)
    revisi = models.PositiveSmallIntegerField(default=0)
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    full_title: ClassVar[str] = ""  # "Prosedur Pengumpulan Data Kinerja"
    work: ClassVar[str] = ""  # "pengumpulan data kinerja", as it stands within a sentence
    begins: ClassVar[tuple[Role, ...]] = ()  # who opens a period
    results: ClassVar[tuple[Kind, ...]] = ()  # the approved report of a run

    class Meta:
        abstract = True
        ordering = ["-tahun", "-periode", "-revisi"]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "periode", "revisi"], name="%(class)s_period"
            ),
            models.CheckConstraint(
                condition=Q(revises__isnull=True, revisi=0)
                | Q(revises__isnull=False, revisi__gt=0),
                name="%(class)s_revision",
            ),
        ]
        indexes = [
            models.Index(fields=["instansi", "at"], name="%(class)s_at"),
            models.Index(fields=["instansi", "tahun", "periode"], name="%(class)s_list"),
        ]

    def __str__(self):
        revision = f" revisi {self.revisi}" if self.revisi else ""
        return f"{self.title} {self.period}{revision}"

    @property
    def period(self) -> Period:
        return Period(self.periode)

    @property
    def case_word(self) -> str:
        """The word of its address: pengumpulan, pengukuran."""
        return str(self._meta.model_name)

    @property
    def where(self) -> str:
        """ "Langkah 10 dari 12"."""
        return f"Langkah {self.step.number} dari {len(self.sop)}" if self.step else "Selesai"

    @property
    def marks(self) -> list[tuple[str, bool]]:
        """Its rows as the segments of a list show them: (keadaan, over the standard)."""
        states = {True: "selesai", False: "nanti"}
        return [
            ("sekarang" if self.at == s.key else states[self.past(s.key)], False) for s in self.sop
        ]

    @property
    def next_actors(self) -> str:
        """Whose turn comes after the waiting row; "" after the last."""
        after = self.sop[self.step.number :][:1] if self.step else ()
        return after[0].actors if after else ""

    def cannot_begin(self) -> list[str]:
        """Why a run of this period cannot be opened."""
        return []

    def begun(self, by) -> None:
        """What lies ready when the run is opened."""

    def open_orders(self) -> list[str]:
        """Tindak lanjut of earlier runs that are still open, for the meeting's agenda."""
        return []

    def report_suggestions(self) -> dict:
        """What the Draft Laporan can already say."""
        return {}

    def footnotes(self) -> list[str]:
        """What stands at the foot of every paper of the run from now on: the gaps of its data."""
        return []

    def row_of(self, paper) -> str:
        """The row of this sheet to which a paper of the case belongs."""
        if paper.run_label == self.label:
            return paper.row
        child = apps.get_model(paper.run_label)
        return next(
            s.key
            for s in self.sop
            if s.carried_by and self._meta.get_field(s.carried_by).related_model is child
        )


def _nothing(name):
    def body(self, **_):
        pass

    body.__name__ = name
    return body


def _chosen(states):
    return GET_STATE(lambda self, to=None, **_: to or states[0], states=states)


def procedures() -> list[type[Procedure]]:
    """Every SOP of this house, children included."""
    return [m for m in apps.get_models() if issubclass(m, Procedure)]
