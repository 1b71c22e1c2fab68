"""Unix seconds to instants, and instants to a zone's calendar: nothing else converts either."""

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

FIRST = int(datetime(1000, 1, 2, tzinfo=UTC).timestamp())
"""The earliest Unix second that is taken for a date: from here years have four digits in every zone."""

LAST = int(datetime(9998, 12, 30, tzinfo=UTC).timestamp())
"""The last one: a zone's offset, or a day more, still lies within what a datetime can hold."""


def is_date(value: object) -> TypeGuard[int | float]:
    """Whether a value of an answer is a number of seconds that a calendar reaches; NaN is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and FIRST <= value <= LAST


def instant(seconds: object) -> datetime | None:
    """The instant of a Unix timestamp in UTC; None where it is not a date, whatever it is."""
    return datetime.fromtimestamp(seconds, UTC) if is_date(seconds) else None


def instant_of(seconds: float) -> datetime:
    """The instant of a Unix timestamp of our own; one beyond the calendar is its nearest end."""
    return datetime.fromtimestamp(max(FIRST, min(LAST, seconds)), UTC)


def in_zone(at: datetime, zone: tzinfo) -> datetime:
    """An instant by the calendar of `zone`; in UTC where the zone's offset leads out of the calendar."""
    try:
        return at.astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return at.astimezone(UTC) if at.utcoffset() else at.replace(tzinfo=UTC)


def paris() -> "ZoneInfo":
    """The zone in which the API's calendar dates are midnights."""
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Paris")


def utc_text(at: datetime) -> str:
    """An instant for files and machines: "2026-11-21T17:04:11Z"."""
    return f"{in_zone(at, UTC):%Y-%m-%dT%H:%M:%SZ}"
