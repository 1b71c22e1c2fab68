"""Instants in the agent's zone, calendar dates in Paris."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.models.moments import instant
from stancer_tui.render.dates import age, day_age, elapsed, full, paris_date, paris_day, short

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 21, 20, 10, tzinfo=UTC)
AT = datetime(2026, 11, 21, 17, 4, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (AT, "18:04"),
        (datetime(2026, 11, 20, 23, 30, tzinfo=UTC), "00:30"),
        (datetime(2026, 11, 20, 22, 30, tzinfo=UTC), "Nov 20 23:30"),
        (datetime(2026, 1, 5, 8, 0, tzinfo=UTC), "Jan 05 09:00"),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "Jan 01 00:30"),
        (datetime(2025, 11, 21, 12, 0, tzinfo=UTC), "2025 Nov 21"),
    ],
)
def test_a_list_shows_the_shortest_date_that_is_clear(at: datetime, shown: str) -> None:
    assert short(at, now=NOW, zone=PARIS) == shown


def test_a_detail_shows_zone_and_age() -> None:
    assert full(AT, now=NOW, zone=PARIS) == "2026-11-21 18:04:11 CET (Europe/Paris) · 3 h ago"
    assert full(AT, now=NOW, zone=UTC) == "2026-11-21 17:04:11 UTC · 3 h ago"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=0), "now"),
        (timedelta(seconds=-1), "in 1 s"),
        (timedelta(seconds=12), "12 s ago"),
        (timedelta(seconds=59), "59 s ago"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=23), "23 h ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=1), "24 h ago"),
        (timedelta(hours=47, minutes=59, seconds=59), "47 h ago"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=59), "59 days ago"),
        (timedelta(days=60), "2 months ago"),
        (timedelta(days=89), "2 months ago"),
        (timedelta(days=90), "3 months ago"),
        (timedelta(days=729), "24 months ago"),
        (timedelta(days=730), "2 years ago"),
        (timedelta(days=1094), "2 years ago"),
        (timedelta(days=1095), "3 years ago"),
        (timedelta(hours=-3), "in 3 h"),
    ],
)
def test_an_age_is_the_largest_whole_unit(before: timedelta, words: str) -> None:
    assert age(NOW - before, NOW, PARIS) == words


@pytest.mark.parametrize(
    ("now", "at", "words"),
    [
        ("2026-11-21T23:30", "2026-11-24T00:30", "in 3 days"),
        ("2026-11-22T00:30", "2026-11-24T23:30", "in 2 days"),
        ("2026-11-24T00:30", "2026-11-21T23:30", "3 days ago"),
        ("2026-11-21T23:30", "2026-11-22T00:30", "in 1 h"),
        ("2026-10-24T00:30", "2026-10-26T00:30", "in 2 days"),  # the longest day of the year between
        ("2026-10-24T00:30", "2026-10-25T23:30", "in 1 day"),
        ("2026-03-28T12:00", "2026-03-30T12:00", "in 47 h"),  # the shortest one
    ],
)
def test_days_are_those_of_the_calendar(now: str, at: str, words: str) -> None:
    there = [datetime.fromisoformat(each).replace(tzinfo=PARIS).astimezone(UTC) for each in (at, now)]
    assert age(there[0], there[1], PARIS) == words


def test_the_zone_decides_which_day_it_is() -> None:
    now, at = datetime(2026, 11, 21, 23, 30, tzinfo=UTC), datetime(2026, 11, 23, 23, 45, tzinfo=UTC)
    assert age(at, now, UTC) == "in 2 days"
    assert age(at + timedelta(hours=1), now, UTC) == "in 3 days"
    assert age(at + timedelta(hours=1), now, PARIS) == "in 2 days"


def test_what_was_read_long_ago_is_counted_in_hours() -> None:
    assert elapsed(NOW - timedelta(hours=53), NOW) == "53 h ago"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-21", "today"),
        ("2026-11-22", "tomorrow"),
        ("2026-11-20", "yesterday"),
        ("2026-11-24", "in 3 days"),
        ("2026-11-18", "3 days ago"),
        ("2026-06-26", "4 months ago"),
    ],
)
@pytest.mark.parametrize("clock", ["00:00", "00:30", "18:04", "23:59"])
def test_a_calendar_date_is_so_many_days_from_today_all_day_long(day: str, words: str, clock: str) -> None:
    now = datetime.fromisoformat(f"2026-11-21T{clock}").replace(tzinfo=PARIS).astimezone(UTC)
    midnight = datetime.fromisoformat(day).replace(tzinfo=PARIS).astimezone(UTC)
    assert day_age(midnight, now) == words


def test_a_calendar_date_of_the_api_is_the_day_in_paris() -> None:
    midnight = instant(1758664800)
    assert midnight is not None
    assert paris_date(midnight) == "2025-09-24"
    assert paris_day(midnight, now=NOW) == "2025 Sep 24"
    assert paris_day(midnight, now=midnight) == "Sep 24"


def test_a_timestamp_beyond_every_calendar_is_no_instant() -> None:
    assert instant(None) is None
    assert instant(10**18) is None
    assert instant(0) == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("year", "month", "day", "shown"),
    [
        (2026, 11, 21, "18:04"),
        (2026, 10, 21, "Oct 21 18:04"),
        (2026, 12, 21, "Dec 21 18:04"),
        (2026, 1, 21, "Jan 21 18:04"),
        (2026, 11, 20, "Nov 20 18:04"),
        (2026, 11, 22, "Nov 22 18:04"),
        (2026, 11, 1, "Nov 01 18:04"),
        (2025, 11, 21, "2025 Nov 21"),
        (2025, 12, 21, "2025 Dec 21"),
        (2027, 11, 21, "2027 Nov 21"),
        (1999, 11, 21, "1999 Nov 21"),
    ],
)
def test_only_today_is_shown_as_a_time_alone(year: int, month: int, day: int, shown: str) -> None:
    at = datetime(year, month, day, 18, 4, tzinfo=PARIS)
    assert short(at, now=NOW, zone=PARIS) == shown
    expected = f"{shown[:6]}" if year == 2026 and len(shown) > 5 else shown
    assert paris_day(at, now=NOW) == ("Nov 21" if shown == "18:04" else expected)
