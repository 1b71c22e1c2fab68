"""What the overview reads besides payments: disputes that were opened, payouts that are due."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from stancer_tui.api.pages import Page
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payout import Payout

PAYOUTS_BACK = timedelta(days=14)
"""How far back payouts are read; older ones have arrived."""

COMING = frozenset({"pending", "to_pay", "sent"})
"""Payouts that have not arrived (reference: Payout status codes); a failed one is shown too."""

_FAR = datetime.max.replace(tzinfo=UTC)


class DisputePages(Protocol):
    """What is needed of the API's disputes."""

    async def page(self, *, created: datetime | int | None = None) -> Page[Dispute]:
        """One page, oldest first."""
        ...


class PayoutPages(Protocol):
    """What is needed of the API's payouts."""

    async def page(self, *, created: datetime | int | None = None) -> Page[Payout]:
        """One page, oldest first."""
        ...


class UpcomingClient(Protocol):
    """What is needed of the API."""

    @property
    def disputes(self) -> DisputePages: ...
    @property
    def payouts(self) -> PayoutPages: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """The disputes of one page; `more` when others follow."""

    disputes: tuple[Dispute, ...]
    more: bool


async def opened_disputes(client: UpcomingClient, since: int, until: float) -> Opened:
    """The disputes created from `since` to `until` (Unix seconds), by one request; raises `ApiError`."""
    page = await client.disputes.page(created=since)
    found = [item for item in page.items if isinstance(item, Dispute)]
    kept = [item for item in found if item.created is None or item.created.timestamp() <= until]
    return Opened(tuple(kept), page.has_more and len(kept) == len(found))


async def next_payouts(client: UpcomingClient, now: datetime) -> tuple[Payout, ...]:
    """The payouts that have not arrived, the next one first, by one request; raises `ApiError`.

    With a test key the API answers that it has none (`NotImplementedByApi`).
    """
    page = await client.payouts.page(created=now - PAYOUTS_BACK)
    coming = [item for item in page.items if isinstance(item, Payout) and item.status in COMING | {"failed"}]
    return tuple(sorted(coming, key=lambda item: (item.date_bank or _FAR, item.created or _FAR)))
