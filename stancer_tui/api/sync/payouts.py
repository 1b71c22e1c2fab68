"""Payouts: /v1/payouts, in live mode only (reference: Payouts).

Written by `python -m tests.sync_twin --write`.
"""

from collections.abc import Callable, Generator
from datetime import datetime
from functools import partial
from typing import TypeVar

from stancer_tui.api.pages import PAGE, Page
from stancer_tui.api.resources.payouts import Payouts
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payment import Payment
from stancer_tui.models.payout import Payout
from stancer_tui.models.refund import Refund

T = TypeVar("T")


class SyncPayouts:
    """Payouts and their members: `/v1/payouts/` (reference: Payouts).

    They exist in live mode only: with a test key each raises `NotImplementedByApi`.
    """

    def __init__(self, twin: Payouts, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def get(self, payout_id: str) -> Payout:
        """The payout `payout_id` (`pout_…`); raises `NotFound`. The reference has no heading for this."""
        return self._portal.run(partial(self._twin.get, payout_id))

    def page(
        self, *, created: datetime | int | None = None, start: int = 0, limit: int = PAGE
    ) -> Page[Payout]:
        """One page of payouts, oldest first.

        `created`: Unix seconds or an aware datetime, inclusive. `start`: how many to pass over. `limit`: 1 to
        100 items. An empty page where there is none.
        """
        return self._portal.run(partial(self._twin.page, created=created, start=start, limit=limit))

    def all(self, *, created: datetime | int | None = None) -> Generator[Payout, None, None]:
        """Every payout since `created` (inclusive), one by one, oldest first.

        `created` is Unix seconds or an aware datetime. Raises `UnreadableAnswer` at one that cannot be read,
        after those before it, and `EndlessList`.
        """
        return self._portal.iterate(self._twin.all(created=created))

    def walk(
        self, *, created: datetime | int | None = None, concurrency: int = 4
    ) -> Generator[Page[Payout], None, None]:
        """Every page of payouts since `created` (inclusive), oldest first.

        `created` is Unix seconds or an aware datetime. At first `concurrency` pages are asked for at once.
        Raises `EndlessList`. Close it (`contextlib.closing`) when leaving it early.
        """
        return self._portal.iterate(self._twin.walk(created=created, concurrency=concurrency))

    def payments(self, payout_id: str, *, start: int = 0, limit: int = PAGE) -> Page[Payment]:
        """One page of the payments in the payout `payout_id`: `limit` (1 to 100) from offset `start` on."""
        return self._portal.run(partial(self._twin.payments, payout_id, start=start, limit=limit))

    def refunds(self, payout_id: str, *, start: int = 0, limit: int = PAGE) -> Page[Refund]:
        """One page of the refunds in the payout `payout_id`: `limit` (1 to 100) from offset `start` on."""
        return self._portal.run(partial(self._twin.refunds, payout_id, start=start, limit=limit))

    def disputes(self, payout_id: str, *, start: int = 0, limit: int = PAGE) -> Page[Dispute]:
        """One page of the disputes in the payout `payout_id`: `limit` (1 to 100) from offset `start` on."""
        return self._portal.run(partial(self._twin.disputes, payout_id, start=start, limit=limit))

    def all_payments(
        self, payout_id: str, *, created: datetime | int | None = None
    ) -> Generator[Payment, None, None]:
        """Every payment in the payout `payout_id`, one by one, made since `created` where that is given.

        `created` is Unix seconds or an aware datetime, inclusive. Raises `UnreadableAnswer` at one that
        cannot be read, after those before it, and `EndlessList`.
        """
        return self._portal.iterate(self._twin.all_payments(payout_id, created=created))

    def all_refunds(
        self, payout_id: str, *, created: datetime | int | None = None
    ) -> Generator[Refund, None, None]:
        """Every refund in the payout `payout_id`, one by one, made since `created` where that is given.

        `created` is Unix seconds or an aware datetime, inclusive. Raises `UnreadableAnswer` at one that
        cannot be read, after those before it, and `EndlessList`.
        """
        return self._portal.iterate(self._twin.all_refunds(payout_id, created=created))

    def all_disputes(
        self, payout_id: str, *, created: datetime | int | None = None
    ) -> Generator[Dispute, None, None]:
        """Every dispute in the payout `payout_id`, one by one, made since `created` where that is given.

        `created` is Unix seconds or an aware datetime, inclusive. Raises `UnreadableAnswer` at one that
        cannot be read, after those before it, and `EndlessList`.
        """
        return self._portal.iterate(self._twin.all_disputes(payout_id, created=created))

    def walk_members(
        self,
        payout_id: str,
        kind: str,
        *,
        read: Callable[[object], T],
        created: datetime | int | None = None,
        first: int = 0,
    ) -> Generator[Page[T], None, None]:
        """Every page of the members of the payout `payout_id`, from offset `first` on.

        - `kind`: "payments", "refunds" or "disputes".
        - `read`: builds each item from its JSON, such as `Payment.read`; ValueError makes an `UnreadableRow`.
        - `created`: Unix seconds or an aware datetime, inclusive.

        Raises `EndlessList`. Close it (`contextlib.closing`) when leaving it early.
        """
        return self._portal.iterate(
            self._twin.walk_members(payout_id, kind, read=read, created=created, first=first)
        )
