"""The lines of every CSV: texts are safe in terminals and spreadsheets, numbers stay numbers."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from stancer_tui.models.characters import DIRECTIONS, INVISIBLE
from stancer_tui.models.moments import in_zone, paris, utc_text
from stancer_tui.models.money import exponent
from stancer_tui.render.safe import safe

Value = str | int | Decimal | bool | date | None
"""The value of a cell; numbers, days and instants are never quoted."""

LONGEST = 32_000
"""Characters of one cell: a spreadsheet takes 32,767."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the system's legacy encoding."""

_IGNORED = rf"\s\"\x00-\x1f\x7f-\x9f{DIRECTIONS}{INVISIBLE}\u200c\u200d"
_FORMULA = re.compile(rf"(?:^|(?<=[;,|\t\r\n]))(?=[{_IGNORED}]*[=+\-@＝＋－＠﹦﹢﹣﹫])|^(?=[\t\r\n\0])")
"""Where a formula could begin, also for a program that splits cells at another separator."""


@dataclass(frozen=True, slots=True)
class CsvForm:
    """A dialect of CSV: the file's beginning, separator, and notation of decimals, days and instants."""

    beginning: str
    separator: str
    decimal_mark: str
    day: Callable[[date], str]
    instant: Callable[[datetime], str]


PLAIN = CsvForm("", ",", ".", date.isoformat, utc_text)
"""For programs, and for spreadsheets with import settings; instants are in UTC and say so."""


def excel_fr(zone: tzinfo) -> CsvForm:
    """What French Excel opens without settings; instants are in `zone`, which the file does not name."""
    return CsvForm(
        BYTE_ORDER_MARK,
        ";",
        ",",
        lambda day: f"{day:%d/%m/%Y}",
        lambda at: f"{in_zone(at, zone):%d/%m/%Y %H:%M:%S}",
    )


def csv_line(values: Iterable[Value], form: CsvForm = PLAIN, *, end: str = "\r\n") -> str:
    """One line with its end: every text quoted and safe to print; numbers, days and instants bare.

    An apostrophe goes before anything that a spreadsheet could read as a formula (OWASP ASVS 1.2.10): at the
    start of a text, and after a character that some program separates cells by.
    """
    cells = form.separator.join(_cell(value, form) for value in values)
    return f"{cells}{end}"


def decimal_amount(amount: int, currency: str) -> Decimal:
    """Minor units as a decimal number in the major unit: 3021 EUR cents are 30.21."""
    return Decimal(amount).scaleb(-exponent(currency))


def day_of_api(at: datetime) -> date:
    """A calendar date of the API (`date_bank`, a payout's `date_paym`): the day in Paris."""
    return in_zone(at, paris()).date()


def _cell(value: Value, form: CsvForm) -> str:
    if value is None:
        return _quoted("")
    if isinstance(value, bool):
        return _quoted("true" if value else "false")
    if isinstance(value, str):
        return _quoted(safe(_FORMULA.sub("'", value[: LONGEST + 1]), LONGEST))
    if isinstance(value, Decimal):
        return str(value).replace(".", form.decimal_mark)
    if isinstance(value, date):
        return form.instant(value) if isinstance(value, datetime) else form.day(value)
    return str(value)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
