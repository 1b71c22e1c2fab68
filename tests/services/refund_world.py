"""Makers of payments, refunds and intents for the tests of refunds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from stancer_tui.services.refunds.offer import Offer, PaymentView, RefundPolicy, SeenRefund, make_offer
from stancer_tui.store.intent import Intent, RefundKind, State
from stancer_tui.store.owner import Owner

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAYMENT = "paym_" + "A" * 24


def refund_id(letter: str) -> str:
    return "refd_" + letter * 24


def seen(
    letter: str, amount: int = 1250, *, status: str | None = "to_refund", after: float = 1
) -> SeenRefund:
    return SeenRefund(refund_id(letter), amount, "eur", status, NOW + timedelta(seconds=after))


def view(*refunds: SeenRefund, **changes: Any) -> PaymentView:
    base = PaymentView(PAYMENT, 5000, "eur", "captured", refunds, 0, False)
    return replace(base, **changes)


def offer(payment: PaymentView, **policy: Any) -> Offer:
    intents = policy.pop("intents", ())
    not_found = policy.pop("not_found", ())
    return make_offer(
        payment,
        RefundPolicy(**{"live": False} | policy),
        token="token",
        intents=intents,
        not_found=not_found,
        server_date=NOW,
        read_at=NOW,
    )


def intent(state: State = State.PREPARED, **changes: Any) -> Intent:
    base = Intent(
        id="one",
        created_at=NOW,
        key_fingerprint="0" * 12,
        live=False,
        kind=RefundKind.REFUND,
        payment=PAYMENT,
        amount=1250,
        currency="eur",
        baseline_ids=(),
        baseline_sum=0,
        state=state,
        owner=Owner(1, "boot:1", "agent"),
        server_date=None if state is State.PREPARED else NOW,
        sent_at=None if state is State.PREPARED else NOW,
    )
    return replace(base, **changes)
