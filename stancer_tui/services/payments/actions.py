"""What can be done with a payment as it stands, and why something cannot. Pure: no reading, no clock.

The reasons follow the reference ("Return codes", "Update a payment", "Authenticated payments", "Payment
webpage"). Where it is silent the cautious reading is taken, and the API has the last word on what is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow


class PaymentAction(StrEnum):
    """What an agent can ask of Stancer about a payment, besides a refund."""

    CREATE = "create"
    CAPTURE = "capture"
    AUTHORIZE = "authorize"
    UPDATE = "update"
    AUTHENTICATE = "authenticate"


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides: status, method (card or sepa), the status of 3-D Secure, the mode it says it is of.

    `asked` is whether 3-D Secure was asked for, whatever became of it.
    """

    status: str | None
    method: str | None
    auth: str | None
    asked: bool
    live_mode: bool | None


READ_ONLY = "This desk is read-only: it changes nothing."
OTHER_MODE = "This payment belongs to the other mode. Test and live never mix."
UNKNOWN_STATUS = "Stancer reports a status that its reference does not list. Use Stancer's own tools."
UNKNOWN_AUTH = (
    "Stancer reports a 3-D Secure status that its reference does not list. Use Stancer's own tools."
)
NO_METHOD = "It has no card or account yet. Give it one, or send the customer the payment link."
AUTH_OPEN = "3-D Secure is not finished: the customer still has to authenticate."
AUTH_LOST = "The customer's authentication {}. Ask for 3-D Secure again, or create a new payment."

_AUTH_OPEN = frozenset({"requested", "available", "attempted"})
_AUTH_LOST = {"declined": "was declined", "expired": "expired after 6 hours", "failed": "failed"}
_AUTH_DONE = frozenset({"success", "unavailable"})

_ASKED_ALREADY = {
    "requested": "3-D Secure was asked for already: it begins when the customer's card is known.",
    "available": "3-D Secure is under way already: the customer authenticates at the bank.",
    "attempted": "3-D Secure is under way already: the customer authenticates at the bank.",
    "success": "The customer has authenticated already.",
    "unavailable": "3-D Secure is not available for this payment's method.",
}

_NO_MONEY = {
    "canceled": "The payment was cancelled, no money will be captured. Create a new one.",
    "expired": "The authorisation was not captured within 7 days and has expired. Create a new payment.",
    "failed": "The payment has failed. Create a new one.",
    "refused": "The payment was refused. Create a new one.",
}
_CAPTURED = {
    "captured": "It is captured already: the money has been credited to your account.",
    "capture_sent": "Its capture is being processed already.",
    "disputed": "It was captured, and the customer has disputed it since.",
}
_TO_CAPTURE = "Its capture was asked for already: the money is processed within the day."

_NO_CAPTURE = {**_NO_MONEY, **_CAPTURED, "to_capture": _TO_CAPTURE}
_NO_AUTHORISATION = {
    **_NO_MONEY,
    **_CAPTURED,
    "to_capture": "The bank has authorised it already, and its capture was asked for.",
    "authorized": "The bank has authorised it already. Capture it to take the money.",
}
_PROCESSED = {
    **_NO_MONEY,
    **_CAPTURED,
    "to_capture": "The bank has authorised it already: the money is processed within the day.",
    "authorized": "The bank has authorised it already.",
}

DESCRIBING = frozenset({"order_id", "description", "customer"})
"""Fields that say what a payment is for: they do not affect what the bank has answered."""


def standing(payment: Payment | PaymentRow) -> Standing:
    """Take from a payment, read whole or listed, what counts here."""
    if isinstance(payment, PaymentRow):
        auth = payment.auth_status
        return Standing(payment.status, payment.method, auth, auth is not None, payment.live_mode)
    method = payment.method or ("card" if payment.card_id else "sepa" if payment.sepa_id else None)
    return Standing(
        payment.status,
        method,
        payment.auth.status if payment.auth is not None else None,
        payment.auth is not None,
        payment.live_mode,
    )


def why_not(action: PaymentAction, payment: Standing, *, live: bool, read_only: bool = False) -> str | None:
    """Why `action` is not possible now on a desk of this mode, as a sentence; None when it is."""
    if _is_of_other_mode(payment, live):
        return OTHER_MODE
    return READ_ONLY if read_only else _REASONS[action](payment)


def why_no_link(payment: Standing, *, live: bool) -> str | None:
    """Why the customer cannot pay on the payment's page, as a sentence; None when they can."""
    if _is_of_other_mode(payment, live):
        return OTHER_MODE
    if payment.status is not None:
        reason = _PROCESSED.get(payment.status)
        return UNKNOWN_STATUS if reason is None else f"{reason} Its page no longer takes a payment."
    if payment.auth in _AUTH_LOST:
        words = _AUTH_LOST[payment.auth]
        return f"The customer's authentication {words}: the page would no longer take this payment."
    return None


def _is_of_other_mode(payment: Standing, live: bool) -> bool:
    return payment.live_mode is not None and payment.live_mode != live


def why_not_changed(field: str, payment: Standing) -> str | None:
    """Why a field of the payment cannot be changed any more; None when it can."""
    if payment.status is None or field in DESCRIBING:
        return None
    return f"{_PROCESSED.get(payment.status, UNKNOWN_STATUS)} Only what describes it can change."


def _no_capture(payment: Standing) -> str | None:
    return None if payment.status == "authorized" else _not_processed(payment, _NO_CAPTURE)


def _no_authorisation(payment: Standing) -> str | None:
    return _not_processed(payment, _NO_AUTHORISATION)


def _no_update(payment: Standing) -> str | None:
    return None if payment.status is None or payment.status in _PROCESSED else UNKNOWN_STATUS


def _not_processed(payment: Standing, reasons: dict[str, str]) -> str | None:
    """Why a payment cannot be authorised, or captured at once."""
    if payment.status is not None:
        return reasons.get(payment.status, UNKNOWN_STATUS)
    if payment.method is None:
        return NO_METHOD
    if payment.auth in _AUTH_OPEN or (payment.asked and payment.auth is None):
        return AUTH_OPEN
    if payment.auth in _AUTH_LOST:
        return AUTH_LOST.format(_AUTH_LOST[payment.auth])
    return None if payment.auth is None or payment.auth in _AUTH_DONE else UNKNOWN_AUTH


def _no_authentication(payment: Standing) -> str | None:
    if payment.status is not None:
        reason = _PROCESSED.get(payment.status)
        return UNKNOWN_STATUS if reason is None else f"{reason} 3-D Secure comes before."
    if payment.method == "sepa":
        return "3-D Secure is for cards, and this payment is by SEPA."
    if payment.auth is None or payment.auth in _AUTH_LOST:
        return None
    return _ASKED_ALREADY.get(payment.auth, UNKNOWN_AUTH)


_REASONS: dict[PaymentAction, Callable[[Standing], str | None]] = {
    PaymentAction.CREATE: lambda _: None,  # what became of one payment forbids no other
    PaymentAction.CAPTURE: _no_capture,
    PaymentAction.AUTHORIZE: _no_authorisation,
    PaymentAction.UPDATE: _no_update,
    PaymentAction.AUTHENTICATE: _no_authentication,
}
