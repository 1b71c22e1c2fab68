"""Loads a window of payments in batches, and continues by itself after temporary failures of the API."""

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
"""Seconds of the pauses after a page failed in every attempt; the next one applies until rows arrive."""

LONGEST_REST = 300.0
"""The longest wait that the API may ask for, in seconds; after a longer one the load ends with the error."""

_PASSING = (Unreachable, DeadlineExceeded, RateLimited, ServerError, Unavailable)
"""Temporary errors of a network or a server; other errors are raised at once."""

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
    """A pause of the load because of an error; it continues by itself after `seconds`."""

    error: ApiError
    seconds: float


class Batch(NamedTuple):
    """Rows that arrived, and how far the load has come.

    The list is complete from the instant `oldest` on. `covered` is the share of the window's time that was
    read, from 0 to 1. `expected` is the number of payments estimated from that share, since the API gives no
    total; it is None early in the load and exact when `complete`. A batch with a `rest` has no rows.
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
        """The pages since the first row of the last second that was read."""
        self._known: frozenset[object] = frozenset()

    def resume(self) -> None:
        """Continue from the last second that was read; the known rows of that second will come again."""
        rows = (row for rows in self._last for row in rows if row.created in {self.since, None})
        self._known = frozenset(_key(row) for row in rows)

    def take(self, rows: tuple[ListedPayment, ...], latest: int | None) -> tuple[ListedPayment, ...]:
        """The new rows among `rows`; `latest` is their last second."""
        if self._known:
            rows = tuple(row for row in rows if _key(row) not in self._known)
        if latest is not None and latest > self.since:
            self.since = latest
            self._last.clear()
        self._last.append(rows)
        return rows


class WindowLoad:
    """Reads a window once: its newest slice first, each slice oldest first.

    After a page failed in every attempt, it pauses and continues after the last payment: for the next of
    `RESTS`, or as long as the API asks, until `RESTS` is used up without a payment in between. A load that
    has brought nothing yet does not pause.
    """

    def __init__(self, source: PaymentSource, window: Window, clock: Clock, sleep: Sleep) -> None:
        now = clock()
        self._source, self._clock, self._sleep = source, clock, sleep
        self._left = deque(_Stretch(start, end) for start, end in slices(window, now))
        self._progress = _Progress(window, now, self._left[0].start)
        self._rests: deque[float] = deque()

    async def batches(self) -> AsyncGenerator[Batch, None]:
        """The rest of the window; raises `ApiError`, and can then be called again."""
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
        """The next pause; None where it would not help, was done often enough, or would be too long."""
        asked = error.retry_after or 0.0
        if not isinstance(error, _PASSING) or not self._rests or asked > LONGEST_REST:
            return None
        return Rest(error, max(self._rests.popleft(), asked))

    async def _pages(
        self, stretch: _Stretch
    ) -> AsyncGenerator[tuple[tuple[ListedPayment, ...], int | None], None]:
        """The rest of a slice, each page with its last second; ends at the first row after the slice.

        The end is not sent, because v1 has no filter for it. Rows without a date are kept.
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
        """The estimate of the last batch, and the share that it was computed from."""

    def begin(self, start: int) -> None:
        """Go on to the next slice, which starts at `start`."""
        self._whole, self._start = self._start, start

    def batch(self, rows: tuple[ListedPayment, ...], latest: int | None) -> Batch:
        """The batch for rows of the current slice, which was read up to `latest`."""
        self._loaded += len(rows)
        reached = self._start if latest is None else latest
        covered = self._share(self._top - self._whole + min(reached, self._whole) - self._start)
        expected = round(self._loaded / covered) if covered >= ESTIMATE_FROM else None
        self._expected = expected, covered
        return Batch(rows, self._loaded, expected, False, instant_of(self._whole), covered)

    def resting(self, rest: Rest) -> Batch:
        """The batch for a pause."""
        expected, covered = self._expected
        return Batch((), self._loaded, expected, False, instant_of(self._whole), covered, rest)

    def complete(self) -> Batch:
        """The end of the load."""
        return Batch((), self._loaded, self._loaded, True, instant_of(self._since), 1.0)

    def _share(self, seconds: float) -> float:
        span = self._top - self._since
        return min(max(seconds / span, 0.0), 1.0) if span > 0 else 1.0


def _whole_page(body: bytes) -> "PaymentBatch | None":
    """Reads a whole page at once, several times as fast as item by item; None where that is needed."""
    from stancer_tui.models.payment_batch import payment_rows

    return payment_rows(body)
