"""The SOP's clock against the worked cases, then against everything it must always hold."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sakip.sop.worktime import (
    OFFICE_HOURS,
    RAMADAN_HOURS,
    Calendar,
    Standard,
    allowed,
    due,
    elapsed,
    holidays_of,
    is_announced,
    national_holidays,
    spent,
    standard,
    status,
    worked,
)

WITA = ZoneInfo("Asia/Makassar")
FASTING = (date(2026, 2, 19), date(2026, 3, 17))
OFFICE = Calendar("Asia/Makassar", holidays_of([2025, 2026, 2027]), ramadan=(FASTING,))
WIB_OFFICE = Calendar("Asia/Jakarta", OFFICE.holidays, ramadan=(FASTING,))
USUAL = Calendar("Asia/Makassar", OFFICE.holidays)  # as if there were no Ramadan


def at(text: str) -> datetime:
    """A moment on the clock of the office: "2026-04-10 10.00"."""
    return datetime.strptime(text, "%Y-%m-%d %H.%M").replace(tzinfo=WITA)


def minutes(calendar: Calendar, day: date) -> int:
    return worked(calendar, calendar.at(day, time.min), calendar.at(day, time.max))


# ---- the worked cases -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1 hari", "2026-04-10 10.00", "2026-04-13 10.00"),  # Friday to Monday
        ("1 hari", "2026-03-17 10.00", "2026-03-25 10.00"),  # over Nyepi, Lebaran, cuti bersama
        ("120 menit", "2026-04-09 15.30", "2026-04-10 09.00"),  # the office closes at 16.00
        ("120 menit", "2026-04-09 14.00", "2026-04-09 16.00"),  # ends exactly at closing
        ("1 hari", "2026-04-09 11.45", "2026-04-10 13.00"),  # lands in Friday's break
        ("5 menit", "2026-04-09 11.58", "2026-04-09 13.03"),  # over the break
        ("30 menit", "2026-04-09 12.20", "2026-04-09 13.30"),  # begins in the break
        ("30 menit", "2026-04-09 05.00", "2026-04-09 08.00"),  # before the doors open
        ("30 menit", "2026-04-10 20.00", "2026-04-13 08.00"),  # on Friday evening
        ("30 menit", "2026-04-11 10.00", "2026-04-13 08.00"),  # on a Saturday
        ("120 menit", "2026-04-10 15.30", "2026-04-13 08.30"),  # Friday closes at 16.30
        ("580 menit", "2026-04-06 07.30", "2026-04-07 09.40"),
        ("1 hari", "2026-04-10 16.20", "2026-04-13 16.00"),  # Monday closes earlier than Friday
        ("1 hari", "2026-04-08 16.00", "2026-04-09 16.00"),
        ("1 hari", "2026-04-08 12.00", "2026-04-09 12.00"),  # the hour of closing is an office hour
        ("1 hari", "2026-04-08 21.00", "2026-04-09 16.00"),  # an evening is the end of its day
        ("1 hari", "2026-04-11 10.00", "2026-04-13 16.00"),  # and so is a Saturday
        ("1 hari", "2026-04-08 06.00", "2026-04-09 07.30"),
        ("2 hari", "2026-04-09 11.45", "2026-04-13 11.45"),  # clamped once, at the end
        ("2 hari", "2026-12-23 09.00", "2026-12-29 09.00"),  # Christmas and its cuti bersama
        ("1 hari", "2026-12-31 09.00", "2027-01-04 09.00"),  # over the year
    ],
)
def test_a_step_is_due_when_an_official_would_say(text, start, end):
    assert due(USUAL, at(start), standard(text)) == at(end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1 hari", "2026-03-17 10.00", "2026-03-25 10.00"),  # out of Ramadan
        ("1 hari", "2026-02-18 07.40", "2026-02-19 08.00"),  # into it: the doors open at 08.00
        ("1 hari", "2026-02-18 15.40", "2026-02-19 15.00"),  # and close at 15.00
        ("60 menit", "2026-02-24 11.30", "2026-02-24 13.00"),  # half an hour's rest
        ("60 menit", "2026-02-27 11.00", "2026-02-27 13.00"),  # on Friday a whole one
        ("120 menit", "2026-02-24 14.00", "2026-02-25 09.00"),
    ],
)
def test_ramadan_has_its_own_hours(text, start, end):
    assert due(OFFICE, at(start), standard(text)) == at(end)


def test_a_day_of_work_is_450_minutes_and_390_in_ramadan():
    usual, fasting = date(2026, 4, 6), date(2026, 2, 23)  # two Mondays
    for weekday in range(5):
        assert minutes(OFFICE, usual + timedelta(weekday)) == 450
        assert minutes(OFFICE, fasting + timedelta(weekday)) == 390
    assert [minutes(OFFICE, usual + timedelta(day)) for day in (5, 6)] == [0, 0]
    assert minutes(OFFICE, FASTING[0]) == minutes(OFFICE, FASTING[1]) == 390  # both ends included
    assert OFFICE_HOURS[4] == ((time(7, 30), time(11, 30)), (time(13), time(16, 30)))
    assert RAMADAN_HOURS[0][0][0] == RAMADAN_HOURS[4][0][0] == time(8)


def test_results_are_utc_and_the_zone_decides_what_the_clock_says():
    start = datetime(2026, 4, 9, 7, 30, tzinfo=UTC)  # 15.30 WITA, 14.30 WIB
    assert due(OFFICE, start, Standard(minutes=45)) == datetime(2026, 4, 9, 23, 45, tzinfo=UTC)
    assert due(WIB_OFFICE, start, Standard(minutes=45)) == datetime(2026, 4, 9, 8, 15, tzinfo=UTC)
    for one in (Standard(minutes=45), Standard(days=1)):
        assert due(OFFICE, start, one).tzinfo is UTC
    sunday_in_utc = datetime(2026, 4, 12, 23, 40, tzinfo=UTC)  # Monday 07.40 WITA, 06.40 WIB
    later = sunday_in_utc + timedelta(hours=1)
    assert worked(OFFICE, sunday_in_utc, later) == 60
    assert worked(WIB_OFFICE, sunday_in_utc, later) == 10
    assert due(OFFICE, sunday_in_utc, Standard(days=1)) == at("2026-04-14 07.40")
    assert due(WIB_OFFICE, sunday_in_utc, Standard(days=1)) == at("2026-04-14 08.30")


def test_seconds_run_too_but_only_whole_minutes_are_counted():
    start = at("2026-04-09 15.30") + timedelta(seconds=20)
    assert due(OFFICE, start, Standard(minutes=31)) == at("2026-04-10 07.31") + timedelta(
        seconds=20
    )
    assert worked(OFFICE, start, start + timedelta(seconds=59)) == 0
    assert worked(OFFICE, start, start + timedelta(seconds=60)) == 1


def test_time_does_not_run_backwards():
    assert worked(OFFICE, at("2026-04-09 10.00"), at("2026-04-09 09.00")) == 0
    assert worked(OFFICE, at("2026-04-09 10.00"), at("2026-04-08 09.00")) == 0


def test_a_moment_without_a_zone_is_refused():
    naive = datetime(2026, 4, 9, 10)
    for act in (
        lambda: due(OFFICE, naive, Standard(minutes=5)),
        lambda: due(OFFICE, naive, Standard(days=1)),
        lambda: worked(OFFICE, naive, at("2026-04-09 11.00")),
        lambda: worked(OFFICE, at("2026-04-09 11.00"), naive),
    ):
        with pytest.raises(ValueError, match="zona"):
            act()


# ---- the standard time, as the sheet writes it ------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5 menit", Standard(minutes=5)),
        (" 120 Menit ", Standard(minutes=120)),
        ("2 jam", Standard(minutes=120)),
        ("1 hari", Standard(days=1)),
        ("", None),
        ("  ", None),
        ("–", None),
        ("-", None),
    ],
)
def test_the_sheets_times_are_read(text, meant):
    assert standard(text) == meant


@pytest.mark.parametrize("text", ["0 menit", "0 hari"])
def test_a_standard_of_nothing_is_refused(text):
    with pytest.raises(ValueError, match="paling sedikit 1"):
        standard(text)


@pytest.mark.parametrize(
    "text", ["90", "menit", "1,5 hari", "-5 menit", "5 minutes", "5 menit lagi"]
)
def test_what_is_no_time_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="Tulis misalnya 90 menit atau 1 hari"):
        standard(text)


def test_a_standard_is_in_minutes_or_in_days_and_says_so():
    assert [str(standard(t)) for t in ("90 menit", "2 jam", "1 hari")] == [
        "90 menit",
        "120 menit",
        "1 hari",
    ]
    for both in ({}, {"minutes": 5, "days": 1}, {"minutes": 5, "days": -1}, {"days": -1}):
        with pytest.raises(ValueError, match="menit atau dalam hari"):
            Standard(**both)


# ---- in words, and against the standard -------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("1 hari", "2026-10-05 10.14", "2026-10-06 11.20", "1 hari 66 menit"),
        ("1 hari", "2026-10-05 10.14", "2026-10-06 10.14", "1 hari"),
        ("1 hari", "2026-10-05 10.14", "2026-10-06 10.13", "7 jam 29 menit"),
        ("1 hari", "2026-10-05 08.00", "2026-10-05 14.55", "5 jam 55 menit"),
        ("1 hari", "2026-10-01 10.14", "2026-10-06 11.20", "3 hari 66 menit"),
        ("60 menit", "2026-10-05 08.00", "2026-10-05 09.05", "65 menit"),
        ("60 menit", "2026-10-05 08.00", "2026-10-05 08.00", "0 menit"),
        ("60 menit", "2026-10-05 08.00", "2026-10-09 08.00", "1.800 menit"),
        ("", "2026-10-05 08.00", "2026-10-05 10.05", "2 jam 5 menit"),
        ("", "2026-10-05 08.00", "2026-10-06 08.30", "1 hari 30 menit"),
    ],
)
def test_time_used_is_said_in_the_words_of_its_standard(text, start, end, words):
    assert elapsed(OFFICE, at(start), at(end), standard(text)) == words


def test_a_day_is_worth_what_lies_between_two_same_hours():
    assert allowed(OFFICE, at("2026-10-05 10.14"), Standard(days=1)) == 450
    assert allowed(OFFICE, at("2026-10-08 11.45"), Standard(days=1)) == 435  # Friday's break
    assert allowed(OFFICE, at("2026-02-24 10.00"), Standard(days=1)) == 390  # Ramadan
    assert allowed(OFFICE, at("2026-10-05 10.14"), Standard(minutes=90)) == 90
    assert allowed(OFFICE, at("2026-10-05 10.14"), None) is None


@pytest.mark.parametrize(
    ("used", "minutes_allowed", "while_open", "when_finished"),
    [
        (0, 120, "wajar", "wajar"),
        (79, 120, "wajar", "wajar"),  # 65,8 %
        (80, 120, "mendekati", "wajar"),  # 66,7 %
        (66, 100, "mendekati", "wajar"),
        (65, 100, "wajar", "wajar"),
        (120, 120, "mendekati", "wajar"),  # all of it, and not a minute more
        (121, 120, "lewat", "lewat"),
        (10_000, None, "wajar", "wajar"),  # archiving has no standard and is never late
    ],
)
def test_a_step_is_late_only_above_its_standard(used, minutes_allowed, while_open, when_finished):
    assert status(used, minutes_allowed) == while_open
    assert status(used, minutes_allowed, finished=True) == when_finished


def test_one_stretch_tells_a_page_all_it_shows():
    late = spent(OFFICE, at("2026-10-05 10.14"), at("2026-10-06 11.20"), standard("1 hari"))
    assert (late.words, late.status, late.used, late.allowed) == (
        "1 hari 66 menit",
        "lewat",
        516,
        450,
    )
    assert (late.over, late.left, late.due) == (66, 0, at("2026-10-06 10.14"))
    early = spent(OFFICE, at("2026-10-05 10.00"), at("2026-10-05 11.20"), standard("120 menit"))
    assert (early.words, early.status, early.over, early.left) == ("80 menit", "mendekati", 0, 40)
    done = spent(
        OFFICE,
        at("2026-10-05 10.00"),
        at("2026-10-05 11.20"),
        standard("120 menit"),
        finished=True,
    )
    assert done.status == "wajar"
    archive = spent(OFFICE, at("2026-10-05 10.00"), at("2026-10-05 11.20"), None)
    assert (archive.due, archive.allowed, archive.left, archive.over) == (None, None, None, 0)
    assert (archive.status, archive.words) == ("wajar", "1 jam 20 menit")


# ---- days off ---------------------------------------------------------------------------------


def test_the_days_off_of_2026_are_those_of_the_joint_decree():
    with (Path(__file__).parent / "data/hari_libur_2026.csv").open(encoding="utf-8") as file:
        decree = {date.fromisoformat(row["tanggal"]): row for row in csv.DictReader(file)}
    assert set(national_holidays(2026)) == set(decree)
    for day, row in decree.items():
        assert national_holidays(2026)[day].startswith("Cuti Bersama") == (
            row["jenis"] == "cuti bersama"
        )
    year = [date(2026, 1, 1) + timedelta(day) for day in range(365)]
    assert sum(USUAL.is_working(day) for day in year) == 240


def test_a_new_year_without_its_decree_is_noticed():
    assert is_announced(2026)
    assert not is_announced(2040)


def test_the_admins_table_corrects_the_package():
    fair, nyepi = date(2026, 12, 15), date(2026, 3, 19)
    days = holidays_of([2026], added=[fair], removed=[nyepi])
    assert fair in days
    assert nyepi not in days
    assert len(days) == 25
    office = Calendar("Asia/Makassar", days)
    assert due(office, at("2026-12-14 10.00"), Standard(days=1)) == at("2026-12-16 10.00")
    assert due(office, at("2026-03-17 10.00"), Standard(days=1)) == at("2026-03-19 10.00")


def test_a_day_added_and_removed_is_off():
    """Off wins: a clock that stands one day too long does nobody wrong."""
    fair = date(2026, 12, 15)
    assert fair in holidays_of([2026], added=[fair], removed=[fair])


def test_hours_that_cannot_be_are_refused():
    morning, noon, evening = (time(7, 30), time(12)), (time(11), time(13)), (time(16), time(15))
    nothing = (time(8), time(8))
    for week in (
        ((),) * 7,
        ((morning,),) * 6,
        ((morning, noon),) * 7,
        ((evening,),) * 7,
        ((nothing,),) * 7,
    ):
        with pytest.raises(ValueError, match="Jam kerja"):
            Calendar("Asia/Makassar", hours=week)
        with pytest.raises(ValueError, match="Jam kerja"):
            Calendar("Asia/Makassar", ramadan_hours=week)


# ---- what always holds ------------------------------------------------------------------------

always = settings(deadline=None)  # a busy machine is no finding
moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)
)  # to the microsecond
offices = st.sampled_from([OFFICE, WIB_OFFICE, USUAL])
some_minutes = st.integers(1, 3000)
standards = st.one_of(
    st.builds(Standard, minutes=some_minutes), st.builds(Standard, days=st.integers(1, 12))
)


@always
@given(offices, moments, standards)
def test_nothing_is_ever_due_while_the_office_is_shut(office, start, one):
    end = due(office, start, one).astimezone(ZoneInfo(office.zone))
    assert any(opens <= end.time() <= closes for opens, closes in office.spans(end.date()))
    assert end > start
    assert end.date() not in office.holidays


@always
@given(offices, moments, some_minutes)
def test_the_minutes_given_are_the_minutes_worked(office, start, n):
    end = due(office, start, Standard(minutes=n))
    assert worked(office, start, end) == n
    assert worked(office, start, end - timedelta(microseconds=1)) == n - 1  # and not a moment more


@always
@given(offices, moments)
def test_one_day_is_the_same_hour_of_the_next_working_day(office, start):
    local_zone = ZoneInfo(office.zone)
    begun, end = start.astimezone(local_zone), due(office, start, Standard(days=1))
    end = end.astimezone(local_zone)
    between = range(1, (end.date() - begun.date()).days)
    assert not any(office.is_working(begun.date() + timedelta(day)) for day in between)
    if not office.is_working(begun.date()):
        assert end.time() == office.spans(end.date())[-1][1]
    elif any(opens <= begun.time() <= closes for opens, closes in office.spans(end.date())):
        assert end.time() == begun.time()
    else:
        assert end.time() in {edge for span in office.spans(end.date()) for edge in span}


@always
@given(offices, moments, moments, standards)
def test_who_begins_later_is_due_later(office, one_start, other_start, one):
    first, second = sorted([one_start, other_start])
    assert due(office, first, one) <= due(office, second, one)


@always
@given(offices, moments, some_minutes, some_minutes)
def test_more_minutes_end_later(office, start, n, more):
    sooner, later = (due(office, start, Standard(minutes=m)) for m in (n, n + more))
    assert later > sooner


@always
@given(offices, moments, st.integers(1, 10))
def test_a_further_day_ends_on_a_later_day(office, start, n):
    sooner, later = (due(office, start, Standard(days=d)) for d in (n, n + 1))
    assert office.day_of(sooner) < office.day_of(later)


@always
@given(offices, st.tuples(moments, moments, moments))
def test_work_adds_up(office, three):
    a, b, c = sorted(three)
    parts = worked(office, a, b) + worked(office, b, c)
    assert worked(office, a, c) - parts in (0, 1)  # two halves of one minute


@always
@given(offices, moments, st.integers(1, 12))
def test_n_days_after_are_called_n_days(office, start, n):
    assert elapsed(office, start, due(office, start, Standard(days=n))) == f"{n} hari"


@always
@given(offices, moments, st.timedeltas(timedelta(0), timedelta(20)), standards)
def test_late_and_the_due_time_agree(office, start, after, one):
    end = start + after
    told = spent(office, start, end, one, finished=True)
    assert told.used == worked(office, start, end)
    assert not (told.left and told.over)
    assume(one.minutes)
    if told.status == "lewat":
        assert end > told.due
    if end >= told.due:
        assert told.used >= told.allowed
