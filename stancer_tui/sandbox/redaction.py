"""What may be kept of a request: of card numbers, account numbers and keys no more than four characters."""

import re
from typing import Any

_KEY = re.compile(r"\b(stest|sprod|ptest|pprod)_\w+", re.ASCII)
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)", re.ASCII)
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){11,30}\b", re.ASCII)

_ACCOUNT_FIELDS = frozenset({"number", "iban"})
_CARD_ISSUERS = re.compile("[3-6]|2[2-7]", re.ASCII)
"""What card numbers begin with (ISO/IEC 7812): a reference made of a moment begins otherwise."""


def redacted(value: Any, field: str = "") -> Any:
    """The JSON value without card numbers, codes of cards, IBANs and keys, wherever they stand in it."""
    if isinstance(value, dict):
        return {redacted_text(str(name)): redacted(each, str(name).lower()) for name, each in value.items()}
    if isinstance(value, list):
        return [redacted(each, field) for each in value]
    if value is None or isinstance(value, bool):
        return value
    if field == "cvc":
        return "…"
    text = str(value)
    if field in _ACCOUNT_FIELDS:
        return _last4(text)
    clean = redacted_text(text)
    return value if clean == text else clean


def redacted_text(text: str) -> str:
    """The text with the last four characters of each card number and IBAN, and the prefix of each key."""
    text = _KEY.sub(lambda found: f"{found[1]}_…", text)
    text = _IBAN.sub(lambda found: _last4(found[0]) if _is_iban(found[0]) else found[0], text)
    return _CARD.sub(lambda found: _last4(found[0]) if _is_card(found[0]) else found[0], text)


def _last4(text: str) -> str:
    signs = "".join(each for each in text if each.isalnum())
    return f"…{signs[-4:]}" if len(signs) > 8 else "…"


def _is_card(text: str) -> bool:
    digits = [int(each) for each in text if each.isdecimal()]
    doubled = [sum(divmod(2 * each, 10)) for each in digits[-2::-2]]
    return bool(_CARD_ISSUERS.match(text)) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    signs = text.replace(" ", "")
    return int("".join(str(int(each, 36)) for each in signs[4:] + signs[:4])) % 97 == 1
