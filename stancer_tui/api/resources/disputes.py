"""Disputes: /v1/disputes (reference: Disputes)."""

from collections.abc import AsyncGenerator
from datetime import datetime

from stancer_tui.api.lists import Listing
from stancer_tui.api.pages import PAGE, Page
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.models.dispute import Dispute

_PATH = "/v1/disputes/"


class Disputes:
    """What the API offers on disputes."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._list = Listing(pipeline, _PATH, "disputes")

    async def get(self, dispute_id: str) -> Dispute:
        """One dispute; raises `NotFound`."""
        return await self._pipeline.get(_PATH, dispute_id, Dispute)

    async def page(
        self, *, created: datetime | int | None = None, start: int = 0, limit: int = PAGE
    ) -> Page[Dispute]:
        """One page of disputes since `created` (inclusive), oldest first."""
        return await self._list.page(Dispute.read, created=created, start=start, limit=limit)

    def all(self, *, created: datetime | int | None = None) -> AsyncGenerator[Dispute, None]:
        """Every dispute since `created` (inclusive), one by one, oldest first.

        Raises `UnreadableAnswer` at one that cannot be read, after those before it.
        """
        return self._list.items(Dispute.read, created=created)

    def walk(
        self, *, created: datetime | int | None = None, concurrency: int = 4
    ) -> AsyncGenerator[Page[Dispute], None]:
        """Every page of disputes since `created`, oldest first."""
        return self._list.walk(Dispute.read, created=created, concurrency=concurrency)
