"""Scoring: a customer's solvency for a credit."""

from functools import partial

from stancer_tui.reference.testdata import Outcome
from stancer_tui.sandbox import paris
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import CUSTOMER, SCORING, SEPA
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.rules.instruments import resolve
from stancer_tui.sandbox.rules.people import embedded_customer, new_customer
from stancer_tui.sandbox.rules.sepa import new_sepa, test_account
from stancer_tui.sandbox.wire.errors import invalid
from stancer_tui.sandbox.wire.validation import MOST_MONEY, currency, https_url, object_or_id, read, whole

_FIELDS = {
    "amount": whole(1, MOST_MONEY),
    "currency": currency,
    "customer": object_or_id,
    "duration": whole(1, 24),
    "return_url": https_url,
    "sepa": object_or_id,
    "upfront": whole(0, MOST_MONEY),
}

_LIFE = 6 * paris.HOUR
"""Seconds after which the payer no longer returns from the bank (reference: Scoring status codes)."""


def create_scoring(sandbox: Sandbox, live: bool, body: Object) -> Object:
    """Create a scoring: with a test account it is answered after `check_delay`, without one it expires."""
    required = ("amount", "currency", "customer", "duration", "return_url")
    fields = read(body, _FIELDS, required=required)
    if fields["currency"] != "eur":
        raise invalid("currency", "must be eur")
    upfront = fields.get("upfront")
    if upfront is not None and upfront >= fields["amount"]:
        raise invalid("upfront", "must be less than amount")
    customer = resolve(sandbox, live, CUSTOMER, fields["customer"], make=new_customer, field="customer")
    if customer.object.get("email") is None:
        raise invalid("customer.email", "is required")
    sepa = None
    if "sepa" in fields:
        make = partial(new_sepa, within_payment=True)
        sepa = resolve(sandbox, live, SEPA, fields["sepa"], make=make, field="sepa")
    known = test_account(sepa) if sepa else None
    item: Object = {
        "amount": fields["amount"],
        "created": sandbox.clock(),
        "currency": fields["currency"],
        "customer": embedded_customer(customer.object),
        "duration": fields["duration"],
        "id": sandbox.new_id(SCORING),
        "live_mode": live,
        "redirect_url": f"https://dsp2.stancer.example/{sandbox.chance.draw('redirect').hex()[:32]}",
        "return_url": fields["return_url"],
        "score": None,
        "sepa": None if sepa is None else sepa.object,
        "status": "requested",
        "upfront": upfront,
    }
    end = "expired" if known is None else "success" if known.outcome == Outcome.OK else "declined"
    due = item["created"] + (_LIFE if known is None else sandbox.settings.check_delay)
    sandbox.store.add(live, [Row(SCORING, item, {"end": end}, due=due)])
    return item
