"""The sentences about a batch: what was sent, what was not, and why it was stopped."""

from collections import Counter
from collections.abc import Mapping
from enum import Enum

from stancer_tui.language import N_, _, ngettext
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
from stancer_tui.store.batch import Batch, BatchItem
from stancer_tui.store.intent import OPEN, TICKET_LENGTH, RefundReason, State

LEFT_OUT = N_("Left out by the agent.")
"""Kept in the journal."""

REASONS = {
    RefundReason.DUPLICATE: N_("charged twice"),
    RefundReason.CUSTOMER_REQUEST: N_("the customer asked for it"),
    RefundReason.NOT_DELIVERED: N_("not delivered"),
    RefundReason.FRAUD: N_("fraud"),
    RefundReason.GOODWILL: N_("goodwill"),
    RefundReason.INCIDENT: N_("one incident, several customers"),
    RefundReason.OTHER: N_("other"),
}

TROUBLES = {
    PlanTrouble.EMPTY: N_("Nothing is included: there is nothing to send."),
    PlanTrouble.TOO_MANY: N_("At most {most} payments are refunded with one confirmation. Leave some out."),
    PlanTrouble.TWICE: N_("A payment is in the batch twice."),
    PlanTrouble.CURRENCIES: N_("A batch has one currency. Leave out all payments of the others."),
    PlanTrouble.NO_REASON: N_("Choose the reason: it is kept in the journal."),
    PlanTrouble.SEVERAL_PERSONS: N_(
        'These are payments of several persons: that is a batch only where the reason is "{reason}".'
    ),
    PlanTrouble.TICKET_TOO_LONG: N_("A ticket reference has at most {length} characters."),
    PlanTrouble.NOT_SENDABLE: N_("A payment cannot be refunded as it is shown. Read them again."),
}

STOPS = {
    Stop.AGENT: N_("You stopped it."),
    Stop.UNKNOWN: N_(
        "A refund left no trace so far, or several match it. Its payment is watched; find out about it in "
        "Refunds before you go on."
    ),
    Stop.ALARM: N_("Another refund was made on a payment at the same time. Check with your team first."),
    Stop.JOURNAL: N_(
        "What is confirmed has to be written down before it is sent, and that was not possible."
    ),
    Stop.KEY: N_("Stancer does not accept the key."),
    Stop.LIMITED: N_("Stancer says that there were too many requests. Go on in a few minutes."),
    Stop.OFFLINE: N_(
        "Stancer could not be reached, or did not answer as it should. No refund was sent for the payment "
        "that was next."
    ),
    Stop.REFUSALS: N_("Stancer refused {count} refunds in a row. Find out why before you go on."),
    Stop.READ_ONLY: N_("This desk is read-only: it refunds nothing."),
    Stop.TAKEN_OVER: N_("Another window of this program has taken the batch over."),
    Stop.INTERRUPTED: N_("The program was left while it ran."),
}

_CONSENTS = {
    Consent.DISPUTED: N_(
        "The customer disputed it: the bank may already be giving the money back. Refund it on its own, "
        "with a confirmation of its own."
    ),
    Consent.AGAIN: N_(
        "An earlier refund of it left no trace, but it may still appear. Refund it on its own, with a "
        "confirmation of its own."
    ),
}

_SKIPPED: dict[type[RefundNotBegun], str] = {
    InProgress: N_("Another refund of it is in progress."),
    PaymentNotRead: N_("Stancer does not know this payment."),
    NotPossible: N_("The amount cannot be refunded any more."),
}


class _Outcome(Enum):
    """The outcomes of an item in the order of their listing, with the intent's states that mean each."""

    MADE = frozenset({State.CONFIRMED})
    WAITS = frozenset({State.WAITING})
    NOT_KNOWN = OPEN - {State.WAITING}
    NO_TRACE = frozenset({State.NOT_FOUND})
    REFUSED = frozenset({State.REJECTED})
    STOPPED = frozenset({State.NOT_SENT, State.ABANDONED, State.DECLINED, State.WITHDRAWN, State.LAPSED})
    LEFT_OUT = "left out"
    NOT_SENT = "not sent"


def _count_words(numbers: Mapping[_Outcome, int]) -> dict[_Outcome, str]:
    """The count of each outcome in words: "12 made"."""
    made, open_, trace = (numbers[each] for each in (_Outcome.MADE, _Outcome.NOT_KNOWN, _Outcome.NO_TRACE))
    waits = numbers[_Outcome.WAITS]
    refused, stopped = numbers[_Outcome.REFUSED], numbers[_Outcome.STOPPED]
    left, unsent = numbers[_Outcome.LEFT_OUT], numbers[_Outcome.NOT_SENT]
    return {
        _Outcome.MADE: ngettext("{count} made", "{count} made", made),
        _Outcome.WAITS: ngettext("{count} waiting for approval", "{count} waiting for approval", waits),
        _Outcome.NOT_KNOWN: ngettext("{count} not known yet", "{count} not known yet", open_),
        _Outcome.NO_TRACE: ngettext("{count} without a trace", "{count} without a trace", trace),
        _Outcome.REFUSED: ngettext("{count} refused", "{count} refused", refused),
        _Outcome.STOPPED: ngettext(
            "{count} stopped before sending", "{count} stopped before sending", stopped
        ),
        _Outcome.LEFT_OUT: ngettext("{count} left out", "{count} left out", left),
        _Outcome.NOT_SENT: ngettext("{count} not sent", "{count} not sent", unsent),
    }


def own_consent(consents: frozenset[Consent]) -> str:
    """Why a payment that needs a confirmation of its own is in no batch."""
    return note_text(_own_consent(consents))


def _own_consent(consents: frozenset[Consent]) -> str:
    return " ".join(_CONSENTS[each] for each in sorted(consents))


def note_text(note: str) -> str:
    """Why an item was not sent, as the journal keeps it, in the language that is spoken."""
    for sentence in _CONSENTS.values():  # a payment may need both
        note = note.replace(sentence, _(sentence))
    return _(note)


def reason_text(reason: str) -> str:
    """Why money is given back, in words; a reason of the settings stays as it was written there."""
    ours = REASONS.get(RefundReason(reason)) if reason in set(RefundReason) else None
    return reason if ours is None else _(ours)


def trouble_text(trouble: PlanTrouble) -> str:
    """Why a plan cannot be confirmed, and what to do."""
    incident = reason_text(RefundReason.INCIDENT)
    return _(TROUBLES[trouble], most=MOST, length=TICKET_LENGTH, reason=incident)


def stop_text(stop: Stop) -> str:
    """Why a batch was stopped, and what to do."""
    return _(STOPS[stop], count=REFUSALS_IN_A_ROW)


def skipped(refusal: RefundNotBegun) -> str:
    """Why an item was not sent, as the journal keeps it: our own words only."""
    match refusal:
        case PaymentChanged():
            return _changed(refusal.offer)
        case ConsentMissing():
            return _own_consent(refusal.missing)
        case _:
            return _SKIPPED.get(type(refusal), N_("It could not be sent as it was confirmed."))


def _changed(offer: Offer) -> str:
    if offer.found:
        return N_("An earlier refund of it was made after all.")
    if offer.block is Reason.NOTHING_LEFT:
        return N_("Somebody refunded it since it was shown: nothing is left.")
    return N_("It changed since it was shown.")


def all_made(batch: Batch) -> bool:
    """Whether every refund of a batch was made, with none refused, left out or uncertain."""
    return all(item.intent is not None and item.intent.state is State.CONFIRMED for item in batch.items)


def counts(batch: Batch) -> str:
    """The outcomes of a batch so far: "12 made, 1 not known yet, 2 left out"; each item counts once."""
    numbers = Counter(map(_counted, batch.items))
    words = _count_words(numbers)
    return ", ".join(words[each] for each in _Outcome if numbers[each]) or _("nothing")


def _counted(item: BatchItem) -> _Outcome:
    intent = item.intent
    if intent is None:
        return _Outcome.NOT_SENT if item.note is None else _Outcome.LEFT_OUT
    if intent.refused and intent.open:
        return _Outcome.REFUSED  # it is being checked whether it was made all the same
    return next(each for each in _Outcome if intent.state in each.value)
