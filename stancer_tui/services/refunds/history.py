"""Whether a payment was refunded before: its refunds, and those of likely duplicates. Pure: reads nothing."""

from collections.abc import Iterable, Sequence

from stancer_tui.models import moments
from stancer_tui.models.past_refund import PastRefund
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import ListedRefund, PaymentRow, UnreadableItem, payment_row
from stancer_tui.services.refunds.offer import Offer, SeenRefund
from stancer_tui.store.intent import Intent, State

_MAYBE_MADE = frozenset({State.SENDING, State.UNKNOWN, State.AMBIGUOUS, State.NOT_FOUND})
"""States in which the money may have gone back although no reading has shown it."""


def row_of(offer: Offer) -> PaymentRow | None:
    """The payment as the offer's reading had it, where that names it."""
    if not isinstance(offer.source, Payment):
        return None
    try:
        return payment_row(offer.source.raw)
    except UnreadableItem:
        return None


def refund_history(
    payment: PaymentRow,
    twins: Iterable[PaymentRow],
    journal: Iterable[Intent] | None,
    *,
    seen: Sequence[SeenRefund] | None = None,
) -> tuple[PastRefund, ...]:
    """Every refund of the payment, then of its twins, each newest first.

    `journal` are this desk's intents of these payments (None: it could not be read), `seen` the payment's
    refunds where they were read later than the row. Refunds that were provably never made are left out.
    """
    intents = None if journal is None else tuple(journal)
    found = _of_payment(payment, intents, twin=False, seen=seen)
    for twin in twins:
        found += _of_payment(twin, intents, twin=True)
    return tuple(found)


def _of_payment(
    row: PaymentRow, intents: Sequence[Intent] | None, *, twin: bool, seen: Sequence[SeenRefund] | None = None
) -> list[PastRefund]:
    ours = [intent for intent in intents or () if intent.payment == row.id]
    claimed = {intent.refund_id: intent for intent in ours if intent.refund_id is not None}
    reported = row.refunds if seen is None else seen
    known = {refund.id for refund in reported}
    found = [
        _reported(row, refund, claimed.get(refund.id or ""), twin=twin, journal_read=intents is not None)
        for refund in reported
    ]
    for intent in ours:
        made = intent.state is State.CONFIRMED and intent.refund_id not in known
        if made or intent.state in _MAYBE_MADE:
            found.append(_journaled(row, intent, twin=twin))
    return sorted(found, key=lambda each: (each.at is not None, each.at), reverse=True)


def _reported(
    row: PaymentRow,
    refund: ListedRefund | SeenRefund,
    intent: Intent | None,
    *,
    twin: bool,
    journal_read: bool,
) -> PastRefund:
    created = refund.created
    return PastRefund(
        payment=row.id,
        order=row.order_id,
        twin=twin,
        id=refund.id,
        amount=refund.amount,
        currency=row.currency,
        status=refund.status,
        at=moments.instant(created) if isinstance(created, int) else created,
        by=intent.owner.user if intent is not None else None,
        ticket=intent.ticket if intent is not None else None,
        journal_read=journal_read,
    )


def _journaled(row: PaymentRow, intent: Intent, *, twin: bool) -> PastRefund:
    return PastRefund(
        payment=row.id,
        order=row.order_id,
        twin=twin,
        id=intent.refund_id,
        amount=intent.amount,
        currency=intent.currency,
        status=None,
        at=intent.sent_at or intent.created_at,
        by=intent.owner.user,
        ticket=intent.ticket,
        unresolved=intent.state is not State.CONFIRMED,
    )
