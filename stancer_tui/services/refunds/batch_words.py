"""What an agent is told about a batch: what was sent, what was not, and why it goes no further."""

from collections import Counter

from stancer_tui.services.refunds.batch_plan import MOST, PlanTrouble
from stancer_tui.services.refunds.batch_run import REFUSALS_IN_A_ROW, Stop
from stancer_tui.services.refunds.errors import (
    ConsentMissing,
    InProgress,
    NotPossible,
    PaymentChanged,
    PaymentNotRead,
    RefundNotBegun,
)
from stancer_tui.services.refunds.offer import Consent, Offer, Reason
from stancer_tui.store.batch import Batch, BatchItem, RefundReason
from stancer_tui.store.intent import OPEN, TICKET_LENGTH, State

LEFT_OUT = "Left out by the agent."

REASONS = {
    RefundReason.DUPLICATE: "charged twice",
    RefundReason.CUSTOMER_REQUEST: "the customer asked for it",
    RefundReason.NOT_DELIVERED: "not delivered",
    RefundReason.FRAUD: "fraud",
    RefundReason.GOODWILL: "goodwill",
    RefundReason.INCIDENT: "one incident, several customers",
    RefundReason.OTHER: "other",
}

TROUBLES = {
    PlanTrouble.EMPTY: "Nothing is included: there is nothing to send.",
    PlanTrouble.TOO_MANY: f"At most {MOST} payments are refunded with one confirmation. Leave some out.",
    PlanTrouble.TWICE: "A payment is in the batch twice.",
    PlanTrouble.CURRENCIES: "A batch has one currency. Leave out all payments of the others.",
    PlanTrouble.NO_REASON: "Choose the reason: it is kept in the journal.",
    PlanTrouble.SEVERAL_PERSONS: (
        f"These are payments of several persons: that is a batch only where the reason is "
        f'"{REASONS[RefundReason.INCIDENT]}".'
    ),
    PlanTrouble.TICKET_TOO_LONG: f"A ticket reference has at most {TICKET_LENGTH} characters.",
    PlanTrouble.NOT_SENDABLE: "A payment cannot be refunded as it is shown. Read them again.",
}

STOPS = {
    Stop.AGENT: "You stopped it.",
    Stop.UNKNOWN: (
        "A refund left no trace so far, or several match it. Its payment is watched; find out about it in "
        "Refunds before you go on."
    ),
    Stop.ALARM: "Another refund was made on a payment at the same time. Check with your team first.",
    Stop.JOURNAL: "The refund journal cannot be used: without it a refund could be sent twice.",
    Stop.KEY: "Stancer does not accept the key.",
    Stop.LIMITED: "Stancer says that there were too many requests. Go on in a few minutes.",
    Stop.OFFLINE: (
        "Stancer could not be reached, or did not answer as it should. No refund was sent for the payment "
        "that was next."
    ),
    Stop.REFUSALS: f"Stancer refused {REFUSALS_IN_A_ROW} refunds in a row. Find out why before you go on.",
    Stop.READ_ONLY: "This desk is read-only: it refunds nothing.",
    Stop.TAKEN_OVER: "Another window of this program has taken the batch over.",
    Stop.INTERRUPTED: "The program was left while it ran.",
}

_CONSENTS = {
    Consent.DISPUTED: (
        "The customer disputed it: the bank may already be giving the money back. Refund it on its own, "
        "with a confirmation of its own."
    ),
    Consent.AGAIN: (
        "An earlier refund of it left no trace, but it may still appear. Refund it on its own, with a "
        "confirmation of its own."
    ),
}

_SKIPPED: dict[type[RefundNotBegun], str] = {
    InProgress: "Another refund of it is in progress.",
    PaymentNotRead: "Stancer does not know this payment.",
    NotPossible: "The amount cannot be refunded any more.",
}

_COUNTED: dict[str, frozenset[State]] = {
    "made": frozenset({State.CONFIRMED}),
    "not known yet": OPEN,
    "without a trace": frozenset({State.NOT_FOUND}),
    "refused": frozenset({State.REJECTED}),
    "stopped before sending": frozenset({State.NOT_SENT, State.ABANDONED}),
    "left out": frozenset(),
    "not sent": frozenset(),
}
"""The words of what came of an item, in the order in which they are told, and the states that they tell."""


def own_consent(consents: frozenset[Consent]) -> str:
    """Why a payment that needs a confirmation of its own is in no batch."""
    return " ".join(_CONSENTS[each] for each in sorted(consents))


def skipped(refusal: RefundNotBegun) -> str:
    """Why an item was not sent, as the journal keeps it: our own words only."""
    match refusal:
        case PaymentChanged():
            return _changed(refusal.offer)
        case ConsentMissing():
            return own_consent(refusal.missing)
        case _:
            return _SKIPPED.get(type(refusal), "It could not be sent as it was confirmed.")


def _changed(offer: Offer) -> str:
    if offer.found:
        return "An earlier refund of it was made after all."
    if offer.block is Reason.NOTHING_LEFT:
        return "Somebody refunded it since it was shown: nothing is left."
    return "It changed since it was shown."


def all_made(batch: Batch) -> bool:
    """Whether every refund of a batch was made, with none refused, left out or uncertain."""
    return all(item.intent is not None and item.intent.state is State.CONFIRMED for item in batch.items)


def counts(batch: Batch) -> str:
    """ "12 made, 1 not known yet, 2 left out, 5 not sent": what came of a batch so far, each item once."""
    numbers = Counter(map(_counted, batch.items))
    return ", ".join(f"{numbers[word]} {word}" for word in _COUNTED if numbers[word]) or "nothing"


def _counted(item: BatchItem) -> str:
    intent = item.intent
    if intent is None:
        return "not sent" if item.note is None else "left out"
    if intent.refused and intent.open:
        return "refused"  # it is being checked whether it was made all the same
    return next(word for word, states in _COUNTED.items() if intent.state in states)
