"""Customers and addresses."""

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import ADDRESS, CUSTOMER
from stancer_tui.sandbox.rows import Object, Row, compact
from stancer_tui.sandbox.wire.errors import invalid
from stancer_tui.sandbox.wire.validation import Check, changes, day, digits_or_text, read, text

_CUSTOMER: dict[str, Check] = {
    "email": text(5, 64),
    "mobile": digits_or_text(8, 16),
    "name": text(3, 64),
    "external_id": digits_or_text(1, 36),
    "date_birth": day,
    "legal_id": digits_or_text(1, 16),
    "country": text(2, 2),
}

_ADDRESS: dict[str, Check] = {
    "line1": text(3, 50),
    "line2": text(3, 50),
    "line3": text(3, 50),
    "city": text(1, 50),
    "zip_code": digits_or_text(2, 16),
    "state": digits_or_text(1, 3),
    "country": text(2, 2),
}


def new_customer(sandbox: Sandbox, live: bool, body: Object) -> Row:
    """A new customer, not stored yet; raises Refused without an e-mail address or a mobile number."""
    fields = read(body, _CUSTOMER)
    if "email" not in fields and "mobile" not in fields:
        raise invalid("email", "is required when there is no mobile")
    item = {name: fields.get(name) for name in sorted(_CUSTOMER)}
    item |= {"created": sandbox.clock(), "id": sandbox.new_id(CUSTOMER), "live_mode": live}
    return Row(CUSTOMER, item, None, _fingerprint(item))


def patched_customer(row: Row, body: Object) -> Row:
    """A customer with some fields changed."""
    item = row.object | read(changes(row.object, body), _CUSTOMER)
    return Row(CUSTOMER, item, row.private, _fingerprint(item))


def twin_of(sandbox: Sandbox, live: bool, row: Row) -> Row | None:
    """The stored object that a new one repeats.

    A customer with another external_id is another customer; cards and accounts are the same by their number.
    """
    for twin in sandbox.store.twins(live, row.fingerprint) if row.fingerprint else ():
        if row.kind != CUSTOMER or row.object["external_id"] in {None, twin.object.get("external_id")}:
            return twin
    return None


def embedded_customer(customer: Object) -> Object:
    """A customer as payments carry it."""
    return {name: value for name, value in customer.items() if name != "legal_id"}


def new_address(sandbox: Sandbox, live: bool, body: Object) -> Row:
    """A new address, not stored yet; lines that were not sent are absent."""
    fields = read(body, _ADDRESS, required=("city", "zip_code", "country"))
    item = fields | {"created": sandbox.clock(), "id": sandbox.new_id(ADDRESS), "live_mode": live}
    return Row(ADDRESS, item)


def patched_address(row: Row, body: Object) -> Row:
    """An address with some fields changed."""
    return Row(ADDRESS, row.object | read(changes(row.object, body), _ADDRESS))


def _fingerprint(item: Object) -> str:
    return "customer " + compact({name: item.get(name) for name in ("name", "email", "mobile")})
