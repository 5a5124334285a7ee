"""What a decision would do, before it is made: what opens and for whom, what stays, when all is done."""

from __future__ import annotations

from sakip.lib import tanggal
from sakip.sop.calendar import calendar_of
from sakip.sop.worktime import due, standard

from .opening import hands, opened
from .rekap import recap_of
from .tanda import marked, marks_of, whole_units


def consequences(run, key: str, marks=None) -> dict:
    """What the marks on the row `key` (raw; the kept ones by default) would open, and until when.

    Asked with the very function by which the act opens forms, so that the page cannot promise
    what does not happen. A month of its own counts with its indicator, as everywhere.
    """
    chosen = marked(marks_of(run, key) if marks is None else marks)
    units = {whole["unit"].pk for whole in whole_units(run, chosen)}
    forms = opened(run, {int(pk) for pk in chosen["butir"]}, units)
    held = hands(run) if forms else {}
    count = len({(one.form.pk, isian.indikator_id) for one in forms for isian in one.isian})
    return {
        "forms": [
            {
                "unit": one.form.unit.nama,
                "jumlah": len({isian.indikator_id for isian in one.isian}),
                "seluruh": one.entire,
                "nama": one.names,
                "untuk": held.get(one.form.unit_id, "")
                or "belum ada pejabat yang mengisi formulir ini",
                "tenggat": one.tenggat,
            }
            for one in forms
        ],
        "opened": count,
        "locked": sum(len(unit.rows) for unit in recap_of(run)) - count,
        "marked": bool(forms),
        "round": run.round + 1,
        "done_units": finish(run, "pengisian"),
        "done_rekap": finish(run, "rekap"),
        "done_now": finish(run, key, inclusive=False),
    }


def finish(run, first: str, *, inclusive=True, moment=None) -> str:
    """When the run would have been through all its rows from `first` on, each in its standard time."""
    calendar, at = calendar_of(run.instansi), moment or tanggal.now()
    number = run.row(first).number
    for row in run.sop:
        if row.number >= number + (not inclusive):
            at = due(calendar, at, standard(row.time)) or at
    day = tanggal.local(at, run.instansi.zona).date()
    return f"{tanggal.day_date(day)}, {tanggal.clock(at, run.instansi.zona)}"
