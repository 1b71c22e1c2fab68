"""One refund for one confirmation: read again, journal it, send one request, find out what came of it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from stancer_tui.language import _
from stancer_tui.services.clock import Clock
from stancer_tui.services.refunds.approvals import Approvals, InFlight
from stancer_tui.services.refunds.errors import (
    ConsentMissing,
    DeskReadOnly,
    InProgress,
    JournalOff,
    NotPossible,
    OfferSpent,
    PaymentChanged,
    TicketTooLong,
)
from stancer_tui.services.refunds.events import Abandon, Decided
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.services.refunds.ledger import RefundLedger, RefundProgress
from stancer_tui.services.refunds.offer import (
    Consent,
    Offer,
    RefundPolicy,
)
from stancer_tui.services.refunds.offers import RefundOffers
from stancer_tui.services.refunds.reconciler import RefundReconciler
from stancer_tui.services.refunds.sender import RefundsApi, RefundSender, not_begun
from stancer_tui.services.refunds.spilled import SpilledAnswers
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import TICKET_LENGTH, AuditEntry, Intent, State
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.owner import Owner


@dataclass(frozen=True, slots=True)
class Draft:
    """What the agent confirmed: minor units, a ticket reference, why the money goes back.

    `approval` says that it was shown as a request, which a second agent approves: it is never sent at once.
    """

    amount: int
    approval: bool
    ticket: str | None
    reason: str | None
    intent_id: str | None


class RefundsService:
    """The refunds of one key and one mode.

    `ledger` may be shared with the service of the other mode. `key_fingerprint` is
    `store.intent.fingerprint(key)`. Call `resume` once at the start and `aclose` at the end.
    """

    def __init__(
        self,
        api: RefundsApi,
        ledger: Ledger,
        clock: Clock,
        *,
        policy: RefundPolicy,
        key_fingerprint: str,
        timing: Timing | None = None,
        owner: Owner | None = None,
        alive: Callable[[Owner], Awaitable[bool | None]] | None = None,
        spilled: SpilledAnswers | None = None,
    ) -> None:
        self._policy = policy if ledger.shared else policy.of_one_agent()
        self._key_fingerprint = key_fingerprint
        self._timing = timing or Timing()
        self._ledger = RefundLedger(ledger, clock, live=policy.live, owner=owner)
        self._reconciler = RefundReconciler(api, self._ledger, clock, self._timing, alive=alive)
        self._offers = RefundOffers(api, self._ledger, self._reconciler, clock, self._policy)
        self._sender = RefundSender(
            api,
            self._ledger,
            self._reconciler,
            clock,
            self._timing,
            in_background=self._spawn,
            spilled=spilled,
        )
        self.approvals = Approvals(
            api,
            self._ledger,
            self._reconciler,
            self._sender,
            self._policy,
            in_flight=self._in_flight,
            in_background=self._spawn,
        )
        self._closed = False
        self._sending: dict[asyncio.Task[Intent], InFlight] = {}
        self._background: set[asyncio.Task[None]] = set()

    @property
    def journal_trouble(self) -> LedgerUnavailable | None:
        """Why refunds are off, if the journal's last call failed."""
        return self._ledger.trouble

    def subscribe(self, listener: Callable[[RefundProgress], None]) -> Callable[[], None]:
        """Call `listener` at every step of every intent, in this loop; returns a function that ends that."""
        return self._ledger.subscribe(listener)

    def names(self) -> Mapping[str, str]:
        """The agents of the ledger: the name to show of each, not yet safe."""
        return self._ledger.names()

    def serves(self, intent: Intent) -> bool:
        """Whether the intent is certainly this account's; another one's payment is not read automatically."""
        return self._ledger.serves(intent)

    def in_flight(self) -> tuple[InFlight, ...]:
        """The number of confirmed refunds without an answer; quitting now leaves them to the next start."""
        return tuple(self._sending.values())

    async def resume(self) -> tuple[Intent, ...]:
        """Take up what an earlier run left, keep watching, and return what is unresolved.

        Raises `LedgerUnavailable`; watching begins all the same, once the journal works again.
        """
        if not self._background:
            self._spawn(self._reconciler.keep_sweeping())
            self._spawn(self._sender.keep_delivering())
        self.approvals.follow()
        await self._ledger.adopt(self._key_fingerprint)
        await self._sender.deliver()
        return await self._reconciler.sweep()

    async def prepare(self, payment_id: str) -> Offer:
        """Read the payment and say what can be refunded. Raises `ApiError`."""
        return await self._offers.read(payment_id)

    async def confirm(
        self,
        offer: Offer,
        amount: int,
        *,
        ticket: str | None = None,
        reason: str | None = None,
        consents: frozenset[Consent] = frozenset(),
        intent_id: str | None = None,
    ) -> Intent:
        """Send what the agent confirmed, once; returns the intent after its one request.

        What needs a second person is not sent: the intent returned waits for the approval. `reason` is why
        the money goes back. An offer is good for one call that passes the checks, an `intent_id` for one
        intent of the journal. Cancelling the caller does not stop what was confirmed. Raises
        `RefundNotBegun` when nothing was sent.
        """
        if self._policy.read_only:
            raise DeskReadOnly(_("this desk is read-only"))
        if not self._offers.holds(offer):
            raise OfferSpent(_("the offer was confirmed before"))
        refusal = offer.refusal(amount)
        if refusal is not None:
            raise NotPossible(refusal)
        if len((ticket or "").strip()) > TICKET_LENGTH:
            raise TicketTooLong(_("a ticket reference has at most {count} characters", count=TICKET_LENGTH))
        if not offer.consents <= consents:
            raise ConsentMissing(offer.consents - consents)
        self._offers.spend(offer)  # before anything is awaited: a second press finds it spent
        draft = Draft(amount, offer.needs_approval(amount), ticket, reason, intent_id)
        work = self._carry_out(offer, draft)
        return await self._in_flight(
            work, InFlight(offer.payment.id, amount, offer.payment.currency, offer.kind)
        )

    async def _in_flight(self, work: Coroutine[Any, Any, Intent], what: InFlight) -> Intent:
        """Run what ends in a request: cancelling the caller does not stop it."""
        task = asyncio.create_task(work, name=f"refund {what.payment}")
        self._sending[task] = what
        task.add_done_callback(self._sending.pop)
        return await asyncio.shield(task)

    async def settled(self, intent_id: str) -> Intent | None:
        """Wait until the search for an unknown outcome has ended, and return the intent."""
        await self._reconciler.settled(intent_id)
        return await self._ledger.get(intent_id)

    async def check_again(self, intent_id: str) -> Intent | None:
        """Read the payment of an unresolved intent now and return the intent after that."""
        intent = await self._ledger.get(intent_id)
        if intent is None or intent.state not in {State.UNKNOWN, State.NOT_FOUND}:
            return intent
        return (await self._reconciler.reread(intent)).intent

    async def decide(self, intent_id: str, refund_id: str | None) -> Intent:
        """A person says which of several refunds was the intent's, or (None) that none of them is.

        Raises ValueError if the intent waits for no decision or the refund is not one of those in question,
        and `AlreadyClaimed` if it has become another intent's meanwhile.
        """
        intent = await self._ledger.get(intent_id)
        if intent is None or intent.state is not State.AMBIGUOUS:
            raise ValueError("this intent waits for no decision")
        if refund_id is not None and refund_id not in intent.candidate_ids:
            raise ValueError("this refund is not one of those in question")
        return await self._ledger.record(intent, Decided(refund_id, self._ledger.me))

    async def unresolved(self) -> tuple[Intent, ...]:
        """Intents whose outcome is open, or not found and still watched; none that waits for approval.

        Raises `LedgerUnavailable`.
        """
        now = self._ledger.now()
        return tuple(
            each
            for each in await self._ledger.unresolved()
            if each.state is not State.WAITING and (each.open or self._timing.watches(each, now=now))
        )

    async def get(self, intent_id: str) -> Intent | None:
        """Where one intent of this mode stands. Raises `LedgerUnavailable`."""
        return await self._ledger.get(intent_id)

    async def history(self, limit: int = 1000) -> tuple[Intent, ...]:
        """Every intent of this mode, the newest first. Raises `LedgerUnavailable`."""
        return await self._ledger.history(limit)

    async def of_payments(self, payments: Iterable[str]) -> tuple[Intent, ...]:
        """Every intent of these payments, each's oldest first. Raises `LedgerUnavailable`."""
        found = [await self._ledger.of_payment(payment) for payment in dict.fromkeys(payments)]
        return tuple(intent for intents in found for intent in intents)

    async def changes(self, intent_id: str) -> tuple[AuditEntry, ...]:
        """The audit of one intent. Raises `LedgerUnavailable`."""
        return await self._ledger.changes(intent_id)

    async def drain(self) -> None:
        """Wait until every confirmed refund has its answer."""
        while self._sending:
            await asyncio.wait(set(self._sending))

    async def aclose(self) -> None:
        """Stop at once; a refund in flight stays in the journal, and the next start finds out about it."""
        self._closed = True
        self.approvals.close()
        tasks = (*self._sending, *self._background)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._reconciler.aclose()

    async def _carry_out(self, offer: Offer, draft: Draft) -> Intent:
        with not_begun():
            standing = await self._ledger.standing(offer.payment.id)
        fresh = await self._offers.read_again(offer.payment.id)
        if fresh.in_progress is not None:
            raise InProgress(fresh.in_progress)
        if self._ledger.trouble is not None:
            raise JournalOff(self._ledger.trouble)
        unseen = {each.id for each in fresh.not_found} - {each.id for each in offer.not_found}
        if fresh.block is not None or fresh.snapshot != offer.snapshot or unseen:
            raise PaymentChanged(fresh)
        self._offers.spend(fresh)
        intent = self._intent(fresh, draft)
        self._reconciler.busy.add(intent.id)
        try:
            intent = await self._sender.begin(intent)
            if intent.state is State.WAITING:
                return intent
            await self._check_standing(intent, standing)
            return await self._sender.send(intent, fresh.server_date)
        finally:
            self._reconciler.busy.discard(intent.id)

    async def _check_standing(self, intent: Intent, standing: frozenset[tuple[str, State]]) -> None:
        """Give up where a desk moved another refund of the payment since before it was read.

        Until the intent was written another desk could begin a refund and end it: the reading lacks it.
        """
        with not_begun():
            if await self._ledger.standing(intent.payment, but=intent.id) == standing:
                return
            await self._ledger.advance(intent, Abandon())
        raise PaymentChanged(await self._offers.read_again(intent.payment))

    def _intent(self, offer: Offer, draft: Draft) -> Intent:
        waits = draft.approval or offer.needs_approval(draft.amount)  # a limit may have changed in between
        return Intent(
            id=draft.intent_id or uuid4().hex,
            created_at=self._ledger.now(),
            key_fingerprint=self._key_fingerprint,
            live=self._policy.live,
            kind=offer.kind,
            payment=offer.payment.id,
            amount=draft.amount,
            currency=offer.payment.currency,
            baseline_ids=tuple(sorted(offer.payment.ids)),
            baseline_sum=offer.payment.total,
            baseline_status=offer.payment.status,
            state=State.WAITING if waits else State.PREPARED,
            owner=self._ledger.owner,
            agent=self._ledger.me,
            ticket=(draft.ticket or "").strip() or None,
            refund_reason=draft.reason,
            supersedes=offer.not_found[-1].id if offer.not_found else None,
        )

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        if self._closed:
            work.close()
            return
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
