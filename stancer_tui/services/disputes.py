"""Disputes as an agent needs them: those of one payment."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime
from typing import Protocol

from stancer_tui.api.pages import Page
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payment import Payment


class DisputeSource(Protocol):
    """What is needed of the API's disputes."""

    def walk(self, *, created: datetime | int | None = None) -> AsyncGenerator[Page[Dispute], None]:
        """Pages in order, oldest first."""
        ...


class Client(Protocol):
    """What is needed of the API."""

    @property
    def disputes(self) -> DisputeSource:
        """Its disputes."""
        ...


async def disputes_of(client: Client, payment: Payment) -> tuple[Dispute, ...]:
    """The disputes of a payment, oldest first; raises `ApiError`.

    v1 has no filter by payment: the list is read from the payment's own date on, since no dispute is older.
    """
    found: list[Dispute] = []
    pages = client.disputes.walk(created=payment.created)
    async with aclosing(pages) as reading:
        async for page in reading:
            found += [item for item in page.items if isinstance(item, Dispute) and item.payment == payment.id]
    return tuple(found)
