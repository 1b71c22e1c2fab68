"""Creates and changes payments: each request is sent once, and an unknown outcome is resolved by reading."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from stancer_tui.api.errors import ApiError, Conflict, Effect, UnreadableAnswer
from stancer_tui.language import _
from stancer_tui.models.payment import Payment
from stancer_tui.services.clock import Clock
from stancer_tui.services.waiting.polling import PollSchedule, poll_until_found
from stancer_tui.store.pending_request import LOOKED_FOR, PendingRequest, RequestKind

if TYPE_CHECKING:
    from stancer_tui.api.pages import Page
    from stancer_tui.api.resources.new_payment import NewPayment, PaymentChange
    from stancer_tui.models.customer import Customer
    from stancer_tui.services.waiting.pending_requests import PendingRequestsService


T = TypeVar("T")

POLLING = PollSchedule((2, 4, 8, 15, 30), window=120)
"""When to look for the effect of a write with an unknown outcome; nothing found by then is "no trace"."""


class PaymentsApi(Protocol):
    """What is needed of the API's payments; a write is one request and raises `ApiError` with its effect."""

    async def create(self, payment: "NewPayment") -> Payment: ...
    async def get(self, payment_id: str) -> Payment: ...
    async def update(self, payment_id: str, change: "PaymentChange") -> Payment | None: ...
    async def authorize(self, payment_id: str) -> Payment | None: ...
    async def capture(self, payment_id: str) -> Payment | None: ...
    async def page(self, *, limit: int, unique_id: str) -> "Page[Payment]": ...


@dataclass(frozen=True, slots=True)
class Written:
    """The outcome of a write: the payment as it is now.

    `existed`: the `unique_id` was taken, and this is the payment that has it. `found`: the answer was lost or
    empty, and the effect was seen by reading.
    """

    payment: Payment
    existed: bool = False
    found: bool = False


class PaymentWriting:
    """Creates and changes the payments of one key. Every method sends at most one write."""

    def __init__(
        self,
        api: PaymentsApi,
        clock: Clock,
        *,
        pending_requests: "PendingRequestsService | None" = None,
        now: Callable[[], datetime] | None = None,
        schedule: PollSchedule = POLLING,
    ) -> None:
        self._api = api
        self._pending_requests = pending_requests
        self._now = now or clock.now
        self._clock = clock
        self._schedule = schedule

    async def create(self, new: "NewPayment") -> Written:
        """Create a payment; where its `unique_id` is taken, the payment that has it is read instead.

        Raises `ApiError`. With an unknown effect, and for a while after a refusal, the payment may exist:
        `by_unique_id` looks for it, and is called once before a refusal is raised.
        """
        try:
            payment = await self._create(new)
        except ApiError as error:
            if error.effect is not Effect.REFUSED:
                raise
            refusal = error
        else:
            await self._settle(new.unique_id, payment)
            return Written(payment)
        try:
            if isinstance(refusal, Conflict) and refusal.existing_id is not None:
                payment = await self._api.get(refusal.existing_id)
                await self._settle(new.unique_id, payment)
                return Written(payment, existed=True)
            found = await self.by_unique_id(new.unique_id)
        except ApiError:
            raise refusal from None
        if found is None:
            raise refusal
        return found

    async def _settle(self, unique_id: str, payment: Payment) -> None:
        """Record that an earlier unknown creation with this unique id became this payment."""
        if self._pending_requests is not None and self._pending_requests.doubtful(RequestKind.PAYMENT):
            await self._pending_requests.found(RequestKind.PAYMENT, unique_id, payment)

    async def _create(self, new: "NewPayment") -> Payment:
        """Create it, journaled with its unique id first, so that a restart can find out about it."""
        if self._pending_requests is None:
            return await self._api.create(new)
        new.payload()  # raises before anything is journaled
        return await self._pending_requests.send(
            RequestKind.PAYMENT,
            partial(self._api.create, new),
            unique_id=new.unique_id,
            amount=new.amount,
            currency=new.currency,
        )

    async def left(self) -> tuple[PendingRequest, ...]:
        """The creations whose outcome is not known, of this run or an earlier one, of the last 24 hours.

        Raises `LedgerUnavailable`.
        """
        if self._pending_requests is None:
            return ()
        since = self._now() - LOOKED_FOR
        return tuple(
            each
            for each in await self._pending_requests.unknown(RequestKind.PAYMENT)
            if each.created_at > since
        )

    def refusal_holds(self, pending: PendingRequest) -> bool:
        """Whether a creation that was not found was refused, and long enough ago to be final."""
        age = (self._now() - pending.created_at).total_seconds()
        return pending.refused and self._schedule.is_over(age)

    async def without_trace(self, unique_id: str) -> None:
        """Record that a refused creation was looked for long enough: it was not made."""
        if self._pending_requests is not None:
            await self._pending_requests.without_trace(RequestKind.PAYMENT, unique_id)

    async def by_unique_id(self, unique_id: str) -> Written | None:
        """The payment that has this unique id, if there is one by now. Raises `ApiError`."""
        page = await self._api.page(limit=2, unique_id=unique_id)
        for item in page.items:
            # If the API ignored the filter, it would give other payments.
            if isinstance(item, Payment) and item.unique_id == unique_id:
                await self._settle(unique_id, item)
                return Written(item, found=True)
        return None

    async def capture(self, before: Payment) -> Written:
        """Ask for the capture, after the authorisation where that is missing. Raises `ApiError`."""
        return await self._once(before, self._api.capture(before.id), captured)

    async def authorize(self, before: Payment) -> Written:
        """Ask for the authorisation. Raises `ApiError`."""
        return await self._once(before, self._api.authorize(before.id), authorized)

    async def update(self, before: Payment, change: "PaymentChange") -> Written:
        """Change a payment. Raises `ApiError`, and `InvalidField` before anything is sent."""
        change.payload()
        return await self._once(
            before, self._api.update(before.id, change), lambda now: applied(change, before, now)
        )

    async def seen(self, payment_id: str, done: Callable[[Payment], bool]) -> Written | None:
        """The payment, if the change shows in it by now. Raises `ApiError`."""
        now = await self._api.get(payment_id)
        return Written(now, found=True) if done(now) else None

    async def poll_until_found(
        self,
        read: Callable[[], Awaitable[T | None]],
        tell: Callable[[float], None] = lambda _seconds: None,
    ) -> T | None:
        """Read repeatedly for the effect of an unknown write; None: no trace within the window."""
        return await poll_until_found(read, self._clock, schedule=self._schedule, tell=tell)

    async def _once(
        self, before: Payment, sending: Awaitable[Payment | None], done: Callable[[Payment], bool]
    ) -> Written:
        try:
            answer = await sending
        except ApiError as error:
            if error.effect is Effect.NOT_SENT:
                raise
            lost: ApiError = error
        else:
            if answer is not None:
                return Written(answer)
            lost = UnreadableAnswer(
                _("the answer does not repeat the payment, and the change does not show in it yet"),
                effect=Effect.UNKNOWN,
            )
        now = await self._read(before.id)
        # A refusal is not final, but a state that held before, or that ended otherwise, does not disprove it.
        refused = lost.effect is Effect.REFUSED
        if now is not None and done(now) and not (refused and (done(before) or now.status in _OVER)):
            return Written(now, found=True)
        raise lost

    async def _read(self, payment_id: str) -> Payment | None:
        try:
            return await self._api.get(payment_id)
        except ApiError:
            return None


_OVER = frozenset({"refused", "failed", "canceled", "expired"})
"""The statuses in which no money is taken."""


def captured(now: Payment) -> bool:
    """Whether a requested capture shows in the payment; the bank's refusal is an answer to it too."""
    return now.status not in {None, "authorized"}


def authorized(now: Payment) -> bool:
    """Whether a requested authorisation shows in the payment; the bank's refusal is an answer to it too."""
    return now.status is not None


def applied(change: "PaymentChange", before: Payment, now: Payment) -> bool:
    """Whether every part of a change shows in the payment, as far as the API repeats it."""
    plain = ("amount", "order_id", "description", "return_url")
    wanted = {name: getattr(change, name) for name in plain}
    return (
        all(getattr(now, name) == value for name, value in wanted.items() if value is not None)
        and (change.currency is None or now.currency.lower() == change.currency.lower())
        and _instrument_applied(change.card, before.card_id, now.card_id)
        and _instrument_applied(change.sepa, before.sepa_id, now.sepa_id)
        and _customer_applied(change.customer, now)
        and (change.auth is None or _asked(before, now))
        and (change.device is None or (now.device is not None and now.device.ip == change.device.ip))
        and (change.status is None or (captured(now) if change.status == "capture" else authorized(now)))
    )


def _instrument_applied(wanted: object, before: str | None, now: str | None) -> bool:
    if wanted is None:
        return True
    return now == wanted if isinstance(wanted, str) else now is not None and now != before


def _customer_applied(wanted: Any, now: Payment) -> bool:
    if wanted is None:
        return True
    if isinstance(wanted, str):
        return now.customer_id == wanted
    kept: Customer | None = now.customer_object
    said = {name: getattr(wanted, name) for name in ("name", "email", "mobile")}
    return kept is not None and all(getattr(kept, name) == value for name, value in said.items() if value)


def _asked(before: Payment, now: Payment) -> bool:
    return now.auth is not None and now.auth != before.auth
