"""The members of a payout: payments, refunds and disputes, as far as its sums and lists need them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from stancer_tui.language import N_, _, grouped, ngettext
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payment_row import PaymentRow, payment_row
from stancer_tui.models.refund import Refund


class MemberKind(StrEnum):
    """The kinds of member, as the API's path names them (reference: Get a payout detail)."""

    PAYMENTS = "payments"
    REFUNDS = "refunds"
    DISPUTES = "disputes"

    @property
    def heading(self) -> str:
        """The kind as a heading names it."""
        return _(_TITLES[self])

    def counted(self, number: int) -> str:
        """A number of them: "1 payment", "2 refunds"."""
        match self:
            case MemberKind.PAYMENTS:
                return ngettext("{count} payment", "{count} payments", number, count=grouped(number))
            case MemberKind.REFUNDS:
                return ngettext("{count} refund", "{count} refunds", number, count=grouped(number))
            case MemberKind.DISPUTES:
                return ngettext("{count} dispute", "{count} disputes", number, count=grouped(number))

    @property
    def sign(self) -> int:
        """1 if it adds to a payout, -1 if it subtracts from it."""
        return 1 if self is MemberKind.PAYMENTS else -1


_TITLES = {
    MemberKind.PAYMENTS: N_("Payments"),
    MemberKind.REFUNDS: N_("Refunds"),
    MemberKind.DISPUTES: N_("Disputes"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """One member: `amount` and `fee` in minor units, `created` in Unix seconds, `payment` the one behind it.

    A listed dispute names no currency. `row` is the payment itself, for a payment.
    """

    kind: MemberKind
    id: str
    amount: int
    currency: str | None
    created: int | None
    status: str | None = None
    response: str | None = None
    order_id: str | None = None
    payment: str | None = None
    fee: int | None = None
    row: PaymentRow | None = None


def reader(kind: MemberKind) -> Callable[[object], Member]:
    """The function that reads a member of a kind; it raises ValueError where the amount is unreadable."""
    return _READERS[kind]


def _payment(item: Any) -> Member:
    row = payment_row(item)
    fee = item.get("fee")
    return Member(
        MemberKind.PAYMENTS,
        row.id,
        row.amount,
        row.currency,
        row.created,
        status=row.status,
        response=row.response,
        order_id=row.order_id,
        payment=row.id,
        fee=fee if type(fee) is int else None,
        row=row,
    )


def _refund(item: object) -> Member:
    refund = Refund.read(item)
    return Member(
        MemberKind.REFUNDS,
        refund.id,
        refund.amount,
        refund.currency.lower() if refund.currency else None,
        _seconds(refund.created),
        status=refund.status,
        payment=refund.payment,
    )


def _dispute(item: object) -> Member:
    dispute = Dispute.read(item)
    return Member(
        MemberKind.DISPUTES,
        dispute.id,
        dispute.amount,
        dispute.currency.lower() if dispute.currency else None,
        _seconds(dispute.created),
        response=dispute.response,
        order_id=dispute.order_id,
        payment=dispute.payment,
    )


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())


_READERS: dict[MemberKind, Callable[[object], Member]] = {
    MemberKind.PAYMENTS: _payment,
    MemberKind.REFUNDS: _refund,
    MemberKind.DISPUTES: _dispute,
}
