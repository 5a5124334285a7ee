"""The one clock, and dates and times as the office writes them."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from sakip.lib import tanggal

HOUSE = Path(__file__).parent.parent
JAKARTA, MAKASSAR, JAYAPURA = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
THURSDAY = datetime(2026, 10, 8, 2, 32, tzinfo=UTC)  # 10.32 in Ujoh Bilang


def test_the_clock_tells_the_present_moment_in_utc():
    with time_machine.travel(THURSDAY, tick=False):
        assert tanggal.now() == THURSDAY
        assert tanggal.now().utcoffset() == timedelta(0)


def test_the_day_is_the_day_of_the_zone():
    with tanggal.moved(datetime(2026, 12, 31, 16, 30, tzinfo=UTC)):
        assert tanggal.today(JAKARTA) == date(2026, 12, 31)
        assert tanggal.today(MAKASSAR) == date(2027, 1, 1)


def test_the_demo_moves_the_clock_and_it_comes_back():
    with time_machine.travel(THURSDAY, tick=False):
        with tanggal.moved(datetime(2026, 4, 1, tzinfo=UTC)):
            with tanggal.moved(datetime(2026, 7, 1, tzinfo=UTC)):
                assert tanggal.today(MAKASSAR) == date(2026, 7, 1)
            assert tanggal.today(MAKASSAR) == date(2026, 4, 1)
        assert tanggal.now() == THURSDAY


def test_the_clock_comes_back_after_a_failure():
    with time_machine.travel(THURSDAY, tick=False):
        with pytest.raises(RuntimeError), tanggal.moved(datetime(2026, 4, 1, tzinfo=UTC)):
            raise RuntimeError
        assert tanggal.now() == THURSDAY


def test_a_moved_clock_moves_for_nobody_else():
    with (
        time_machine.travel(THURSDAY, tick=False),
        tanggal.moved(datetime(2026, 4, 1, tzinfo=UTC)),
        ThreadPoolExecutor(1) as others,
    ):
        assert others.submit(tanggal.now).result() == THURSDAY


def test_a_moment_without_zone_is_refused():
    naive = datetime(2026, 10, 8, 10, 32)
    with pytest.raises(ValueError, match="tanpa zona"):
        tanggal.local(naive, MAKASSAR)
    with pytest.raises(ValueError, match="tanpa zona"), tanggal.moved(naive):
        pass


def test_a_zone_outside_indonesia_is_refused():
    with pytest.raises(ValueError, match="Asia/Singapore"):
        tanggal.local(THURSDAY, "Asia/Singapore")


def test_dates_are_written_in_words():
    assert tanggal.long_date(date(2026, 11, 22)) == "22 November 2026"
    assert tanggal.day_date(date(2026, 10, 8)) == "Kamis, 8 Oktober 2026"
    assert tanggal.long_date(None) == tanggal.day_date(None) == "–"


@pytest.mark.parametrize("write", [tanggal.long_date, tanggal.day_date])
def test_a_moment_is_no_day_before_somebody_says_where(write):
    with pytest.raises(TypeError):
        write(THURSDAY)


@pytest.mark.parametrize(
    ("zone", "written"),
    [(JAKARTA, "09.32 WIB"), (MAKASSAR, "10.32 WITA"), (JAYAPURA, "11.32 WIT")],
)
def test_every_office_reads_its_own_clock(zone, written):
    assert tanggal.clock(THURSDAY, zone) == written


def test_moments_are_written_with_dot_and_comma():
    assert tanggal.moment(THURSDAY, MAKASSAR) == "8 Oktober 2026, 10.32"
    assert tanggal.moment(None, MAKASSAR) == tanggal.clock(None, MAKASSAR) == "–"


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (THURSDAY, "hari ini 10.32"),
        (THURSDAY - timedelta(hours=11), "7 Oktober, 23.32"),
        (THURSDAY + timedelta(hours=14), "9 Oktober, 00.32"),
        (datetime(2025, 12, 31, 15, 59, tzinfo=UTC), "31 Desember 2025, 23.59"),
        (datetime(2025, 12, 31, 16, 0, tzinfo=UTC), "1 Januari, 00.00"),
        (None, "–"),
    ],
)
def test_a_short_moment_names_only_what_is_not_plain(at, written):
    with tanggal.moved(THURSDAY):
        assert tanggal.short(at, MAKASSAR) == written


def test_months_of_letters_are_roman():
    assert [tanggal.roman(month) for month in (1, 4, 9, 10, 12)] == ["I", "IV", "IX", "X", "XII"]
    for month in (0, 13, -1):
        with pytest.raises(ValueError, match="tidak ada"):
            tanggal.roman(month)


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (0, "0 menit"),
        (5, "5 menit"),
        (60, "1 jam"),
        (75, "1 jam 15 menit"),
        (1500, "25 jam"),
        (None, "–"),
    ],
)
def test_a_duration_is_written_in_hours_and_minutes(minutes, written):
    assert tanggal.duration(minutes) == written


def test_no_duration_is_negative():
    with pytest.raises(ValueError, match="negatif"):
        tanggal.duration(-1)


# the house keeps to the one clock


def sources():
    for room in ("sakip", "collection", "measurement", "reports"):
        for path in (HOUSE / room).rglob("*.py"):
            if "migrations" not in path.parts and path != HOUSE / "sakip/lib/tanggal.py":
                yield path, path.read_text(encoding="utf-8")


def test_nobody_asks_another_clock():
    other = re.compile(
        r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|timezone\.(?:now|localdate|localtime)"
        r"|time\.time)\(|\bauto_now"
    )
    asked = [f"{path}: {match[0]}" for path, text in sources() for match in other.finditer(text)]
    assert asked == []


def test_only_the_demo_moves_the_clock():
    movers = [path for path, text in sources() if re.search(r"\bmoved\(", text)]
    assert [path for path in movers if "demo" not in str(path.relative_to(HOUSE))] == []
