"""Time used against standard time, in the words and bars of parts/jam.html."""

from __future__ import annotations

from sakip.lib import tanggal

from .calendar import calendar_of
from .worktime import OVER, spent, standard


def running(run) -> dict:
    """The clock of the waiting row of `run`, as parts/jam.html takes it."""
    here = run.step
    zone = run.instansi.zona
    time = spent(calendar_of(run.instansi), run.since, tanggal.now(), standard(here.time))
    if time.allowed is None:
        return {"state": "wajar", "read": "Tanpa waktu baku"}
    return {
        "state": time.status,
        "used": time.used,
        "standard": time.allowed,
        "read": _bare(time, here.time),
        "of": here.time,
        "left": _left(time),
        "due": f"Tenggat {tanggal.short(time.due, zone)}",
        "late": time.status == OVER,
    }


def finished(run, record, *, rounds: bool) -> dict:
    """The clock of a row that is done, from its Record."""
    zone = run.instansi.zona
    when = tanggal.short(record.on, zone)
    if rounds:
        when = f"Putaran {record.round} · {when}"
    if not record.standard:
        return {"state": "wajar", "read": "Tanpa waktu baku", "due": when}
    time = spent(
        calendar_of(run.instansi),
        record.since,
        record.on,
        standard(record.standard),
        finished=True,
    )
    over = f"lewat {time.over} menit" if time.over else ""
    return {
        "state": time.status,
        "used": time.used,
        "standard": time.allowed,
        "read": _bare(time, record.standard),
        "of": record.standard,
        "left": "dikembalikan" if record.verb == "kembalikan" else over,
        "due": when,
        "late": time.status == OVER,
    }


def _bare(time, of) -> str:
    """ "42" where the standard is in minutes too: "42 dari 30 menit"."""
    return time.words.removesuffix(" menit") if of.endswith("menit") else time.words


def _left(time) -> str:
    if time.over:
        return f"lewat {tanggal.duration(time.over)}"
    return f"sisa {tanggal.duration(time.left)}"
