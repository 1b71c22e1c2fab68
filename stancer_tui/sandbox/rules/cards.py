"""Cards: what is known of a number, and which test card stands behind one."""

import hashlib
from typing import Any

from stancer_tui.reference.testdata import TestCard, card
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import CARD
from stancer_tui.sandbox.paris import month as paris_month
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.wire.errors import invalid
from stancer_tui.sandbox.wire.validation import (
    Check,
    boolean,
    changes,
    digits_or_text,
    integer,
    one_of,
    read,
    text,
    whole,
)

_PATCHED: dict[str, Check] = {
    "exp_month": whole(1, 12),
    "exp_year": whole(2000, 2100),
    "name": text(3, 64),
    "zip_code": digits_or_text(2, 8),
    "external_id": digits_or_text(1, 36),
}


def _cvc(name: str, value: Any) -> str:
    # A client in a language with loose types sends a number.
    number = integer(value)
    code = f"{number:03d}" if number is not None and 0 <= number <= 999 else value
    if not isinstance(code, str) or len(code) != 3 or not (code.isascii() and code.isdecimal()):
        raise invalid(name, "must be 3 digits")
    return code


def _number(name: str, value: Any) -> str:
    number = str(digits_or_text(16, 23)(name, value)).replace(" ", "")
    if not (number.isascii() and number.isdecimal()) or not 16 <= len(number) <= 19:
        raise invalid(name, "must be a card number of 16 to 19 digits")
    if card(number) is None and not _luhn(number):
        raise invalid(name, "is not a valid card number")
    return number


_CREATED: dict[str, Check] = _PATCHED | {
    "number": _number,
    "cvc": _cvc,
    "tokenize": boolean,
    "preferred_network": one_of("national", "mastercard", "visa"),
}


def new_card(sandbox: Sandbox, live: bool, body: Object) -> Row:
    """A new card, not stored yet; its number never is."""
    fields = read(body, _CREATED, required=("number", "exp_month", "exp_year"))
    now = sandbox.clock()
    _check_year(fields["exp_year"], now)
    number = fields["number"]
    known = card(number)
    item = {
        "brand": known.brand if known else _brand(number),
        "country": known.country if known else None,
        "created": now,
        "exp_month": fields["exp_month"],
        "exp_year": fields["exp_year"],
        "external_id": fields.get("external_id"),
        "funding": (known.funding if known else None) or "credit",
        "id": sandbox.new_id(CARD),
        "last4": number[-4:],
        "live_mode": live,
        "name": fields.get("name"),
        "nature": "personnal",
        "network": _network(known, number),
        "preferred_network": fields.get("preferred_network"),
        "zip_code": fields.get("zip_code"),
    }
    digest = hashlib.sha256(f"card {number}".encode()).hexdigest()
    private: Object = {"digest": digest, "test_card": number if known else None}
    return Row(CARD, item, private, _fingerprint(digest, item))


def patched_card(sandbox: Sandbox, row: Row, body: Object) -> Row:
    """A card with some fields changed."""
    fields = read(changes(row.object, body), _PATCHED)
    if "exp_year" in fields:
        _check_year(fields["exp_year"], sandbox.clock())
    item = row.object | fields
    digest = (row.private or {}).get("digest")
    return Row(CARD, item, row.private, _fingerprint(digest, item) if digest else None)


def test_card(row: Row) -> TestCard | None:
    """The test card behind a stored card, if it is one."""
    number = (row.private or {}).get("test_card")
    return card(number) if number else None


def is_expired(item: Object, now: int) -> bool:
    """Whether a card's last month is over; one loaded without a month never is."""
    if item["exp_year"] is None or item["exp_month"] is None:
        return False
    return bool((item["exp_year"], item["exp_month"]) < paris_month(now))


def _check_year(year: int, now: int) -> None:
    this_year, _ = paris_month(now)
    if year < this_year:
        raise invalid("exp_year", f"must be between {this_year} and 2100")


def _fingerprint(digest: str, item: Object) -> str:
    return f"card {digest} {item['exp_month']} {item['exp_year']}"


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _brand(number: str) -> str | None:
    ranges = (
        ("visa", 4, 4),
        ("mastercard", 51, 55),
        ("mastercard", 2221, 2720),
        ("amex", 34, 34),
        ("amex", 37, 37),
        ("jcb", 3528, 3589),
        ("discover", 6011, 6011),
        ("discover", 644, 659),
        ("maestro", 56, 69),
        ("maestro", 50, 50),
    )
    for brand, first, last in ranges:
        if first <= int(number[: len(str(first))]) <= last:
            return brand
    return None


def _network(known: TestCard | None, number: str) -> str:
    if known is not None and known.country == "FR":
        return "national"
    brand = known.brand if known else _brand(number)
    return brand if brand in {"visa", "mastercard"} else "national"
