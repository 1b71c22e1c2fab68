"""A bounded record of requests: no bodies, no keys, no customer references."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

REDACTED = frozenset({"order_id", "unique_id"})


class RequestRecord(NamedTuple):
    """One attempt of a request; a read that was repeated has several."""

    at: datetime
    """When it began, in UTC."""
    method: str
    """GET, POST, PATCH or DELETE."""
    path: str
    """With its query, in which the merchant's own references (`order_id`, `unique_id`) are left out."""
    status: int | None
    """The answer's HTTP status; None where there was none."""
    error: str | None
    """The name of the error's class, `Cancelled`, or None."""
    ms: int
    """Milliseconds until its body was read or it failed."""
    attempt: int
    """1 for the first, 2 and up for each repetition."""


class RequestLog:
    """The last requests, oldest first, in memory: no keys, no bodies, no references of the merchant."""

    def __init__(self, capacity: int = 500) -> None:
        """Keeps the last `capacity` records."""
        self._records: deque[RequestRecord] = deque(maxlen=capacity)
        self._listeners: list[Callable[[RequestRecord], None]] = []

    @property
    def records(self) -> tuple[RequestRecord, ...]:
        """What is kept, oldest first."""
        return tuple(self._records)

    def add(self, record: RequestRecord) -> None:
        """Keep `record` and call the subscribers; the client does this."""
        self._records.append(record)
        if not self._listeners:
            return
        # A completed future calls back at once and logs what a callback raises, so that no listener's error
        # replaces the outcome of the request.
        done: Future[RequestRecord] = Future()
        done.set_result(record)
        for listener in tuple(self._listeners):
            done.add_done_callback(partial(_call, listener))

    def subscribe(self, callback: Callable[[RequestRecord], None]) -> Callable[[], None]:
        """Call `callback` with every new record until the returned function is called.

        It is called where the request is made, between its parts: it must be quick. What it raises is logged.
        """
        self._listeners.append(callback)

        def unsubscribe() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return unsubscribe


def _call(listener: Callable[[RequestRecord], None], done: Future[RequestRecord]) -> None:
    listener(done.result())


def now() -> datetime:
    """The start of a request, in UTC."""
    return datetime.now(UTC)


def loggable(path: str, params: tuple[tuple[str, str], ...]) -> str:
    """The path with its query, the merchant's own references left out."""
    if not params:
        return path
    pairs = (f"{name}={'…' if name in REDACTED else quote(value)}" for name, value in params)
    return f"{path}?{'&'.join(pairs)}"
