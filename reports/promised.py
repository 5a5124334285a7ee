"""What reports of a Perjanjian Kinerja have in common: its targets and budgets, as they were fixed."""

from __future__ import annotations

from sakip.people.models import Role
from sakip.planning.models import Target
from sakip.planning.said import FIGURE, Said, style_of

from .measured import SHEET
from .report import PK, Report

READERS = (*SHEET, Role.ADMIN, Role.AUDITOR)


class Promised(Report):
    """A report of one Perjanjian Kinerja."""

    of = PK
    readers = READERS

    @property
    def pk(self):
        return self.subject.promise

    def targets(self) -> list[Target]:
        """Its targets in the order of the tree: those of one sasaran together."""
        if not hasattr(self, "_targets"):
            found = (
                Target.objects.filter(instansi=self.subject.instansi, pk_versi=self.pk)
                .select_related("indikator__node__parent", "indikator__unit", "indikator__skala")
                .prefetch_related("periods")
            )
            self._targets = sorted(found, key=_order)
        return self._targets

    def notes(self):
        if not self.subject.approved:
            yield "DRAF: Perjanjian Kinerja ini belum ditetapkan."
        if self.pk.alasan:
            yield f"Alasan perubahan: {self.pk.alasan}"
        yield from self.pk.catatan


def _order(target):
    node = target.indikator.node
    above = node.parent or node
    return (
        above.urut,
        above.pk,
        node.urut,
        node.kode,
        node.pk,
        target.indikator.urut,
        target.indikator.kode,
    )


def value(row, indikator):
    """A target as a figure; a range, a predicate or a fraction's words as words."""
    style, said = style_of(indikator.polaritas), Said.of(row)
    if said.blank(style):
        return None
    return said.nilai if style == FIGURE else said.words(style, indikator.desimal)
