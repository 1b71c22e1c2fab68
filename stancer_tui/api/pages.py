"""Pages of a list, and the walk from one to the next."""

import asyncio
import math
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Generic, TypeVar

from stancer_tui.api.errors import EndlessList
from stancer_tui.language import N_
from stancer_tui.language.sentence import Sentence
from stancer_tui.models.payment_row import UnreadableRow

T = TypeVar("T")

PAGE = 100
"""The largest page the API gives (reference: List all disputes)."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list, oldest first (reference: List all payments)."""

    items: tuple[T | UnreadableRow, ...]
    """Up to 100; where one cannot be read, an `UnreadableRow` stands in its place."""
    live_mode: bool | None
    """Whether it is of live mode; None for a list in which nothing was found."""
    start: int
    """The offset of the first item, from 0."""
    end: int | None
    """The offset of the last item; None where there is none."""
    limit: int
    """How many items were asked for."""
    has_more: bool
    """Whether another page follows, which begins at `start` + `limit`."""

    @classmethod
    def empty(cls, start: int = 0, limit: int = PAGE) -> "Page[T]":
        """The page of a list in which nothing was found from `start` on; `limit` items were asked for.

        The API answers 404 then, which the client takes for what it is.
        """
        return cls((), None, start, None, limit, has_more=False)


_REMEMBERED = 20 * PAGE
"""Ids of a walk that are remembered at least, to leave out repeated items."""

MOST_PAGES = 10_000
"""The default limit of a walk: a million items at the API's largest page."""

WALKING = "page of a walk"
"""The name of the tasks of a walk."""


_CAREFUL = 10
"""Pages that must arrive after a 429 before the concurrency grows by one."""


_QUEUED = 2
"""Further pages requested at full speed, which are sent while the answer before them is being read."""

_NEARLY_NONE = 0.05
"""The error of an estimate, as a fraction of a page; so little is not requested ahead."""


class Pace:
    """How many pages to request at once: doubled after as many have arrived, halved after a 429.

    Where the number of pages left can be estimated, a long list is read at full speed from the start, and no
    pages are requested beyond the end of a short one.
    """

    def __init__(self, start: int = 4, most: int = 8) -> None:
        self.allowed = start
        self._most = most
        self._good = 0
        self._slowed = False

    def with_left(self, pages: float | None) -> int:
        """How many to request now, with about `pages` left (None: unknown)."""
        if pages is not None and pages >= self._most and not self._slowed:
            self.allowed = self._most
        wanted = self.allowed + (_QUEUED if self.allowed == self._most else 0)
        return wanted if pages is None else min(wanted, math.ceil(pages - _NEARLY_NONE))

    def faster(self) -> None:
        """Count a page that arrived."""
        self._good += 1
        if self._good >= (_CAREFUL if self._slowed else self.allowed):
            self.allowed = min(self.allowed + (1 if self._slowed else self.allowed), self._most)
            self._good = 0

    def slower(self) -> None:
        """Halve the concurrency: the API answered 429."""
        self.allowed = max(1, self.allowed // 2)
        self._good = 0
        self._slowed = True


async def walk(
    fetch: Callable[[int], Awaitable[Page[T]]],
    *,
    concurrency: int = 4,
    pace: Pace | None = None,
    left: Callable[[Page[T]], float | None] = lambda _page: None,
    most: int = MOST_PAGES,
) -> AsyncGenerator[Page[T], None]:
    """Every page in order, several requested at once; `fetch` takes the offset of a page's first item.

    `left` estimates how many pages follow a page, or gives None. The walk ends at a page that says it is the
    last, an empty one or a 404. An item that appears again because the list shifted while it was read is left
    out. Close the iterator (`contextlib.aclosing`) when leaving it early, which cancels pending requests.

    Raises what `fetch` raises, after the pages before it, and `EndlessList` where a page without anything new
    says that more follows, or more would follow after `most` pages.
    """
    pace = pace or Pace(concurrency)
    seen = _Seen()
    # The first page alone: most lists end there, and it shows how many items a page really holds.
    page = await fetch(0)
    step = max(1, min(len(page.items), page.limit))
    following = step
    pending: deque[asyncio.Task[Page[T]]] = deque()

    def ask(wanted: int) -> None:
        nonlocal following
        while len(pending) < wanted:
            pending.append(asyncio.create_task(_task(fetch, following), name=WALKING))
            following += step

    try:
        for number in count(1):
            fresh = seen.fresh(page)
            new = any(_id(item) is not None for item in fresh.items)
            if page.has_more and new:
                ask(min(pace.with_left(left(page)), most - number))
            if page.items:
                yield fresh
            if not page.has_more:
                return
            if not new:
                raise EndlessList(Sentence(N_("a page that holds nothing new says that more follows")))
            if number >= most:
                raise EndlessList(Sentence(N_("more follows after {pages} pages"), pages=most))
            ask(1)  # in case there is more than was estimated
            page = await pending[0]  # it stays in the queue meanwhile, so that leaving early cancels it
            pending.popleft()
            pace.faster()
    finally:
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)


class PagesLeft:
    """Estimates how many pages follow one, from the dates of the items so far and the end of the walk."""

    def __init__(self, until: float) -> None:
        self._until = until
        self._first: int | None = None
        self._items = 0

    def __call__(self, page: Page[Any]) -> float | None:
        """The estimate; None where the items have no dates, or all the same."""
        self._items += len(page.items)
        first, last = (_moment(page.items[place]) for place in (0, -1)) if page.items else (None, None)
        if self._first is None:
            self._first = first
        if self._first is None or last is None or last <= self._first:
            return None
        items_left = (self._until - last) * (self._items - 1) / (last - self._first)
        return max(items_left, 0) / len(page.items)


def _moment(item: object) -> int | None:
    created = getattr(item, "created", None)
    return created if isinstance(created, int) else None


def _id(item: object) -> str | None:
    found: str | None = getattr(item, "id", None)
    return found


async def _task(fetch: Callable[[int], Awaitable[Page[T]]], start: int) -> Page[T]:
    return await fetch(start)


class _Seen:
    """The ids of the last pages: a list that shifts repeats items from the end of a page."""

    def __init__(self) -> None:
        self._last: set[str] = set()
        self._before: set[str] = set()

    def fresh(self, page: Page[T]) -> Page[T]:
        """The page without the items that came before."""
        if len(self._last) >= _REMEMBERED:
            self._before, self._last = self._last, set()
        ids = {each for item in page.items if (each := getattr(item, "id", None)) is not None}
        if len(ids) == len(page.items) and ids.isdisjoint(self._last) and ids.isdisjoint(self._before):
            self._last |= ids
            return page
        kept = [item for item in page.items if self._new(_id(item))]
        return page if len(kept) == len(page.items) else replace(page, items=tuple(kept))

    def _new(self, item_id: str | None) -> bool:
        if item_id is None:
            return True
        if item_id in self._last or item_id in self._before:
            return False
        self._last.add(item_id)
        return True
