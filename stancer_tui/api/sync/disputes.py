"""Disputes: /v1/disputes (reference: Disputes).

Written by `python -m tests.sync_twin --write`.
"""

from collections.abc import Generator
from datetime import datetime
from functools import partial

from stancer_tui.api.pages import PAGE, Page
from stancer_tui.api.resources.disputes import Disputes
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.dispute import Dispute


class SyncDisputes:
    """Disputes: `/v1/disputes/` (reference: Disputes). They can only be read."""

    def __init__(self, twin: Disputes, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def get(self, dispute_id: str) -> Dispute:
        """The dispute `dispute_id` (`dspt_…`); raises `NotFound`."""
        return self._portal.run(partial(self._twin.get, dispute_id))

    def page(
        self, *, created: datetime | int | None = None, start: int = 0, limit: int = PAGE
    ) -> Page[Dispute]:
        """One page of disputes, oldest first.

        `created`: Unix seconds or an aware datetime, inclusive. `start`: how many to pass over. `limit`: 1 to
        100 items. An empty page where there is none.
        """
        return self._portal.run(partial(self._twin.page, created=created, start=start, limit=limit))

    def all(self, *, created: datetime | int | None = None) -> Generator[Dispute, None, None]:
        """Every dispute since `created` (inclusive), one by one, oldest first.

        `created` is Unix seconds or an aware datetime. Raises `UnreadableAnswer` at one that cannot be read,
        after those before it, and `EndlessList`.
        """
        return self._portal.iterate(self._twin.all(created=created))

    def walk(
        self, *, created: datetime | int | None = None, concurrency: int = 4
    ) -> Generator[Page[Dispute], None, None]:
        """Every page of disputes since `created` (inclusive), oldest first.

        `created` is Unix seconds or an aware datetime. At first `concurrency` pages are asked for at once.
        Raises `EndlessList`. Close it (`contextlib.closing`) when leaving it early.
        """
        return self._portal.iterate(self._twin.walk(created=created, concurrency=concurrency))
