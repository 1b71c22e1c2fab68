"""What can be done with a payment, and why something cannot. Pure: no requests, no clock.

The reasons follow the reference ("Return codes", "Update a payment", "Authenticated payments", "Payment
webpage"). Where it is silent, the cautious interpretation is used; the API decides about what is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from stancer_tui.language import N_, _
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
    """What the decisions depend on: status, method (card or sepa), 3-D Secure status, the mode in the answer.

    `asked` is whether 3-D Secure was requested, whatever its status.
    """

    status: str | None
    method: str | None
    auth: str | None
    asked: bool
    live_mode: bool | None


READ_ONLY = N_("This desk is read-only: it changes nothing.")
OTHER_MODE = N_("This payment belongs to the other mode. Test and live never mix.")
UNKNOWN_STATUS = N_("Stancer reports a status that its reference does not list. Use Stancer's own tools.")
UNKNOWN_AUTH = N_(
    "Stancer reports a 3-D Secure status that its reference does not list. Use Stancer's own tools."
)
NO_METHOD = N_("It has no card or account yet. Give it one, or send the customer the payment link.")
AUTH_OPEN = N_("3-D Secure is not finished: the customer still has to authenticate.")

_AUTH_OPEN = frozenset({"requested", "available", "attempted"})
_AUTH_LOST = {
    "declined": N_(
        "The customer's authentication was declined. Ask for 3-D Secure again, or create a new payment."
    ),
    "expired": N_(
        "The customer's authentication expired after 6 hours. "
        "Ask for 3-D Secure again, or create a new payment."
    ),
    "failed": N_("The customer's authentication failed. Ask for 3-D Secure again, or create a new payment."),
}
_AUTH_LOST_ON_PAGE = {
    "declined": N_("The customer's authentication was declined: the page would no longer take this payment."),
    "expired": N_(
        "The customer's authentication expired after 6 hours: the page would no longer take this payment."
    ),
    "failed": N_("The customer's authentication failed: the page would no longer take this payment."),
}
_AUTH_DONE = frozenset({"success", "unavailable"})

_ASKED_ALREADY = {
    "requested": N_("3-D Secure was asked for already: it begins when the customer's card is known."),
    "available": N_("3-D Secure is under way already: the customer authenticates at the bank."),
    "attempted": N_("3-D Secure is under way already: the customer authenticates at the bank."),
    "success": N_("The customer has authenticated already."),
    "unavailable": N_("3-D Secure is not available for this payment's method."),
}

_NO_MONEY = {
    "canceled": N_("The payment was cancelled, no money will be captured. Create a new one."),
    "expired": N_("The authorisation was not captured within 7 days and has expired. Create a new payment."),
    "failed": N_("The payment has failed. Create a new one."),
    "refused": N_("The payment was refused. Create a new one."),
}
_CAPTURED = {
    "captured": N_("It is captured already: the money has been credited to your account."),
    "capture_sent": N_("Its capture is being processed already."),
    "disputed": N_("It was captured, and the customer has disputed it since."),
}
_TO_CAPTURE = N_("Its capture was asked for already: the money is processed within the day.")

_NO_CAPTURE = {**_NO_MONEY, **_CAPTURED, "to_capture": _TO_CAPTURE}
_NO_AUTHORISATION = {
    **_NO_MONEY,
    **_CAPTURED,
    "to_capture": N_("The bank has authorised it already, and its capture was asked for."),
    "authorized": N_("The bank has authorised it already. Capture it to take the money."),
}
_PROCESSED = {
    **_NO_MONEY,
    **_CAPTURED,
    "to_capture": N_("The bank has authorised it already: the money is processed within the day."),
    "authorized": N_("The bank has authorised it already."),
}

DESCRIBING = frozenset({"order_id", "description", "customer"})
"""Fields that describe a payment and do not affect the bank's answer."""


def standing(payment: Payment | PaymentRow) -> Standing:
    """The standing of a payment, read whole or listed."""
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
    """Why `action` is not possible now at a desk of this mode, as a sentence; None when it is."""
    if _is_of_other_mode(payment, live):
        return _(OTHER_MODE)
    return _(READ_ONLY) if read_only else _said(_REASONS[action](payment))


def why_no_link(payment: Standing, *, live: bool) -> str | None:
    """Why the customer cannot pay on the payment's page, as a sentence; None when they can."""
    if _is_of_other_mode(payment, live):
        return _(OTHER_MODE)
    if payment.status is not None:
        return _reasons(payment.status, N_("Its page no longer takes a payment."))
    return _said(_AUTH_LOST_ON_PAGE.get(payment.auth or ""))


def _said(reason: str | None) -> str | None:
    return None if reason is None else _(reason)


def _reasons(status: str, consequence: str) -> str:
    """What happened to a processed payment, and the consequence."""
    reason = _PROCESSED.get(status)
    return _(UNKNOWN_STATUS) if reason is None else f"{_(reason)} {_(consequence)}"


def _is_of_other_mode(payment: Standing, live: bool) -> bool:
    return payment.live_mode is not None and payment.live_mode != live


def why_not_changed(field: str, payment: Standing) -> str | None:
    """Why a field of the payment cannot be changed any more; None when it can."""
    if payment.status is None or field in DESCRIBING:
        return None
    reason, rest = _PROCESSED.get(payment.status, UNKNOWN_STATUS), _("Only what describes it can change.")
    return f"{_(reason)} {rest}"


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
        return _AUTH_LOST[payment.auth]
    return None if payment.auth is None or payment.auth in _AUTH_DONE else UNKNOWN_AUTH


def _no_authentication(payment: Standing) -> str | None:
    if payment.status is not None:
        return _reasons(payment.status, N_("3-D Secure comes before."))
    if payment.method == "sepa":
        return N_("3-D Secure is for cards, and this payment is by SEPA.")
    if payment.auth is None or payment.auth in _AUTH_LOST:
        return None
    return _ASKED_ALREADY.get(payment.auth, UNKNOWN_AUTH)


_REASONS: dict[PaymentAction, Callable[[Standing], str | None]] = {
    PaymentAction.CREATE: lambda _standing: None,  # what became of one payment forbids no other
    PaymentAction.CAPTURE: _no_capture,
    PaymentAction.AUTHORIZE: _no_authorisation,
    PaymentAction.UPDATE: _no_update,
    PaymentAction.AUTHENTICATE: _no_authentication,
}
