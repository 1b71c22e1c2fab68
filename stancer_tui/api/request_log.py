"""A bounded record of requests: no bodies, no keys, no customer references."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

REDACTED = frozenset({"order_id", "unique_id"})


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One attempt: `at` in UTC when it began, `ms` until its body was read or it failed."""

    at: datetime
    method: str
    path: str
    status: int | None
    error: str | None
    ms: int
    attempt: int


class RequestLog:
    """The last requests, oldest first."""

    def __init__(self, capacity: int = 500) -> None:
        self._records: deque[RequestRecord] = deque(maxlen=capacity)
        self._listeners: list[Callable[[RequestRecord], None]] = []

    @property
    def records(self) -> tuple[RequestRecord, ...]:
        """What is kept, oldest first."""
        return tuple(self._records)

    def add(self, record: RequestRecord) -> None:
        """Keep a record and tell those who listen."""
        self._records.append(record)
        for listener in tuple(self._listeners):
            try:
                listener(record)
            except Exception as error:  # noqa: BLE001 - it must not stand for what became of the request
                context = {"message": "a listener of the client's log failed", "exception": error}
                asyncio.get_running_loop().call_exception_handler(context)

    def subscribe(self, callback: Callable[[RequestRecord], None]) -> Callable[[], None]:
        """Call `callback` with every new record until the returned function is called."""
        self._listeners.append(callback)

        def unsubscribe() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return unsubscribe


def now() -> datetime:
    """The moment a record begins."""
    return datetime.now(UTC)


def loggable(path: str, params: tuple[tuple[str, str], ...]) -> str:
    """The path with its query, the merchant's own references left out."""
    if not params:
        return path
    pairs = (f"{name}={'…' if name in REDACTED else quote(value)}" for name, value in params)
    return f"{path}?{'&'.join(pairs)}"
