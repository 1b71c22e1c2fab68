"""Unix seconds to datetimes and datetimes to a zone; all conversions of the program are here."""

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

FIRST = int(datetime(1000, 1, 2, tzinfo=UTC).timestamp())
"""The earliest Unix second that counts as a date: from here, years have four digits in every zone."""

LAST = int(datetime(9998, 12, 30, tzinfo=UTC).timestamp())
"""The latest: a zone's offset, or one day more, still fits into a datetime."""


def is_date(value: object) -> TypeGuard[int | float]:
    """Whether a value of an answer is a number between `FIRST` and `LAST`, which NaN is not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and FIRST <= value <= LAST


def instant(seconds: object) -> datetime | None:
    """A Unix timestamp of an answer as a UTC datetime; None for any other value."""
    return datetime.fromtimestamp(seconds, UTC) if is_date(seconds) else None


def instant_of(seconds: float) -> datetime:
    """A Unix timestamp of our own as a UTC datetime, clamped to `FIRST` and `LAST`."""
    return datetime.fromtimestamp(max(FIRST, min(LAST, seconds)), UTC)


def in_zone(at: datetime, zone: tzinfo) -> datetime:
    """`at` in `zone`; in UTC where the zone's offset would take it out of a datetime's range."""
    try:
        return at.astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return at.astimezone(UTC) if at.utcoffset() else at.replace(tzinfo=UTC)


def paris() -> "ZoneInfo":
    """The zone of the API's calendar dates, which it sends as midnights."""
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Paris")


def utc_text(at: datetime) -> str:
    """An instant for files and machines: "2026-11-21T17:04:11Z"."""
    return f"{in_zone(at, UTC):%Y-%m-%dT%H:%M:%SZ}"
