"""Amounts and dates as a search writes them: one value, or a stretch with two dots."""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import inf

from stancer_tui.models.moments import in_zone

Stretch = tuple[float, float]
"""The first and the last number meant, both included; infinities leave an end open."""

_COMPARED = re.compile(r"(>=|<=|>|<)(.*)", re.DOTALL)
_BLANKS = re.compile("[ \u00a0\u2009\u202f'\u2019]")
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_BACK = re.compile(r"([0-9]{1,5})([hd])")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")
_HOUR = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})t([0-9]{1,2})")
_END = re.compile(r"(?:([0-9]{1,2})-)?([0-9]{1,2})")


class Unclear(ValueError):
    """A value that cannot be read without guessing; the message is a sentence that says what to write."""


def amounts(text: str) -> Stretch:
    """The amounts meant, in hundredths of a unit of whatever currency a row has.

    Reads 12,50 · 12.50 · 30..50 · ..50 · >100 · <=12.5. Raises `Unclear`.
    """
    if compared := _COMPARED.fullmatch(text.strip()):
        return _beyond(compared[1], _number(compared[2]))
    first, dots, last = text.partition("..")
    low = _number(first) if first.strip() or not dots else None
    high = low if not dots else _number(last) if last.strip() else None
    if low is None and high is None:
        raise Unclear("Write an amount on one side of the dots, such as 30..50.")
    if low is not None and high is not None and low > high:
        raise Unclear(f"The range ends before it begins: write {last.strip()}..{first.strip()}.")
    return _at_least(low), _at_most(high)


def _beyond(sign: str, limit: Decimal) -> Stretch:
    if sign[0] == ">":
        low = _at_least(limit)
        return (low + 1 if sign == ">" and low == limit else low), inf
    high = _at_most(limit)
    return -inf, (high - 1 if sign == "<" and high == limit else high)


def _at_least(limit: Decimal | None) -> float:
    return -inf if limit is None else int(limit.to_integral_value(ROUND_CEILING))


def _at_most(limit: Decimal | None) -> float:
    return inf if limit is None else int(limit.to_integral_value(ROUND_FLOOR))


def _number(text: str) -> Decimal:
    """Hundredths of the amount written; a comma is a decimal point unless a later point says otherwise."""
    typed = _BLANKS.sub("", text)
    if _AMBIGUOUS.fullmatch(typed):
        whole = typed.replace(".", "").replace(",", "")
        raise Unclear(f"{typed} can be read in two ways: write {whole} or use two decimals.")
    mark = max(typed.rfind("."), typed.rfind(","))
    if mark != -1:
        head, tail = typed[:mark], typed[mark + 1 :]
        group = "," if typed[mark] == "." else "."
        if re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+", head):
            head = head.replace(group, "")
        typed = f"{head}.{tail}"
    if not _NUMBER.fullmatch(typed):
        raise Unclear("Write an amount such as 12.50, 30..50 or >100.")
    return Decimal(typed) * 100


def dates(text: str, *, now: datetime, zone: tzinfo) -> Stretch:
    """The Unix seconds meant, by the calendar of `zone`.

    Reads today · yesterday · 7d and 12h (back from now) · 2026 · 2026-11 · 2026-11-01 · 2026-11-01..07 ·
    2026-09..11 · 2026-11-28..12-03 · 2026-11-21T17 (an hour) · any two of them around two
    dots, or one and an open end. Raises `Unclear`.
    """
    first, dots, last = (part.strip().lower() for part in text.partition(".."))
    try:
        return _dates(first, bool(dots), last, now, zone)
    except (OverflowError, ValueError) as error:
        if isinstance(error, Unclear):
            raise
        raise Unclear("There is no such date.") from None


def _dates(first: str, dots: bool, last: str, now: datetime, zone: tzinfo) -> Stretch:
    if not dots:
        low, high = _day(first, now, zone)
        return low, inf if _BACK.fullmatch(first) else high
    if not first and not last:
        raise Unclear("Write a date on one side of the dots, such as 2026-11-01..07.")
    begin: float = _day(first, now, zone)[0] if first else -inf
    end: float = _day(_completed(first, last), now, zone)[1] if last else inf
    if begin > end:
        raise Unclear("The range ends before it begins.")
    return begin, end


def _day(text: str, now: datetime, zone: tzinfo) -> tuple[int, int]:
    """The first and the last second of a day, a month or a year; an instant back from now is both."""
    if text in {"today", "yesterday"}:
        day = in_zone(now, zone).date() - timedelta(days=text == "yesterday")
        return _seconds(day, day + timedelta(days=1), zone)
    if back := _BACK.fullmatch(text):
        number = int(back[1])
        span = timedelta(days=number) if back[2] == "d" else timedelta(hours=number)
        at = int((now - span).timestamp())
        return at, at
    if hour := _HOUR.fullmatch(text):
        begin = datetime(*(int(part) for part in hour.groups()), tzinfo=zone)  # type: ignore[misc,arg-type]
        # Where clocks go back the hour comes twice, and both are meant.
        return int(begin.timestamp()), int(begin.replace(fold=1).timestamp()) + 3599
    found = _DATE.fullmatch(text)
    if found is None:
        raise Unclear("Write a date such as today, yesterday, 7d, 2026-11 or 2026-11-01..07.")
    year, month, day_number = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    start = date(year, month, day_number)
    if found[3]:
        return _seconds(start, start + timedelta(days=1), zone)
    if found[2]:
        return _seconds(start, date(year + month // 12, month % 12 + 1, 1), zone)
    return _seconds(start, date(year + 1, 1, 1), zone)


def _seconds(first: date, after: date, zone: tzinfo) -> tuple[int, int]:
    start, end = (datetime.combine(day, time(), zone).timestamp() for day in (first, after))
    return int(start), int(end) - 1


def _completed(first: str, last: str) -> str:
    """A shortened end takes what is missing from the beginning: 2026-11-01..07, 2026-11-28..12-03."""
    start, end = _DATE.fullmatch(first), _END.fullmatch(last)
    if start is None or end is None or not start[2]:
        return last
    if start[3]:
        return f"{start[1]}-{end[1] or start[2]}-{end[2]}"
    return last if end[1] else f"{start[1]}-{end[2]}"
