"""Disputes: /v1/disputes (reference: Disputes)."""

from collections.abc import AsyncGenerator
from datetime import datetime

from stancer_tui.api.lists import Listing
from stancer_tui.api.pages import PAGE, Page
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.models.dispute import Dispute

_PATH = "/v1/disputes/"


class Disputes:
    """Disputes: `/v1/disputes/` (reference: Disputes). They can only be read."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._list = Listing(pipeline, _PATH, "disputes")

    async def get(self, dispute_id: str) -> Dispute:
        """The dispute `dispute_id` (`dspt_…`); raises `NotFound`."""
        return await self._pipeline.get(_PATH, dispute_id, Dispute)

    async def page(
        self, *, created: datetime | int | None = None, start: int = 0, limit: int = PAGE
    ) -> Page[Dispute]:
        """One page of disputes, oldest first.

        `created`: Unix seconds or an aware datetime, inclusive. `start`: how many to pass over. `limit`: 1 to
        100 items. An empty page where there is none.
        """
        return await self._list.page(Dispute.read, created=created, start=start, limit=limit)

    def all(self, *, created: datetime | int | None = None) -> AsyncGenerator[Dispute, None]:
        """Every dispute since `created` (inclusive), one by one, oldest first.

        `created` is Unix seconds or an aware datetime. Raises `UnreadableAnswer` at one that cannot be read,
        after those before it, and `EndlessList`.
        """
        return self._list.items(Dispute.read, created=created)

    def walk(
        self, *, created: datetime | int | None = None, concurrency: int = 4
    ) -> AsyncGenerator[Page[Dispute], None]:
        """Every page of disputes since `created` (inclusive), oldest first.

        `created` is Unix seconds or an aware datetime. At first `concurrency` pages are asked for at once.
        Raises `EndlessList`. Close it (`contextlib.aclosing`) when leaving it early.
        """
        return self._list.walk(Dispute.read, created=created, concurrency=concurrency)
