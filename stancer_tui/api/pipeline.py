"""The one way every request goes: reads may be repeated, writes are sent once."""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any, TypeVar
from weakref import WeakSet

from stancer_tui.api.answers import Answer
from stancer_tui.api.errors import ApiError, DeadlineExceeded, Effect, InvalidField, WrongMode, WrongObject
from stancer_tui.api.limits import Limits
from stancer_tui.api.pages import Pace, Page
from stancer_tui.api.request_log import RequestLog, RequestRecord, loggable, now
from stancer_tui.api.transport import Transport
from stancer_tui.models.base import StancerObject, Unreadable
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import UnreadableRow

T = TypeVar("T")
Model = TypeVar("Model", bound=StancerObject)
Params = tuple[tuple[str, str], ...]

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BREATH = 20
"""Items of a page read before other tasks get their turn."""


class Pipeline:
    """Sends requests for one key: slots, deadlines, retries of reads, checks of answers, the request log."""

    def __init__(self, transport: Transport, mode: Mode, log: RequestLog, limits: Limits) -> None:
        self.mode = mode
        self.log = log
        self._paces: WeakSet[Pace] = WeakSet()
        self._transport = transport
        self._limits = limits
        self._slots = asyncio.Semaphore(limits.in_flight)

    def walking_pace(self, start: int) -> Pace:
        """A pace for one walk, slowed by every 429 that this key meets."""
        pace = Pace(min(start, self._limits.in_flight), self._limits.in_flight)
        self._paces.add(pace)
        return pace

    async def get(self, path: str, object_id: str, kind: type[Model], *, single: bool = False) -> Model:
        """Read one object; the answer must be about the id asked for."""
        model, _ = await self.get_answer(path, object_id, kind, single=single)
        return model

    async def get_answer(
        self, path: str, object_id: str, kind: type[Model], *, single: bool = False
    ) -> tuple[Model, Answer]:
        """Read one object, together with the answer that held it."""

        def verify(answer: Answer) -> tuple[dict[str, Any], Answer]:
            return self.object_in(answer, object_id), answer

        payload, answer = await self.read(item_path(path, object_id), verify, single=single)
        return self.model(kind, payload, answer), answer

    async def page(
        self, path: str, key: str, params: Params, read: Callable[[object], T], *, start: int, limit: int
    ) -> Page[T]:
        """Read one page; an item that `read` refuses with ValueError becomes an unreadable row."""

        def verify(answer: Answer) -> dict[str, Any] | None:
            return None if _is_empty_list(answer) else self._envelope(answer, key)

        payload = await self.read(path, verify, params=params, accept_missing=True)
        if payload is None:
            return Page.empty(start, limit)
        items: list[T | UnreadableRow] = []
        for position, item in enumerate(payload[key]):
            if position % _BREATH == _BREATH - 1:
                await asyncio.sleep(0)
            items.append(_item(item, read))
        return _page(payload, tuple(items), start, limit)

    async def read(
        self,
        path: str,
        verify: Callable[[Answer], T],
        *,
        params: Params = (),
        single: bool = False,
        accept_missing: bool = False,
    ) -> T:
        """GET until `verify` accepts an answer, the failure is not a passing one, or the time is over."""
        shown = loggable(path, params)
        until = asyncio.get_running_loop().time() + self._limits.read_deadline

        async def once(attempt: int) -> T:
            answer = await self._send("GET", path, shown, params=params, single=single, attempt=attempt)
            if not answer.ok and not (accept_missing and answer.status == 404):
                raise answer.error()
            return verify(answer)

        scope = asyncio.timeout_at(until)
        try:
            async with scope:
                try:
                    return await once(1)
                except ApiError as error:
                    if not error.transient:
                        raise
                    first = error
                from stancer_tui.api.retry import again  # noqa: PLC0415 - only trouble pays for its import

                return await again(first, once, limits=self._limits, until=until)
        except TimeoutError:
            if not scope.expired():
                raise
        raise DeadlineExceeded(
            f"no whole answer within {self._limits.read_deadline:g} s", method="GET", path=shown
        )

    async def write(
        self, method: str, path: str, payload: Mapping[str, Any] | None, *, single: bool = False
    ) -> Answer:
        """Send a write exactly once; every error says what is known of its effect.

        Being cancelled while it is under way leaves the outcome unknown: CancelledError passes through.
        """
        body = None if payload is None else json.dumps(payload, ensure_ascii=False).encode()
        begun: list[bool] = []
        scope = asyncio.timeout(self._limits.write_deadline)
        try:
            async with scope:
                answer = await self._send(
                    method, path, path, body=body, write=True, single=single, begun=begun
                )
                if answer.ok:
                    return answer
                raise answer.error()
        except TimeoutError:
            if not scope.expired():
                raise
        raise DeadlineExceeded(
            f"no whole answer within {self._limits.write_deadline:g} s",
            method=method,
            path=path,
            effect=Effect.UNKNOWN if begun else Effect.NOT_SENT,
        )

    async def _send(
        self,
        method: str,
        path: str,
        shown: str,
        *,
        params: Params = (),
        body: bytes | None = None,
        write: bool = False,
        single: bool = False,
        attempt: int = 1,
        begun: list[bool] | None = None,
    ) -> Answer:
        async with self._slots:
            if begun is not None:
                begun.append(True)
            at, started = now(), perf_counter()
            status: int | None = None
            problem: str | None = "Cancelled"
            try:
                answer = await self._transport.exchange(
                    method, path, shown=shown, params=params, body=body, write=write, single=single
                )
                status, problem = answer.status, None
            except ApiError as error:
                status, problem = error.status, type(error).__name__
                raise
            finally:
                ms = round((perf_counter() - started) * 1000)
                self.log.add(RequestRecord(at, method, shown, status, problem, ms, attempt))
        if answer.status == 429:
            for pace in self._paces:
                pace.slower()
        return answer

    def object_in(self, answer: Answer, expected_id: str | None = None) -> dict[str, Any]:
        """The JSON object of an answer, checked for its id and its mode."""
        payload = answer.decode()
        if not isinstance(payload, dict):
            raise answer.unreadable("the answer is not an object")
        self._same_mode(answer, payload)
        if expected_id is not None and payload.get("id") != expected_id:
            raise wrong_object(answer, f"the answer is not about {expected_id}")
        return payload

    def model(self, kind: type[Model], payload: object, answer: Answer) -> Model:
        """The payload as a model; raises `UnreadableAnswer` with the reason."""
        try:
            return kind.read(payload)
        except Unreadable as error:
            reason = error.reason
        raise answer.unreadable(f"the answer lacks what it must hold ({reason})")

    def _envelope(self, answer: Answer, key: str) -> dict[str, Any]:
        payload = self.object_in(answer)
        items = payload.get(key)
        if not isinstance(items, list):
            raise answer.unreadable(f"the answer holds no list of {key}")
        for item in items:
            if isinstance(item, dict):
                self._same_mode(answer, item)
        return payload

    def _same_mode(self, answer: Answer, payload: dict[str, Any]) -> None:
        live = payload.get("live_mode")
        if isinstance(live, bool) and live is not self.mode.live:
            raise WrongMode(
                f"the answer is of {self.mode.other.value} mode, the key of {self.mode.value} mode",
                method=answer.method,
                path=answer.path,
                status=answer.status,
                effect=Effect.UNKNOWN if answer.write else Effect.NONE,
            )


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
    """The path of one object; an id that could change the path is refused before it is sent."""
    if not _SAFE_ID.fullmatch(object_id):
        raise InvalidField("id", "only letters, digits, _ and -, at most 64")
    return f"{path}{object_id}"


def _is_empty_list(answer: Answer) -> bool:
    """Whether a 404 means that nothing was found; raises the error when it means that there is no such route.

    The API answers an empty list with 404; a page of a middle box, or an unknown route, is not emptiness.
    """
    if answer.status != 404:
        return False
    if answer.body.strip() and (not answer.is_json or b"Nothing matches the given URI" in answer.body):
        raise answer.error()
    return True


def _item(item: object, read: Callable[[object], T]) -> T | UnreadableRow:
    try:
        return read(item)
    except ValueError as error:
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
        # Without the flag a full page is followed by a look at the next: an answer is lost by no guess.
        has_more=more if isinstance(more, bool) else len(items) >= limit,
    )


def _offset(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else otherwise
