"""Account verification: asked now, answered when the bank has had its time."""

from typing import Any

from stancer_tui.reference.testdata import account
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import CHECK, CUSTOMER, SEPA
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.rules.people import embedded_customer
from stancer_tui.sandbox.rules.sepa import iban
from stancer_tui.sandbox.wire.errors import Refused, invalid, no_such
from stancer_tui.sandbox.wire.validation import day, digits_or_text, object_or_id, read, text, within


def create_check(sandbox: Sandbox, live: bool, body: Object) -> Object:
    """A check of who holds an account; 400 when the bank cannot be asked (only the test accounts' can)."""
    asked = read(_current_form(body), {"customer": object_or_id, "sepa": object_or_id}, required=("sepa",))
    number, sepa, holder = _account(sandbox, live, asked["sepa"])
    customer, name, date_birth = _customer(sandbox, live, asked.get("customer"), holder)
    if account(number) is None:
        raise invalid("sepa", "The bank of this account does not answer checks")
    item: Object = {
        "created": sandbox.clock(),
        "customer": customer,
        "date_birth_valid": None,
        "iban_type": None,
        "iban_valid": None,
        "id": sandbox.new_id(CHECK),
        "live_mode": live,
        "response": None,
        "score_name": None,
        "sepa": sepa,
        "status": "check_sent",
        "verified": None,
    }
    private: Object = {"iban": number, "name": name, "date_birth": date_birth}
    due = item["created"] + sandbox.settings.check_delay
    sandbox.store.add(live, [Row(CHECK, item, private, due=due)])
    return item


def _current_form(body: Object) -> Object:
    """Older clients send a SEPA account's id or fields at the top instead of under `sepa`."""
    if body.get("sepa") is not None:
        return body
    if isinstance(body.get("id"), str):
        return {"sepa": body["id"], "customer": body.get("customer")}
    if body.get("iban") is not None:
        return {"sepa": body, "customer": body.get("customer")}
    return body


def _account(sandbox: Sandbox, live: bool, value: Any) -> tuple[str, Object, Object]:
    """The IBAN, the account as the check shows it, and what it says of its holder."""
    if isinstance(value, str):
        row = sandbox.store.row(live, SEPA, value)
        if row is None:
            raise no_such(SEPA, value)
        shown = {name: each for name, each in row.object.items() if name != "check"}
        return (row.private or {}).get("test_iban") or "", shown, row.object
    try:
        fields = read(value, {"iban": iban, "name": text(3, 64), "date_birth": day}, required=("iban",))
    except Refused as refusal:
        raise within("sepa", refusal) from None
    number = fields["iban"]
    shown = {"country": number[:2], "last4": number[-4:], "name": fields.get("name")}
    return number, shown, fields


def _customer(
    sandbox: Sandbox, live: bool, value: Any, holder: Object
) -> tuple[Object | None, str | None, str | None]:
    """The customer as the check shows it, the name and the birth date to compare."""
    if value is None:
        return None, holder.get("name"), holder.get("date_birth")
    if isinstance(value, str):
        row = sandbox.store.row(live, CUSTOMER, value)
        if row is None:
            raise no_such(CUSTOMER, value)
        return embedded_customer(row.object), row.object.get("name"), row.object.get("date_birth")
    checks = {"name": text(3, 64), "date_birth": day, "email": text(5, 64), "mobile": digits_or_text(8, 16)}
    try:
        fields = read(value, checks, required=("name", "date_birth"))
    except Refused as refusal:
        raise within("customer", refusal) from None
    return fields, fields["name"], fields["date_birth"]
