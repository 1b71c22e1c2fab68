"""What a payer does on the payment page: give a card or an account, and answer to the bank."""

from typing import Literal

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import PAYMENT
from stancer_tui.sandbox.rows import Object
from stancer_tui.sandbox.rules.allowed_methods import methods_in
from stancer_tui.sandbox.rules.outcomes import pay, payment_row
from stancer_tui.sandbox.rules.payments import Cashier
from stancer_tui.sandbox.wire.errors import conflict, no_such

Step = Literal["method", "bank", "over"]
Ending = Literal["paid", "refused", "not_authenticated", "expired", "canceled"]
BankAnswer = Literal["success", "declined", "failed"]

_AT_BANK = frozenset({"available", "attempted"})
_NOT_AUTHENTICATED = frozenset({"expired", "declined", "failed"})
_ENDINGS: dict[str | None, Ending] = {
    "refused": "refused",
    "failed": "refused",
    "expired": "expired",
    "canceled": "canceled",
}


def step_of(payment: Object) -> Step:
    """What the payer has to do next."""
    if payment.get("status") is not None:
        return "over"
    auth = payment.get("auth")
    if isinstance(auth, dict) and auth.get("status") in _AT_BANK and payment.get("card"):
        return "bank"
    return "over" if _auth_failed(payment) else "method"


def ending_of(payment: Object) -> Ending:
    """How a payment that is over ended; what is authorised, or disputed since, counts as paid."""
    return "not_authenticated" if _auth_failed(payment) else _ENDINGS.get(payment.get("status"), "paid")


def was_authenticated(payment: Object) -> bool:
    """Whether the payer's bank has answered that it is them."""
    auth = payment.get("auth")
    return isinstance(auth, dict) and auth.get("status") == "success"


def offered_methods(payment: Object) -> tuple[str, ...]:
    """What the payer may pay with."""
    return tuple(methods_in(payment["currency"], payment.get("methods_allowed") or None))


def _auth_failed(payment: Object) -> bool:
    auth = payment.get("auth")
    return isinstance(auth, dict) and auth.get("status") in _NOT_AUTHENTICATED


def find(sandbox: Sandbox, live: bool, payment_id: str) -> Object:
    """The payment of a page; 404 when this mode does not hold it."""
    row = sandbox.store.row(live, PAYMENT, payment_id)
    if row is None:
        raise no_such(PAYMENT, payment_id)
    return row.object


def give_method(sandbox: Sandbox, live: bool, payment: Object, method: Object) -> Object:
    """The payment with the payer's `card` or `sepa`: at the bank if authentication is asked, else paid."""
    if step_of(payment) != "method":
        raise conflict("This payment is over")
    changed = Cashier(sandbox, live).update(payment["id"], method | _page_device(payment))
    return changed if step_of(changed) == "bank" else _paid(sandbox, live, changed)


def answer_bank(sandbox: Sandbox, live: bool, payment: Object, answer: BankAnswer) -> Object:
    """The payment once the payer has authenticated, refused to, or failed."""
    if step_of(payment) != "bank":
        raise conflict("This payment waits for no authentication")
    answered = payment | {"auth": payment["auth"] | {"status": answer}}
    if answer == "success":
        return _paid(sandbox, live, answered)
    return _kept(sandbox, live, answered | {"status": "failed"})


def _page_device(payment: Object) -> Object:
    """The page knows the payer's device by itself; this one stands for it (an address of documentation)."""
    return {} if payment.get("device") else {"device": {"ip": "192.0.2.1", "port": 443}}


def _paid(sandbox: Sandbox, live: bool, payment: Object) -> Object:
    instrument = Cashier(sandbox, live).instrument(payment)
    if instrument is None:
        raise conflict("This payment has no method")
    capture = payment.get("capture") is not False
    return _kept(sandbox, live, pay(sandbox, live, payment, instrument, capture=capture))


def _kept(sandbox: Sandbox, live: bool, payment: Object) -> Object:
    sandbox.store.replace(live, payment_row(payment, live))
    return payment
