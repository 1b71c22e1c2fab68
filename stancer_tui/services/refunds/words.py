"""What an agent is told about a refund: every sentence says what happened to the money."""

from collections.abc import Callable

from stancer_tui.models.money import Money
from stancer_tui.services.refunds.evidence import alarm
from stancer_tui.services.refunds.offer import MINIMUM, Consent, Offer, Reason
from stancer_tui.store.intent import Intent, RefundKind, State

_OUTCOMES = {
    State.PREPARED: "Written down, not sent yet. No money moved.",
    State.SENDING: "Sent, waiting for Stancer's answer.",
    State.NOT_FOUND: (
        "No trace of the refund so far. It may still appear: it is watched for 24 hours. "
        "Refunding again needs a new confirmation."
    ),
    State.ABANDONED: "Stopped before it was sent. No money moved.",
}

_DOUBT = "For two minutes the payment is read again, in case the refund was made all the same…"

_ALARM = " Attention: another refund was made on this payment besides this one. Check the sum with your team."

_REASONS = {
    Reason.OTHER_MODE: "This payment belongs to the other mode. Test and live never mix.",
    Reason.READ_ONLY: "This desk is read-only: it refunds nothing.",
    Reason.JOURNAL_OFF: (
        "The refund journal cannot be used, so refunds are off: without it a refund could be sent twice. "
        "Reading goes on."
    ),
    Reason.IN_PROGRESS: "A refund of this payment is already in progress. Its outcome comes first.",
    Reason.IMPOSSIBLE_AMOUNTS: (
        "The amounts of this payment and its refunds cannot be true together, so what is left is not known. "
        "Nothing can be sent."
    ),
    Reason.UNREADABLE_REFUNDS: (
        "A refund of this payment cannot be read, so what is left is not known. Nothing can be sent."
    ),
    Reason.NOTHING_TAKEN: "No money was taken for this payment: there is nothing to refund.",
    Reason.CAPTURE_SENT: "The capture is under way, and Stancer refunds only after it. Try again later.",
    Reason.UNKNOWN_STATUS: (
        "Stancer reports a status that its reference does not list. Refund it in Stancer's own tools."
    ),
    Reason.NOTHING_LEFT: "Everything was already refunded.",
    Reason.PARTIAL_BEFORE_CAPTURE: (
        "Before capture Stancer refunds nothing partially: cancel the whole payment, or wait for the capture."
    ),
}

_STATUSES = {
    "to_refund": (
        "Stancer sends it to the bank within the day; the day on which the customer's account shows it "
        "is not reported by the API."
    ),
    "refund_sent": (
        "It is with the bank, whose answer is awaited; the API does not report when the customer will see it."
    ),
    "refunded": (
        "The bank has credited it, on its bank date if there is one; when the customer's statement shows it "
        "is not reported by the API."
    ),
    "not_honored": (
        "The payment was disputed meanwhile, so this refund was not paid; what the bank gives back "
        "is not reported with it."
    ),
    "failed": "The refund failed and no money went back; the API does not always report why.",
    "payment_canceled": (
        "The payment was cancelled before capture, so no money was taken; when the bank lifts its hold "
        "is not reported by the API."
    ),
}


def outcome(intent: Intent, *, next_check: float | None = None) -> str:
    """What happened to the money of an intent; `next_check` is seconds. May hold Stancer's own words."""
    match intent.state:
        case State.CONFIRMED:
            return _confirmed(intent)
        case State.REJECTED:
            return (
                f"Refused by Stancer: {reason_of(intent)}. No money moved: the payment was read again since."
            )
        case State.NOT_SENT:
            return f"Not sent: {reason_of(intent)}. No money moved."
        case State.UNKNOWN:
            soon = "" if next_check is None else f" (next in {next_check:.0f} s)"
            return f"{_unknown(intent)}{soon}"
        case State.AMBIGUOUS:
            ids = ", ".join(intent.candidate_ids)
            return (
                f"The payment has several new refunds of this amount ({ids}). "
                "Do not refund again: say which one is this one."
            )
        case state:
            return _OUTCOMES[state]


def _unknown(intent: Intent) -> str:
    if intent.refused:
        return f"Refused by Stancer: {reason_of(intent)}. Do not refund again yet. {_DOUBT}"
    return "Outcome not known yet. Do not refund again. Checking…"


def _confirmed(intent: Intent) -> str:
    made = "Cancelled before capture" if intent.kind is RefundKind.CANCEL else "Refund made"
    if intent.error_class is not None:  # its answer was lost; it was found by reading the payment
        made = (
            "Found: the cancellation was made"
            if intent.kind is RefundKind.CANCEL
            else "Found: the refund was made"
        )
    return f"{made} ({intent.refund_id}).{_ALARM if alarm(intent) else ''}"


def reason_of(intent: Intent) -> str:
    """Why it was refused or not sent, in Stancer's or our own words, without a full stop."""
    return (intent.reason or "no reason was given").rstrip(". ")


def why_not(reason: Reason, offer: Offer, show: Callable[[Money], str]) -> str:
    """Why a refund cannot start or an amount cannot be taken; `show` writes an amount."""
    least = show(offer.money(MINIMUM))
    match reason:
        case Reason.UNDER_MINIMUM:
            return f"At least {least}: a rule of Stancer's official clients; the reference has none."
        case Reason.LEFT_UNDER_MINIMUM:
            left = show(offer.money(offer.available))
            return f"Only {left} is left, and Stancer's official clients refund nothing under {least}."
        case Reason.OVER_AVAILABLE:
            return f"At most {show(offer.money(offer.available))} can still be refunded."
        case Reason.FOUND_EARLIER:
            made = ", ".join(f"{show(offer.money(each.amount))} ({each.refund_id})" for each in offer.found)
            return f"An earlier refund of this payment was made after all: {made}. Decide again."
        case Reason.OVER_CEILING:
            ceiling = show(offer.money(offer.ceiling or 0))
            return f"Your settings allow at most {ceiling} a refund."
        case _:
            return _REASONS[reason]


def small_rest(offer: Offer, amount: int, show: Callable[[Money], str]) -> str:
    """The warning that what is left after `amount` could not be refunded."""
    rest = show(offer.money(offer.available - amount))
    return (
        f"This leaves {rest}: Stancer's official clients refund nothing under {show(offer.money(MINIMUM))}."
    )


def consent(kind: Consent) -> str:
    """What the agent confirms separately."""
    if kind is Consent.DISPUTED:
        return (
            "The customer disputed this payment: the bank may already be giving the money back. "
            "Refunding it too could pay the customer twice."
        )
    return (
        "An earlier refund of this payment left no trace, but it may still appear. "
        "Refunding again could pay the customer twice."
    )


def arrival(status: str | None) -> str:
    """When the money of a refund in this status arrives, and what the API does not report."""
    if status is None:
        return "Stancer reports no status for this refund; when the money arrives is not known."
    return _STATUSES.get(status, "Stancer reports a status that its reference does not explain.")


COLLEAGUES = "A colleague refunding on another machine at this very moment cannot be seen from here."
"""Shown on the form: the payment is read again just before sending, but no lock exists at Stancer."""
