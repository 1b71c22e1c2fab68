"""What a request's fields may hold; 400 naming the field otherwise (limits: the reference's tables)."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from stancer_tui.sandbox.wire.errors import Refused, invalid

Check = Callable[[str, Any], Any]
"""Takes a field's name and its JSON value; returns what is kept, or raises Refused."""

MOST_MONEY = 999_999_999_999
"""Minor units; the reference gives no upper bound."""

CURRENCIES = frozenset({"aud", "cad", "chf", "dkk", "eur", "gbp", "jpy", "nok", "pln", "sek", "usd"})


def read(
    body: Mapping[str, Any], checks: Mapping[str, Check], *, required: Collection[str] = ()
) -> dict[str, Any]:
    """The known fields of a body, checked; null counts as absent. Unknown fields are ignored."""
    for name in required:
        if body.get(name) is None:
            raise invalid(name, "is required")
    return {name: check(name, body[name]) for name, check in checks.items() if body.get(name) is not None}


def changes(item: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a PATCH that differ from the object: clients also send back what they have read."""
    return {name: value for name, value in body.items() if not (name in item and _same(item[name], value))}


def _same(kept: Any, sent: Any) -> bool:
    # Python takes true for 1.
    return bool(kept == sent) and isinstance(kept, bool) is isinstance(sent, bool)


def text(least: int, most: int) -> Check:
    """A string of so many characters, kept as it was sent."""

    def check(name: str, value: Any) -> str:
        if not isinstance(value, str):
            raise invalid(name, "must be a string")
        if not least <= len(value) <= most:
            raise invalid(name, f"must have {least} to {most} characters")
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise invalid(name, "must be Unicode text")
        return value

    return check


def digits_or_text(least: int, most: int) -> Check:
    """A string that may be all digits, which clients in languages with loose types send as a number."""
    plain = text(least, most)

    def check(name: str, value: Any) -> str:
        number = integer(value)
        return str(plain(name, value if number is None or number < 0 else str(number)))

    return check


def integer(value: Any) -> int | None:
    """A JSON number without a fraction, also in the notation `1050.0`; None for anything else."""
    if type(value) is int:
        return value
    # Above this a float no longer tells one integer from the next.
    if type(value) is float and value.is_integer() and abs(value) <= 2**53:
        return int(value)
    return None


def whole(least: int, most: int) -> Check:
    """An integer, as a JSON number without a fraction or as a string of digits; true is none."""

    def check(name: str, value: Any) -> int:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,18}", value, re.ASCII):
            value = int(value)
        number = integer(value)
        if number is None:
            raise invalid(name, "must be an integer")
        if not least <= number <= most:
            raise invalid(name, f"must be between {least} and {most}")
        return number

    return check


def boolean(name: str, value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise invalid(name, "must be true or false")
    return value


def one_of(*words: str) -> Check:
    """One word of a list."""

    def check(name: str, value: Any) -> str:
        if not isinstance(value, str) or value not in words:
            raise invalid(name, f"must be one of {', '.join(words)}")
        return value

    return check


def currency(name: str, value: Any) -> str:
    """A currency in either case, kept in lower case."""
    if not isinstance(value, str) or value.lower() not in CURRENCIES:
        raise invalid(name, f"must be one of {', '.join(sorted(CURRENCIES))}")
    return value.lower()


def https_url(name: str, value: Any) -> str:
    """An absolute https URL of at most 2048 characters."""
    url = str(text(9, 2048)(name, value))
    try:
        parts = urlsplit(url)
        good = parts.scheme == "https" and bool(parts.hostname) and not re.search(r"[\s\x00-\x1f]", url)
    except ValueError:
        good = False
    if not good:
        raise invalid(name, "must be an https URL")
    return url


def day(name: str, value: Any) -> str:
    """A date as YYYY-MM-DD."""
    try:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value, re.ASCII):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise invalid(name, "must be a date as YYYY-MM-DD")


def moment(name: str, value: Any) -> int:
    """A Unix timestamp in whole seconds."""
    return int(whole(0, 2**40)(name, value))


def address(name: str, value: Any) -> str:
    """An IPv4 or IPv6 address."""
    try:
        if isinstance(value, str):
            ip_address(value)
            return value
    except ValueError:
        pass
    raise invalid(name, "must be an IPv4 or IPv6 address")


def methods(name: str, value: Any) -> list[str]:
    """A list of card and sepa, not empty, each once; a word alone is a list of one."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not value:
        raise invalid(name, "must be a list of card and sepa")
    if len(value) > 2 or any(not isinstance(each, str) or each not in {"card", "sepa"} for each in value):
        raise invalid(name, "must be a list of card and sepa")
    return list(dict.fromkeys(value))


def object_or_id(name: str, value: Any) -> dict[str, Any] | str:
    """A new object, or the id of one that is there; an object that carries its id is that one."""
    if isinstance(value, dict):
        known = value.get("id")
        return str(text(1, 64)(name, known)) if isinstance(known, str) and known else value
    return str(text(1, 64)(name, value))


def nested(name: str, value: Any) -> dict[str, Any]:
    """A JSON object."""
    if not isinstance(value, dict):
        raise invalid(name, "must be an object")
    return value


def within(parent: str, refusal: Refused) -> Refused:
    """The refusal of an embedded object's field, named by its whole path."""
    if refusal.status != 400 or not isinstance(refusal.message, dict):
        return refusal
    return Refused(400, {f"{parent}.{name}": reason for name, reason in refusal.message.items()})
