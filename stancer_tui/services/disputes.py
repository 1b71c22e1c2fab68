"""Disputes: those of a window, how many are new, those of one payment."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from stancer_tui.api.pages import PAGE, Page
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.moments import in_zone, instant_of, paris
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.services.payments.window_walk import within
from stancer_tui.services.payments.windows import Window


class DisputeSource(Protocol):
    """What is needed of the API's disputes."""

    async def get(self, dispute_id: str) -> Dispute:
        """One dispute."""
        ...

    async def page(
        self, *, created: datetime | int | None = None, start: int = 0, limit: int = PAGE
    ) -> Page[Dispute]:
        """One page, oldest first."""
        ...

    def walk(self, *, created: datetime | int | None = None) -> AsyncGenerator[Page[Dispute], None]:
        """Pages in order, oldest first."""
        ...


class PaymentReader(Protocol):
    """What is needed of the API's payments."""

    async def get(self, payment_id: str) -> Payment:
        """One payment."""
        ...


class DisputeLists(Protocol):
    """What `disputes_of` needs of the API."""

    @property
    def disputes(self) -> DisputeSource:
        """Its disputes."""
        ...


class DisputesClient(DisputeLists, Protocol):
    """What is needed of the API."""

    @property
    def payments(self) -> PaymentReader:
        """Its payments."""
        ...


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; `more` when one page did not hold all of them."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.more else str(self.number)

    def __bool__(self) -> bool:
        return self.number > 0


@dataclass(frozen=True, slots=True)
class LastVisit:
    """When disputes were last looked at, and the ids of that day's disputes then (None: not remembered).

    A dispute may be dated by its day alone, as that day's midnight in Paris: one that arrives in the evening
    then has an earlier date than a visit at noon. So the whole day of the visit counts, without the `known`
    ones.
    """

    seconds: int
    known: frozenset[str] | None

    @property
    def since(self) -> int:
        """The earliest date of a new dispute, in Unix seconds."""
        return self.seconds if self.known is None else day_begins(self.seconds)

    def is_new(self, dispute: Dispute | UnreadableRow) -> bool:
        """Whether a dispute came after the visit, by its date and its id."""
        created = dispute.created if isinstance(dispute, Dispute) else None
        if created is None or created.timestamp() < self.since:
            return False
        return dispute.id not in (self.known or ())


def day_begins(seconds: int) -> int:
    """The midnight in Paris at the start of the day of `seconds`; both are Unix seconds."""
    there = in_zone(instant_of(seconds), paris())
    return int(there.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())


class DisputesService:
    """Reads disputes and the payments behind them."""

    def __init__(self, client: DisputesClient) -> None:
        self._client = client

    def load(self, window: Window) -> AsyncGenerator[tuple[Dispute | UnreadableRow, ...], None]:
        """The disputes of a window, oldest first, page by page; raises `ApiError`."""
        return within(self._client.disputes.walk(created=window.since), window)

    async def get(self, dispute_id: str) -> Dispute:
        """One dispute; raises `NotFound`."""
        return await self._client.disputes.get(dispute_id)

    async def payment(self, payment_id: str) -> Payment:
        """The payment behind a dispute; raises `ApiError`."""
        return await self._client.payments.get(payment_id)

    async def since(self, visit: LastVisit) -> Count:
        """How many disputes are new since a visit: one request."""
        page = await self._client.disputes.page(created=visit.since)
        return Count(sum(item.id not in (visit.known or ()) for item in page.items), page.has_more)


async def disputes_of(client: DisputeLists, payment: Payment) -> tuple[Dispute, ...]:
    """The disputes of a payment, oldest first; raises `ApiError`.

    v1 has no filter by payment: the list is read from the payment's own day on, since no dispute is older.
    A dispute may be dated by its day alone (see `LastVisit`), so the day counts as a whole.
    """
    found: list[Dispute] = []
    since = None if payment.created is None else day_begins(int(payment.created.timestamp()))
    pages = client.disputes.walk(created=since)
    async with aclosing(pages) as reading:
        async for page in reading:
            found += [item for item in page.items if isinstance(item, Dispute) and item.payment == payment.id]
    return tuple(found)
