"""The calendar of Paris, which dates the API's bank days."""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = 86_400
HOUR = 3_600

LAST = 253_370_764_800
"""The first Unix second of the year 9999; later dates are refused, since `datetime` ends soon after."""

_PARIS = ZoneInfo("Europe/Paris")


def ordinal(instant: int) -> int:
    """The number of the day in Paris (as `date.toordinal`) at a Unix instant."""
    return _there(instant).toordinal()


def month(instant: int) -> tuple[int, int]:
    """The year and the month in Paris at a Unix instant."""
    there = _there(instant)
    return there.year, there.month


def iso(instant: int) -> str:
    """A Unix instant as an ISO 8601 date, by the clocks of Paris."""
    return _there(instant).isoformat()


def _there(instant: int) -> datetime:
    return datetime.fromtimestamp(instant, _PARIS)


@lru_cache(maxsize=4096)
def midnight_of(day: int) -> int:
    """The Unix instant at which the day numbered `day` begins in Paris."""
    return int(datetime.combine(date.fromordinal(day), time(), _PARIS).timestamp())


def midnight(instant: int) -> int:
    """The Paris midnight at or before a Unix instant: what a dispute's `date_bank` is in a list."""
    return midnight_of(ordinal(instant))


def bank_day(day: int) -> int:
    """The number of the first day, from `day` on, that is neither a Saturday nor a Sunday."""
    weekday = day % 7  # ordinal 1 was a Monday: 1 is Monday, 6 Saturday, 0 Sunday
    return day + 2 if weekday == 6 else day + 1 if weekday == 0 else day
