"""Sending a refund, once: made durable before its one request, its answer journaled after it."""

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from stancer_tui.api.errors import ApiError
from stancer_tui.language import N_
from stancer_tui.services.clock import Clock
from stancer_tui.services.refunds.errors import InProgress, JournalOff, NotAllowedHere
from stancer_tui.services.refunds.events import Lost, NotSent, RefundAnswer, Send
from stancer_tui.services.refunds.evidence import Timing, classify, echoed
from stancer_tui.services.refunds.ledger import RefundLedger, RefundProgress
from stancer_tui.services.refunds.offer import RefundFields
from stancer_tui.services.refunds.reconciler import ReadsApi, RefundReconciler
from stancer_tui.services.refunds.spilled import SpilledAnswers
from stancer_tui.store.errors import (
    AlreadyClaimed,
    AlreadyOpen,
    LedgerUnavailable,
    NeedsApproval,
    NotAllowed,
    Stale,
)
from stancer_tui.store.intent import Intent, State


class RefundsApi(ReadsApi, Protocol):
    """What the service needs of the API: `client.refunds` of a `StancerClient`."""

    async def create(self, payment_id: str, amount: int, *, currency: str | None = None) -> RefundFields:
        """Send one refund of `amount` minor units, in one request. Raises `ApiError` with its effect."""


_TOO_LATE = N_("this machine stood still between writing it down and sending it")


class RefundSender:
    """Sends the request of a journaled intent. `in_background` runs what outlasts the call.

    An answer that cannot be journaled is `spilled` to a file of this machine until it can.
    """

    def __init__(
        self,
        api: RefundsApi,
        ledger: RefundLedger,
        reconciler: RefundReconciler,
        clock: Clock,
        timing: Timing,
        *,
        in_background: Callable[[Coroutine[Any, Any, None]], None],
        spilled: SpilledAnswers | None = None,
    ) -> None:
        self._api = api
        self._ledger = ledger
        self._reconciler = reconciler
        self._clock = clock
        self._timing = timing
        self._in_background = in_background
        self._spilled = spilled

    async def begin(self, intent: Intent) -> Intent:
        """Journal an intent; nothing is sent. Raises `RefundNotBegun`.

        It waits for an approval where the ledger wants one that this desk does not know of yet.
        """
        with not_begun():
            try:
                return await self._ledger.begin(intent)
            except NeedsApproval:
                return await self._ledger.begin(replace(intent, state=State.WAITING))

    async def send(self, intent: Intent, server_date: datetime | None) -> Intent:
        """Journal the intent as sending and send it; returns the intent after its one request.

        `server_date` is the API's clock at the last reading. Raises `RefundNotBegun` when nothing was sent.
        """
        began = self._clock.now()
        with not_begun():  # only what is durable as being sent may be sent
            intent = await self._ledger.advance(intent, Send(self._ledger.now(), server_date))
        answer: RefundAnswer = Lost("Interrupted", None, N_("the program stopped before the answer came"))
        try:
            # The machine may have slept in between, and another desk have found no trace of it.
            late = abs(self._clock.now() - began) > self._timing.prompt
            answer = NotSent("TooLate", _TOO_LATE) if late else await self._post(intent)
        finally:  # also when cancelled: what is not known to have failed may have been made
            intent = await self._record_answer(intent, answer)
        if intent.refused:  # read again before anybody is told of it
            intent = (await self._reconciler.reread(intent)).intent
        if intent.state is State.CONFIRMED:
            return await self._reconciler.sum_up(intent)
        return intent

    async def _post(self, intent: Intent) -> RefundAnswer:
        try:
            refund = await self._api.create(intent.payment, intent.amount, currency=intent.currency)
        except ApiError as error:
            return classify(error)
        return echoed(intent, refund)

    async def _record_answer(self, intent: Intent, answer: RefundAnswer) -> Intent:
        """Journal the answer and continue from it; if the journal cannot be written now, retry later."""
        try:
            intent = await self._recorded(intent, answer)
        except (LedgerUnavailable, NotAllowed):
            known = answer.apply_to(intent)
            if self._spilled is not None:
                self._spilled.keep(intent, answer)
            self._ledger.publish(RefundProgress(known, journaled=False))
            self._in_background(self._record_answer_later(intent, answer))
            return known
        self._follow(intent)
        return intent

    async def _record_answer_later(self, intent: Intent, answer: RefundAnswer) -> None:
        number = 0
        while True:
            await self._clock.sleep(self._timing.polling.delay(number))
            number += 1
            try:
                intent = await self._recorded(intent, answer)
            except (LedgerUnavailable, NotAllowed):
                continue
            self._forget(intent)
            self._ledger.publish(RefundProgress(intent))  # another program may have told the journal first
            self._follow(intent)
            return

    async def deliver(self) -> None:
        """Journal this account's answers that an earlier run could not. Raises `LedgerUnavailable`."""
        for intent_id, answer in self._spilled.waiting() if self._spilled is not None else ():
            intent = await self._ledger.get(intent_id)
            if intent is None or not self._ledger.serves(intent):
                continue  # another account's: its own desk delivers it, and tells of it
            try:
                intent = await self._recorded(intent, answer)
            except NotAllowed:
                continue  # another agent's: it stays for that one
            except LedgerUnavailable as error:
                if not error.reads_only:
                    raise
                continue  # it stays until this agent may write again
            self._forget(intent)
            self._follow(intent)

    async def keep_delivering(self) -> None:
        """Deliver again and again until cancelled; returns at once where answers are not spilled."""
        while self._spilled is not None:
            await self._clock.sleep(self._timing.watch_every)
            try:
                await self.deliver()
            except LedgerUnavailable:
                continue

    def _forget(self, intent: Intent) -> None:
        if self._spilled is not None:
            self._spilled.forget(intent.id)

    async def _recorded(self, intent: Intent, answer: RefundAnswer) -> Intent:
        try:
            return await self._ledger.record(intent, answer)
        except AlreadyClaimed:
            reason = N_("the answer names a refund that belongs to another intent")
            doubt = Lost("AlreadyClaimed", None, reason)
            return await self._ledger.record(intent, doubt)

    def _follow(self, intent: Intent) -> None:
        if intent.state is State.UNKNOWN and self._ledger.serves(intent):
            self._reconciler.follow(intent)


@contextmanager
def not_begun() -> Iterator[None]:
    """The `RefundNotBegun` for a ledger's refusal before the request."""
    try:
        yield
    except AlreadyOpen as error:
        raise InProgress(error.intent) from error
    except Stale as error:  # another program took this one for dead
        raise InProgress(error.current) from error
    except LedgerUnavailable as error:
        raise JournalOff(error) from error
    except NotAllowed as error:
        raise NotAllowedHere(str(error)) from error
