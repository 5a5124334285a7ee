"""The one clock, and dates and times as an Indonesian office writes them.

Moments are aware datetimes (kept in UTC), days are dates. A moment becomes a day or a time of
day only in the zone of an instansi, so a naive datetime, and a moment where a day is wanted,
are refused: printed as they stand they would be wrong by a day around midnight.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

NOTHING = "–"  # printed where there is no date or duration

_moved_to: ContextVar[datetime | None] = ContextVar("moved_to", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC. Nothing else in the house asks a clock."""
    return _moved_to.get() or datetime.now(UTC)


@contextmanager
def moved(to: datetime) -> Iterator[None]:
    """Within it `now()` is `to`, for this thread or task alone. Only the demo moves the clock."""
    token = _moved_to.set(_aware(to).astimezone(UTC))
    try:
        yield
    finally:
        _moved_to.reset(token)


def today(zone: str) -> date:
    """The day it is now in that zone."""
    return local(now(), zone).date()


def local(moment: datetime, zone: str) -> datetime:
    """The same moment on the clocks of that zone. ValueError: a naive moment, a foreign zone."""
    return _aware(moment).astimezone(_zone(zone))


def long_date(day: date | None) -> str:
    """ "22 November 2026"."""
    if day is None:
        return NOTHING
    day = _day(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_date(day: date | None) -> str:
    """ "Kamis, 8 Oktober 2026"."""
    return NOTHING if day is None else f"{DAYS[_day(day).weekday()]}, {long_date(day)}"


def clock(moment: datetime | None, zone: str) -> str:
    """ "09.30 WITA"."""
    return NOTHING if moment is None else f"{_time(moment, zone)} {ZONES[zone]}"


def moment(at: datetime | None, zone: str) -> str:
    """ "8 Oktober 2026, 10.32"."""
    if at is None:
        return NOTHING
    return f"{long_date(local(at, zone).date())}, {_time(at, zone)}"


def short(at: datetime | None, zone: str) -> str:
    """As short as it stays clear: "hari ini 10.32", "8 Oktober, 10.32", else with its year."""
    if at is None:
        return NOTHING
    day, this_day = local(at, zone).date(), today(zone)
    if day == this_day:
        return f"hari ini {_time(at, zone)}"
    if day.year == this_day.year:
        return f"{day.day} {MONTHS[day.month - 1]}, {_time(at, zone)}"
    return moment(at, zone)


def roman(month: int) -> str:
    """The number of a month (or a quarter) as numbers of letters write it: 10 is "X"."""
    if not 1 <= month <= 12:
        raise ValueError(f"bulan ke-{month} tidak ada")
    return ROMAN[month - 1]


def duration(minutes: int | None) -> str:
    """ "1 jam 15 menit". Never in days: a day of the SOP is a working day, not 24 hours."""
    if minutes is None:
        return NOTHING
    if minutes < 0:
        raise ValueError("lama waktu tidak pernah negatif")
    hours, rest = divmod(int(minutes), 60)
    words = [f"{hours} jam"] * bool(hours) + [f"{rest} menit"] * bool(rest or not hours)
    return " ".join(words)


def _time(at: datetime, zone: str) -> str:
    return f"{local(at, zone):%H.%M}"


@cache
def _zone(zone: str) -> ZoneInfo:
    if zone not in ZONES:
        raise ValueError(f"zona waktu {zone} bukan salah satu dari {', '.join(ZONES)}")
    return ZoneInfo(zone)


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("waktu tanpa zona: asalnya tidak dapat diketahui")
    return moment


def _day(day: date) -> date:
    if isinstance(day, datetime):
        raise TypeError("a day is wanted, not a moment: local(moment, zone).date()")
    return day
