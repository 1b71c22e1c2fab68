"""Payments that belong together: likely duplicates of one, and others of its customer or order."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.store.payment_index import PaymentIndex

WITHIN = timedelta(hours=24)
"""How close in time two payments are for one to be a duplicate of the other."""

NOT_CHARGED = frozenset({None, "refused", "failed", "canceled", "expired"})
"""Statuses with which no money was taken or will be (reference: Payment status codes); None is no attempt."""

Tie = Literal["card", "account", "customer", "order"]
"""What two payments have in common."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A payment of the same amount and currency, close in time, by one card, account or customer.

    `apart` is how much later than the payment asked about it was created; negative is earlier.
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

    Only rows close in time are looked at. A payment without a date has none, nor one without a card, an
    account or a customer. Whether the whole time around the payment is loaded is for the caller to say.
    """
    if row.created is None:
        return ()
    reach = int(within.total_seconds())
    found = []
    for other in _created_between(index, row.created - reach, row.created + reach):
        if other.amount != row.amount or other.currency != row.currency or other.id == row.id:
            continue
        ties = _ties(row, other, order=False)
        if ties and other.created is not None:
            found.append(Duplicate(other, ties, timedelta(seconds=other.created - row.created)))
    return tuple(found)


def charged_twice(row: PaymentRow, found: tuple[Duplicate, ...]) -> bool:
    """Whether the payment and one of its likely duplicates both took money."""
    return charged(row) and any(duplicate.charged for duplicate in found)


def twins(row: PaymentRow, index: PaymentIndex) -> tuple[PaymentRow, ...]:
    """The likely twins among the loaded rows, newest first: both took money or hold it."""
    if not charged(row):
        return ()
    return tuple(each.row for each in duplicates(row, index) if each.charged)


def related(row: PaymentRow, index: PaymentIndex, limit: int = 100) -> tuple[Related, ...]:
    """The loaded payments of the same customer, card, account or order, newest first, at most `limit`."""
    slots: set[int] = set()
    for facet in (_customers, _instruments, _orders):
        (wanted,) = facet((row,))
        if wanted:
            slots.update(_places(index.values(facet), wanted))
    newest = sorted(slots, key=index.rank)
    others = (index.rows[slot] for slot in newest)
    found = [
        Related(other, _ties(row, other, order=True))
        for other in others
        if isinstance(other, PaymentRow) and other.id != row.id
    ]
    return tuple(found[:limit])


def _created_between(index: PaymentIndex, first: int, last: int) -> Iterator[PaymentRow]:
    """The readable rows of a stretch of time (Unix seconds, both ends included), newest first."""

    def age(slot: int) -> tuple[bool, int]:
        created = index.rows[slot].created
        return (created is None, -(created or 0))

    start = bisect_left(index.order, (False, -last), key=age)
    stop = bisect_right(index.order, (False, -first), key=age)
    for slot in index.order[start:stop]:
        row = index.rows[slot]
        if isinstance(row, PaymentRow):
            yield row


def _ties(row: PaymentRow, other: PaymentRow, *, order: bool) -> tuple[Tie, ...]:
    ties: list[Tie] = []
    if row.instrument_id and row.instrument_id == other.instrument_id:
        ties.append("account" if row.instrument_id.startswith("sepa_") else "card")
    if row.customer_id and row.customer_id == other.customer_id:
        ties.append("customer")
    if order and row.order_id and row.order_id == other.order_id:
        ties.append("order")
    return tuple(ties)


def _places(values: Sequence[str | None], wanted: str) -> Iterator[int]:
    place = -1
    with suppress(ValueError):
        while True:
            place = values.index(wanted, place + 1)
            yield place


def _customers(rows: Sequence[ListedPayment]) -> list[str | None]:
    return [row.customer_id if type(row) is PaymentRow else None for row in rows]


def _instruments(rows: Sequence[ListedPayment]) -> list[str | None]:
    return [row.instrument_id if type(row) is PaymentRow else None for row in rows]


def _orders(rows: Sequence[ListedPayment]) -> list[str | None]:
    return [row.order_id if type(row) is PaymentRow else None for row in rows]
