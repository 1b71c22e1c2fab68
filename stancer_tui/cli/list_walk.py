"""The items of a list in the order asked for. The API lists oldest first and filters by a beginning only."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from stancer_tui.cli.list_filter import ListFilter, created_of
from stancer_tui.models.base import StancerObject
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.render.listed import Listed

if TYPE_CHECKING:
    from stancer_tui.api import StancerClient
    from stancer_tui.api.pages import Page

Item = Listed | UnreadableRow
Batches = AsyncGenerator[tuple[Item, ...], None]
Model = TypeVar("Model", bound=StancerObject)

STEPS = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))
"""How far back the newest stretches reach; those before are `STRETCH` long."""

STRETCH = timedelta(days=30)
"""What is read and reversed at once; doubled after each stretch without an item."""

OnStretch = Callable[[int | None, int | None], None]
"""Called before each stretch is read: from (included) and to (not) in Unix seconds, None where it is open."""


def walk(
    client: "StancerClient", wanted: ListFilter, *, oldest_first: bool, now: datetime, on_stretch: OnStretch
) -> Batches:
    """The items page by page, or stretch by stretch; close the generator when leaving it early."""
    if oldest_first:
        return _oldest_first(client, wanted)
    if wanted.sent_order is not None or wanted.sent_unique is not None:
        return _turned(client, wanted)
    return _newest_first(client, wanted, now, on_stretch)


async def _oldest_first(client: "StancerClient", wanted: ListFilter) -> Batches:
    async with aclosing(_pages(client, wanted, wanted.sent_since)) as pages:
        async for page in pages:
            yield page.items
            if wanted.past(page.items):
                return


async def _turned(client: "StancerClient", wanted: ListFilter) -> Batches:
    """The few items of an order number or a unique id, which the API does not filter by date as well."""
    async with aclosing(_pages(client, wanted, None)) as pages:
        items = [item async for page in pages for item in page.items]
    yield tuple(reversed(items))


async def _newest_first(
    client: "StancerClient", wanted: ListFilter, now: datetime, on_stretch: OnStretch
) -> Batches:
    """One stretch after the other back to the beginning, each read oldest first and reversed."""
    seen: set[str] = set()
    async for since, until in _stretches(client, wanted, now, seen):
        on_stretch(since, until)
        items: list[Item] = []
        async with aclosing(_pages(client, wanted, since, until)) as pages:
            async for page in pages:
                kept = [item for item in page.items if not _at_or_after(item, until)]
                items += (item for item in kept if item.id is None or item.id not in seen)
                if len(kept) < len(page.items):
                    break
        seen.update(item.id for item in items if item.id is not None)
        yield tuple(reversed(items))


async def _stretches(
    client: "StancerClient", wanted: ListFilter, now: datetime, seen: set[str]
) -> AsyncIterator[tuple[int | None, int | None]]:
    """From (inclusive; None: from the first item) and to (exclusive; None: now and on), newest first."""
    since, until = wanted.since, wanted.until
    top = int(now.timestamp())
    top = top if until is None else min(top, until)
    for step in STEPS:
        start = top - int(step.total_seconds())
        if since is not None and start <= since:
            break
        yield start, until
        until = start
    else:
        if since is None:
            since = await _oldest(client, wanted)
        span = int(STRETCH.total_seconds())
        while since is not None and until is not None and until - span > since:
            before = len(seen)
            yield until - span, until
            until -= span
            span *= 2 if len(seen) == before else 1
    yield wanted.since, until


async def _oldest(client: "StancerClient", wanted: ListFilter) -> int | None:
    """When the first item of the list was created, from its first page; None where that is not known."""
    async with aclosing(_pages(client, wanted, None)) as pages:
        async for page in pages:
            return next((created_of(item) for item in page.items), None)
    return None


def _pages(
    client: "StancerClient", wanted: ListFilter, since: int | None, until: int | None = None
) -> "AsyncGenerator[Page[Listed], None]":
    """The pages with at most one filter sent; the API takes one, the others are applied here."""
    match wanted.kind:
        case "payments":
            return client.payments.walk(
                read=Listed.read,
                created=since,
                until=until,
                order_id=wanted.sent_order,
                unique_id=wanted.sent_unique,
            )
        case "disputes":
            return _listed(client.disputes.walk(created=since))
        case "payouts":
            return _listed(client.payouts.walk(created=since))
        case _:
            return _listed(client.refunds.walk(created=since))


async def _listed(pages: "AsyncGenerator[Page[Model], None]") -> "AsyncGenerator[Page[Listed], None]":
    from stancer_tui.api.pages import Page

    async with aclosing(pages):
        async for page in pages:
            items = tuple(_as_listed(item) for item in page.items)
            yield Page(items, page.live_mode, page.start, page.end, page.limit, page.has_more)


def _as_listed(item: StancerObject | UnreadableRow) -> Item:
    return item if isinstance(item, UnreadableRow) else Listed(item.id, item.raw)


def _at_or_after(item: Item, until: int | None) -> bool:
    created = created_of(item)
    return until is not None and created is not None and created >= until
