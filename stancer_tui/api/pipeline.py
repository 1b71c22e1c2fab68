"""The path of every request: reads may be repeated, writes are sent once."""

import asyncio
import json
import re
import threading
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

from stancer_tui.api.answers import Answer, wait_of
from stancer_tui.api.errors import (
    ApiError,
    DeadlineExceeded,
    Effect,
    InvalidField,
    ReadOnly,
    WrongMode,
    WrongObject,
)
from stancer_tui.api.lanes import Lane, Params, Wire
from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.api.loops import PerLoop, running_loop
from stancer_tui.api.pages import Pace
from stancer_tui.api.redaction import redacted
from stancer_tui.api.request_log import RequestLog, RequestRecord, loggable, now
from stancer_tui.api.turns import Turns
from stancer_tui.language import N_, _
from stancer_tui.language.sentence import Sentence
from stancer_tui.models.mode import Mode
from stancer_tui.models.unreadable import Unreadable

if TYPE_CHECKING:
    from stancer_tui.models.base import StancerObject

T = TypeVar("T")
Model = TypeVar("Model", bound="StancerObject")

_OF_LIVE = N_("the answer is of live mode, the key of test mode")
_OF_TEST = N_("the answer is of test mode, the key of live mode")

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Pipeline:
    """Sends the requests of one key: slots, deadlines, retries of reads, checks of answers, the log."""

    def __init__(
        self,
        wire: Callable[[], Wire],
        mode: Mode,
        log: RequestLog,
        limits: Limits,
        timeouts: Timeouts,
        *,
        read_only: bool = False,
    ) -> None:
        self.mode = mode
        self.read_only = read_only
        self.log = log
        self._paces: WeakSet[Pace] = WeakSet()
        self._paces_lock = threading.Lock()
        self._limits = limits
        self._timeouts = timeouts
        self._wire = wire
        self._lanes = PerLoop(self._build_lane, lambda lane: lane.wire.aclose())

    def _build_lane(self) -> Lane:
        limits = self._limits
        turns = Turns(
            limits.in_flight,
            backoff=limits.backoff,
            cap=limits.backoff_cap,
            longest=self._timeouts.read_total,
        )
        return Lane(self._wire(), asyncio.Semaphore(limits.in_flight), turns, asyncio.Lock())

    async def lane(self) -> Lane:
        """The lane of the running event loop; raises RuntimeError where no asyncio loop runs."""
        return await self._lanes.here()

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        await self._lanes.aclose()

    @property
    def most_pages(self) -> int:
        """Pages after which a walk raises `EndlessList`."""
        return self._limits.pages

    def walking_pace(self, start: int) -> Pace:
        """A pace for one walk, slowed by every 429 that this key meets."""
        pace = Pace(min(start, self._limits.in_flight), self._limits.in_flight)
        with self._paces_lock:
            self._paces.add(pace)
        return pace

    async def get(self, path: str, object_id: str, kind: type[Model], *, single: bool = False) -> Model:
        """Read one object; the answer must be about the id asked for."""
        model, _answer = await self.get_answer(path, object_id, kind, single=single)
        return model

    async def get_answer(
        self, path: str, object_id: str, kind: type[Model], *, single: bool
    ) -> tuple[Model, Answer]:
        """Read one object, together with the answer that held it."""

        def verify(answer: Answer) -> tuple[dict[str, Any], Answer]:
            return self.object_in(answer, object_id), answer

        payload, answer = await self.read(item_path(path, object_id), verify, single=single)
        return self.model(kind, payload, answer), answer

    async def read(
        self,
        path: str,
        verify: Callable[[Answer], T],
        *,
        params: Params = (),
        single: bool = False,
        accept_missing: bool = False,
        patient: bool = False,
    ) -> T:
        """GET until `verify` accepts an answer, a failure is not transient, or the time is over.

        The time of a `patient` read starts with its turn, since other reads may be queued before it. With
        `accept_missing` a 404 is passed to `verify`.
        """
        shown = loggable(path, params)
        turns, loop = (await self.lane()).turns, running_loop()
        until = loop.time() + self._timeouts.read_total
        rested_until: float | None = None

        def pause_left() -> float:
            nonlocal rested_until
            rested_until = turns.resumes
            return turns.pause_left()

        async def once(attempt: int) -> T:
            nonlocal until
            async with turns.turn(rested_until=rested_until) as slowed:
                if patient and attempt == 1:
                    until = loop.time() + self._timeouts.read_total
                    scope.reschedule(until)
                answer = await self._send(
                    "GET", path, shown, until=until, params=params, single=single, attempt=attempt
                )
                self._keep_pace(turns, slowed, answer)
            if not answer.ok and not (accept_missing and answer.status == 404):
                raise answer.error()
            return verify(answer)

        scope = asyncio.timeout_at(None if patient else until)
        try:
            async with scope:
                try:
                    return await once(1)
                except ApiError as error:
                    if not error.transient:
                        raise
                    first = error
                from stancer_tui.api.retry import again

                return await again(first, once, limits=self._limits, until=until, pause_left=pause_left)
        except TimeoutError:
            if not scope.expired():
                raise
        raise DeadlineExceeded(_late(self._timeouts.read_total), method="GET", path=shown)

    async def write(
        self, method: str, path: str, payload: Mapping[str, Any] | None, *, single: bool = False
    ) -> Answer:
        """Send a write exactly once; every error says what is known of its effect. Raises `ReadOnly`.

        Cancelling it leaves the outcome unknown: CancelledError passes through.
        """
        if self.read_only:
            raise ReadOnly(method, path)
        body = None if payload is None else json.dumps(payload).encode()
        begun: list[bool] = []
        until = running_loop().time() + self._timeouts.write_total
        scope = asyncio.timeout_at(until)
        try:
            async with scope:
                answer = await self._send(
                    method, path, path, until=until, body=body, write=True, single=single, begun=begun
                )
                if answer.ok:
                    return answer
                raise answer.error()
        except TimeoutError:
            if not scope.expired():
                raise
        raise DeadlineExceeded(
            _late(self._timeouts.write_total),
            method=method,
            path=path,
            effect=Effect.UNKNOWN if begun else Effect.NOT_SENT,
        )

    async def create(self, path: str, payload: Mapping[str, Any], kind: type[Model], prefix: str) -> Model:
        """POST an object; the answer must be an object of that kind."""
        answer = await self.write("POST", path, payload)
        made = self.model(kind, self.object_in(answer), answer)
        if not made.id.startswith(f"{prefix}_"):
            raise wrong_object(answer, Sentence(N_("the answer is an object of another kind")))
        return made

    async def update(
        self, path: str, object_id: str, payload: Mapping[str, Any], kind: type[Model]
    ) -> Model | None:
        """PATCH an object; None when the API answers without repeating it (204, which has no body)."""
        if not payload:
            raise InvalidField("update", _("nothing to change"))
        answer = await self.write("PATCH", item_path(path, object_id), payload)
        if not answer.body.strip():
            return None
        return self.model(kind, self.object_in(answer, object_id), answer)

    async def delete(self, path: str, object_id: str) -> None:
        """DELETE an object."""
        await self.write("DELETE", item_path(path, object_id), None)

    async def _send(
        self,
        method: str,
        path: str,
        shown: str,
        *,
        until: float,
        single: bool,
        params: Params = (),
        body: bytes | None = None,
        write: bool = False,
        attempt: int = 1,
        begun: list[bool] | None = None,
    ) -> Answer:
        async with (await self.lane()).slots:
            lane = await self.lane()  # again: the client may have been closed while this waited for a slot
            if begun is not None:
                begun.append(True)
            at, started = now(), perf_counter()
            status: int | None = None
            problem: str | None = None
            try:
                answer = await lane.wire.exchange(
                    method, path, shown=shown, params=params, body=body, write=write, single=single
                )
                status = answer.status
            except ApiError as error:
                status, problem = error.status, type(error).__name__
                raise
            except asyncio.CancelledError:
                over = asyncio.get_running_loop().time() >= until
                problem = DeadlineExceeded.__name__ if over else "Cancelled"
                raise
            finally:
                ms = round((perf_counter() - started) * 1000)
                self.log.add(RequestRecord(at, method, shown, status, problem, ms, attempt))
        return answer

    def _keep_pace(self, turns: Turns, slowed: int, answer: Answer) -> None:
        if answer.status != 429:
            if answer.status < 500:
                turns.went_well()
        elif turns.limited(slowed, wait_of(answer.headers)):
            with self._paces_lock:
                paces = tuple(self._paces)
            for pace in paces:
                pace.slower()

    def object_in(self, answer: Answer, expected_id: str | None = None) -> dict[str, Any]:
        """The JSON object of an answer, checked for its id and its mode."""
        payload = answer.decode()
        if not isinstance(payload, dict):
            raise answer.unreadable(Sentence(N_("the answer is not an object")))
        self.same_mode(answer, payload)
        if expected_id is not None and payload.get("id") != expected_id:
            raise wrong_object(answer, Sentence(N_("the answer is not about {id}"), id=expected_id))
        return payload

    def model(self, kind: type[Model], payload: object, answer: Answer) -> Model:
        """The payload as a model; raises `UnreadableAnswer` with the reason."""
        try:
            return kind.read(payload)
        except Unreadable as error:
            reason = error.reason
        raise answer.unreadable(Sentence(N_("the answer lacks what it must hold ({reason})"), reason=reason))

    def same_mode(self, answer: Answer, payload: dict[str, Any]) -> None:
        """Raise `WrongMode` when an object says that it is of the other mode; saying nothing is fine."""
        live = payload.get("live_mode")
        if isinstance(live, bool) and live is not self.mode.live:
            raise WrongMode(
                Sentence(_OF_LIVE if live else _OF_TEST),
                method=answer.method,
                path=answer.path,
                status=answer.status,
                effect=Effect.UNKNOWN if answer.write else Effect.NONE,
            )


def _late(seconds: float) -> Sentence:
    return Sentence(N_("no whole answer within {seconds} s"), seconds=f"{seconds:g}")


def wrong_object(answer: Answer, message: str) -> WrongObject:
    """The error for an answer about something else."""
    return WrongObject(
        message,
        method=answer.method,
        path=answer.path,
        status=answer.status,
        effect=Effect.UNKNOWN if answer.write else Effect.NONE,
    )


def item_path(path: str, object_id: str) -> str:
    """The path of one object; raises `InvalidField`.

    Refuses characters that could change the path, and keys and numbers of cards and accounts, which must not
    be part of an address.
    """
    if not _SAFE_ID.fullmatch(object_id) or redacted(object_id) != object_id:
        raise InvalidField("id", "only letters, digits, _ and -, at most 64")
    return f"{path}{object_id}"
