"""Phone numbers as people write them: digits are compared, a French 0 and +33 are the same."""

import re
from functools import lru_cache

_BLANK = "[ .\\-\u00a0\u2009\u202f]"
_GROUPING = re.compile("\\(0\\)|[^0-9+]")
_INTERNATIONAL = re.compile(r"(?:\+|00)([1-9][0-9]*)")
_FRANCE = "33"

FRENCH = rf"(?:(?:\+|00){_FRANCE}{_BLANK}?(?:\(0\){_BLANK}?)?0?[1-9]|0[1-9])(?:{_BLANK}?[0-9]{{2}}){{4}}"
"""A whole French number: 06 39 98 27 45 · 06.39.98.27.45 · +33 6 39 98 27 45 · 0033639982745."""

BEGUN = r"0[1-9](?:[ \u00a0\u2009\u202f][0-9]{2}){2,3}(?:[ \u00a0\u2009\u202f]?[0-9])?"
"""The beginning of one in pairs, at least three of them: 06 39 98."""

FOREIGN = rf"\+[1-9][0-9]{{0,2}}(?:{_BLANK}?[0-9]{{1,4}}){{2,5}}"
"""A number of any country, with its plus sign."""

UNDIVIDED = re.compile(r"0[1-9][0-9]{3,8}|00[1-9][0-9]{4,14}")
"""Digits that may be a phone number or its beginning, or an order number."""


@lru_cache(maxsize=65536)
def phone_text(number: str | None) -> str:
    """Every undivided spelling of a number, one a line: a piece of any of them is found in it.

    The first has the country, where that is known: by it two numbers are compared.
    """
    digits = phone_digits(number or "")
    if not digits:
        return ""
    if digits.startswith("0") and not digits.startswith("00"):
        national, code = digits[1:], _FRANCE
    elif whole := _INTERNATIONAL.fullmatch(digits):
        code, national = "", whole[1]
        if national.startswith(_FRANCE):
            code, national = _FRANCE, national[len(_FRANCE) :].lstrip("0")
    else:
        return digits
    known = f"+{code}{national}\n00{code}{national}"
    return f"{known}\n0{national}" if code else known


def phone_digits(typed: str) -> str:
    """A number without what groups it: its digits, with a plus sign where it has one."""
    digits = _GROUPING.sub("", typed)
    if digits.startswith(f"+{_FRANCE}0"):
        return f"+{_FRANCE}{digits[4:]}"
    return f"00{_FRANCE}{digits[5:]}" if digits.startswith(f"00{_FRANCE}0") else digits
