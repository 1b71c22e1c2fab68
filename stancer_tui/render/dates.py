"""Instants and calendar dates for people, in the current language."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from stancer_tui.language import N_, _, ngettext, pgettext
from stancer_tui.language.calendar import even_month, month
from stancer_tui.language.calendar import whole_month as month_name
from stancer_tui.models.moments import in_zone, paris

_HOURS = 48
"""Ages below this are shown in hours: "1 day ago" could mean 24 hours or yesterday's date."""


NOT_A_DATE = N_("not a date")
"""Shown for a timestamp that `models.moments.is_date` refuses."""

NO_DATE = N_("no date")
"""Shown in lists for an object without a readable date; its details tell whether one was sent."""


_LONGEST_DAY = date.max
"""A date with two digits of day and four of year, to measure the widest text."""


def short(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """Where there is little room: "18:04" today, "Nov 21 18:04" this year, "2025 Nov 21" otherwise."""
    return _short(in_zone(at, zone), in_zone(now, zone), month)


def in_column(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """As `short`, with month names padded so that the times are aligned."""
    return _short(in_zone(at, zone), in_zone(now, zone), even_month)


def column_width() -> int:
    """The most cells that `in_column` takes in the current language."""
    return max(len(f"{_month_day(_LONGEST_DAY, even_month)} 00:00"), day_width())


def day_width(coming: str = "{day}") -> int:
    """The most cells that `paris_day` takes in the current language.

    `coming` are words around a day of this year, with `{day}` in its place.
    """
    this_year = coming.format(day=_month_day(_LONGEST_DAY, even_month))
    return max(len(this_year), len(_year_day(_LONGEST_DAY, even_month)))


def _short(there: datetime, today: datetime, name: Callable[[int], str]) -> str:
    if there.year != today.year:
        return _year_day(there, name)
    clock = f"{there.hour:02d}:{there.minute:02d}"
    same_day = (there.month, there.day) == (today.month, today.day)
    return clock if same_day else f"{_month_day(there, name)} {clock}"


def _month_day(at: date, name: Callable[[int], str]) -> str:
    return _("{month} {day:02d}", month=name(at.month), day=at.day)


def day(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """For sentences: "Nov 21" this year, "Nov 21 2025" otherwise; in French "21 nov. 2025"."""
    there = in_zone(at, zone)
    if there.year == in_zone(now, zone).year:
        return _("{month} {day}", month=month(there.month), day=there.day)
    return _("{month} {day} {year:04d}", month=month(there.month), day=there.day, year=there.year)


def whole_month(year: int, number: int) -> str:
    """A month for sentences: "November 2026", in French "novembre 2026"."""
    return _("{month} {year:04d}", month=month_name(number), year=year)


def _year_day(at: date, name: Callable[[int], str]) -> str:
    return _("{year:04d} {month} {day:02d}", year=at.year, month=name(at.month), day=at.day)


def full(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """For details: "2026-11-21 18:04:11 CET (Europe/Paris) · 3 h ago"."""
    there = in_zone(at, zone)
    abbreviation, name = there.tzname() or "", zone_name(zone)
    where = abbreviation if name in {"", abbreviation} else f"{abbreviation} ({name})"
    return f"{there:%Y-%m-%d %H:%M:%S} {where} · {age(at, now, zone)}"


def stamp(at: datetime, *, zone: tzinfo) -> str:
    """For rows whose zone is named elsewhere: "2026-11-21 18:04:11"."""
    return f"{in_zone(at, zone):%Y-%m-%d %H:%M:%S}"


def zone_name(zone: tzinfo) -> str:
    """The IANA name of a zone, or its `str`."""
    return getattr(zone, "key", None) or str(zone)


def age(at: datetime, now: datetime, zone: tzinfo) -> str:
    """How long ago, in the largest unit that is true: "12 s ago", "30 h ago", "3 days ago"; "in 3 h" ahead.

    From 48 hours on, calendar days in `zone` are counted.
    """
    if abs(now - at) < timedelta(hours=_HOURS):
        return elapsed(at, now)
    return _directed(_long_span(_days_between(at, now, zone)), ahead=at > now)


def elapsed(at: datetime, now: datetime) -> str:
    """How long ago in seconds, minutes or hours, however many: "53 h ago"; "in 3 h" ahead."""
    seconds = int((now - at).total_seconds())
    if not seconds:
        return pgettext("how long ago", "now")
    return _directed(_span(abs(seconds)), ahead=seconds < 0)


def day_age(at: datetime, now: datetime) -> str:
    """How far a calendar date of the API is from today in Paris: "today", "tomorrow", "3 days ago"."""
    days = _days_between(at, now, paris())
    if not days:
        return _("today")
    ahead = at > now
    if days == 1:
        return _("tomorrow") if ahead else _("yesterday")
    return _directed(_long_span(days), ahead=ahead)


def _days_between(at: datetime, now: datetime, zone: tzinfo) -> int:
    return abs((in_zone(at, zone).date() - in_zone(now, zone).date()).days)


def _directed(words: str, *, ahead: bool) -> str:
    return _("in {span}", span=words) if ahead else _("{span} ago", span=words)


def _span(seconds: int) -> str:
    if seconds < 60:
        return _("{count} s", count=seconds)
    if seconds < 3600:
        return _("{count} min", count=seconds // 60)
    return _("{count} h", count=seconds // 3600)


def _long_span(days: int) -> str:
    if days < 60:
        return ngettext("{count} day", "{count} days", days)
    if days < 730:
        return ngettext("{count} month", "{count} months", days // 30)
    return ngettext("{count} year", "{count} years", days // 365)


def paris_date(at: datetime) -> str:
    """A calendar date of the API (`date_bank`, a payout's `date_paym`): "2026-11-21", in Paris, no time."""
    return f"{in_zone(at, paris()):%Y-%m-%d}"


def paris_day(at: datetime, *, now: datetime) -> str:
    """A calendar date of the API for lists: "Nov 21" this year, "2025 Nov 21" otherwise."""
    there = in_zone(at, paris())
    this_year = there.year == in_zone(now, paris()).year
    return _month_day(there, month) if this_year else _year_day(there, month)
