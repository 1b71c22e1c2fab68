"""Every line of every CSV: texts that no terminal obeys and no spreadsheet computes, numbers as numbers."""

import csv
import re
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO

from stancer_tui.models.characters import DIRECTIONS, INVISIBLE
from stancer_tui.models.money import exponent
from stancer_tui.render.safe import safe

Value = str | int | Decimal | bool | None
"""What a cell holds; numbers are written by us and never quoted."""

LONGEST = 32_000
"""Characters of one cell: a spreadsheet takes 32,767."""

_IGNORED = rf"\s\"\x00-\x1f\x7f-\x9f{DIRECTIONS}{INVISIBLE}\u200c\u200d"
_FORMULA = re.compile(rf"(?:^|(?<=[;,|\t\r\n]))(?=[{_IGNORED}]*[=+\-@＝＋－＠﹦﹢﹣﹫])|^(?=[\t\r\n\0])")
"""Where a formula would begin, also for a program that takes another separator than ours."""


def csv_line(values: Iterable[Value], *, end: str = "\r\n") -> str:
    """One line with its end: every text quoted and safe to print, numbers bare.

    Wherever a spreadsheet could see the beginning of a formula (OWASP ASVS 1.2.10), at a text's start or
    behind a character that some program separates cells with, an apostrophe stands before it.
    """
    line = StringIO()
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator=end).writerow(map(_cell, values))
    return line.getvalue()


def decimal_amount(amount: int, currency: str) -> Decimal:
    """Minor units as a number of the currency's unit with all its decimals: 3021 EUR cents are 30.21."""
    return Decimal(amount).scaleb(-exponent(currency))


def _cell(value: Value) -> str | int | Decimal:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe(_FORMULA.sub("'", value[: LONGEST + 1]), LONGEST) if isinstance(value, str) else value
