"""Instants in the agent's zone, calendar dates in Paris."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.render.dates import age, full, instant, paris_date, paris_day, short

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
        (timedelta(seconds=12), "12 s ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=23), "23 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=59), "59 days ago"),
        (timedelta(days=90), "3 months ago"),
        (timedelta(days=1000), "2 years ago"),
        (timedelta(hours=-3), "in 3 h"),
    ],
)
def test_an_age_is_the_largest_whole_unit(before: timedelta, words: str) -> None:
    assert age(NOW - before, NOW) == words


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
