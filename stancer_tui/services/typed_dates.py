"""Reads every date that an agent types."""

import re
from datetime import date, timedelta

from stancer_tui.models.moments import FIRST, LAST, instant_of
from stancer_tui.models.typed_text import cleaned

EXAMPLE = "2026-11-01 or 01/11/2026"

_DAY_FIRST = re.compile(r"(\d{1,2}) ?[/. -] ?(\d{1,2}) ?[/. -] ?(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})(?:[/. -](\d{1,2})[/. -](\d{1,2})|(\d\d)(\d\d))", re.ASCII)
_NO_MONTH = f"There is no such day: write a date as {EXAMPLE}, the day before the month."
_BACK = {"today": 0, "aujourd'hui": 0, "aujourd’hui": 0, "yesterday": 1, "hier": 1}
_OLDEST, _NEWEST = instant_of(FIRST).date(), instant_of(LAST).date()


class NotADay(ValueError):
    """What was typed cannot be read as a day; the message is a sentence of ours."""


def read_day(text: str, *, today: date | None = None) -> date:
    """The day of a text: 2026-11-01, 20261101, 01/11/2026 (day first); with `today` also "yesterday".

    Raises `NotADay`.
    """
    typed = cleaned(text)
    back = _BACK.get(typed.lower())
    if back is not None and today is not None:
        return today - timedelta(days=back)
    if found := _DAY_FIRST.fullmatch(typed):
        day, month, year = (int(part) for part in found.groups())
    elif found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups() if part is not None)
    else:
        raise NotADay(f"Write a date as {EXAMPLE}.")
    try:
        read = date(year, month, day)
    except ValueError:
        raise NotADay("There is no such day." if month <= 12 else _NO_MONTH) from None
    if not _OLDEST <= read <= _NEWEST:
        raise NotADay(f"The year {year:04d} is out of reach.")
    return read
