"""Dates, ages and months in French, and the room that they take in a column."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.language import Language, calendar, using
from stancer_tui.render.dates import (
    age,
    column_width,
    day,
    day_age,
    day_width,
    elapsed,
    full,
    in_column,
    paris_day,
    short,
)

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 21, 20, 10, tzinfo=UTC)
AT = datetime(2026, 11, 21, 17, 4, 11, tzinfo=UTC)
EVERY_MONTH = [datetime(2026, month, 3, 8, 30, tzinfo=UTC) for month in range(1, 13)]


pytestmark = pytest.mark.usefixtures("french")


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (AT, "18:04"),
        (datetime(2026, 11, 20, 22, 30, tzinfo=UTC), "20 nov. 23:30"),
        (datetime(2026, 1, 5, 8, 0, tzinfo=UTC), "05 janv. 09:00"),
        (datetime(2025, 11, 21, 12, 0, tzinfo=UTC), "21 nov. 2025"),
    ],
)
def test_a_sentence_says_the_day_before_the_month(at: datetime, shown: str) -> None:
    assert short(at, now=NOW, zone=PARIS) == shown


def test_the_day_of_a_sentence_has_no_zero() -> None:
    assert day(EVERY_MONTH[4], now=NOW, zone=PARIS) == "3 mai"
    assert day(datetime(2025, 8, 3, tzinfo=UTC), now=NOW, zone=PARIS) == "3 août 2025"


def test_a_day_at_the_bank_names_its_year_only_if_it_is_another() -> None:
    assert paris_day(EVERY_MONTH[8], now=NOW) == "03 sept."
    assert paris_day(datetime(2025, 2, 3, tzinfo=UTC), now=NOW) == "03 févr. 2025"


def test_clocks_stand_under_each_other_in_a_column() -> None:
    shown = [in_column(at, now=NOW, zone=UTC) for at in EVERY_MONTH]
    assert {text.index("08:30") for text in shown} == {len("03 sept. ")}
    assert shown[4] == "03 mai   08:30"


@pytest.mark.parametrize("language", list(Language))
def test_a_column_has_room_for_every_date(language: Language) -> None:
    with using(language):
        for at in (*EVERY_MONTH, *(at.replace(year=2025) for at in EVERY_MONTH)):
            assert len(in_column(at, now=NOW, zone=UTC)) <= column_width()
            assert len(paris_day(at, now=NOW)) <= day_width()


def test_each_language_gives_a_column_its_own_room() -> None:
    assert (column_width(), day_width()) == (len("03 sept. 08:30"), len("03 sept. 2025"))
    with using(Language.EN):
        assert (column_width(), day_width()) == (len("Sep 03 08:30"), len("2025 Sep 03"))


def test_a_day_that_is_to_come_has_room_for_the_words_around_it() -> None:
    assert day_width("prévu {day}") == len("prévu 03 sept.")
    assert day_width("le {day}") == day_width()


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(0), "à l’instant"),
        (timedelta(seconds=12), "il y a 12 s"),
        (timedelta(minutes=59), "il y a 59 min"),
        (timedelta(hours=47), "il y a 47 h"),
        (timedelta(days=3), "il y a 3 jours"),
        (timedelta(days=60), "il y a 2 mois"),
        (timedelta(days=800), "il y a 2 ans"),
        (timedelta(hours=-3), "dans 3 h"),
        (timedelta(days=-5), "dans 5 jours"),
    ],
)
def test_an_age_says_how_long_ago_or_in_how_long(before: timedelta, words: str) -> None:
    assert age(NOW - before, NOW, PARIS) == words


def test_hours_are_counted_however_many() -> None:
    assert elapsed(NOW - timedelta(hours=53), NOW) == "il y a 53 h"


def test_a_detail_keeps_its_instant_as_it_is_and_says_its_age() -> None:
    assert full(AT, now=NOW, zone=PARIS) == "2026-11-21 18:04:11 CET (Europe/Paris) · il y a 3 h"


@pytest.mark.parametrize(
    ("days", "words"), [(0, "aujourd’hui"), (1, "demain"), (-1, "hier"), (-2, "il y a 2 jours")]
)
def test_a_day_near_today_has_a_name(days: int, words: str) -> None:
    assert day_age(NOW + timedelta(days=days), NOW) == words


def test_months_and_days_of_the_week_are_shortened_as_the_french_do() -> None:
    months = [calendar.month(number) for number in range(1, 13)]
    assert " ".join(months) == "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
    assert " ".join(calendar.weekday(number) for number in range(7)) == "lun. mar. mer. jeu. ven. sam. dim."
