"""Refunds: when money can go back, and what a refund before the capture does."""

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import PAYMENT, REFUND
from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.rules.ageing import next_change
from stancer_tui.sandbox.rules.outcomes import payment_row
from stancer_tui.sandbox.wire.errors import conflict, invalid, no_such
from stancer_tui.sandbox.wire.validation import MOST_MONEY, read, text, whole

NOT_YET_CAPTURED = "Payment cannot be partially refunded before it has been captured"

_LOST = frozenset({"failed", "not_honored"})


def create_refund(sandbox: Sandbox, live: bool, body: Object) -> Object:
    """Create a refund of the amount given, or of everything that is left of the payment."""
    fields = read(body, {"payment": text(1, 64), "amount": whole(1, MOST_MONEY)}, required=("payment",))
    row = sandbox.store.row(live, PAYMENT, fields["payment"])
    if row is None:
        raise no_such(PAYMENT, fields["payment"])
    payment = row.object
    earlier = sandbox.store.children(live, REFUND, payment["id"])
    left = payment["amount"] - sum(each["amount"] for each in earlier if each.get("status") not in _LOST)
    amount = fields.get("amount", left)
    refund: Object = {
        "amount": amount,
        "created": sandbox.clock(),
        "currency": payment["currency"],
        "date_bank": None,
        "date_refund": None,
        "id": sandbox.new_id(REFUND),
        "live_mode": live,
        "payment": payment["id"],
        "status": _status(payment.get("status"), amount, left),
    }
    sandbox.store.add(live, [Row(REFUND, refund, due=next_change(REFUND, refund, live))])
    changed = payment | {"refunds": [*earlier, refund]}
    if refund["status"] == "payment_canceled":
        changed |= {"status": "canceled", "date_bank": None}
    sandbox.store.replace(live, payment_row(changed, live))
    return refund


def _status(payment_status: str | None, amount: int, left: int) -> str:
    """The refund's first status; Refused when the payment's state or the amount forbids it."""
    if payment_status == "capture_sent":
        raise conflict("Payment cannot be refunded while its capture is being processed")
    if payment_status not in {"authorized", "to_capture", "captured", "disputed"}:
        raise conflict("Payment cannot be refunded, no money was taken")
    if left <= 0:
        raise conflict("Payment has already been fully refunded")
    if amount > left:
        raise invalid("amount", f"must not exceed {left}, the amount that can still be refunded")
    if payment_status in {"authorized", "to_capture"}:
        if amount < left:
            raise conflict(NOT_YET_CAPTURED)
        return "payment_canceled"
    return "not_honored" if payment_status == "disputed" else "to_refund"
