"""Time used against standard time, in the words and bars of parts/jam.html."""

from __future__ import annotations

from datetime import date
from datetime import time as hour
from itertools import islice, takewhile

from sakip.lib import tanggal

from .calendar import calendar_of
from .worktime import NEARING, OVER, WITHIN, allowed, spent, standard

FAR = 60  # working days beyond which nobody counts


def running(run, ends="Tenggat") -> dict:
    """The clock of the waiting row of `run`, as parts/jam.html takes it.

    "at" is the moment it runs out, None where nothing does. A child with a deadline of its own
    goes by that; one without goes by the row of its run's sheet that it carries out.
    """
    if getattr(run, "tenggat", None):
        return deadline(run.instansi, run.tenggat)
    if run.parent is not None and not run.step.time:
        run = run.parent
    here = run.step
    zone = run.instansi.zona
    time = spent(calendar_of(run.instansi), run.since, tanggal.now(), standard(here.time))
    if time.allowed is None:
        return {"state": WITHIN, "read": "Tanpa waktu baku", "at": None, "late": False}
    return {
        "at": time.due,
        "state": time.status,
        "used": time.used,
        "standard": time.allowed,
        "read": _bare(time, here.time),
        "of": here.time,
        "left": _left(time),
        "due": f"{ends} {tanggal.short(time.due, zone)}",
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


def deadline(instansi, day: date) -> dict:
    """The clock of a day by whose end something is due."""
    today, calendar = instansi.today(), calendar_of(instansi)
    state = OVER if day < today else NEARING if day == today else WITHIN
    return {
        "state": state,
        "read": f"Tenggat {tanggal.long_date(day)}",
        "due": left_words(instansi, day),
        "late": state == OVER,
        "at": calendar.at(day, hour(23, 59)),
    }


def left_words(instansi, day: date) -> str:
    """ "sisa 5 hari kerja", "hari ini", "lewat 2 hari"."""
    today = instansi.today()
    if day < today:
        return f"lewat {(today - day).days} hari"
    if day == today:
        return "hari ini"
    days = islice(calendar_of(instansi).working_days(after=today), FAR + 1)
    left = sum(1 for _ in takewhile(lambda other: other <= day, days))
    return f"sisa {left} hari kerja" if left <= FAR else f"sisa lebih dari {FAR} hari kerja"


def late_rows(runs, records) -> dict[tuple[str, int], set[str]]:
    """{(label, id) of a run: keys of its rows that once took longer than their standard}.

    `records`: (label, id, origin, minutes, standard, since) of Records, in any order.
    """
    house = {(r.label, r.pk): r.instansi for r in runs}
    found: dict = {key: set() for key in house}
    for label, pk, origin, minutes, said, since in records:
        calendar = calendar_of(house[label, pk])
        if minutes > (allowed(calendar, since, standard(said)) or minutes):
            found[label, pk].add(origin)
    return found
