"""Who sees which sheet and which order: the matrix's row "lapor", as objects and as lists.

Kepala, Sekretaris and Tim SAKIP see every sheet and every order of their instansi. A unit sees
the disposition once it is decided and where it is addressed to it, and its own orders. The admin
sees that a sheet stands somewhere, not what it says; to everybody else nothing of it exists.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from sakip.people.models import Role
from sakip.sop import access
from sakip.sop.step import FINISHED

from .lembar import LembarDisposisi
from .tindak import TindakLanjut

WHOLE, ADDRESSED, STATUS = "whole", "addressed", "status"
LEADING = (Role.KEPALA, Role.SEKRETARIS, Role.TIM_SAKIP)
UNITS = (Role.BIDANG, Role.STAF)


def way(offices, sheet) -> str:
    """How these offices together see `sheet`; "" = not at all."""
    granted = access.sees(offices, sheet.case, LembarDisposisi.row_key)
    if "V" in granted:
        return WHOLE
    if "result" in granted and sheet.finished and _addressed(offices, sheet):
        return ADDRESSED
    return STATUS if "status" in granted else ""


def _addressed(offices, sheet) -> bool:
    units = {line["unit"] for line in sheet.isi["kepada"]} - {None}
    return any(o.role in UNITS and o.unit_id in units for o in offices)


def leads(offices) -> bool:
    return any(o.role in LEADING and o.instansi_id and not o.run_label for o in offices)


def sheets(instansi, offices):
    """The sheets in these people's list; an office for one run alone brings no list."""
    found = LembarDisposisi.objects.filter(instansi=instansi)
    if leads(offices) or any(o.role == Role.ADMIN for o in offices):
        return found
    mine = orders(instansi, offices).filter(lembar=OuterRef("pk"))
    return found.filter(Exists(mine), at=FINISHED)


def orders(instansi, offices):
    """The orders these people see."""
    found = TindakLanjut.objects.filter(instansi=instansi)
    if leads(offices):
        return found
    units = [o.unit_id for o in offices if o.role in UNITS]
    return found.filter(unit__in=units)


def sees_order(offices, order) -> bool:
    return leads(offices) or any(order.belongs_to(o) for o in offices)


def for_me(offices) -> Q:
    """The orders that wait for these offices: to be done, or to be verified."""
    baru, reported = TindakLanjut.Status.BARU, TindakLanjut.Status.DITINDAKLANJUTI
    found = Q(status=baru) & TindakLanjut.whose(offices)
    roles = {o.role for o in offices}
    if Role.SEKRETARIS in roles:
        found |= Q(status=reported) & ~Q(unit=None, peran=Role.SEKRETARIS)
    if Role.KEPALA in roles:
        found |= Q(status=reported, unit=None, peran=Role.SEKRETARIS)
    return found
