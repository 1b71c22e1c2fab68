"""What the bank answers to a payment: a test card or test account decides, any other one is accepted."""

from typing import NamedTuple

from stancer_tui.reference.testdata import Outcome, ThreeDS
from stancer_tui.sandbox import paris
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import CARD, DISPUTE, PAYMENT
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.rules.ageing import next_change
from stancer_tui.sandbox.rules.cards import is_expired, test_card
from stancer_tui.sandbox.rules.sepa import test_account
from stancer_tui.sandbox.shop.payment_life import fee

ACCEPTED = "00"
EXPIRED_CARD = "54"
MUST_AUTHENTICATE = "A1"

_CARD_DISPUTES = {Outcome.DISPUTE: "45", Outcome.DISPUTE_DUPLICATE: "42", Outcome.DISPUTE_FRAUD: "1040"}
"""Which dispute code each test card gives: a guess among those seen in answers of the API."""


class Verdict(NamedTuple):
    """A payment's status and response, and the code of the dispute that follows at once, if one does."""

    status: str
    response: str | None
    dispute: str | None = None

    @property
    def accepted(self) -> bool:
        """Whether money is reserved or taken."""
        return self.status not in {"refused", "failed"}


def is_enrolled(card: Row) -> bool:
    """Whether a card can be authenticated."""
    known = test_card(card)
    return known is None or known.three_ds != ThreeDS.NOT_ENROLLED


def verdict(sandbox: Sandbox, instrument: Row, *, capture: bool, authenticated: bool) -> Verdict:
    """What becomes of a payment with this card or account."""
    by_card = instrument.kind == CARD
    if by_card and is_expired(instrument.object, sandbox.clock()):
        return Verdict("refused", EXPIRED_CARD)
    known = test_card(instrument) if by_card else test_account(instrument)
    outcome, code = (known.outcome, known.code) if known else (Outcome.OK, None)
    if outcome == Outcome.REFUSED:
        # A bank refuses a card at once; a debit comes back.
        return Verdict("refused" if by_card else "failed", code)
    if outcome == Outcome.MUST_AUTHENTICATE and not authenticated:
        return Verdict("refused", code or MUST_AUTHENTICATE)
    if outcome in _CARD_DISPUTES:
        return Verdict("disputed", ACCEPTED, _CARD_DISPUTES[outcome] if by_card else code)
    accepted = "to_capture" if capture else "authorized"
    return Verdict("captured" if outcome == Outcome.CAPTURED else accepted, ACCEPTED)


def pay(sandbox: Sandbox, live: bool, payment: Object, instrument: Row, *, capture: bool) -> Object:
    """The payment after the bank's answer; the dispute that follows from it is stored."""
    auth = payment.get("auth")
    authenticated = isinstance(auth, dict) and auth.get("status") == "success"
    said = verdict(sandbox, instrument, capture=capture, authenticated=authenticated)
    now = sandbox.clock()
    card = payment.get("card")
    banked = said.status in {"captured", "disputed"}
    if said.dispute is not None:
        sandbox.store.add(live, [Row(DISPUTE, _dispute(sandbox, live, payment, said.dispute))])
    return payment | {
        "status": said.status,
        "response": said.response,
        "response_author": _author(sandbox) if said.accepted and card else None,
        "country": instrument.object.get("country"),
        "date_paym": now,
        "date_bank": paris.midnight(now) if banked else None,
        "fee": fee(payment["amount"], card) if said.accepted else 0,
    }


def _dispute(sandbox: Sandbox, live: bool, payment: Object, code: str) -> Object:
    now = sandbox.clock()
    return {
        "amount": payment["amount"],
        "created": now,
        "currency": payment["currency"],
        "date_bank": paris.midnight(now),
        "id": sandbox.new_id(DISPUTE),
        "live_mode": live,
        "order_id": payment.get("order_id"),
        "payment": payment["id"],
        "response": code,
        "type": "chargeback",
    }


def _author(sandbox: Sandbox) -> str:
    return f"{int.from_bytes(sandbox.chance.draw('author')[:8]) % 1_000_000:06d}"


def payment_row(payment: Object, live: bool, private: Object | None = None) -> Row:
    """A payment as it is stored, with the moment at which time changes it."""
    return Row(PAYMENT, payment, private, due=next_change(PAYMENT, payment, live))
