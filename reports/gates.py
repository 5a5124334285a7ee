"""Who reads which report of which subject, and of it the whole or their own unit's rows."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from sakip.people.models import Role
from sakip.sop import access

OF_UNITS = (Role.BIDANG, Role.STAF)
DRAFTS = (Role.KEPALA, Role.SEKRETARIS, Role.TIM_SAKIP, Role.ADMIN)  # of a Perjanjian Kinerja


def scope(kind, subject, offices) -> frozenset[int] | None:
    """The units whose rows these offices read; None: all of it.

    Refused (403) where no office of theirs reads this kind; hidden (404) where the kind is theirs
    and this subject of it is not, or not yet.
    """
    mine = [o for o in offices if o.role in kind.readers]
    if not mine:
        raise PermissionDenied("Laporan ini tidak dibuka bagi penugasan Anda.")
    ways = [_way(kind, subject, o) for o in mine]
    if None in ways:
        return None
    units = frozenset(unit for way in ways for unit in way)
    if not units:
        raise Http404
    return units


def _way(kind, subject, by) -> frozenset[int] | None:
    """What one office reads: None the whole, a set of units, an empty set nothing."""
    nothing: frozenset[int] = frozenset()
    if subject.promise is not None:
        return None if subject.approved or by.role in DRAFTS else nothing
    run = subject.run
    if run is None:
        return None
    if not by.of(run):
        return nothing
    if kind.row:
        ways = access.sees([by], run, kind.row)
        if "V" in ways:
            return None
    own = frozenset({by.unit_id}) if by.role in OF_UNITS and kind.own_rows else nothing
    if not kind.row:
        return None
    if not subject.approved:
        return own if "rows" in ways else nothing
    return own if by.role in OF_UNITS and kind.own_rows else None
