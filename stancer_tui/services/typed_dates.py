"""Reads every date that an agent types, in English and in French."""

import re
from datetime import date, timedelta
from typing import TypeVar

from stancer_tui.language import N_, _
from stancer_tui.models.folding import fold
from stancer_tui.models.moments import FIRST, LAST, instant_of
from stancer_tui.models.typed_text import cleaned

D = TypeVar("D", bound=date)

EXAMPLE = N_("2026-11-01 or 01/11/2026")

DAY_WORDS = {
    "today": 0,
    "aujourd'hui": 0,
    "yesterday": 1,
    "hier": 1,
    "avant-hier": 2,
}
"""Words for days, folded, and how many days ago each was."""

_NAMES_OF_DAYS = (
    *(("monday", "lundi"), ("tuesday", "mardi"), ("wednesday", "mercredi"), ("thursday", "jeudi")),
    *(("friday", "vendredi"), ("saturday", "samedi"), ("sunday", "dimanche")),
)
WEEKDAYS = {name: number for number, names in enumerate(_NAMES_OF_DAYS) for name in names}
"""Days of the week, folded; each means the most recent one, today included."""

_NAMES_OF_MONTHS = (
    "january jan janvier janv",
    "february feb fevrier fevr fev",
    "march mar mars",
    "april apr avril avr",
    "may mai",
    "june jun juin",
    "july jul juillet juil",
    "august aug aout",
    "september sept sep septembre",
    "october oct octobre",
    "november nov novembre",
    "december dec decembre",
)
MONTHS = {name: number for number, names in enumerate(_NAMES_OF_MONTHS, 1) for name in names.split()}
"""Months, folded, whole and shortened."""

_DAY_FIRST = re.compile(r"(\d{1,2}) ?[/. -] ?(\d{1,2})(?: ?[/. -] ?(\d{4}|\d\d))?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})(?:[/. -](\d{1,2})[/. -](\d{1,2})|(\d\d)(\d\d))", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?[ .-]?([a-z]+)\.?(?:[ -](\d{4}))?", re.ASCII)
_NAME_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", re.ASCII)
_OLDEST, _NEWEST = instant_of(FIRST).date(), instant_of(LAST).date()
_NEARLY_A_YEAR = timedelta(days=364)
_LEAP = 8
"""Years within which every day of the year comes at least once."""


class NotADay(ValueError):
    """What was typed cannot be read as a day; the message is a sentence."""


class NotADate(NotADay):
    """What was typed is not written as a date at all."""

    def __init__(self) -> None:
        super().__init__(_("Write a date as {example}.", example=_(EXAMPLE)))


def read_day(text: str, *, today: date | None = None) -> date:
    """The day of a text: 2026-11-01, 20261101, 01/11/2026 (day first), 1 nov 2026.

    With `today` also "yesterday", "hier", "lundi", 01/11/26, and 01/11 or "Nov 1" as the last one that was.
    Raises `NotADay`.
    """
    typed = fold(cleaned(text))
    if today is not None and (back := _days_back(typed, today)) is not None:
        return today - timedelta(days=back)
    year, month, day = _parts(typed, today)
    try:
        read = _last(month, day, today) if year is None and today is not None else date(year or 0, month, day)
    except ValueError:
        raise NotADay(_no_such_day(month)) from None
    if not _OLDEST <= read <= _NEWEST:
        year_named = f"{read.year:04d}"
        raise NotADay(_("The year {year} is out of reach.", year=year_named))
    return read


def _no_such_day(month: int) -> str:
    if month <= 12:
        return _("There is no such day.")
    return _("There is no such day: write a date as {example}, the day before the month.", example=_(EXAMPLE))


def without_year(text: str) -> bool:
    """Whether a day is written without its year: 27/11, "27 nov"."""
    typed = fold(cleaned(text))
    found = _DAY_FIRST.fullmatch(typed) or _NAMED.fullmatch(typed) or _NAME_FIRST.fullmatch(typed)
    return found is not None and found[3] is None


def end_counted_from(text: str, first: D | None, today: D) -> D:
    """The day by which the end of a stretch is read: one without its year is the next after the `first`."""
    return first + _NEARLY_A_YEAR if first is not None and without_year(text) else today


def _days_back(typed: str, today: date) -> int | None:
    if typed in WEEKDAYS:
        return (today.weekday() - WEEKDAYS[typed]) % 7
    return DAY_WORDS.get(typed)


def _parts(typed: str, today: date | None) -> tuple[int | None, int, int]:
    """Year, month and day; no year where it is to be the last one that had the day."""
    year: str | None
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = (part for part in found.groups() if part is not None)
    elif found := _DAY_FIRST.fullmatch(typed):
        day, month, year = found.groups()
    elif (found := _NAMED.fullmatch(typed)) and found[2] in MONTHS:
        day, month, year = found[1], str(MONTHS[found[2]]), found[3]
    elif (found := _NAME_FIRST.fullmatch(typed)) and found[1] in MONTHS:
        month, day, year = str(MONTHS[found[1]]), found[2], found[3]
    else:
        raise NotADate
    if today is None and (year is None or len(year) < 4):
        raise NotADate
    if year is None:
        return None, int(month), int(day)
    return int(year) + (2000 if len(year) < 4 else 0), int(month), int(day)


def _last(month: int, day: int, today: date) -> date:
    """The most recent such day, today included. Raises ValueError."""
    for year in range(today.year, today.year - _LEAP - 1, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise ValueError("no year has this day")
