"""Orders on Beranda: those that wait for me as tasks, the open ones in the margin."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Value, When
from django.template.loader import render_to_string

from sakip.lib import tanggal
from sakip.lib.prepared import Prepared
from sakip.people.models import Unit
from sakip.sop import clock
from sakip.sop.beranda import Panel
from sakip.sop.inbox import shape_of, stands

from .seeing import for_me, orders
from .tindak import TindakLanjut

READ = 50  # mine first, then the nearest deadlines
SHOWN = 5


@dataclass
class Order:
    """A Tindak Lanjut as a task (it answers like sop.inbox.Task)."""

    order: TindakLanjut
    instansi: object
    clock: dict = field(default_factory=dict)

    row = None  # of no sheet
    shared = False
    icon, kind = "envelope-paper", "Tindak lanjut"

    @property
    def url(self) -> str:
        return self.order.get_absolute_url()

    @property
    def text(self) -> str:
        verify = self.order.status == TindakLanjut.Status.DITINDAKLANJUTI
        return f"{'Memeriksa' if verify else 'Mengerjakan'} tindak lanjut: {self.order}"

    @property
    def button(self) -> str:
        return "Periksa" if self.order.status == TindakLanjut.Status.DITINDAKLANJUTI else "Catat"

    @property
    def where(self) -> list[str]:
        made = tanggal.local(self.order.dibuat, self.instansi.zona).date()
        came = "Disposisi Kepala Badan" if self.order.asal == TindakLanjut.DISPOSISI else "Capaian"
        return [f"{came}, {tanggal.long_date(made)}", self.order.done_by]

    @property
    def returned(self) -> str:
        waits = self.order.status == TindakLanjut.Status.BARU
        return "Dikembalikan" if waits and self.order.catatan else ""

    def wind(self) -> Order:
        self.clock = NO_DEADLINE
        if self.order.tenggat:
            self.clock = clock.deadline(self.instansi, self.order.tenggat)
        return self


NO_DEADLINE = {"state": "wajar", "read": "Tanpa batas waktu", "at": None, "late": False}


SAID = ("id", "uraian", "asal", "status", "peran", "catatan", "dibuat", "tenggat",
        "dilaporkan_pada")  # fmt: skip


def _open_orders(marks, shape):
    """Mine first, then the nearest deadlines, of all that these offices see."""
    offices, instansi = stands(marks, shape), marks.one("instansi")
    mine = Case(When(for_me(offices), then=Value(0)), default=Value(1))
    found = orders(instansi, offices).open().annotate(first=mine, last=no_deadline())
    found = found.order_by("first", "last", "tenggat", "pk")
    return found.values_list("first", "unit_id", "unit__nama", *SAID)[:READ]


def no_deadline():
    """Orders without a deadline stand last, on either database."""
    return Case(When(tenggat=None, then=Value(1)), default=Value(0))


_OPEN = Prepared(_open_orders)


def tasks_and_panels(request) -> tuple[list[Order], list[Panel]]:
    """One query: my orders, and the open ones I may see."""
    instansi = request.instansi
    shape, numbers = shape_of(request.offices)
    rows = [_read(instansi, row) for row in _OPEN.rows(shape, instansi=instansi.pk, **numbers)]
    tasks = [Order(order, instansi) for first, order in rows if first == 0]
    by_day = sorted((o for _, o in rows), key=lambda o: (o.tenggat or date.max, o.pk))
    said = {"orders": by_day[:SHOWN], "instansi": instansi}
    return tasks, [Panel(30, render_to_string("disposition/panel.html", said))]


def _read(instansi, row) -> tuple[int, TindakLanjut]:
    first, unit, nama, *said = row
    order = TindakLanjut(**dict(zip(SAID, said, strict=True)), instansi=instansi)
    order.unit = Unit(pk=unit, nama=nama, instansi=instansi) if unit else None
    return first, order
