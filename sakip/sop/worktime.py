"""The SOP's clock: minutes that run in office hours only, and "1 hari" that is tomorrow's same hour.

It measures and is printed; it makes nobody late. Moments go in and come out as aware datetimes
(out: UTC), office hours and days are those of the instansi's zone. Rules: Perpres 21/2023 for the
hours; "1 hari" as the house reads the SOP: the same clock time on the next working day, clamped
into office hours, so that Friday and Ramadan do not change what it means.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo

from holidays import country_holidays

from sakip.lib.tanggal import duration, local

WITHIN, NEARING, OVER = "wajar", "mendekati", "lewat"
NEARING_FROM = 66  # percent of the standard, while the step is open

Span = tuple[time, time]  # opens, closes
Week = tuple[tuple[Span, ...], ...]  # seven days, Monday first; () = shut

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def _week(monday_to_thursday: str, friday: str) -> Week:
    """A week of office hours out of lines such as "07.30-12.00 13.00-16.00"."""

    def spans(line: str) -> tuple[Span, ...]:
        clock = [time(int(h), int(m)) for h, m in re.findall(r"(\d\d)\.(\d\d)", line)]
        return tuple(zip(clock[::2], clock[1::2], strict=True))

    return (*(spans(monday_to_thursday),) * 4, spans(friday), (), ())


# 37 h 30 min a week, 450 minutes a day; rest 60 minutes, on Friday 90.
OFFICE_HOURS = _week("07.30-12.00 13.00-16.00", "07.30-11.30 13.00-16.30")
# 32 h 30 min a week, 390 minutes a day; rest 30 minutes, on Friday 60.
RAMADAN_HOURS = _week("08.00-12.00 12.30-15.00", "08.00-11.30 12.30-15.30")


@lru_cache(maxsize=64)
def _package(year: int, category: str) -> dict[date, str]:
    return dict(
        country_holidays("ID", language="id", categories=(category,), years=year, expand=False)
    )


def national_holidays(year: int) -> dict[date, str]:
    """Libur nasional and cuti bersama of `year` with their names, as far as they are known here."""
    return dict(sorted({**_package(year, "government"), **_package(year, "public")}.items()))


def is_announced(year: int) -> bool:
    """Whether the year's cuti bersama are known here; if not, the admin's table must bring them."""
    return bool(_package(year, "government"))


def holidays_of(
    years: Iterable[int], *, added: Iterable[date] = (), removed: Iterable[date] = ()
) -> frozenset[date]:
    """The days off of these years: the package's, corrected by the admin's table."""
    known = {day for year in years for day in national_holidays(year)}
    return frozenset((known - set(removed)) | set(added))


@dataclass(frozen=True)
class Calendar:
    """When an instansi is at work.

    `ramadan` holds (first, last) days, both included, on which `ramadan_hours` stand instead.
    Raises ValueError where no weekday has hours, or a day's spans overlap or run backwards.
    """

    zone: str
    holidays: frozenset[date] = frozenset()
    hours: Week = OFFICE_HOURS
    ramadan: tuple[tuple[date, date], ...] = ()
    ramadan_hours: Week = RAMADAN_HOURS

    def __post_init__(self):
        for week in (self.hours, self.ramadan_hours):
            if len(week) != 7 or not any(week):
                raise ValueError(
                    "Jam kerja harus tujuh hari, paling sedikit satu di antaranya buka."
                )
            for spans in week:
                clock = [moment for span in spans for moment in span]
                if any(a >= b for a, b in pairwise(clock)):
                    raise ValueError("Jam kerja satu hari harus berurutan dan tidak bertumpuk.")

    def spans(self, day: date) -> tuple[Span, ...]:
        """The office hours of `day`, local time; () on a day off."""
        if day in self.holidays:
            return ()
        fasting = any(first <= day <= last for first, last in self.ramadan)
        return (self.ramadan_hours if fasting else self.hours)[day.weekday()]

    def is_working(self, day: date) -> bool:
        return bool(self.spans(day))

    def working_days(self, after: date) -> Iterator[date]:
        """Every working day after `after`, in order."""
        while True:
            after += DAY
            if self.is_working(after):
                yield after

    def day_of(self, moment: datetime) -> date:
        """The day it is at the office; ValueError where `moment` says no zone."""
        return local(moment, self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        """The moment (UTC) of a wall clock time."""
        return datetime.combine(day, clock, ZoneInfo(self.zone)).astimezone(UTC)

    def spans_utc(self, day: date) -> list[tuple[datetime, datetime]]:
        return [(self.at(day, opens), self.at(day, closes)) for opens, closes in self.spans(day)]


@dataclass(frozen=True)
class Standard:
    """The standard time of a row: so many office minutes, or so many working days. Never both."""

    minutes: int = 0
    days: int = 0

    def __post_init__(self):
        if min(self.minutes, self.days) != 0 or max(self.minutes, self.days) < 1:
            raise ValueError("Waktu baku ditulis dalam menit atau dalam hari, paling sedikit 1.")

    def __str__(self):
        return f"{self.days} hari" if self.days else f"{self.minutes} menit"


def standard(text: str) -> Standard | None:
    """Read "5 menit", "2 jam" or "1 hari"; "" and "-" are rows without a standard time: None."""
    words = text.strip().lower()
    if words in ("", "-", "–"):
        return None
    found = re.fullmatch(r"([0-9]{1,5}) *(menit|jam|hari)", words)
    if not found:
        raise ValueError(f"Waktu baku “{text}” tidak terbaca. Tulis misalnya 90 menit atau 1 hari.")
    amount, unit = int(found[1]), found[2]
    if unit == "hari":
        return Standard(days=amount)
    return Standard(minutes=amount * (60 if unit == "jam" else 1))


def due(calendar: Calendar, start: datetime, standard: Standard | None) -> datetime | None:
    """When the standard time of a step that began at `start` is used up (UTC); None if it has none."""
    if standard is None:
        return None
    if standard.days:
        return _days_later(calendar, start, standard.days)
    return _minutes_later(calendar, start, standard.minutes * MINUTE)


def _minutes_later(calendar: Calendar, start: datetime, left: timedelta) -> datetime:
    """The moment at which `left` of office time has run; at closing time it is that closing."""
    for day in calendar.working_days(after=calendar.day_of(start) - DAY):
        for opens, closes in calendar.spans_utc(day):
            begins = max(opens, start.astimezone(UTC))
            if begins < closes:
                if begins + left <= closes:
                    return begins + left
                left -= closes - begins
    raise AssertionError("unreachable: working days never end")


def _days_later(calendar: Calendar, start: datetime, days: int) -> datetime:
    """The same clock time on the `days`-th working day from now, clamped into its office hours.

    A start on a day off counts as the evening before it: the next working day is whole.
    """
    return next(islice(_following_days(calendar, start), days - 1, None))


def _following_days(calendar: Calendar, start: datetime) -> Iterator[datetime]:
    """The ends of "1 hari", "2 hari" and so on for a step that began at `start`."""
    began = local(start, calendar.zone)
    clock = began.time() if calendar.is_working(began.date()) else time.max
    for day in calendar.working_days(after=began.date()):
        spans = calendar.spans(day)
        # Before opening and in a break the clock waits for the door, after closing it has stopped.
        open_then = (max(clock, opens) for opens, closes in spans if clock <= closes)
        yield calendar.at(day, next(open_then, spans[-1][1]))


def worked(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Whole minutes of office time from `start` to `end`; 0 where `end` comes first."""
    total, day, last = timedelta(), calendar.day_of(start), calendar.day_of(end)
    while day <= last:
        for opens, closes in calendar.spans_utc(day):
            total += max(min(closes, end) - max(opens, start), timedelta())
        day += DAY
    return total // MINUTE


def allowed(calendar: Calendar, start: datetime, standard: Standard | None) -> int | None:
    """The standard as office minutes for a step that began at `start`; None if it has none.

    For "1 hari" these differ a little from day to day, as the days do.
    """
    if standard is None:
        return None
    if standard.days:
        return worked(calendar, start, _days_later(calendar, start, standard.days))
    return standard.minutes


def elapsed(
    calendar: Calendar, start: datetime, end: datetime, standard: Standard | None = None
) -> str:
    """Time used, in the words of its standard: "65 menit", "5 jam 55 menit", "1 hari 66 menit".

    Against minutes it stays in minutes; else a day is one same-clock-time-next-working-day.
    """
    minutes = worked(calendar, start, end)
    if standard and standard.minutes:
        return f"{minutes:,} menit".replace(",", ".")
    reached = list(takewhile(lambda day: day <= end, _following_days(calendar, start)))
    if not reached:
        return duration(minutes)
    days, minutes = len(reached), worked(calendar, reached[-1], end)
    return f"{days} hari {minutes} menit" if minutes else f"{days} hari"


def status(used: int, allowed: int | None, *, finished: bool = False) -> str:
    """ "wajar", "mendekati" or "lewat", of minutes used against minutes allowed.

    A finished step does not come nearer any more; a row without a standard is never over it.
    """
    if allowed is None:
        return WITHIN
    if used > allowed:
        return OVER
    return NEARING if not finished and 100 * used >= NEARING_FROM * allowed else WITHIN


@dataclass(frozen=True)
class Spent:
    """One stretch of a step against its standard, ready to be shown. Times in office minutes."""

    used: int
    allowed: int | None
    due: datetime | None
    words: str
    status: str

    @property
    def left(self) -> int | None:
        """Minutes that remain, never below 0."""
        return None if self.allowed is None else max(self.allowed - self.used, 0)

    @property
    def over(self) -> int:
        """Minutes beyond the standard."""
        return 0 if self.allowed is None else max(self.used - self.allowed, 0)


def spent(
    calendar: Calendar,
    start: datetime,
    end: datetime,
    standard: Standard | None,
    *,
    finished: bool = False,
) -> Spent:
    """All that pages and papers say about the time from `start` to `end` (now, if not finished)."""
    used = worked(calendar, start, end)
    minutes = allowed(calendar, start, standard)
    return Spent(
        used=used,
        allowed=minutes,
        due=due(calendar, start, standard),
        words=elapsed(calendar, start, end, standard),
        status=status(used, minutes, finished=finished),
    )
