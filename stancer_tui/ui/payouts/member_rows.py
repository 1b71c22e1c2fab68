"""The members of a payout as lines of a list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from stancer_tui.language import N_, _
from stancer_tui.models.payment_row import PaymentRow, UnreadableRow
from stancer_tui.render import dates
from stancer_tui.render.behind import PaymentLookup, customer_column, method_column, order_column
from stancer_tui.render.columns import NOTHING, Column
from stancer_tui.render.disputes import reason_words_of
from stancer_tui.render.payouts import member_date, minor
from stancer_tui.render.safe import safe
from stancer_tui.render.status import PAYMENT_WORDS, UNREADABLE, StatusView, refund_status, row_status
from stancer_tui.render.tones import Tone
from stancer_tui.services.payouts.members import Member, MemberKind


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member at its place, with the payment behind it as far as that is known."""

    item: Member | UnreadableRow
    place: int
    payment: PaymentRow | None = None
    behind: PaymentLookup = PaymentLookup.NOT_NAMED

    @property
    def key(self) -> str:
        """What identifies it."""
        return self.item.id or f"unreadable {self.place}"

    @property
    def view(self) -> StatusView | None:
        """Its status; a dispute has none."""
        if not isinstance(self.item, Member):
            return UNREADABLE
        if self.item.kind is MemberKind.REFUNDS:
            return refund_status(self.item.status)
        return row_status(self.item.row) if self.item.row is not None else None


def row_of(line: object) -> PaymentRow | None:
    """The payment that a line is, or that is behind it, as far as it is known."""
    if not isinstance(line, MemberLine) or not isinstance(line.item, Member):
        return None
    return line.item.row or line.payment


def member_columns(
    zone: tzinfo, now: Callable[[], datetime], *, mask: bool = False
) -> tuple[Column[MemberLine], ...]:
    """The columns of the members of a payout."""

    def created(line: MemberLine) -> str:
        return member_date(line.item.created, now=now(), zone=zone)

    return (
        Column("created", N_("Created"), dates.column_width(), "left", 3, created, _place, _plain),
        Column("amount", N_("Amount"), 14, "right", 1, member_amount, _place, _plain, muted_tail=3),
        Column("status", N_("Status"), 18, "left", 2, _status, _place, _tone, statuses=PAYMENT_WORDS),
        customer_column(_behind, 4, mask=mask),
        order_column(_behind, _order, 5),
        method_column(_behind, 6),
        Column("fee", N_("Fee"), 7, "right", 7, _fee, _place, _plain),
        Column("id", N_("Id"), 18, "left", 8, _id, _place, _plain, grow=True, cut_at="middle"),
    )


def _behind(line: MemberLine) -> tuple[PaymentRow | None, PaymentLookup]:
    return line.payment, line.behind


def _place(line: MemberLine) -> int:
    return line.place


def _plain(_line: MemberLine) -> Tone:
    return Tone.PLAIN


def _tone(line: MemberLine) -> Tone:
    return line.view.tone if line.view is not None else Tone.PLAIN


def member_amount(line: MemberLine) -> str:
    """The amount with its currency, where it names one."""
    if not isinstance(line.item, Member):
        return NOTHING
    currency = line.item.currency
    return f"{minor(line.item.amount, currency or 'eur')} {safe((currency or '').upper(), 3):<3}"


def _status(line: MemberLine) -> str:
    if not isinstance(line.item, Member):
        return safe(_("! unreadable: {reason}", reason=_(line.item.reason)))
    if line.item.kind is MemberKind.DISPUTES:
        return reason_words_of(line.item.response)
    return line.view.text() if line.view is not None else NOTHING


def _fee(line: MemberLine) -> str:
    item = line.item
    return minor(item.fee, item.currency) if isinstance(item, Member) else NOTHING


def _order(line: MemberLine) -> str | None:
    return line.item.order_id if isinstance(line.item, Member) else None


def _id(line: MemberLine) -> str:
    return safe(line.item.id) if line.item.id else NOTHING
