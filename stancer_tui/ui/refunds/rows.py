"""Refunds as one list shows them: what this desk confirmed, and what payments of the window report."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from stancer_tui.language import N_, grouped, ngettext
from stancer_tui.models import moments
from stancer_tui.models.payment_row import LOST_REFUNDS, ListedPayment, ListedRefund, PaymentRow
from stancer_tui.models.refund import Refund
from stancer_tui.render.behind import PaymentLookup
from stancer_tui.render.status import StatusView, late, refund_status
from stancer_tui.render.tones import Tone
from stancer_tui.store.intent import Intent, State
from stancer_tui.ui.shell.payments_behind import PaymentsBehind

STATES = {
    State.WAITING: StatusView("→", N_("waits for approval"), Tone.WARNING),
    State.PREPARED: StatusView("→", N_("written down"), Tone.PLAIN),
    State.SENDING: StatusView("→", N_("sent, waiting"), Tone.WARNING),
    State.UNKNOWN: StatusView("?", N_("outcome unknown"), Tone.ERROR),
    State.AMBIGUOUS: StatusView("?", N_("needs a decision"), Tone.ERROR),
    State.NOT_FOUND: StatusView("?", N_("no trace yet"), Tone.WARNING),
    State.CONFIRMED: StatusView("✓", N_("made"), Tone.SUCCESS),
    State.REJECTED: StatusView("✗", N_("refused"), Tone.ERROR),
    State.NOT_SENT: StatusView("⊘", N_("not sent"), Tone.MUTED),
    State.ABANDONED: StatusView("⊘", N_("not sent"), Tone.MUTED),
    State.DECLINED: StatusView("⊘", N_("declined"), Tone.MUTED),
    State.WITHDRAWN: StatusView("⊘", N_("withdrawn"), Tone.MUTED),
    State.LAPSED: StatusView("⊘", N_("lapsed"), Tone.MUTED),
}


class RefundGroup(Enum):
    """What the Refunds section can be narrowed to; `group_text` names it in the frame."""

    ALL = "all"
    UNRESOLVED = "unresolved"
    WAITING = "waiting"
    """For the approval of a second agent."""
    IN_FLIGHT = "in flight"
    FAILED = "failed"
    """Failed and not honoured ones: no money went back."""
    DONE = "done"
    """Nothing more is expected: arrived, cancelled, made as far as the journal knows, or never made."""


ALWAYS = frozenset(RefundGroup) - {RefundGroup.WAITING}
"""Groups that are named although they are empty."""

LATE = {"to_refund": timedelta(days=2), "refund_sent": timedelta(days=10)}
"""After so long a refund is said to be late, counted from its `created`.

The reference says that one to refund is processed within the day: two days leave room for the day's end. It
names no time for the bank's answer to one that was sent; ten days is a rule of this program, not Stancer's.
"""


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
    row: PaymentRow | None = None
    """The payment, where it was read."""
    agent: str = ""
    """The name to show of who confirmed it, where the ledger has one."""
    behind: PaymentLookup = PaymentLookup.NOT_LOADED
    """What is known of the payment."""
    foreign: bool = False
    """Whether it may be another account's: nothing is read for it by itself."""

    @property
    def group(self) -> RefundGroup:
        """Where it belongs, besides all."""
        if self.unresolved:
            return RefundGroup.UNRESOLVED
        if self.waiting:
            return RefundGroup.WAITING
        status = self.refund.status if self.refund is not None else None
        if status in LOST_REFUNDS:
            return RefundGroup.FAILED
        return RefundGroup.IN_FLIGHT if status in LATE else RefundGroup.DONE

    @property
    def waiting(self) -> bool:
        """Whether it waits for the approval of a second agent."""
        return self.intent is not None and self.intent.state is State.WAITING

    @property
    def urgency(self) -> int:
        """Unresolved ones come first, then those that were lost or are late."""
        if self.unresolved or self.waiting:
            return 2
        return int(self.late or self.group is RefundGroup.FAILED)

    @property
    def key(self) -> str:
        """What tells the line from all others."""
        return self.id

    @property
    def refund_id(self) -> str | None:
        """The id that the API gave the refund, where it is known."""
        known = self.refund.id if self.refund is not None else None
        return known or (self.intent.refund_id if self.intent is not None else None)

    @property
    def sent(self) -> datetime | None:
        """When Stancer sent it to the bank, where the API reports that."""
        return moments.instant(self.refund.sent) if self.refund is not None else None

    @property
    def settled(self) -> datetime | None:
        """The day on which the bank delivered the money, where the API reports it."""
        return moments.instant(self.refund.settled) if self.refund is not None else None

    @property
    def by(self) -> str | None:
        """Who confirmed it at this desk; None for one that this desk's journal does not have."""
        if self.intent is None:
            return None
        return self.agent or self.intent.agent or self.intent.owner.user or "this desk"

    @property
    def ticket(self) -> str | None:
        """The ticket that was named for it at this desk."""
        return self.intent.ticket if self.intent is not None else None

    @property
    def reason(self) -> str | None:
        """Why the money went back, as it was said at this desk."""
        return self.intent.refund_reason if self.intent is not None else None

    @property
    def status(self) -> str | None:
        """The API's status; without one, how far the journal knows it."""
        if self.refund is not None:
            return self.refund.status
        return self.intent.state.value if self.intent is not None else None

    @property
    def view(self) -> StatusView:
        """What Stancer reports comes before what the journal remembers."""
        if self.refund is not None:
            known = refund_status(self.refund.status)
            return late(known) if self.late else known
        return STATES[self.intent.state] if self.intent is not None else refund_status(None)


def counts(lines: Sequence[RefundLine]) -> dict[RefundGroup, int]:
    """How many lines each group has."""
    found = Counter(line.group for line in lines)
    return {group: found[group] for group in RefundGroup} | {RefundGroup.ALL: len(lines)}


def group_text(group: RefundGroup, number: int) -> str:
    """How many a group has, by its name: "3 in flight"."""
    count = grouped(number)
    match group:
        case RefundGroup.ALL:
            return ngettext("{count} all", "{count} all", number, count=count)
        case RefundGroup.UNRESOLVED:
            return ngettext("{count} unresolved", "{count} unresolved", number, count=count)
        case RefundGroup.WAITING:
            return ngettext("{count} to approve", "{count} to approve", number, count=count)
        case RefundGroup.IN_FLIGHT:
            return ngettext("{count} in flight", "{count} in flight", number, count=count)
        case RefundGroup.FAILED:
            return ngettext("{count} failed", "{count} failed", number, count=count)
        case RefundGroup.DONE:
            return ngettext("{count} done", "{count} done", number, count=count)


def refund_lines(
    history: Iterable[Intent],
    unresolved: Iterable[Intent],
    payments: Iterable[ListedPayment],
    now: datetime,
    *,
    behind: PaymentsBehind | None = None,
    read: Mapping[str, Refund | None] | None = None,
    names: Mapping[str, str] | None = None,
    foreign: Collection[str] = (),
) -> list[RefundLine]:
    """Unresolved intents first, then what was lost or is late, then all by date, newest first.

    A refund known twice is one line. `behind` knows payments that are not among `payments`, `read` holds
    refunds that were read by themselves, `names` are those that agents are shown by. The intents of
    `foreign` may be another account's.
    """
    history, behind, read = tuple(history), behind or PaymentsBehind(), read or {}
    open_ids = {intent.id for intent in unresolved}
    ours = {intent.payment for intent in history}
    rows: dict[str, PaymentRow] = {}
    lines: dict[str, RefundLine] = {}
    for payment in payments:
        if isinstance(payment, PaymentRow):
            if payment.id in ours:
                rows[payment.id] = payment
            for number, refund in enumerate(payment.refunds):
                line = _line(payment, _completed(refund, read), number, now)
                lines[line.id] = line
    for intent in history:
        row = rows.get(intent.payment) or behind.row(intent.payment)
        known = lines.get(intent.refund_id or "") or _in_payment(row, intent, read, now)
        lines[known.id if known else intent.id] = RefundLine(
            id=known.id if known else intent.id,
            payment=intent.payment,
            amount=intent.amount,
            currency=intent.currency,
            created=known.created if known else intent.created_at,
            intent=intent,
            agent=(names or {}).get(intent.agent, ""),
            refund=known.refund if known else None,
            unresolved=intent.id in open_ids,
            order=row.order_id if row is not None else None,
            late=known.late if known else False,
            row=row,
            behind=_lookup(behind, intent, row, strange=intent.id in foreign),
            foreign=intent.id in foreign,
        )
    return sorted(
        lines.values(),
        key=lambda line: (line.urgency, line.created is not None, line.created),
        reverse=True,
    )


def _lookup(
    behind: PaymentsBehind, intent: Intent, row: PaymentRow | None, *, strange: bool
) -> PaymentLookup:
    if row is not None:
        return PaymentLookup.KNOWN
    return PaymentLookup.NOT_LOADED if strange else behind.lookup(intent.payment)


def _in_payment(
    row: PaymentRow | None, intent: Intent, read: Mapping[str, Refund | None], now: datetime
) -> RefundLine | None:
    """The refund that an intent became, in its payment."""
    if row is None or intent.refund_id is None:
        return None
    numbered = enumerate(row.refunds)
    found = next(((place, each) for place, each in numbered if each.id == intent.refund_id), None)
    return _line(row, _completed(found[1], read), found[0], now) if found is not None else None


def _completed(refund: ListedRefund, read: Mapping[str, Refund | None]) -> ListedRefund:
    """A listed refund with the dates that its payment does not report, where it was read by itself."""
    own = read.get(refund.id or "")
    if own is None:
        return refund
    return ListedRefund(
        refund.id,
        refund.amount,
        refund.status,
        refund.created,
        refund.sent or _seconds(own.date_refund),
        refund.settled or _seconds(own.date_bank),
    )


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())


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
        row=payment,
        behind=PaymentLookup.KNOWN,
        late=created is not None and limit is not None and now - created >= limit,
    )
