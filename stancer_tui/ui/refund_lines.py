"""Refunds as one list shows them: what this desk confirmed, and what payments of the window report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from stancer_tui.models.payment_row import ListedPayment, ListedRefund, PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.columns import NOTHING, Column
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import StatusView, refund_status
from stancer_tui.render.tones import Tone
from stancer_tui.store.intent import Intent, State

STATES = {
    State.PREPARED: StatusView("→", "written down", Tone.PLAIN, ">"),
    State.SENDING: StatusView("→", "sent, waiting", Tone.WARNING, ">"),
    State.UNKNOWN: StatusView("?", "outcome unknown", Tone.ERROR, "?"),
    State.AMBIGUOUS: StatusView("?", "needs a decision", Tone.ERROR, "?"),
    State.NOT_FOUND: StatusView("?", "no trace yet", Tone.WARNING, "?"),
    State.CONFIRMED: StatusView("✓", "made", Tone.SUCCESS, "+"),
    State.REJECTED: StatusView("✗", "refused", Tone.ERROR, "x"),
    State.NOT_SENT: StatusView("⊘", "not sent", Tone.MUTED, "-"),
    State.ABANDONED: StatusView("⊘", "not sent", Tone.MUTED, "-"),
}


@dataclass(frozen=True, slots=True)
class RefundLine:
    """One refund: an intent of this desk's journal, a refund that a payment reports, or both in one."""

    id: str
    payment: str
    amount: int
    currency: str
    created: datetime | None
    intent: Intent | None
    refund: ListedRefund | None
    unresolved: bool

    @property
    def view(self) -> StatusView:
        """What Stancer reports comes before what the journal remembers."""
        if self.refund is not None:
            return refund_status(self.refund.status)
        return STATES[self.intent.state] if self.intent is not None else refund_status(None)


class RefundRecords:
    """The lines in their order, for the list widget."""

    def __init__(self, lines: Sequence[RefundLine] = ()) -> None:
        self._lines = tuple(lines)
        self._places = {line.id: place for place, line in enumerate(self._lines)}

    def __len__(self) -> int:
        return len(self._lines)

    def row(self, position: int) -> RefundLine:
        """The line at a place."""
        return self._lines[position]

    def key(self, position: int) -> str:
        """Its id."""
        return self._lines[position].id

    def position_of(self, key: str) -> int | None:
        """Where a line stands."""
        return self._places.get(key)


def refund_records(
    history: Iterable[Intent], unresolved: Iterable[Intent], payments: Iterable[ListedPayment]
) -> RefundRecords:
    """Unresolved intents first, then all by date, newest first; a refund known twice is one line."""
    open_ids = {intent.id for intent in unresolved}
    seen: dict[str, RefundLine] = {}
    for payment in payments:
        if isinstance(payment, PaymentRow):
            for number, refund in enumerate(payment.refunds):
                line = _line(payment, refund, number)
                seen[line.id] = line
    lines: dict[str, RefundLine] = dict(seen)
    for intent in history:
        known = seen.get(intent.refund_id or "")
        lines[known.id if known else intent.id] = RefundLine(
            id=known.id if known else intent.id,
            payment=intent.payment,
            amount=intent.amount,
            currency=intent.currency,
            created=known.created if known else intent.created_at,
            intent=intent,
            refund=known.refund if known else None,
            unresolved=intent.id in open_ids,
        )
    ordered = sorted(
        lines.values(),
        key=lambda line: (line.unresolved, line.created is not None, line.created),
        reverse=True,
    )
    return RefundRecords(ordered)


def _line(payment: PaymentRow, refund: ListedRefund, number: int) -> RefundLine:
    return RefundLine(
        id=refund.id or f"{payment.id}/{number}",
        payment=payment.id,
        amount=refund.amount,
        currency=payment.currency,
        created=dates.instant(refund.created),
        intent=None,
        refund=refund,
        unresolved=False,
    )


def refund_columns(zone: tzinfo, now: datetime) -> tuple[Column[RefundLine], ...]:
    """The columns of the Refunds section."""

    def created(line: RefundLine) -> str:
        return dates.short(line.created, now=now, zone=zone) if line.created else NOTHING

    def money(line: RefundLine) -> str:
        return f"{amount(line.amount, line.currency)} {safe(line.currency.upper(), 3):<3}"

    def refund_id(line: RefundLine) -> str:
        known = line.refund.id if line.refund else (line.intent.refund_id if line.intent else None)
        return safe(known) if known else NOTHING

    def ticket(line: RefundLine) -> str:
        return safe(line.intent.ticket) if line.intent and line.intent.ticket else NOTHING

    def plain(_line: RefundLine) -> Tone:
        return Tone.PLAIN

    return (
        Column("created", "Created", 12, "left", 2, created, lambda line: line.created, plain),
        Column("amount", "Amount", 14, "right", 1, money, lambda line: line.amount, plain, muted_tail=3),
        Column("status", "Status", 18, "left", 1, _status_text, _status_key, _status_tone),
        Column("payment", "Payment", 16, "left", 3, _payment, _payment, plain, grow=True, cut_at="middle"),
        Column("refund", "Refund", 16, "left", 4, refund_id, refund_id, plain, grow=True, cut_at="middle"),
        Column("ticket", "Ticket", 12, "left", 5, ticket, ticket, plain),
    )


def _status_key(line: RefundLine) -> str:
    return line.view.word


def _status_text(line: RefundLine) -> str:
    return line.view.text()


def _status_tone(line: RefundLine) -> Tone:
    return line.view.tone


def _payment(line: RefundLine) -> str:
    return safe(line.payment)
