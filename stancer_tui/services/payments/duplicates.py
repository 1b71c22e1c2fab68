"""Payments that belong together: likely duplicates of one, and others of its customer or order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from heapq import nlargest
from typing import Literal

from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.models.row_parts import Part, reads
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_lookup import PaymentLookup

WITHIN = timedelta(hours=24)
"""The longest time between a payment and its duplicate."""

NOT_CHARGED = frozenset({None, "refused", "failed", "canceled", "expired"})
"""Statuses without money taken, now or later (reference: Payment status codes); None is no attempt."""

Tie = Literal["card", "account", "customer", "order"]
"""What two payments have in common."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A payment of the same amount and currency, close in time, by one card, account or customer.

    `apart` is how much later it was created than the payment in question; negative is earlier.
    """

    row: PaymentRow
    ties: tuple[Tie, ...]
    apart: timedelta

    @property
    def charged(self) -> bool:
        """Whether it took money or holds it: a refused attempt is not a second charge."""
        return charged(self.row)


@dataclass(frozen=True, slots=True)
class Related:
    """Another payment of the same customer, card, account or order."""

    row: PaymentRow
    ties: tuple[Tie, ...]


def charged(row: PaymentRow) -> bool:
    """Whether the status says that money was taken or is held; an unknown status may mean so."""
    return row.status not in NOT_CHARGED


def duplicates(row: PaymentRow, index: PaymentIndex, within: timedelta = WITHIN) -> tuple[Duplicate, ...]:
    """The likely duplicates of a payment among the loaded rows, newest first.

    A payment without a date has none, nor one without a card, an account or a customer. The caller has to
    know whether the whole time around the payment is loaded.
    """
    if row.created is None:
        return ()
    reach = int(within.total_seconds())
    found = []
    for slot in index.of_amount(row.amount, index.between(row.created - reach, row.created + reach)):
        other = index.rows[slot]
        if not isinstance(other, PaymentRow) or other.amount != row.amount:
            continue
        if other.currency != row.currency or other.id == row.id:
            continue
        ties = _ties(row, other, order=False)
        if ties and other.created is not None:
            found.append(Duplicate(other, ties, timedelta(seconds=other.created - row.created)))
    return tuple(found)


def charged_twice(row: PaymentRow, found: tuple[Duplicate, ...]) -> bool:
    """Whether the payment and one of its likely duplicates both took money."""
    return charged(row) and any(duplicate.charged for duplicate in found)


def twins(row: PaymentRow, index: PaymentIndex) -> tuple[PaymentRow, ...]:
    """The likely duplicates among the loaded rows where both took or hold money, newest first."""
    if not charged(row):
        return ()
    return tuple(each.row for each in duplicates(row, index) if each.charged)


def related(row: PaymentRow, index: PaymentIndex, limit: int = 100) -> tuple[Related, ...]:
    """The loaded payments of the same customer, card, account or order, newest first, at most `limit`."""
    lookup, slots = PaymentLookup(index.rows), set[int]()
    for facet in RELATED:
        (wanted,) = facet((row,))
        if wanted:
            slots.update(lookup.slots(facet, wanted))
    newest = sorted(nlargest(limit + 1, slots, key=index.rows.created.__getitem__), key=index.rank)
    others = (index.rows[slot] for slot in newest)
    found = [
        Related(other, _ties(row, other, order=True))
        for other in others
        if isinstance(other, PaymentRow) and other.id != row.id
    ]
    return tuple(found[:limit])


def _ties(row: PaymentRow, other: PaymentRow, *, order: bool) -> tuple[Tie, ...]:
    ties: list[Tie] = []
    if row.instrument_id and row.instrument_id == other.instrument_id:
        ties.append("account" if row.instrument_id.startswith("sepa_") else "card")
    if row.customer_id and row.customer_id == other.customer_id:
        ties.append("customer")
    if order and row.order_id and row.order_id == other.order_id:
        ties.append("order")
    return tuple(ties)


@reads(Part.PAYER)
def customers(rows: Sequence[ListedPayment]) -> list[str | None]:
    """The customer's id of each row."""
    return [(row.customer_id or None) if type(row) is PaymentRow else None for row in rows]


@reads(Part.PAYER)
def instruments(rows: Sequence[ListedPayment]) -> list[str | None]:
    """The id of the card or the account of each row."""
    return [row.instrument_id if type(row) is PaymentRow else None for row in rows]


@reads(Part.WORDS)
def _orders(rows: Sequence[ListedPayment]) -> list[str | None]:
    return [row.order_id if type(row) is PaymentRow else None for row in rows]


RELATED = (customers, instruments, _orders)
"""What related payments have in common."""
