"""Sentences about a payment that was created or changed: what happened, and what is next.

They may hold Stancer's own words and ids, and pass render.safe before they are shown.
"""

from collections.abc import Callable

from stancer_tui.language import N_, _, capitalised
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.services.payments.actions import PaymentAction
from stancer_tui.services.payments.writing import Written

Show = Callable[[Money], str]
"""Formats an amount."""


UNKNOWN = {
    PaymentAction.CREATE: N_(
        "It is looked for by its unique id, for two minutes. Do not create it again: "
        "the same unique id cannot make a second payment, another one can."
    ),
    PaymentAction.CAPTURE: N_(
        "The payment is read again for two minutes. Do not capture it again meanwhile."
    ),
    PaymentAction.AUTHORIZE: N_(
        "The payment is read again for two minutes. Do not authorise it again meanwhile."
    ),
    PaymentAction.UPDATE: N_("The payment is read again for two minutes to see whether the change was made."),
    PaymentAction.AUTHENTICATE: N_(
        "The payment is read again for two minutes to see whether 3-D Secure was asked for."
    ),
}
"""What happens now, and what not to do, where the outcome is not known."""

NO_TRACE = {
    PaymentAction.CREATE: N_(
        "No trace of the payment after two minutes. It may still appear: look again before you "
        "create another one."
    ),
    PaymentAction.CAPTURE: N_(
        "No trace of the capture after two minutes. It may still appear: look again before you "
        "capture it once more."
    ),
    PaymentAction.AUTHORIZE: N_(
        "No trace of the authorisation after two minutes. It may still appear: look again first."
    ),
    PaymentAction.UPDATE: N_(
        "No trace of the change after two minutes. It may still appear: look again first."
    ),
    PaymentAction.AUTHENTICATE: N_(
        "No trace of the request after two minutes. It may still appear: look again first."
    ),
}

REFUSED = N_(
    "A refusal is no proof: it is looked for by its unique id for two minutes. Send it again only from this "
    "form: it cannot be made twice."
)
"""Shown beside the refusal of a creation."""

LEFT_REFUSED = N_(
    "Stancer refused to create a payment of {amount}, and the program ended before it was looked for long "
    "enough. There is no trace of it so far. Look for it before you create it again."
)
"""Shown at a start for a refused creation that was not looked for long enough."""

UNREADABLE = N_(
    "Stancer could not be read to find out about it: the outcome is still not known. Look for it before you "
    "send it again."
)
"""Shown when reading itself failed for long."""

LEFT = N_(
    "A payment of {amount} was being created, and its answer never came. There is no trace of it so far; "
    "it may still appear. Look for it before you create it again."
)
"""Shown at a start for a creation that was left unknown and is not found."""

_STATUS = {
    "authorized": N_(
        "The bank has authorised it. Capture it to take the money; without that it expires after 7 days."
    ),
    "to_capture": N_("The bank has authorised it, and the money is processed within the day."),
    "capture_sent": N_("Its capture is being processed."),
    "captured": N_("The money has been credited to your account."),
    "disputed": N_("The customer has disputed it."),
    "canceled": N_("It is cancelled: no money will be captured."),
    "expired": N_("Its authorisation has expired: no money was captured."),
    "failed": N_("It has failed: no money was taken."),
    "refused": N_("It was refused: no money was taken."),
}


def standing_words(payment: Payment) -> str:
    """The state of a payment, and what is next."""
    if payment.status is not None:
        known = _STATUS.get(payment.status)
        words = _(known) if known else _("Stancer reports the status {status}.", status=payment.status)
        code = payment.response
        refused = payment.status in {"refused", "failed"} and code
        return " ".join((words, _("The response code is {code}.", code=code))) if refused else words
    auth = payment.auth.status if payment.auth is not None else None
    if auth in {"available", "attempted"}:
        return _("The customer still has to authenticate at the bank: send them the 3-D Secure address.")
    if payment.card_id is None and payment.sepa_id is None:
        return _("It waits for its customer: no money moves before they pay.")
    return _("It is not paid yet: authorise or capture it.")


def done_words(action: PaymentAction, written: Written, show: Show) -> str:
    """The outcome of an action, in one or two sentences."""
    payment = written.payment
    amount, stands = show(payment.money), standing_words(payment)
    if written.existed:
        existing = _(
            "There is a payment with this unique id, so no second one was created. It is {id}, of {amount}.",
            id=payment.id,
            amount=amount,
        )
        return f"{existing} {stands}"
    match action:
        case PaymentAction.CREATE:
            text = _("the payment of {amount} was created ({id}).", amount=amount, id=payment.id)
        case PaymentAction.CAPTURE if _went_well(action, payment):
            text = _("the capture of {amount} was asked for.", amount=amount)
        case PaymentAction.AUTHORIZE if _went_well(action, payment):
            text = _("the authorisation of {amount} was asked for.", amount=amount)
        case PaymentAction.CAPTURE | PaymentAction.AUTHORIZE:
            text = _("the payment of {amount} has moved on.", amount=amount)
        case PaymentAction.UPDATE:
            text = _("the payment was changed ({id}).", id=payment.id)
        case PaymentAction.AUTHENTICATE:
            text, stands = _("3-D Secure was asked for."), _auth_words(payment)
    sentence = _("Reading shows it: {what}", what=text) if written.found else capitalised(text)
    return f"{sentence} {stands}"


def went_well(action: PaymentAction, payment: Payment) -> bool:
    """Whether the action succeeded, and was not refused by the bank."""
    if action in {PaymentAction.CAPTURE, PaymentAction.AUTHORIZE}:
        return _went_well(action, payment)
    return payment.status not in {"refused", "failed"}


def _went_well(action: PaymentAction, payment: Payment) -> bool:
    taken = {"to_capture", "capture_sent", "captured", "disputed"}
    return payment.status in (taken if action is PaymentAction.CAPTURE else {"authorized", *taken})


def _auth_words(payment: Payment) -> str:
    match payment.auth.status if payment.auth is not None else None:
        case "requested":
            return _("It begins when the customer gives a card on the payment page: send them the link.")
        case "available":
            return _("Send the customer the 3-D Secure address: the bank authenticates them there.")
        case "unavailable":
            return _("It is not available for this card: the payment can go on without it.")
        case None:
            return _("Stancer reports no status of it.")
        case status:
            return _("Its status is {status}.", status=status)
