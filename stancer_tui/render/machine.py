"""Data for other programs: JSON and CSV that lose nothing and that no terminal and no spreadsheet obeys."""

import json
import re
from decimal import Decimal

from stancer_tui.models.money import exponent
from stancer_tui.render.safe import safe

_STEERING = re.compile(
    "[\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_FORMULA = ("=", "+", "-", "@")
_LONGEST = 32_000
"""Characters of a cell: a spreadsheet takes 32,767."""


def json_text(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON; what could steer a terminal stands as its escape, which reads back as it was."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def cell(text: str) -> str:
    """A text for a CSV cell: safe to print, and no formula to a spreadsheet (OWASP ASVS 1.2.10)."""
    shown = safe(text, _LONGEST)
    return f"'{shown}" if shown.lstrip(" \ufffd").startswith(_FORMULA) or shown != shown.lstrip() else shown


def decimal(amount: int, currency: str) -> Decimal:
    """Minor units as a number with the currency's decimals."""
    return Decimal(amount).scaleb(-exponent(currency))
