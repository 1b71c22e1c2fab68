"""Refunds as one list shows them: what this desk confirmed, and what payments of the window report."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import Enum

from stancer_tui.models import moments
from stancer_tui.models.folding import fold
from stancer_tui.models.payment_row import ListedPayment, ListedRefund, PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.columns import NOTHING, Column
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import StatusView, refund_status
from stancer_tui.render.tones import Tone
from stancer_tui.store.intent import Intent, State

STATES = {
    State.PREPARED: StatusView("→", "written down", Tone.PLAIN),
    State.SENDING: StatusView("→", "sent, waiting", Tone.WARNING),
    State.UNKNOWN: StatusView("?", "outcome unknown", Tone.ERROR),
    State.AMBIGUOUS: StatusView("?", "needs a decision", Tone.ERROR),
    State.NOT_FOUND: StatusView("?", "no trace yet", Tone.WARNING),
    State.CONFIRMED: StatusView("✓", "made", Tone.SUCCESS),
    State.REJECTED: StatusView("✗", "refused", Tone.ERROR),
    State.NOT_SENT: StatusView("⊘", "not sent", Tone.MUTED),
    State.ABANDONED: StatusView("⊘", "not sent", Tone.MUTED),
}


class Group(Enum):
    """What the Refunds section can be narrowed to; the value is its name in the title."""

    ALL = "all"
    UNRESOLVED = "unresolved"
    IN_FLIGHT = "in flight"
    FAILED = "failed"
    """Failed and not honoured ones: no money went back."""
    DONE = "done"
    """Nothing more is expected: arrived, cancelled, made as far as the journal knows, or never made."""


LATE = {"to_refund": timedelta(days=2), "refund_sent": timedelta(days=10)}
"""After so long a refund is said to be late, counted from its `created`.

The reference says that one to refund is processed within the day: two days leave room for the day's end. It
names no time for the bank's answer to one that was sent; ten days is a rule of this program, not Stancer's.
"""

_LOST = frozenset({"failed", "not_honored"})


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
    order: str | None = None
    late: bool = False
    """Whether it has been under way for longer than LATE says."""

    @property
    def group(self) -> Group:
        """Where it belongs, besides all."""
        if self.unresolved:
            return Group.UNRESOLVED
        status = self.refund.status if self.refund is not None else None
        if status in _LOST:
            return Group.FAILED
        return Group.IN_FLIGHT if status in LATE else Group.DONE

    @property
    def urgency(self) -> int:
        """Unresolved ones come first, then those that were lost or are late."""
        if self.unresolved:
            return 2
        return int(self.late or self.group is Group.FAILED)

    @property
    def text(self) -> str:
        """What a text is looked for in, folded."""
        shown = amount(self.amount, self.currency)
        known = self.refund.id if self.refund is not None else None
        ids = (self.id, known, self.payment, self.order, self.intent.ticket if self.intent else None)
        amounts = (shown, shown.replace(",", ""), self.currency, f"currency:{self.currency}")
        return fold(" ".join(part for part in (*ids, *amounts) if part))

    @property
    def view(self) -> StatusView:
        """What Stancer reports comes before what the journal remembers."""
        if self.refund is not None:
            known = refund_status(self.refund.status)
            return StatusView("!", f"{known.word} late", Tone.WARNING) if self.late else known
        return STATES[self.intent.state] if self.intent is not None else refund_status(None)


class RefundRecords:
    """The lines in their order, for the list widget."""

    def __init__(self, lines: Sequence[RefundLine] = ()) -> None:
        self._lines = tuple(lines)
        self._places = {line.id: place for place, line in enumerate(self._lines)}

    def counts(self) -> dict[Group, int]:
        """How many lines each group has."""
        found = Counter(line.group for line in self._lines)
        return {group: found[group] for group in Group} | {Group.ALL: len(self._lines)}

    def narrowed(self, group: Group, text: str) -> "RefundRecords":
        """The lines of a group in whose texts every word stands; a comma may be a decimal point."""
        words = [(word, word.replace(",", ".")) for word in fold(text).split()]
        return RefundRecords(
            [
                line
                for line in self._lines
                if group in {Group.ALL, line.group}
                and all(any(word in line.text for word in spellings) for spellings in words)
            ]
        )

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
    history: Iterable[Intent],
    unresolved: Iterable[Intent],
    payments: Iterable[ListedPayment],
    now: datetime,
) -> RefundRecords:
    """Unresolved intents first, then what was lost or is late, then all by date, newest first.

    A refund known twice is one line.
    """
    history = tuple(history)
    open_ids = {intent.id for intent in unresolved}
    ours = {intent.payment for intent in history}
    orders: dict[str, str | None] = {}
    seen: dict[str, RefundLine] = {}
    for payment in payments:
        if isinstance(payment, PaymentRow):
            if payment.id in ours:
                orders[payment.id] = payment.order_id
            for number, refund in enumerate(payment.refunds):
                line = _line(payment, refund, number, now)
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
            order=orders.get(intent.payment),
            late=known.late if known else False,
        )
    ordered = sorted(
        lines.values(),
        key=lambda line: (line.urgency, line.created is not None, line.created),
        reverse=True,
    )
    return RefundRecords(ordered)


def _line(payment: PaymentRow, refund: ListedRefund, number: int, now: datetime) -> RefundLine:
    created, limit = moments.instant(refund.created), LATE.get(refund.status or "")
    return RefundLine(
        id=refund.id or f"{payment.id}/{number}",
        payment=payment.id,
        amount=refund.amount,
        currency=payment.currency,
        created=created,
        intent=None,
        refund=refund,
        unresolved=False,
        order=payment.order_id,
        late=created is not None and limit is not None and now - created >= limit,
    )


def refund_columns(zone: tzinfo, now: datetime) -> tuple[Column[RefundLine], ...]:
    """The columns of the Refunds section."""

    def created(line: RefundLine) -> str:
        return dates.short(line.created, now=now, zone=zone) if line.created else dates.NO_DATE

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
