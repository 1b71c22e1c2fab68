"""The requests that a sandbox has received: what a test asserts of the program that it tests."""

from collections import deque
from collections.abc import Iterator
from threading import Lock
from typing import Any, Literal, NamedTuple

MOST_ENTRIES = 1_000
"""Older ones are forgotten."""

Mode = Literal["test", "live"]


class Received(NamedTuple):
    """A request and what became of it.

    `number` counts the requests from 1; `at` is the sandbox's moment in Unix seconds, `milliseconds` the time
    it took by the machine's clock. `mode` is what the prefix of the key says, known or not. `body` is the
    request's JSON without card numbers, codes of cards, IBANs and keys; None when it is none or too large.
    `status` is None when the connection ended before an answer; with a lost answer it is the one that was
    lost. `object_id` is the object that was answered. `fault` names what the sandbox did to the request:
    `lose-answer`, `answer`, `error-rate` or `rate-limit`.
    """

    number: int
    at: int
    method: str
    path: str
    query: dict[str, str]
    mode: Mode | None
    body: Any
    status: int | None
    milliseconds: float
    object_id: str | None
    fault: str | None


class Journal:
    """The last requests, the oldest first. Safe to read while requests are answered on another thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._entries: deque[Received] = deque(maxlen=MOST_ENTRIES)
        self._numbered = 0
        self._clearings = 0

    def __iter__(self) -> Iterator[Received]:
        with self._lock:
            return iter(tuple(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    def begin(self) -> tuple[int, int]:
        """Count a request that comes in; returns how often the journal was cleared, and its number."""
        with self._lock:
            self._numbered += 1
            return self._clearings, self._numbered

    def add(self, entry: Received, *, since: int) -> None:
        """Keep a request that is over, unless the journal was cleared since it began."""
        with self._lock:
            if since == self._clearings:
                self._entries.append(entry)

    def clear(self) -> None:
        """Forget every request, those under way included, and count from 1 again."""
        with self._lock:
            self._entries.clear()
            self._numbered = 0
            self._clearings += 1

    def requests(
        self,
        *,
        method: str | None = None,
        path: str | None = None,
        status: int | None = None,
        since: int | None = None,
        after: int | None = None,
        limit: int | None = None,
    ) -> list[Received]:
        """The requests that meet every filter, the oldest first; with `limit` the last `limit` of them.

        `path` is how the path begins, `since` a moment of the sandbox's clock in Unix seconds, `after` the
        number of a request.
        """
        found = [
            each
            for each in self
            if (method is None or each.method == method.upper())
            and (path is None or each.path.startswith(path))
            and (status is None or each.status == status)
            and (since is None or each.at >= since)
            and (after is None or each.number > after)
        ]
        return found if limit is None else found[max(0, len(found) - limit) :]
