"""Days are read as people write them, in English and in French, wherever one is typed."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.services.search.values import Unclear, dates, is_day
from stancer_tui.services.typed_dates import NotADay, read_day

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 28)
"""A Saturday."""
NOW = datetime(2026, 11, 28, 12, 0, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Aujourd’hui", (2026, 11, 28)),
        ("aujourd'hui", (2026, 11, 28)),
        ("avant-hier", (2026, 11, 26)),
        ("Avant‑Hier", (2026, 11, 26)),
        ("lundi", (2026, 11, 23)),
        ("Monday", (2026, 11, 23)),
        ("samedi", (2026, 11, 28)),
        ("sunday", (2026, 11, 22)),
        ("27/11", (2026, 11, 27)),
        ("28.11", (2026, 11, 28)),
        ("29/11", (2025, 11, 29)),
        ("29/02", (2024, 2, 29)),
        ("27/11/26", (2026, 11, 27)),
        ("27 nov", (2026, 11, 27)),
        ("27 nov.", (2026, 11, 27)),
        ("Nov 27", (2026, 11, 27)),
        ("1er décembre", (2025, 12, 1)),
        ("15 août 2026", (2026, 8, 15)),
        ("November 27, 2026", (2026, 11, 27)),
        ("27-nov-2026", (2026, 11, 27)),
    ],
)
def test_a_day_is_read_in_both_languages(typed: str, day: tuple[int, int, int]) -> None:
    assert read_day(typed, today=TODAY) == date(*day)


@pytest.mark.parametrize("typed", ["27/11", "27/11/26", "27 nov", "lundi", "avant-hier"])
def test_a_date_of_birth_is_not_guessed(typed: str) -> None:
    with pytest.raises(NotADay, match="Write a date as"):
        read_day(typed)
    assert read_day("27 novembre 1980") == date(1980, 11, 27)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("30/02", "There is no such day"),
        ("12/27", "the day before the month"),
        ("27 brumaire", "Write a date as"),
        ("lundy", "Write a date as"),
    ],
)
def test_what_is_no_day_says_so(typed: str, message: str) -> None:
    with pytest.raises(NotADay, match=message):
        read_day(typed, today=TODAY)


def days(typed: str) -> tuple[str, str]:
    """The first day of a stretch and the last one; "" for an open end."""
    low, high = dates(typed, now=NOW, zone=PARIS)
    return tuple(  # type: ignore[return-value] # two of them
        "" if abs(at) == float("inf") else f"{datetime.fromtimestamp(at, PARIS):%Y-%m-%d}"
        for at in (low, high)
    )


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("27/11/2026", "2026-11-27", "2026-11-27"),
        ("hier", "2026-11-27", "2026-11-27"),
        ("AUJOURD’HUI", "2026-11-28", "2026-11-28"),
        ("lundi", "2026-11-23", "2026-11-23"),
        ("27/11..", "2026-11-27", ""),
        ("..27/11", "", "2026-11-27"),
        ("lundi..hier", "2026-11-23", "2026-11-27"),
        ("01/11/2026..07/11/2026", "2026-11-01", "2026-11-07"),
        ("01..07/11/2026", "2026-11-01", "2026-11-07"),
        ("1..7/11", "2026-11-01", "2026-11-07"),
        ("20/11..25", "2026-11-20", "2026-11-25"),
        ("20.11..25.11", "2026-11-20", "2026-11-25"),
        ("20/12..05/01", "2025-12-20", "2026-01-05"),
        ("27/11..02/12", "2026-11-27", "2026-12-02"),
        ("2026-11-01..07", "2026-11-01", "2026-11-07"),
        ("2026-09..11", "2026-09-01", "2026-11-30"),
        ("11/2026", "2026-11-01", "2026-11-30"),
        ("novembre 2026", "2026-11-01", "2026-11-30"),
        ("december", "2025-12-01", "2025-12-31"),
        ("oct..nov", "2026-10-01", "2026-11-30"),
        ("7j", "2026-11-21", ""),
        ("2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_search_reads_the_same_days_and_stretches_of_them(typed: str, first: str, last: str) -> None:
    assert days(typed) == (first, last)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("yesterdy", "yesterdy is no date; did you mean yesterday?"),
        ("higr", "higr is no date; did you mean hier?"),
        ("soon", "Write a date such as today"),
        ("31/02/2026", "There is no such day."),
        ("11/27/2026", "the day before the month"),
        ("12/11..1/11/2026", "The range ends before it begins."),
        ("..", "Write a date on one side of the dots"),
    ],
)
def test_a_date_that_is_none_is_named(typed: str, said: str) -> None:
    with pytest.raises(Unclear) as error:
        dates(typed, now=NOW, zone=PARIS)
    assert said in str(error.value)


def test_what_is_a_day_when_it_stands_alone() -> None:
    alone = ["today", "Hier", "aujourd’hui", "yesterday", "27/11/2026", "2026-11-27", "27.11.2026"]
    assert [text for text in alone if not is_day(text)] == []
    words = ["lundi", "27/11", "2026", "2026-11", "31/02/2026", "2026-13-01", "27/11.2026", "nov", "1.034"]
    assert [text for text in words if is_day(text)] == []


@given(st.text() | st.from_regex(r"[0-9/.\- a-z]{1,14}", fullmatch=True))
def test_no_text_is_too_strange(text: str) -> None:
    try:
        low, high = dates(text, now=datetime(2026, 3, 1, tzinfo=UTC), zone=PARIS)
    except Unclear:
        return
    assert low <= high
