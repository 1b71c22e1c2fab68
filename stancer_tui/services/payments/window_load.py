"""A window of payments, read in batches, which goes on by itself where the API is in trouble for a while."""

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from stancer_tui.api.errors import (
    ApiError,
    DeadlineExceeded,
    RateLimited,
    ServerError,
    Unavailable,
    Unreachable,
)
from stancer_tui.api.pages import Page
from stancer_tui.models.moments import instant_of
from stancer_tui.models.payment_row import ListedPayment, payment_row
from stancer_tui.services.payments.windows import Window, slices

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment
    from stancer_tui.models.payment_batch import PaymentBatch

ESTIMATE_FROM = 0.05
"""Share of a window's time that must be loaded before its number of payments is estimated."""

RESTS = (2.0, 4.0, 8.0, 15.0, 30.0, 30.0, 30.0, 30.0)
"""Seconds of rest after a page that failed in every attempt, and again where nothing has come since."""

LONGEST_REST = 300.0
"""Seconds that the API may ask to wait; where it asks for more, the agent decides."""

_PASSING = (Unreachable, DeadlineExceeded, RateLimited, ServerError, Unavailable)
"""Troubles of a network or a server, which pass; an answer that cannot be read is told at once."""

Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[None]]
T = TypeVar("T")


class PaymentSource(Protocol):
    """What is needed of the API's payments."""

    async def get(self, payment_id: str) -> "Payment":
        """One payment."""
        ...

    def walk(
        self,
        *,
        created: datetime | int | None = None,
        read: Callable[[object], T],
        order_id: str | None = None,
        unique_id: str | None = None,
        until: float | None = None,
        read_page: Callable[[bytes], Any] | None = None,
    ) -> AsyncIterator[Page[T]]:
        """Pages in order, oldest first, from `created` on."""
        ...


class PaymentsClient(Protocol):
    """What is needed of the API."""

    @property
    def payments(self) -> PaymentSource:
        """Its payments."""
        ...


class Rest(NamedTuple):
    """The reading rests, because of an error, and goes on by itself after so many seconds."""

    error: ApiError
    seconds: float


class Batch(NamedTuple):
    """Rows that arrived, and how far the load has come.

    `oldest` is the instant since when the list is whole. `covered` is the share of the window's time that
    was read, from 0 to 1. `expected` is an estimate from that share ("about"), the API gives no total; it is
    None too early in the load and exact when `complete`. One with a `rest` has no rows: the next comes after
    it.
    """

    rows: tuple[ListedPayment, ...]
    loaded: int
    expected: int | None
    complete: bool
    oldest: datetime
    covered: float
    rest: Rest | None = None


class _Stretch:
    """A slice of the window, and how far it was read."""

    def __init__(self, start: int, end: int | None) -> None:
        self.start = self.since = start
        self.end = end
        self._last: list[tuple[ListedPayment, ...]] = []
        """What came since the first row of the last second that was read."""
        self._known: frozenset[object] = frozenset()

    def resume(self) -> None:
        """It is read on from the last second that came: what came of it comes again."""
        rows = (row for rows in self._last for row in rows if row.created in {self.since, None})
        self._known = frozenset(_key(row) for row in rows)

    def take(self, rows: tuple[ListedPayment, ...], latest: int | None) -> tuple[ListedPayment, ...]:
        """The rows that did not come before; `latest` is the last second of them all."""
        if self._known:
            rows = tuple(row for row in rows if _key(row) not in self._known)
        if latest is not None and latest > self.since:
            self.since = latest
            self._last.clear()
        self._last.append(rows)
        return rows


class WindowLoad:
    """Reads a window once: its newest slice first, each slice oldest first.

    Where a page failed in every attempt, it rests and goes on behind the last payment that came: `RESTS`
    long, as long as the API asks, and for as many times as there are of them without a payment in between. A
    load that has brought nothing yet does not rest.
    """

    def __init__(self, source: PaymentSource, window: Window, clock: Clock, sleep: Sleep) -> None:
        now = clock()
        self._source, self._clock, self._sleep = source, clock, sleep
        self._left = deque(_Stretch(start, end) for start, end in slices(window, now))
        self._progress = _Progress(window, now, self._left[0].start)
        self._rests: deque[float] = deque()

    async def batches(self) -> AsyncGenerator[Batch, None]:
        """What is left of the window; raises `ApiError`, and may be asked for again then."""
        while self._left:
            try:
                async with aclosing(self._pages(self._left[0])) as pages:
                    async for rows, latest in pages:
                        self._rests = deque(RESTS)
                        yield self._progress.batch(rows, latest)
            except ApiError as error:
                rest = self._rest(error)
                if rest is None:
                    raise
            else:
                self._left.popleft()
                if self._left:
                    self._progress.begin(self._left[0].start)
                continue
            yield self._progress.resting(rest)
            await self._sleep(rest.seconds)
        yield self._progress.complete()

    def _rest(self, error: ApiError) -> Rest | None:
        """How long to rest now; None where that would not help, was done often enough, or would be long."""
        asked = error.retry_after or 0.0
        if not isinstance(error, _PASSING) or not self._rests or asked > LONGEST_REST:
            return None
        return Rest(error, max(self._rests.popleft(), asked))

    async def _pages(
        self, stretch: _Stretch
    ) -> AsyncGenerator[tuple[tuple[ListedPayment, ...], int | None], None]:
        """What is left of a stretch, each page with its last second; ends with the first later row.

        The end is never sent: v1 has no filter for it. A row without a date is kept.
        """
        stretch.resume()
        end = stretch.end
        until = self._clock().timestamp() if end is None else end
        pages = self._source.walk(created=stretch.since, until=until, read=payment_row, read_page=_whole_page)
        try:
            async for page in pages:
                kept, latest = page.items, _latest(page.items)
                over = end is not None and latest is not None and latest >= end
                if end is not None and over:
                    kept = tuple(row for row in kept if (row.created or 0) < end)
                    latest = _latest(kept)
                fresh = stretch.take(kept, latest)
                if fresh:
                    yield fresh, latest
                if over:
                    return
        finally:
            if isinstance(pages, AsyncGenerator):
                await pages.aclose()


def _key(row: ListedPayment) -> object:
    return row if row.id is None else row.id


def _latest(rows: tuple[ListedPayment, ...]) -> int | None:
    return max((row.created for row in rows if row.created is not None), default=None)


class _Progress:
    """Counts rows and the time they cover."""

    def __init__(self, window: Window, now: datetime, start: int) -> None:
        self._since = window.since.timestamp()
        self._top = (now if window.until is None else min(now, window.until)).timestamp()
        self._whole, self._start = self._top, float(start)
        self._loaded = 0
        self._expected: tuple[int | None, float] = (None, 0.0)
        """What the last batch told, with the share it told it from."""

    def begin(self, start: int) -> None:
        """The slice before was read to its end; the next one starts here."""
        self._whole, self._start = self._start, start

    def batch(self, rows: tuple[ListedPayment, ...], latest: int | None) -> Batch:
        """Rows of the slice being read, which has come as far as the last second of them."""
        self._loaded += len(rows)
        reached = self._start if latest is None else latest
        covered = self._share(self._top - self._whole + min(reached, self._whole) - self._start)
        expected = round(self._loaded / covered) if covered >= ESTIMATE_FROM else None
        self._expected = expected, covered
        return Batch(rows, self._loaded, expected, False, instant_of(self._whole), covered)

    def resting(self, rest: Rest) -> Batch:
        """Nothing comes for a while."""
        expected, covered = self._expected
        return Batch((), self._loaded, expected, False, instant_of(self._whole), covered, rest)

    def complete(self) -> Batch:
        """The end of the load."""
        return Batch((), self._loaded, self._loaded, True, instant_of(self._since), 1.0)

    def _share(self, seconds: float) -> float:
        span = self._top - self._since
        return min(max(seconds / span, 0.0), 1.0) if span > 0 else 1.0


def _whole_page(body: bytes) -> "PaymentBatch | None":
    """A whole page of an answer, several times as fast as item by item; None where that must judge."""
    from stancer_tui.models.payment_batch import payment_rows

    return payment_rows(body)
