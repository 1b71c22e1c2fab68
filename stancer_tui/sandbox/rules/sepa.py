"""SEPA accounts: what is known of an IBAN, and which test account stands behind one."""

import hashlib
import re
from collections.abc import Collection
from typing import Any

from stancer_tui.reference.testdata import TestIban, account
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import SEPA
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.wire.errors import conflict, invalid
from stancer_tui.sandbox.wire.validation import Check, changes, day, digits_or_text, moment, read, text


def iban(name: str, value: Any) -> str:
    """An IBAN, spaces allowed, with its check digits right unless it is a test account's."""
    compact = str(text(15, 42)(name, value)).replace(" ", "").upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", compact, re.ASCII):
        raise invalid(name, "must be an IBAN of 15 to 34 letters and digits")
    if (
        account(compact) is None
        and int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 != 1
    ):
        raise invalid(name, "is not a valid IBAN")
    return compact


_PATCHED: dict[str, Check] = {
    "name": text(3, 64),
    "mandate": digits_or_text(3, 35),
    "date_mandate": moment,
    "mandate_date": moment,
}

_CREATED: dict[str, Check] = _PATCHED | {"iban": iban, "bic": text(8, 11), "date_birth": day}


def _read(body: Object, checks: dict[str, Check], *, required: Collection[str] = ()) -> Object:
    fields = read(body, checks, required=required)
    # The reference's table names the field once the other way round.
    other = fields.pop("mandate_date", None)
    return fields if other is None else {"date_mandate": other} | fields


def new_sepa(sandbox: Sandbox, live: bool, body: Object, *, within_payment: bool = False) -> Row:
    """A new account, not stored yet; its IBAN never is, unless it is a test account's."""
    fields = _read(body, _CREATED, required=("iban",) if within_payment else ("iban", "name"))
    if not within_payment and "mandate" in fields and "date_mandate" not in fields:
        raise invalid("date_mandate", "is required with a mandate")
    number = fields["iban"]
    item = {
        "bic": fields.get("bic") or f"TEST{number[:2]}PP",
        "check": None,
        "country": number[:2],
        "created": sandbox.clock(),
        "date_birth": fields.get("date_birth"),
        "date_mandate": fields.get("date_mandate"),
        "id": sandbox.new_id(SEPA),
        "last4": number[-4:],
        "live_mode": live,
        "mandate": fields.get("mandate"),
        "name": fields.get("name"),
    }
    digest = hashlib.sha256(f"iban {number}".encode()).hexdigest()
    private: Object = {"digest": digest, "test_iban": number if account(number) else None}
    return Row(SEPA, item, private, _fingerprint(digest, item))


def patched_sepa(row: Row, body: Object) -> Row:
    """An account with some fields changed; 409 once its mandate is dated."""
    # Once more when it is read: "1276008220" is the moment 1276008220.
    fields = changes(row.object, _read(changes(row.object, body), _PATCHED))
    if fields and row.object.get("date_mandate") is not None:
        raise conflict("Sepa cannot be updated once its mandate has been signed")
    item = row.object | fields
    digest = (row.private or {}).get("digest")
    return Row(SEPA, item, row.private, _fingerprint(digest, item) if digest else None)


def test_account(row: Row) -> TestIban | None:
    """The test account behind a stored one, if it is one."""
    number = (row.private or {}).get("test_iban")
    return account(number) if number else None


def _fingerprint(digest: str, item: Object) -> str:
    return f"sepa {digest} {item['mandate'] or ''}"
