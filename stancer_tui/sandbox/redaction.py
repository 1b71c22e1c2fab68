"""Redacts what is kept of a request: at most four characters of each card number, IBAN and key."""

import re
from collections.abc import Callable
from math import isfinite
from typing import Any

_APART = r"[ .\-\u00a0\u2009\u202f]{0,3}"
"""What people type between groups: blanks of any width, dots, hyphens."""

_KEY = re.compile(r"(?<![A-Za-z0-9])(stest|sprod|ptest|pprod)_\w+", re.ASCII)
_CARD = re.compile(rf"(?<!\d)\d(?:{_APART}\d){{12,18}}", re.ASCII)
_IBAN = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]{{2}}\d{{2}}(?:{_APART}[A-Za-z0-9]){{11,30}}", re.ASCII)
_DIGIT, _SIGN = re.compile(r"\d", re.ASCII), re.compile("[A-Za-z0-9]")

_ACCOUNT_FIELDS = frozenset({"number", "iban"})
_CODE_FIELDS = frozenset({"cvc", "cvc2", "cvv", "cvv2", "csc"})
"""The API's own name of a card's code, and those that other providers' clients send."""
_CARD_ISSUERS = re.compile("[3-6]|2[2-7]", re.ASCII)
"""First digits of card numbers (ISO/IEC 7812); order numbers made of a timestamp begin with others."""


def redacted(value: Any, field: str = "") -> Any:
    """The JSON value without card numbers, codes of cards, IBANs and keys, wherever they stand in it."""
    if value is None or isinstance(value, bool):
        return value
    if field in _CODE_FIELDS:
        return "…"
    if isinstance(value, dict):
        inherited = field if field in _ACCOUNT_FIELDS else None
        return {
            redacted_text(str(name)): redacted(each, inherited or str(name).lower())
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [redacted(each, field) for each in value]
    return _last4(str(value)) if field in _ACCOUNT_FIELDS else _redacted_scalar(value)


def _redacted_scalar(value: Any) -> Any:
    text = str(value)
    clean = redacted_text(text)
    # Infinity is no JSON, and is kept as a text: an exponent is too large for a number.
    is_json = not isinstance(value, float) or isfinite(value)
    return value if clean == text and is_json else clean


def redacted_text(text: str) -> str:
    """The text with the last four characters of each card number and IBAN, and the prefix of each key."""
    text = _KEY.sub(lambda found: f"{found[1]}_…", text)
    return _shortened(_shortened(text, _IBAN, _SIGN, _is_iban), _CARD, _DIGIT, _is_card)


def _shortened(
    text: str, shape: re.Pattern[str], sign: re.Pattern[str], is_one: Callable[[str], bool]
) -> str:
    """The text with the last four of each number of a shape, whatever digits or letters stand beside it."""
    kept, at = [], 0
    while found := shape.search(text, at):
        start = found.start()
        ends = (
            end
            for end in range(found.end(), start, -1)
            if sign.match(text, end - 1) and not sign.match(text, end)
        )
        end = next((each for each in ends if is_one(text[start:each])), None)
        kept += [text[at:start], text[start] if end is None else _last4(text[start:end])]
        at = start + 1 if end is None else end
    return "".join(kept) + text[at:]


def _last4(text: str) -> str:
    signs = "".join(each for each in text if each.isalnum())
    return f"…{signs[-4:]}" if len(signs) > 8 else "…"


def _is_card(text: str) -> bool:
    digits = [int(each) for each in text if each.isdecimal()]
    if len(digits) < 13:
        return False
    doubled = [sum(divmod(2 * each, 10)) for each in digits[-2::-2]]
    return bool(_CARD_ISSUERS.match(text)) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    signs = "".join(each for each in text if each.isalnum())
    if len(signs) < 15:
        return False
    return int("".join(str(int(each, 36)) for each in signs[4:] + signs[:4])) % 97 == 1
