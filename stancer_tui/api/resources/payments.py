"""Payments: /v1/checkout (reference: Payments)."""

from collections.abc import AsyncGenerator, Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar, overload

from stancer_tui.api.filters import list_params
from stancer_tui.api.pages import PAGE, Page, walk
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.models.payment import Payment

T = TypeVar("T")

_PATH = "/v1/checkout/"


class Payments:
    """What the API offers on payments."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    async def get(self, payment_id: str) -> Payment:
        """One payment with everything embedded in it; raises `NotFound`."""
        return await self._pipeline.get(_PATH, payment_id, Payment)

    @overload
    async def page(
        self,
        *,
        created: datetime | int | None = None,
        start: int = 0,
        limit: int = PAGE,
        order_id: str | None = None,
        unique_id: str | None = None,
    ) -> Page[Payment]: ...

    @overload
    async def page(
        self,
        *,
        created: datetime | int | None = None,
        start: int = 0,
        limit: int = PAGE,
        order_id: str | None = None,
        unique_id: str | None = None,
        read: Callable[[object], T],
    ) -> Page[T]: ...

    async def page(
        self,
        *,
        created: datetime | int | None = None,
        start: int = 0,
        limit: int = PAGE,
        order_id: str | None = None,
        unique_id: str | None = None,
        read: Callable[[object], Any] = Payment.read,
    ) -> Page[Any]:
        """One page of payments, oldest first; at most one of `created`, `order_id`, `unique_id`.

        `read` builds each item: `Payment.read`, or `payment_row` for a list that keeps little.
        """
        params = list_params(
            created=created, start=start, limit=limit, order_id=order_id, unique_id=unique_id
        )
        return await self._pipeline.page(_PATH, "payments", params, read, start=start, limit=limit)

    def walk(
        self,
        *,
        created: datetime | int | None = None,
        read: Callable[[object], T],
        order_id: str | None = None,
        unique_id: str | None = None,
        concurrency: int = 4,
    ) -> AsyncGenerator[Page[T], None]:
        """Every page since `created` (inclusive), oldest first, several asked for at once."""
        fetch = partial(self._page_at, created=created, read=read, order_id=order_id, unique_id=unique_id)
        return walk(fetch, pace=self._pipeline.walking_pace(concurrency))

    async def _page_at(
        self,
        start: int,
        *,
        created: datetime | int | None,
        read: Callable[[object], T],
        order_id: str | None,
        unique_id: str | None,
    ) -> Page[T]:
        return await self.page(
            created=created, start=start, order_id=order_id, unique_id=unique_id, read=read
        )
