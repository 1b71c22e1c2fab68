"""Refunds that wait for a second person: asked for by one agent, sent once from the desk of another."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from stancer_tui.api.errors import ApiError
from stancer_tui.language import _
from stancer_tui.services.refunds.errors import (
    ConsentMissing,
    DeskReadOnly,
    InProgress,
    NotPossible,
    PaymentNotRead,
    RefundNotBegun,
)
from stancer_tui.services.refunds.events import Approved, Declined, Withdrawn
from stancer_tui.services.refunds.ledger import RefundLedger, RefundProgress
from stancer_tui.services.refunds.offer import (
    Consent,
    PaymentFields,
    PaymentView,
    Reason,
    RefundPolicy,
    SeenRefund,
    consents_of,
    payment_view,
)
from stancer_tui.services.refunds.reconciler import Reading, RefundReconciler
from stancer_tui.services.refunds.sender import RefundsApi, RefundSender, not_begun
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent, RefundKind, State
from stancer_tui.store.ledger import LedgerChange


@dataclass(frozen=True, slots=True)
class InFlight:
    """A refund that was confirmed and whose request has not been answered yet; amount in minor units."""

    payment: str
    amount: int
    currency: str
    kind: RefundKind


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different from what was there when a refund was asked for; empty where nothing is.

    `status` are the payment's statuses then and now, `currency` its currencies, `made` refunds since, `gone`
    refunds that are no longer listed, `left` what can still be refunded where that is less than was asked
    for, in minor units.
    """

    status: tuple[str | None, str | None] | None = None
    made: tuple[SeenRefund, ...] = ()
    gone: tuple[str, ...] = ()
    left: int | None = None
    currency: tuple[str, str] | None = None
    unreadable: bool = False

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return self != Changes()


@dataclass(frozen=True, slots=True)
class Request:
    """A refund that waits, and its payment as it was read now; `source` says whose it is.

    `consents` is what whoever approves it confirms separately, as who asked did; `given` is what was.
    """

    intent: Intent
    payment: PaymentView
    changes: Changes
    source: PaymentFields
    consents: frozenset[Consent] = frozenset()
    given: frozenset[Consent] = frozenset()


class RequestChanged(RefundNotBegun):
    """The payment is not what it was when the refund was asked for; `changes` says what is different."""

    def __init__(self, changes: Changes) -> None:
        super().__init__("the payment has changed since the refund was asked for")
        self.changes = changes


class Approvals:
    """The refunds of one mode that wait for a second person. `in_flight` runs what ends in a request."""

    def __init__(
        self,
        api: RefundsApi,
        ledger: RefundLedger,
        reconciler: RefundReconciler,
        sender: RefundSender,
        policy: RefundPolicy,
        *,
        in_flight: Callable[[Coroutine[Any, Any, Intent], InFlight], Awaitable[Intent]],
        in_background: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self._api = api
        self._ledger = ledger
        self._reconciler = reconciler
        self._sender = sender
        self._policy = policy
        self._in_flight = in_flight
        self._in_background = in_background
        self._unfollow: Callable[[], None] | None = None

    def follow(self) -> None:
        """From now on, publish what other desks do with this agent's refunds."""
        if self._unfollow is None:
            self._unfollow = self._ledger.follow(self._heard)

    def close(self) -> None:
        """Stop following."""
        if self._unfollow is not None:
            self._unfollow()
            self._unfollow = None

    def _heard(self, change: LedgerChange) -> None:
        elsewhere = change.kind == "intent" and not change.here
        if elsewhere and change.live is self._ledger.live:
            self._in_background(self._publish_mine(change.subject))

    async def _publish_mine(self, intent_id: str) -> None:
        try:
            intent = await self._ledger.get(intent_id)
        except LedgerUnavailable:
            return  # who asks sees it when the ledger is back
        if intent is not None and self.is_mine(intent):
            self._ledger.publish(RefundProgress(intent))

    async def waiting(self) -> tuple[Intent, ...]:
        """The refunds that wait, oldest first. Raises `LedgerUnavailable`."""
        return tuple(each for each in await self._ledger.unresolved() if each.state is State.WAITING)

    def is_mine(self, intent: Intent) -> bool:
        """Whether this agent asked for it, and so can withdraw it but not approve it."""
        return intent.agent == self._ledger.me

    async def read(self, intent_id: str) -> Request:
        """Read the payment of a refund that waits, and what has changed since it was asked for.

        Raises `ApiError`, `LedgerUnavailable`, and `InProgress` where it does not wait any more.
        """
        intent = await self._waiting(intent_id)
        reading = await self._api.read_payment(intent.payment)
        view = payment_view(reading.payment)
        consents = await self._consents(view, reading)
        return Request(intent, view, changes_since(intent, view), reading.payment, consents)

    async def approve(self, request: Request) -> Intent:
        """Send a refund that another agent asked for, once; returns the intent after its one request.

        The payment is read again first. The ledger itself refuses one's own request and whoever may not
        approve. Cancelling the caller does not stop what was approved. Raises `RefundNotBegun` when nothing
        was sent.
        """
        intent = request.intent
        if self._policy.read_only:
            raise DeskReadOnly(_("this desk is read-only"))
        ceiling = self._policy.ceilings.get(intent.currency)
        if ceiling is not None and intent.amount > ceiling:
            raise NotPossible(Reason.OVER_CEILING)
        what = InFlight(intent.payment, intent.amount, intent.currency, intent.kind)
        return await self._in_flight(self._carry_out(intent, request.given), what)

    async def decline(self, intent_id: str, why: str) -> Intent:
        """Decline a refund that another agent asked for; `why` is shown to them. Raises `RefundNotBegun`."""
        return await self._end(intent_id, Declined(why))

    async def withdraw(self, intent_id: str) -> Intent:
        """Withdraw a refund that this agent asked for. Raises `RefundNotBegun`."""
        return await self._end(intent_id, Withdrawn())

    async def _end(self, intent_id: str, event: Declined | Withdrawn) -> Intent:
        with not_begun():
            return await self._ledger.advance(await self._waiting(intent_id), event)

    async def _consents(self, view: PaymentView, reading: Reading) -> frozenset[Consent]:
        intents = await self._ledger.of_payment(view.id)
        return consents_of(view, self._reconciler.may_appear(intents, reading.server_date))

    async def _carry_out(self, intent: Intent, given: frozenset[Consent]) -> Intent:
        try:
            reading = await self._api.read_payment(intent.payment)
        except ApiError as error:
            raise PaymentNotRead(error) from error
        view = payment_view(reading.payment)
        changes = changes_since(intent, view)
        if changes:
            raise RequestChanged(changes)
        with not_begun():
            missing = await self._consents(view, reading) - given
        if missing:
            raise ConsentMissing(missing)
        self._reconciler.busy.add(intent.id)
        try:
            with not_begun():  # of two who approve at once the ledger takes one
                approved = await self._ledger.advance(intent, Approved(self._ledger.me))
            return await self._sender.send(approved, reading.server_date)
        finally:
            self._reconciler.busy.discard(intent.id)

    async def _waiting(self, intent_id: str) -> Intent:
        intent = await self._ledger.get(intent_id)
        if intent is None:
            raise ValueError("the ledger has no such refund")
        if intent.state is not State.WAITING:
            raise InProgress(intent)
        return intent


def changes_since(intent: Intent, view: PaymentView) -> Changes:
    """What a reading of the payment shows that has changed since the refund was asked for."""
    known = set(intent.baseline_ids)
    left = max(0, view.amount - view.refunded)
    same = view.status == intent.baseline_status
    currency = None if view.currency == intent.currency else (intent.currency, view.currency)
    other = view.live_mode not in {None, intent.live}
    return Changes(
        status=None if same else (intent.baseline_status, view.status),
        made=tuple(refund for refund in view.refunds if refund.id not in known),
        gone=tuple(sorted(known - view.ids)),
        left=left if currency is None and left < intent.amount else None,
        currency=currency,
        unreadable=view.unreadable_refunds > 0 or not view.possible or other,
    )
