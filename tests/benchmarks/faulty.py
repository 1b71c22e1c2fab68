"""The trouble that a server of the benchmarks makes: failures by chance, a limit of requests, counted."""

import json
import random
from collections import Counter, deque
from dataclasses import dataclass
from math import ceil

FAILED = b'{"error": {"type": "api_error", "message": "Something went wrong"}}'
LIMITED = b'{"error": {"type": "rate_limit_error", "message": "Too many requests"}}'


@dataclass(frozen=True, slots=True)
class Trouble:
    """How much of it: a share of the answers is 500, drawn from a seed; at most so many requests a second.

    A limit of 0 is none. What comes above it is answered 429, with the whole seconds to wait for.
    """

    errors: float = 0.0
    limit: int = 0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer in place of the page."""

    status: int
    body: bytes
    headers: str = ""


class Faulty:
    """Decides of each request whether it is answered, and counts the requests of each page."""

    def __init__(self, trouble: Trouble) -> None:
        self._trouble = trouble
        self._draw = random.Random(trouble.seed)
        self._passed: deque[float] = deque()
        self._statuses: Counter[int] = Counter()
        self._pages: Counter[int] = Counter()
        self._answered: Counter[int] = Counter()

    def refusal(self, page: int, now: float) -> Refusal | None:
        """What is answered to a request of the page at this place, at this moment; None: the page."""
        refusal = self._limited(now) or self._failed()
        self._pages[page] += 1
        self._statuses[200 if refusal is None else refusal.status] += 1
        if refusal is None:
            self._answered[page] += 1
        return refusal

    def _limited(self, now: float) -> Refusal | None:
        limit, passed = self._trouble.limit, self._passed
        while passed and passed[0] <= now - 1:
            passed.popleft()
        if limit and len(passed) >= limit:
            wait = max(1, ceil(passed[0] + 1 - now))
            return Refusal(429, LIMITED, f"Retry-After: {wait}\r\n")
        passed.append(now)
        return None

    def _failed(self) -> Refusal | None:
        return Refusal(500, FAILED) if self._draw.random() < self._trouble.errors else None

    @property
    def most(self) -> int:
        """The requests of the page that was asked for most often."""
        return max(self._pages.values(), default=0)

    def counts(self) -> bytes:
        """The requests so far as JSON: by status, of the page with most, and pages that were given twice."""
        counts = {
            "requests": sum(self._pages.values()),
            "pages": len(self._pages),
            "statuses": {str(status): number for status, number in sorted(self._statuses.items())},
            "most": self.most,
            "failed": sorted(self._pages.keys() - self._answered.keys()),
            "by_requests": {
                str(number): pages for number, pages in sorted(Counter(self._pages.values()).items())
            },
            "given_twice": sum(number > 1 for number in self._answered.values()),
        }
        return json.dumps(counts).encode()
