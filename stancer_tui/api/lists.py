"""Lists: one page as the API answers it, and the walk over every page."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple, Protocol, TypeVar

from stancer_tui.api.answers import Answer
from stancer_tui.api.errors import UnreadableAnswer
from stancer_tui.api.filters import list_params
from stancer_tui.api.pages import PAGE, Page, PagesLeft, walk
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.language import N_
from stancer_tui.language.sentence import Sentence
from stancer_tui.models.payment_row import UnreadableRow

T = TypeVar("T")

T_co = TypeVar("T_co", covariant=True)

_BREATH = 20
"""Items of a page that are read before other tasks run."""


class WholePage(Protocol[T_co]):
    """A page that was read at once: its items, what they say of their mode, the fields of the page itself."""

    @property
    def rows(self) -> Sequence[T_co]: ...

    @property
    def modes(self) -> set[bool | None]: ...

    @property
    def fields(self) -> dict[str, Any]: ...


ReadsPages = Callable[[bytes], WholePage[T] | None]
"""Reads the body of an answer at once, or not at all where anything in it is unexpected."""


class Listing(NamedTuple):
    """One list of the API: its path, and the `key` of the items in its answers."""

    pipeline: Pipeline
    path: str
    key: str

    async def page(
        self,
        read: Callable[[object], T],
        *,
        created: datetime | int | None = None,
        start: int = 0,
        limit: int = PAGE,
        order_id: str | None = None,
        unique_id: str | None = None,
        read_page: ReadsPages[T] | None = None,
        patient: bool = False,
    ) -> Page[T]:
        """Read one page; an item that `read` refuses with ValueError becomes an unreadable row.

        `read_page` is tried first; where it reads a page, the rows equal those of `read`. The deadline of a
        `patient` request starts when it is first sent, not while it waits for its turn.
        """
        params = list_params(
            created=created, start=start, limit=limit, order_id=order_id, unique_id=unique_id
        )
        verify = partial(self._verify_page, read_page)
        payload = await self.pipeline.read(
            self.path, verify, params=params, accept_missing=True, patient=patient
        )
        if payload is None:
            return Page.empty(start, limit)
        if not isinstance(payload, dict):
            return _page(payload.fields, tuple(payload.rows), start, limit)
        items: list[T | UnreadableRow] = []
        async with (await self.pipeline.lane()).building:
            for item in payload[self.key]:
                items.append(_item(item, read))
                if not len(items) % _BREATH:
                    await asyncio.sleep(0)
        return _page(payload, tuple(items), start, limit)

    def walk(
        self,
        read: Callable[[object], T],
        *,
        created: datetime | int | None = None,
        order_id: str | None = None,
        unique_id: str | None = None,
        first: int = 0,
        until: float | None = None,
        read_page: ReadsPages[T] | None = None,
        concurrency: int = 4,
    ) -> AsyncGenerator[Page[T], None]:
        """Every page in order from the item at offset `first` on, several asked for at once.

        `until` (Unix seconds) is where the reader will stop, if known: pages beyond it are not requested
        ahead. `read_page` is used from the second page on, because importing it would delay the first rows.
        """

        async def fetch(start: int) -> Page[T]:
            return await self.page(
                read,
                created=created,
                start=first + start,
                order_id=order_id,
                unique_id=unique_id,
                read_page=read_page if start else None,
                patient=True,
            )

        pace = self.pipeline.walking_pace(concurrency)
        most = self.pipeline.most_pages
        if until is None:
            return walk(fetch, pace=pace, most=most)
        return walk(fetch, pace=pace, most=most, left=PagesLeft(until))

    async def items(
        self,
        read: Callable[[object], T],
        *,
        created: datetime | int | None = None,
        order_id: str | None = None,
        unique_id: str | None = None,
    ) -> AsyncGenerator[T, None]:
        """Every item of every page in order; raises `UnreadableAnswer` at one that `read` refuses."""
        walked = self.walk(read, created=created, order_id=order_id, unique_id=unique_id)
        async with aclosing(walked) as pages:
            async for page in pages:
                for item in page.items:
                    if isinstance(item, UnreadableRow):
                        raise self._unreadable(item)
                    yield item

    def _unreadable(self, row: UnreadableRow) -> UnreadableAnswer:
        cannot = N_("the list holds an item that cannot be read ({id}: {reason})")
        return UnreadableAnswer(
            Sentence(cannot, id=row.id or "?", reason=row.reason), method="GET", path=self.path, status=200
        )

    async def server_date(self) -> datetime | None:
        """The server's clock, from the answer to one cheap read of this list."""

        def verify(answer: Answer) -> datetime | None:
            self._verify(answer)
            return answer.date

        params = list_params(created=None, start=0, limit=1)
        return await self.pipeline.read(self.path, verify, params=params, accept_missing=True)

    def _verify_page(
        self, read_page: ReadsPages[T] | None, answer: Answer
    ) -> WholePage[T] | dict[str, Any] | None:
        whole = self._whole(answer, read_page) if read_page is not None else None
        return self._verify(answer) if whole is None else whole

    def _whole(self, answer: Answer, read_page: ReadsPages[T]) -> WholePage[T] | None:
        whole = read_page(answer.body) if answer.ok else None
        if whole is not None:
            for live in (*whole.modes, whole.fields.get("live_mode")):
                self.pipeline.same_mode(answer, {"live_mode": live})
        return whole

    def _verify(self, answer: Answer) -> dict[str, Any] | None:
        if not answer.ok:
            if answer.says_nothing_found:
                return None
            raise answer.error()
        payload = self.pipeline.object_in(answer)
        items = payload.get(self.key)
        if not isinstance(items, list):
            raise answer.unreadable(Sentence(N_("the answer holds no list of {name}"), name=self.key))
        for item in items:
            if isinstance(item, dict):
                self.pipeline.same_mode(answer, item)
        return payload


def _item(item: object, read: Callable[[object], T]) -> T | UnreadableRow:
    try:
        return read(item)
    except (ValueError, OverflowError) as error:
        fields = item if isinstance(item, dict) else {}
        item_id, created = fields.get("id"), fields.get("created")
        return UnreadableRow(
            id=item_id if isinstance(item_id, str) else None,
            reason=str(error),
            created=created if type(created) is int else None,
        )


def _page(payload: dict[str, Any], items: tuple[T | UnreadableRow, ...], start: int, limit: int) -> Page[T]:
    said = payload.get("range")
    window: dict[str, Any] = said if isinstance(said, dict) else {}
    more = window.get("has_more")
    live = payload.get("live_mode")
    return Page(
        items=items,
        live_mode=live if isinstance(live, bool) else None,
        start=_offset(window.get("start"), start),
        end=window["end"] if type(window.get("end")) is int else None,
        limit=_offset(window.get("limit"), limit),
        # Without the flag, the page after a full one is requested as well, so that nothing is missed.
        has_more=more if isinstance(more, bool) else len(items) >= limit,
    )


def _offset(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else otherwise
