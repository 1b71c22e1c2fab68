"""Instants and calendar dates as an agent reads them, in words that no locale changes."""

from datetime import datetime, timedelta, tzinfo

from stancer_tui.models.moments import in_zone, paris

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_STEPS = ((60, 1, "s"), (3600, 60, "min"))

_HOURS = 48
"""Below so many hours they are counted: of so few days nobody says whether whole ones or dates are meant."""


NOT_A_DATE = "not a date"
"""Stands for a timestamp that no calendar reaches, or that is no number."""

NO_DATE = "no date"
"""Stands in lists where an object has no date that can be read; its details tell whether it sent one."""


def short(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """For lists: "18:04" today, "Nov 21 18:04" this year, "2025 Nov 21" otherwise."""
    there, today = in_zone(at, zone), in_zone(now, zone)
    if there.year != today.year:
        return f"{there.year:04d} {MONTHS[there.month - 1]} {there.day:02d}"
    clock = f"{there.hour:02d}:{there.minute:02d}"
    if (there.month, there.day) == (today.month, today.day):
        return clock
    return f"{MONTHS[there.month - 1]} {there.day:02d} {clock}"


def full(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """For details: "2026-11-21 18:04:11 CET (Europe/Paris) · 3 h ago"."""
    there = in_zone(at, zone)
    abbreviation, name = there.tzname() or "", zone_name(zone)
    where = abbreviation if name in {"", abbreviation} else f"{abbreviation} ({name})"
    return f"{there:%Y-%m-%d %H:%M:%S} {where} · {age(at, now, zone)}"


def stamp(at: datetime, *, zone: tzinfo) -> str:
    """For rows that stand under a zone named once: "2026-11-21 18:04:11"."""
    return f"{in_zone(at, zone):%Y-%m-%d %H:%M:%S}"


def zone_name(zone: tzinfo) -> str:
    """The IANA name of a zone, or whatever short name it has."""
    return getattr(zone, "key", None) or str(zone)


def age(at: datetime, now: datetime, zone: tzinfo) -> str:
    """How long ago, in the largest unit that is true: "12 s ago", "30 h ago", "3 days ago"; "in 3 h" ahead.

    Days are those of the calendar in `zone`, counted from two days on.
    """
    if abs(now - at) < timedelta(hours=_HOURS):
        return elapsed(at, now)
    return _directed(_long_span(_days_between(at, now, zone)), ahead=at > now)


def elapsed(at: datetime, now: datetime) -> str:
    """How long ago in seconds, minutes or hours, however many: "53 h ago"; "in 3 h" ahead."""
    seconds = int((now - at).total_seconds())
    if not seconds:
        return "now"
    return _directed(_span(abs(seconds)), ahead=seconds < 0)


def day_age(at: datetime, now: datetime) -> str:
    """How far a calendar date of the API is from today in Paris: "today", "tomorrow", "3 days ago"."""
    days = _days_between(at, now, paris())
    if not days:
        return "today"
    ahead = at > now
    if days == 1:
        return "tomorrow" if ahead else "yesterday"
    return _directed(_long_span(days), ahead=ahead)


def _days_between(at: datetime, now: datetime, zone: tzinfo) -> int:
    return abs((in_zone(at, zone).date() - in_zone(now, zone).date()).days)


def _directed(words: str, *, ahead: bool) -> str:
    return f"in {words}" if ahead else f"{words} ago"


def _span(seconds: int) -> str:
    for below, unit, name in _STEPS:
        if seconds < below:
            return f"{seconds // unit} {name}"
    return f"{seconds // 3600} h"


def _long_span(days: int) -> str:
    if days < 60:
        return _count(days, "day")
    return _count(days // 30, "month") if days < 730 else _count(days // 365, "year")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def paris_date(at: datetime) -> str:
    """A calendar date of the API (`date_bank`, a payout's `date_paym`): "2026-11-21", in Paris, no time."""
    return f"{in_zone(at, paris()):%Y-%m-%d}"


def paris_day(at: datetime, *, now: datetime) -> str:
    """A calendar date of the API for lists: "Nov 21" this year, "2025 Nov 21" otherwise."""
    there = in_zone(at, paris())
    day = f"{MONTHS[there.month - 1]} {there.day:02d}"
    return day if there.year == in_zone(now, paris()).year else f"{there.year:04d} {day}"
