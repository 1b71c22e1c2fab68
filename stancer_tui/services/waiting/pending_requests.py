"""Requests that the API answers later: journaled, sent once, read again until they are answered."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import uuid4

from stancer_tui.api.errors import (
    ApiError,
    Effect,
    NotFound,
    RateLimited,
    TokenInvalid,
    Unauthorized,
)
from stancer_tui.services.clock import Clock
from stancer_tui.services.waiting.errors import NotJournaled
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.services.waiting.request_ledger import RequestLedger, RequestProgress
from stancer_tui.services.waiting.results import NOBODY, CheckResults, CheckSubject
from stancer_tui.store.errors import LedgerUnavailable, NotAllowed
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.pending_request import (
    NOT_FOUND,
    OTHER_KEY,
    SAID_NO,
    PendingRequest,
    RequestKind,
    RequestState,
)

FINAL = {
    RequestKind.CHECK: frozenset({"checked", "check_error", "unavailable"}),
    RequestKind.SCORING: frozenset({"success", "declined", "expired", "failed", "unavailable"}),
    RequestKind.PAYMENT: frozenset[str](),
}
"""Statuses after which no other one follows (reference: Account verification, Scoring status codes)."""


class Answered(Protocol):
    """An object whose status says whether the answer is there."""

    @property
    def id(self) -> str: ...
    @property
    def status(self) -> str | None: ...


class Resource(Protocol):
    """Reads such an object again."""

    async def get(self, object_id: str, /) -> Any:
        """The object as it stands."""
        ...


POLLING = PollSchedule((2, 4, 8, 15, 30), window=15 * 60)
"""When an awaited answer is read."""

_MISSES = 4
"""Readings in which an object may be unknown before the search for it ends."""

Made = TypeVar("Made", bound=Answered)


class PendingRequestsService:
    """The pending requests of one desk; `resources` read the objects by kind."""

    def __init__(
        self,
        resources: Callable[[RequestKind], Resource],
        ledger: Ledger,
        clock: Clock,
        *,
        live: bool,
        key_fingerprint: str,
        now: Callable[[], datetime],
        schedule: PollSchedule = POLLING,
    ) -> None:
        self.paused: ApiError | None = None
        self._resources = resources
        self.ledger = RequestLedger(ledger, live=live, key_fingerprint=key_fingerprint, now=now)
        self.results = CheckResults(
            lambda kind, object_id: resources(kind).get(object_id), mine=self.ledger.serves
        )
        self._clock = clock
        self._now = now
        self._schedule = schedule
        self._waiting: dict[str, PendingRequest] = {}
        self._polls: dict[str, asyncio.Task[None]] = {}

    @property
    def trouble(self) -> LedgerUnavailable | None:
        """Why the journal's last call failed."""
        return self.ledger.trouble

    def subscribe(self, listener: Callable[[RequestProgress], None]) -> Callable[[], None]:
        """Call `listener` at every step of every pending request; returns a function that ends that."""
        return self.ledger.subscribe(listener)

    def waiting(self, *kinds: RequestKind) -> int:
        """How many pending requests of these kinds await their answer."""
        return sum(each.kind in kinds for each in self._waiting.values())

    def doubtful(self, kind: RequestKind) -> int:
        """How many requests of this kind, of the last 24 hours, have no known outcome, as last read."""
        return self.ledger.doubtful(kind)

    async def usable(self) -> bool:
        """Whether the journal remembers pending requests now; `trouble` says why not."""
        return await self.ledger.usable()

    async def send(
        self,
        kind: RequestKind,
        create: Callable[[], Awaitable[Made]],
        *,
        unique_id: str | None = None,
        amount: int | None = None,
        currency: str | None = None,
        about: CheckSubject = NOBODY,
    ) -> Made:
        """Journal the request, send it once, and await its answer where one follows. Raises `ApiError`.

        Whom it is `about` is remembered until the desk closes, and not journaled. Where one agent's journal
        cannot be used it is sent all the same; a restart then forgets it. Without a team's ledger nothing is
        sent: `NotJournaled`.
        """
        pending = PendingRequest(
            id=uuid4().hex,
            kind=kind,
            live=self.ledger.live,
            created_at=self._now(),
            key_fingerprint=self.ledger.key_fingerprint,
            state=RequestState.SENDING,
            owner=self.ledger.owner,
            unique_id=unique_id,
            amount=amount,
            currency=currency,
        )
        try:
            await self.ledger.begin(pending)
        except (LedgerUnavailable, NotAllowed) as error:
            raise NotJournaled(str(error), effect=Effect.NOT_SENT) from error
        self.results.sent(pending, about)
        try:
            made = await create()
        except ApiError as error:
            await self.ledger.record(_failed(pending, error, self._now()))
            raise
        await self._took(replace(pending, object_id=made.id, http_status=200), made)
        return made

    async def resume(self) -> tuple[PendingRequest, ...]:
        """Await again what an earlier run of the program left unanswered. Raises `LedgerUnavailable`."""
        left = await self.ledger.take_up()
        for pending in left:
            self._wait_for(pending)
        return left

    async def history(self) -> tuple[PendingRequest, ...]:
        """Every pending request known here, what awaits its answer first, the newest first."""
        return await self.ledger.history()

    async def unknown(self, kind: RequestKind) -> tuple[PendingRequest, ...]:
        """This key's pending requests of unknown outcome, the newest first. Raises `LedgerUnavailable`."""
        return await self.ledger.unknown(kind)

    async def found(self, kind: RequestKind, unique_id: str, answer: Answered) -> None:
        """Resolve an unknown pending request of this unique id by the object that was found."""
        for pending in await self.ledger.in_doubt(kind, unique_id):
            await self._took(replace(pending, object_id=answer.id), answer)

    async def without_trace(self, kind: RequestKind, unique_id: str) -> None:
        """Resolve a refused request of this unique id as not carried out, after a search without a trace."""
        for pending in await self.ledger.in_doubt(kind, unique_id):
            if pending.refused:
                await self.ledger.record(replace(pending, state=RequestState.REFUSED))

    async def seen(self, kind: RequestKind, answer: Answered) -> None:
        """Update the pending request of an object that was read elsewhere."""
        if self.paused is not None:
            self.go_on()  # the key is accepted again
        self.results.keep(answer.id, answer)
        known = (*self._waiting.values(), *(each for each in await self.ledger.history() if each.lost))
        pending = next((each for each in known if each.object_id == answer.id), None)
        if pending is None or pending.kind is not kind:
            return
        if pending.lost or answer.status in FINAL[kind]:
            await self._took(replace(pending, http_status=200, reason=None), answer)

    def go_on(self) -> None:
        """Read again what still waits, after a pause."""
        self.paused = None
        for pending in tuple(self._waiting.values()):
            self._wait_for(pending)

    async def aclose(self) -> None:
        """Stop reading; the journal has what still waits."""
        polls = tuple(self._polls.values())
        for poll in polls:
            poll.cancel()
        await asyncio.gather(*polls, return_exceptions=True)

    async def _took(self, pending: PendingRequest, answer: Answered) -> None:
        """Record an answer of the API: it is final, or the object is read again."""
        self.results.keep(answer.id, answer)
        final = FINAL[pending.kind]
        if not final or answer.status in final:
            self._waiting.pop(pending.id, None)
            done = replace(
                pending, state=RequestState.DONE, reason=_word(answer.status), finished_at=self._now()
            )
            await self.ledger.record(done, answer)
        else:
            pending = replace(pending, state=RequestState.KNOWN)
            self._waiting[pending.id] = pending
            await self.ledger.record(pending, answer)
            self._wait_for(pending)

    def _wait_for(self, pending: PendingRequest) -> None:
        self._waiting[pending.id] = pending
        poll = self._polls.get(pending.id)
        if poll is None or poll.done():
            self._polls[pending.id] = asyncio.create_task(self._poll(pending), name=f"request {pending.id}")

    async def _poll(self, pending: PendingRequest) -> None:
        """Read until the answer is there, the schedule ends, or the key is no longer accepted."""
        began, reading, wait = self._clock.monotonic(), 0, self._schedule.delay(0)
        missed = 0
        while pending.id in self._waiting and not self._schedule.is_over(self._clock.monotonic() - began):
            await self._clock.sleep(wait)
            reading += 1
            wait = self._schedule.delay(reading)
            if self.paused is not None or pending.id not in self._waiting:
                return
            try:
                answer = await self._resources(pending.kind).get(pending.object_id or "")
            except (Unauthorized, TokenInvalid) as error:
                self.paused = error
                self.ledger.publish(RequestProgress(pending))
                return
            except RateLimited as error:
                wait = max(wait, error.retry_after or 0)
                continue
            except NotFound:
                missed += 1
                if missed < _MISSES:  # what was made a moment ago may not be readable yet
                    continue
                await self._lost(pending)
                return
            except ApiError:
                continue
            self.results.keep(pending.object_id or "", answer)
            if pending.id in self._waiting and answer.status in FINAL[pending.kind]:
                await self._took(pending, answer)

    async def _lost(self, pending: PendingRequest) -> None:
        """The API does not know its id: no answer is awaited. Another key's may be known under that one."""
        self._waiting.pop(pending.id, None)
        if pending.key_fingerprint == self.ledger.key_fingerprint:
            await self.ledger.record(replace(pending, http_status=404, reason=NOT_FOUND))
            return
        self.ledger.remember(replace(pending, http_status=404, reason=OTHER_KEY))


def _failed(pending: PendingRequest, error: ApiError, at: datetime) -> PendingRequest:
    states = {Effect.NOT_SENT: RequestState.NOT_SENT, Effect.REFUSED: RequestState.REFUSED}
    state = states.get(error.effect, RequestState.UNKNOWN)
    if state is RequestState.REFUSED and pending.unique_id is not None:
        # It can be looked for, and until then a refusal is not proof.
        pending, state = replace(pending, reason=SAID_NO), RequestState.UNKNOWN
    return replace(
        pending,
        state=state,
        http_status=error.status,
        error_class=type(error).__name__,  # never its message: it may repeat what was typed
        finished_at=at,
    )


def _word(status: str | None) -> str | None:
    """A status for the journal: one short word, whatever the API sends."""
    return status if status is not None and status.isidentifier() and len(status) <= 32 else None
