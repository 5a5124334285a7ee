"""What a return opens: which rows of which forms, for whom, until when; one answer for page and act."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sakip.lib import tanggal
from sakip.people.models import Penugasan, Role

from .draw import proposed_deadline
from .formulir import Formulir
from .isian import Isian
from .rekap import recap_of


@dataclass
class Opened:
    """One form that a return opens."""

    form: Formulir
    isian: list[Isian]
    entire: bool  # the whole form, its spending too
    tenggat: date  # until when, after the return

    @property
    def names(self) -> str:
        return ", ".join(one.sebutan for one in self.isian)


def opened(run, items, units, moment=None) -> list[Opened]:
    """The forms of `run` that these marks open, in the order of the units.

    items: ids of Isian; units: ids of Unit, whose forms open entirely. The new tenggat is the day
    on which the SOP's standard of row 7 ends, counted from `moment`; never an earlier one than now.
    """
    if not items and not units:
        return []
    day = proposed_deadline(run, moment or tanggal.now())
    found = []
    for unit in recap_of(run):
        form, entire = unit.form, unit.form.unit_id in units
        rows = [one.isian for row in unit.rows for one in (row, *row.months)]
        rows = [one for one in rows if entire or one.pk in items]
        if rows:
            rows.sort(key=lambda one: (one.urut, one.bulan, one.pk))
            found.append(Opened(form, rows, entire, max(form.tenggat or day, day)))
    return found


def hands(run) -> dict[int, str]:
    """{unit: "diisi Staf Mutasi (A), diserahkan Kepala Bidang Mutasi (B)"}: for whom it opens."""
    offices = Penugasan.objects.filter(
        instansi=run.instansi, role__in=(Role.STAF, Role.BIDANG), user__is_active=True
    )
    held: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for office in offices.on(run.instansi.today()).select_related("user").order_by("pk"):
        if office.of(run):
            held[office.unit_id][office.role].append(f"{office.capacity} ({office.user})")
    return {unit: _said(roles) for unit, roles in held.items()}


def _said(roles) -> str:
    parts = [
        f"{verb} {', '.join(roles[role])}"
        for role, verb in ((Role.STAF, "diisi"), (Role.BIDANG, "diserahkan"))
        if roles.get(role)
    ]
    return ", ".join(parts)
