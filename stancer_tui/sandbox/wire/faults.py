"""Faults on demand: lost answers, slow ones, errors, and a limit on requests."""

import asyncio
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Self

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stancer_tui.language import _
from stancer_tui.sandbox.wire.errors import Refused

_WRITES = frozenset({"POST", "PATCH", "PUT", "DELETE"})


class BadFault(ValueError):
    """A fault that the sandbox does not know, or a value it cannot use."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong.

    `lose_answer`: writes are done and their answer is lost with the connection. `delay_first_ms`: the
    first request of all waits that long, then is done. `error_rate`: this share of requests is answered 500,
    not done. `answer`: every request is answered with this status, not done.
    """

    lose_answer: bool = False
    delay_first_ms: int = 0
    error_rate: float = 0.0
    answer: int | None = None

    @classmethod
    def parse(cls, texts: Iterable[str]) -> Self:
        """Read `lose-answer`, `delay-first=MS`, `error-rate=P` and `answer=STATUS`; BadFault otherwise."""
        faults = cls()
        for text in texts:
            name, _equals, value = text.partition("=")
            if name == "lose-answer" and not value:
                faults = replace(faults, lose_answer=True)
            elif name == "delay-first" and value.isdecimal():
                faults = replace(faults, delay_first_ms=int(value))
            elif name == "error-rate" and _share(value) is not None:
                faults = replace(faults, error_rate=_share(value) or 0.0)
            elif name == "answer" and value.isdecimal() and 400 <= int(value) <= 599:
                faults = replace(faults, answer=int(value))
            else:
                raise BadFault(
                    _(
                        "unknown fault {fault}: use lose-answer, delay-first=MS, error-rate=P (0 to 1)"
                        " or answer=STATUS (400 to 599)",
                        fault=repr(text),
                    )
                )
        return faults


def _share(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


class FaultMiddleware:
    """Puts the faults, the latency and the rate limit between the wire and the sandbox."""

    def __init__(
        self, app: ASGIApp, *, faults: Faults, latency_ms: int, rate_limit: float | None, seed: int
    ) -> None:
        self._app = app
        self._faults = faults
        self._latency = latency_ms / 1000
        self._bucket = Bucket(rate_limit) if rate_limit else None
        self._random = random.Random(seed)
        self._seen = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/v1"):
            await self._app(scope, receive, send)
            return
        delay = self._latency
        if not self._seen:
            self._seen = True
            delay += self._faults.delay_first_ms / 1000
        if delay:
            await asyncio.sleep(delay)
        refusal = self._refusal()
        if refusal is not None:
            await refusal(scope, receive, send)
        elif self._faults.lose_answer and scope["method"].upper() in _WRITES:
            await self._lose(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refusal(self) -> JSONResponse | None:
        if self._bucket is not None and (wait := self._bucket.take()) > 0:
            body = Refused(429, "Too many requests").body()
            return JSONResponse(body, 429, {"Retry-After": str(max(1, round(wait)))})
        if self._faults.answer is not None:
            status = self._faults.answer
            headers = {"Retry-After": "1"} if status == 429 else None
            return JSONResponse(Refused(status, "The sandbox was told to fail").body(), status, headers)
        if self._faults.error_rate and self._random.random() < self._faults.error_rate:
            return JSONResponse(Refused(500, "Internal server error").body(), 500)
        return None

    async def _lose(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def swallow(_message: Message) -> None:
            return None

        await self._app(scope, receive, swallow)
        # No server writes a header that HTTP forbids: it closes the connection before the first byte.
        await send({"type": "http.response.start", "status": 200, "headers": [(b"answer lost", b"")]})
        raise ConnectionResetError("the sandbox lost the answer")


class Bucket:
    """A token bucket: `rate` requests a second, as many at once after a pause."""

    def __init__(self, rate: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._full = max(1.0, rate)
        self._tokens = self._full
        self._at = clock()

    def take(self) -> float:
        """0 when the request may pass, else the seconds until the next one may."""
        now = self._clock()
        self._tokens = min(self._full, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        return (1 - self._tokens) / self._rate
