"""Faults on demand: lost answers, slow ones, errors, and a limit on requests."""

import asyncio
import random
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from stancer_tui.language import _
from stancer_tui.sandbox.wire.errors import Refused
from stancer_tui.sandbox.wire.mounting import path_of
from stancer_tui.sandbox.wire.recording import EXCHANGE

if TYPE_CHECKING:
    from starlette.responses import JSONResponse
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")
_WRITES = frozenset({"POST", "PATCH", "PUT", "DELETE"})

_NUMBER = re.compile(r"[0-9]{1,9}")


class BadFault(ValueError):
    """A fault that the sandbox does not know, or a value it cannot use."""


@dataclass(frozen=True)
class Faults:
    """What goes wrong, and for which requests.

    `lose_answer`: POST, PATCH, PUT and DELETE are done and their answer is lost with the connection.
    `delay_first_ms`: the first request waits that long, then is done. `error_rate`: this share of requests is
    answered 500, not done. `answer`: every request is answered with this status, not done. `retry_after`: the
    seconds that such an answer's `Retry-After` names; a 429 names 1 where none are given.

    `times`: after so many requests that were spoiled (their answer lost, or an error in its place), no other
    one is; None for no limit. `paths`: only requests whose path begins with one of these. `methods`: only
    requests of these methods. Empty means all. Raises BadFault, a ValueError, for what no request could meet.
    """

    lose_answer: bool = False
    delay_first_ms: int = 0
    error_rate: float = 0.0
    answer: int | None = None
    retry_after: int | None = None
    times: int | None = None
    paths: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse values that hit no request, or every one: a test would pass for the wrong reason."""
        lists: tuple[tuple[str, object], ...] = (("paths", self.paths), ("methods", self.methods))
        for name, found in lists:
            if isinstance(found, str):
                raise BadFault(f"{name} is a tuple of strings: {name}=({found!r},)")
        for path in self.paths:
            if not path.startswith("/v1"):
                raise BadFault(f"paths: {path!r} spoils no request, for it does not begin with /v1")
        for method in self.methods:
            if method.upper() not in METHODS:
                raise BadFault(f"methods: {method!r} is none of {', '.join(METHODS)}")
        if self.answer is not None and not 400 <= self.answer <= 599:
            raise BadFault("answer is a status from 400 to 599")
        if not 0 <= self.error_rate <= 1:
            raise BadFault("error_rate is a number from 0 to 1")
        for name, number in (
            ("delay_first_ms", self.delay_first_ms),
            ("retry_after", self.retry_after),
            ("times", self.times),
        ):
            if number is not None and number < 0:
                raise BadFault(f"{name} is 0 or more")

    def concern(self, method: str, path: str) -> bool:
        """Whether a request is one of those that are spoiled."""
        methods = {each.upper() for each in self.methods}
        return (not methods or method.upper() in methods) and (
            not self.paths or path.startswith(tuple(self.paths))
        )

    @classmethod
    def parse(cls, texts: Iterable[str]) -> Self:
        """Read `lose-answer`, `delay-first=MS`, `error-rate=P` and `answer=STATUS`; BadFault otherwise."""
        faults = cls()
        for text in texts:
            name, _equals, value = text.partition("=")
            if name == "lose-answer" and not value:
                faults = replace(faults, lose_answer=True)
            elif name == "delay-first" and _NUMBER.fullmatch(value):
                faults = replace(faults, delay_first_ms=int(value))
            elif name == "error-rate" and _share(value) is not None:
                faults = replace(faults, error_rate=_share(value) or 0.0)
            elif name == "answer" and _NUMBER.fullmatch(value) and 400 <= int(value) <= 599:
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


class FaultInjector:
    """The faults in force, and how many requests were spoiled since they were set."""

    def __init__(self, faults: Faults, *, seed: int) -> None:
        self._seed = seed
        self._faults = faults
        self._begin()

    @property
    def faults(self) -> Faults:
        """What goes wrong at present."""
        return self._faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._faults = faults
        self._begin()

    def _begin(self) -> None:
        self._random = random.Random(self._seed)
        self._seen = False
        self._spoiled = 0

    @property
    def left(self) -> int | None:
        """How many requests more are spoiled; None for no limit."""
        times = self._faults.times
        return None if times is None else max(0, times - self._spoiled)

    def delay(self, method: str, path: str) -> float:
        """Seconds that a request waits."""
        faults = self._faults
        if self._seen or not faults.delay_first_ms or not faults.concern(method, path):
            return 0.0
        self._seen = True
        return faults.delay_first_ms / 1000

    def next_fault(self, method: str, path: str) -> str | None:
        """What spoils a request, in the words of `--fault`, counted as spoiled; None where nothing does."""
        faults = self._faults
        if self.left == 0 or not faults.concern(method, path):
            return None
        found = None
        if faults.answer is not None:
            found = "answer"
        elif faults.error_rate and self._random.random() < faults.error_rate:
            found = "error-rate"
        elif faults.lose_answer and method.upper() in _WRITES:
            found = "lose-answer"
        self._spoiled += found is not None
        return found


class FaultMiddleware:
    """Puts the faults, the latency and the rate limit between the wire and the sandbox."""

    def __init__(
        self, app: "ASGIApp", *, injector: FaultInjector, latency_ms: int = 0, rate_limit: float | None = None
    ) -> None:
        self._app = app
        self._injector = injector
        self._latency = latency_ms / 1000
        self._bucket = Bucket(rate_limit) if rate_limit else None

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        path = path_of(scope) if scope["type"] == "http" else ""
        if not path.startswith("/v1"):
            await self._app(scope, receive, send)
            return
        if delay := self._latency + self._injector.delay(scope["method"], path):
            await asyncio.sleep(delay)
        if self._bucket is not None and (wait := self._bucket.take()) > 0:
            _note(scope, "rate-limit")
            await _refuse(429, "Too many requests", max(1, round(wait)))(scope, receive, send)
            return
        faults = self._injector.faults  # others may be set while the request is read
        fault = self._injector.next_fault(scope["method"], path)
        _note(scope, fault)
        if fault == "lose-answer":
            await self._lose(scope, receive, send)
        elif fault is None:
            await self._app(scope, receive, send)
        else:
            await _read_to_the_end(receive)
            await _refusal(fault, faults)(scope, receive, send)

    async def _lose(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        async def swallow(message: "Message") -> None:
            if EXCHANGE in scope:
                scope[EXCHANGE].sent(message)

        await self._app(scope, receive, swallow)
        # No server writes a header that HTTP forbids: it closes the connection before the first byte.
        await send({"type": "http.response.start", "status": 200, "headers": [(b"answer lost", b"")]})
        raise ConnectionResetError("the sandbox lost the answer")


def _refusal(fault: str, faults: Faults) -> "JSONResponse":
    if fault == "error-rate" or faults.answer is None:
        return _refuse(500, "Internal server error")
    wait = faults.retry_after
    if faults.answer == 429 and wait is None:
        wait = 1
    return _refuse(faults.answer, "The sandbox was told to fail", wait)


def _note(scope: "Scope", fault: str | None) -> None:
    if fault is not None and EXCHANGE in scope:
        scope[EXCHANGE].fault = fault


def _refuse(status: int, words: str, wait: int | None = None) -> "JSONResponse":
    from starlette.responses import JSONResponse

    headers = None if wait is None else {"Retry-After": str(wait)}
    return JSONResponse(Refused(status, words).body(), status, headers)


async def _read_to_the_end(receive: "Receive") -> None:
    """Read the whole body of a request that is not carried out, for the journal."""
    while (message := await receive())["type"] == "http.request" and message.get("more_body", False):
        pass


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
