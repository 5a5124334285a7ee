"""A report is one class in one file of reports/kinds/: what it is called, who may read it, what it
is of, its columns, its rows. Screen, PDF and XLSX come from those same rows."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import ClassVar

from collection.models import Pengumpulan
from collection.snapshot import closed_forms, current
from sakip.papers.models import digest
from sakip.people.models import Role

from . import kinds
from .subjects import Subject
from .table import Column, Row, Table

# What a report is of: a run of one procedure, a run of either, a Perjanjian Kinerja, a year, the SOP.
PENGUMPULAN, PENGUKURAN, RUN, PK, YEAR, SOP = (
    "pengumpulan",
    "pengukuran",
    "proses",
    "pk",
    "tahun",
    "sop",
)


class Report:
    """One kind of report; an object of it is that report of one subject, for certain readers.

    `units`: None for the whole, else the units whose rows alone are shown. `variant`: one of
    `variants`, the first where the address names none.
    """

    title: ClassVar[str]
    readers: ClassVar[tuple[Role, ...]] = ()  # always named: nobody reads a report by default
    of: ClassVar[str]
    row: ClassVar[str] = ""  # the row of the sheet under whose letters it stands before approval
    own_rows: ClassVar[bool] = False  # Bidang and Staf read their own unit's rows of it, no more
    about: ClassVar[str] = ""  # a sentence for the list
    columns: ClassVar[Sequence[Column]] = ()
    variants: ClassVar[Mapping[str, str]] = {}
    landscape: ClassVar[bool] = True
    template: ClassVar[str] = "reports/cetak.html"
    preview: ClassVar[str] = "reports/tabel.html"

    def __init__(self, subject: Subject, *, units: frozenset[int] | None = None, variant: str = ""):
        self.subject, self.units = subject, units
        self.variant = variant if variant in self.variants else next(iter(self.variants), "")

    # -- what a kind says ---------------------------------------------------------------------

    def rows(self) -> Iterable[Row]:
        raise NotImplementedError

    def sentence(self) -> str:
        """What stands above the table."""
        return ""

    def notes(self) -> Iterable[str]:
        """Footnotes: the policies that shaped figures, gaps, what it was drawn from."""
        return ()

    def tables(self) -> list[Table]:
        return [Table(self.title, self.columns, list(self.rows()))]

    def context(self) -> dict:
        """What its own template shows beside the tables."""
        return {}

    # -- what everything else asks -------------------------------------------------------------

    @classmethod
    def slug(cls) -> str:
        return cls.__module__.rpartition(".")[2].replace("_", "-")

    def document(self) -> dict:
        """The report as data: {"judul", "periode", "kalimat", "tabel": [Table], "catatan", "sidik"}.

        `sidik` is the hash of all that it says; the file of a report that is final is known by it.
        """
        tables = self.tables()
        said = {
            "judul": self.title,
            "periode": self.subject.words,
            "rinci": self.variant,
            "kalimat": self.sentence(),
            "catatan": [*self._provenance(), *self.notes()],
        }
        figures = [[t.caption, [c.label for c in t.columns], t.said()] for t in tables]
        return {**said, "tabel": tables, "sidik": digest([said, figures, self.extra()])}

    def extra(self) -> dict:
        """What its own template shows, as far as its hash must hold it."""
        return self.context()

    def _provenance(self) -> Iterable[str]:
        if self.units is not None:
            yield "Hanya memuat baris unit Anda."
        if self.subject.run is None:
            return
        if self.subject.approved:
            yield f"Dari {self.subject.run}, disetujui dan dikunci; sidik jari {self.subject.hash}."
        else:
            yield "SEMENTARA: proses ini belum disetujui; angka masih dapat berubah."
        yield from self._gaps()

    def _gaps(self) -> Iterable[str]:
        """Forms that were closed with gaps: at the foot of every report of their run, and of what
        was measured from it."""
        run = self.subject.run
        source = run if isinstance(run, Pengumpulan) else getattr(run, "dasar", None)
        if source is not None and source.reached("pengisian"):
            yield from closed_forms(current(source), shown=self.mine)

    @property
    def final(self) -> bool:
        """Whether it can no longer change: its file is then made once and kept for ever."""
        return self.subject.approved

    def mine(self, unit_id: int | None) -> bool:
        """Whether a row of this unit is shown to these readers."""
        return self.units is None or unit_id in self.units


@cache
def every_kind() -> dict[str, type[Report]]:
    """{slug: report} of every file in reports/kinds/, by their names."""
    found = {}
    for module in pkgutil.iter_modules(kinds.__path__):
        held = import_module(f"{kinds.__name__}.{module.name}")
        for kind in vars(held).values():
            if (
                isinstance(kind, type)
                and issubclass(kind, Report)
                and kind.__module__ == held.__name__
            ):
                found[kind.slug()] = kind
    return found
