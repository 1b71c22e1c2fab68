"""Payouts: /v1/payouts, in live mode only (reference: Payouts)."""

from collections.abc import AsyncGenerator, Callable
from datetime import datetime
from typing import TypeVar

from stancer_tui.api.lists import Listing
from stancer_tui.api.pages import PAGE, Page
from stancer_tui.api.pipeline import Pipeline, item_path
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payment import Payment
from stancer_tui.models.payout import Payout
from stancer_tui.models.refund import Refund

T = TypeVar("T")

_PATH = "/v1/payouts/"


class Payouts:
    """Payouts and their members: `/v1/payouts/` (reference: Payouts).

    They exist in live mode only: with a test key each raises `NotImplementedByApi`.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._list = Listing(pipeline, _PATH, "payouts")

    async def get(self, payout_id: str) -> Payout:
        """The payout `payout_id` (`pout_…`); raises `NotFound`. The reference has no heading for this."""
        return await self._pipeline.get(_PATH, payout_id, Payout)

    async def page(
        self, *, created: datetime | int | None = None, start: int = 0, limit: int = PAGE
    ) -> Page[Payout]:
        """One page of payouts, oldest first.

        `created`: Unix seconds or an aware datetime, inclusive. `start`: how many to pass over. `limit`: 1 to
        100 items. An empty page where there is none.
        """
        return await self._list.page(Payout.read, created=created, start=start, limit=limit)

    def all(self, *, created: datetime | int | None = None) -> AsyncGenerator[Payout, None]:
        """Every payout since `created` (inclusive), one by one, oldest first.

        `created` is Unix seconds or an aware datetime. Raises `UnreadableAnswer` at one that cannot be read,
        after those before it, and `EndlessList`.
        """
        return self._list.items(Payout.read, created=created)

    def walk(
        self, *, created: datetime | int | None = None, concurrency: int = 4
    ) -> AsyncGenerator[Page[Payout], None]:
        """Every page of payouts since `created` (inclusive), oldest first.

        `created` is Unix seconds or an aware datetime. At first `concurrency` pages are asked for at once.
        Raises `EndlessList`. Close it (`contextlib.aclosing`) when leaving it early.
        """
        return self._list.walk(Payout.read, created=created, concurrency=concurrency)

    async def payments(self, payout_id: str, *, start: int = 0, limit: int = PAGE) -> Page[Payment]:
        """One page of the payments in the payout `payout_id`: `limit` (1 to 100) from offset `start` on."""
        return await self._members(payout_id, "payments").page(Payment.read, start=start, limit=limit)

    async def refunds(self, payout_id: str, *, start: int = 0, limit: int = PAGE) -> Page[Refund]:
        """One page of the refunds in the payout `payout_id`: `limit` (1 to 100) from offset `start` on."""
        return await self._members(payout_id, "refunds").page(Refund.read, start=start, limit=limit)

    async def disputes(self, payout_id: str, *, start: int = 0, limit: int = PAGE) -> Page[Dispute]:
        """One page of the disputes in the payout `payout_id`: `limit` (1 to 100) from offset `start` on."""
        return await self._members(payout_id, "disputes").page(Dispute.read, start=start, limit=limit)

    def all_payments(
        self, payout_id: str, *, created: datetime | int | None = None
    ) -> AsyncGenerator[Payment, None]:
        """Every payment in the payout `payout_id`, one by one, made since `created` where that is given.

        `created` is Unix seconds or an aware datetime, inclusive. Raises `UnreadableAnswer` at one that
        cannot be read, after those before it, and `EndlessList`.
        """
        return self._members(payout_id, "payments").items(Payment.read, created=created)

    def all_refunds(
        self, payout_id: str, *, created: datetime | int | None = None
    ) -> AsyncGenerator[Refund, None]:
        """Every refund in the payout `payout_id`, one by one, made since `created` where that is given.

        `created` is Unix seconds or an aware datetime, inclusive. Raises `UnreadableAnswer` at one that
        cannot be read, after those before it, and `EndlessList`.
        """
        return self._members(payout_id, "refunds").items(Refund.read, created=created)

    def all_disputes(
        self, payout_id: str, *, created: datetime | int | None = None
    ) -> AsyncGenerator[Dispute, None]:
        """Every dispute in the payout `payout_id`, one by one, made since `created` where that is given.

        `created` is Unix seconds or an aware datetime, inclusive. Raises `UnreadableAnswer` at one that
        cannot be read, after those before it, and `EndlessList`.
        """
        return self._members(payout_id, "disputes").items(Dispute.read, created=created)

    def walk_members(
        self,
        payout_id: str,
        kind: str,
        *,
        read: Callable[[object], T],
        created: datetime | int | None = None,
        first: int = 0,
    ) -> AsyncGenerator[Page[T], None]:
        """Every page of the members of the payout `payout_id`, from offset `first` on.

        - `kind`: "payments", "refunds" or "disputes".
        - `read`: builds each item from its JSON, such as `Payment.read`; ValueError makes an `UnreadableRow`.
        - `created`: Unix seconds or an aware datetime, inclusive.

        Raises `EndlessList`. Close it (`contextlib.aclosing`) when leaving it early.
        """
        return self._members(payout_id, kind).walk(read, created=created, first=first)

    def _members(self, payout_id: str, kind: str) -> Listing:
        return Listing(self._pipeline, f"{item_path(_PATH, payout_id)}/{kind}/", kind)
