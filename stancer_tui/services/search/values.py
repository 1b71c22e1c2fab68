"""Amounts and dates as a search writes them: one value, or a stretch with two dots."""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from difflib import get_close_matches
from math import inf, nextafter

from stancer_tui.language import N_, _
from stancer_tui.models.folding import fold
from stancer_tui.models.moments import in_zone, instant_of
from stancer_tui.models.typed_amounts import (
    BLANKS,
    MAX_DIGITS,
    SIGNS,
    NotAnAmount,
    TwoReadings,
    one_blank,
    read_number,
)
from stancer_tui.models.typed_text import cleaned
from stancer_tui.services.typed_dates import (
    DAY_WORDS,
    MONTHS,
    WEEKDAYS,
    NotADate,
    NotADay,
    end_counted_from,
    read_day,
)

Stretch = tuple[float, float]
"""The first and the last number meant, both included; infinities leave an end open."""

_COMPARED = re.compile(r"(>=|<=|>|<)(.*)", re.DOTALL)
_MARK = re.compile(rf"[{''.join(SIGNS)}]|(?<=[0-9{BLANKS}])[A-Za-z]{{3}}\Z")
"""A currency's sign, or its code behind an amount."""

_BACK = re.compile(r"([0-9]{1,5})([hdj])")
_YEAR_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})")
_MONTH_NAME = re.compile(r"([a-z]+)\.?(?:[ -]([0-9]{4}))?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_HOUR = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})t([0-9]{1,2})")
_END = re.compile(r"(?:([0-9]{1,2})-)?([0-9]{1,2})")
_FRENCH = re.compile(r"([0-9]{1,2})([/.][0-9]{1,2}(?:[/.](?:[0-9]{4}|[0-9]{2}))?)")
_NUMBER = re.compile("[0-9]{1,2}")
_WHOLE_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}([/.])[0-9]{1,2}\\1[0-9]{4}")
_WRITE_A_DATE = N_("Write a date such as today, yesterday, 7d, 2026-11, 27/11/2026 or 2026-11-01..07.")


class Unclear(ValueError):
    """A value that cannot be read without guessing; the message is a sentence that says what to write."""


def amounts(text: str) -> Stretch:
    """The amounts meant, in hundredths of a unit of whatever currency a row has.

    Reads 12,50 · 12.50 · 1 234,56 · 1.234,56 · 12,50 € · 30..50 · ..50 · >100 · <=12.5. Raises `Unclear`.
    """
    if compared := _COMPARED.fullmatch(text.strip()):
        return _beyond(compared[1], _number(compared[2]))
    first, dots, last = text.partition("..")
    low = _number(first) if first.strip() or not dots else None
    high = low if not dots else _number(last) if last.strip() else None
    if low is None and high is None:
        raise Unclear(_("Write an amount on one side of the dots, such as 30..50."))
    if low is not None and high is not None and low > high:
        raise Unclear(
            _(
                "The range ends before it begins: write {first}..{last}.",
                first=last.strip(),
                last=first.strip(),
            )
        )
    return -inf if low is None else float(low), inf if high is None else float(high)


def _beyond(sign: str, limit: Decimal) -> Stretch:
    end = float(limit)
    if sign[0] == ">":
        return (nextafter(end, inf) if sign == ">" else end), inf
    return -inf, (nextafter(end, -inf) if sign == "<" else end)


def _number(text: str) -> Decimal:
    """Hundredths of the amount written, as every field of the program reads one."""
    typed = one_blank(_MARK.sub("", text))
    if sum(map(str.isdigit, typed)) > MAX_DIGITS:
        raise Unclear(_("That amount is too large."))
    try:
        whole, fraction = read_number(typed)
    except TwoReadings as error:
        raise Unclear(str(error)) from None
    except NotAnAmount:
        raise Unclear(_("Write an amount such as 12.50, 30..50 or >100.")) from None
    return Decimal(f"{whole}.{fraction or 0}") * 100


def dates(text: str, *, now: datetime, zone: tzinfo) -> Stretch:
    """The Unix seconds meant, by the calendar of `zone`.

    Reads the days of `typed_dates` (2026-11-01 · 27/11/2026 · 27/11 · hier), and 7d and 12h
    (back from now) · 2026 · 2026-11 · 11/2026 · nov 2026 · 2026-11-21T17 (an hour); any two around two
    dots, the second shortened (2026-11-01..07 · 2026-09..11 · 2026-11-28..12-03 · 27/11..30) or the first
    (01..07/11), or one and an open end. Raises `Unclear`.
    """
    first, dots, last = (fold(cleaned(part)) for part in text.partition(".."))
    try:
        return _dates(first, bool(dots), last, now, zone)
    except NotADay as error:
        raise Unclear(str(error)) from None
    except (OverflowError, ValueError) as error:
        if isinstance(error, Unclear):
            raise
        raise Unclear(_("There is no such date.")) from None


def is_day(text: str) -> bool:
    """Whether a word standing alone is a day: today, hier, 27/11/2026, 2026-11-27."""
    if fold(text) in DAY_WORDS:
        return True
    try:
        return _WHOLE_DAY.fullmatch(text) is not None and read_day(text) is not None
    except NotADay:
        return False


def _dates(first: str, dots: bool, last: str, now: datetime, zone: tzinfo) -> Stretch:
    if not dots:
        low, high = _day(first, now, zone)
        return low, inf if _BACK.fullmatch(first) else high
    if not first and not last:
        raise Unclear(_("Write a date on one side of the dots, such as 2026-11-01..07."))
    first, last = _completed(first, last)
    begin: float = _day(first, now, zone)[0] if first else -inf
    then = end_counted_from(last, in_zone(instant_of(int(begin)), zone) if first else None, now)
    end: float = _day(last, then, zone)[1] if last else inf
    if begin > end:
        raise Unclear(_("The range ends before it begins."))
    return begin, end


def _day(text: str, now: datetime, zone: tzinfo) -> tuple[int, int]:
    """The first and the last second of a day, a month or a year; an instant back from now is both."""
    if back := _BACK.fullmatch(text):
        number = int(back[1])
        span = timedelta(hours=number) if back[2] == "h" else timedelta(days=number)
        at = int((now - span).timestamp())
        return at, at
    if hour := _HOUR.fullmatch(text):
        year, month, month_day, at_hour = (int(part) for part in hour.groups())
        begin = datetime(year, month, month_day, at_hour, tzinfo=zone)
        # Where clocks go back the hour comes twice, and both are meant.
        return int(begin.timestamp()), int(begin.replace(fold=1).timestamp()) + 3599
    today = in_zone(now, zone).date()
    if found := _month(text, today):
        start = date(found[0], found[1] or 1, 1)
        return _seconds(start, _after(start, whole_year=found[1] is None), zone)
    if iso := _DATE.fullmatch(text):
        start = date(int(iso[1]), int(iso[2]), int(iso[3]))
    else:
        start = _read(text, today)
    return _seconds(start, start + timedelta(days=1), zone)


def _month(text: str, today: date) -> tuple[int, int | None] | None:
    """Year and month of a text that names no day; the month None where it names no month either."""
    if found := _YEAR_MONTH.fullmatch(text):
        return int(found[1]), int(found[2]) if found[2] else None
    if found := _MONTH_YEAR.fullmatch(text):
        return int(found[2]), int(found[1])
    if (found := _MONTH_NAME.fullmatch(text)) and (month := MONTHS.get(found[1])):
        return int(found[2]) if found[2] else today.year - (month > today.month), month
    return None


def _after(start: date, *, whole_year: bool) -> date:
    if whole_year:
        return date(start.year + 1, 1, 1)
    return date(start.year + start.month // 12, start.month % 12 + 1, 1)


def _read(text: str, today: date) -> date:
    try:
        return read_day(text, today=today)
    except NotADay as error:
        if any(map(str.isdigit, text)) and not isinstance(error, NotADate):
            raise
        near = get_close_matches(text, (*DAY_WORDS, *WEEKDAYS, *MONTHS), 1, 0.75)
        hint = (
            _("{word} is no date; did you mean {near}?", word=text, near=near[0])
            if near
            else _(_WRITE_A_DATE)
        )
        raise Unclear(hint) from None


def _seconds(first: date, after: date, zone: tzinfo) -> tuple[int, int]:
    start, end = (datetime.combine(day, time(), zone).timestamp() for day in (first, after))
    return int(start), int(end) - 1


def _completed(first: str, last: str) -> tuple[str, str]:
    """A shortened end takes what is missing from the other: 2026-11-01..07, 27/11..30, 01..07/11/2026."""
    if (start := _DATE.fullmatch(first)) and (end := _END.fullmatch(last)):
        return first, f"{start[1]}-{end[1] or start[2]}-{end[2]}"
    if (start := _YEAR_MONTH.fullmatch(first)) and start[2] and last.isdecimal() and len(last) <= 2:
        return first, f"{start[1]}-{last}"
    if (start := _FRENCH.fullmatch(first)) and _NUMBER.fullmatch(last):
        return first, f"{last}{start[2]}"
    if (end := _FRENCH.fullmatch(last)) and _NUMBER.fullmatch(first):
        return f"{first}{end[2]}", last
    return first, last
