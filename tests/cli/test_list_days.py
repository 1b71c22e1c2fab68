"""`list --since` and `--until` read the days that the desk reads."""

import argparse
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.cli.list_filter import list_filter_of, moment

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def days(since: str | None, until: str | None) -> tuple[str, str]:
    """The first day that is listed, and the one after the last."""
    read = {name: text and moment(text) for name, text in (("since", since), ("until", until))}
    args = argparse.Namespace(
        kind="payments", order_id=None, unique_id=None, status=None, limit=None, now=NOW, **read
    )
    found = list_filter_of(args, PARIS)
    first, after = (
        "" if at is None else f"{datetime.fromtimestamp(at, PARIS):%Y-%m-%d}"
        for at in (found.since, found.until)
    )
    return first, after


@pytest.mark.parametrize(
    ("since", "until", "first", "after"),
    [
        ("25/10/2026", None, "2026-10-25", ""),
        ("yesterday", None, "2026-11-27", ""),
        ("hier", "aujourd’hui", "2026-11-27", "2026-11-29"),
        ("27/11", "27/11", "2026-11-27", "2026-11-28"),
        ("27/11", "02/12", "2026-11-27", "2026-12-03"),
        ("2026-11-20T10:00", "25/11", "2026-11-20", "2026-11-26"),
        ("lundi", None, "2026-11-23", ""),
        ("20 nov", "20 nov 2026", "2026-11-20", "2026-11-21"),
    ],
)
def test_a_day_is_read_as_in_the_desk(since: str, until: str | None, first: str, after: str) -> None:
    assert days(since, until) == (first, after)


def test_a_whole_date_needs_no_today() -> None:
    assert moment("27/11/2026") == date(2026, 11, 27)


@pytest.mark.parametrize("typed", ["soon", "31/02/2026", "30/02", "12/27"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="A moment is written as"):
        moment(typed)
