"""A payment at Stancer in memory and a clock that a test moves: the service's world without a socket."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from stancer_tui.api.errors import ApiError, Effect, Unreachable
from stancer_tui.models.payment import Payment
from stancer_tui.models.refund import Refund
from tests.services.refund_world import NOW, PAYMENT


class HandClock:
    """Pauses cost no time; those of `hold` seconds and more last until they are cancelled.

    Thousands of pauses are an end that never comes: that is a failure, not a reason to wait.
    """

    def __init__(self, hold: float = 300) -> None:
        self.time = NOW
        self.ticks = 0.0
        self.hold = hold
        self.pauses = 0
        self._stopped: asyncio.Event | None = None

    def stop(self) -> None:
        """Let no pause end until `go`."""
        self._stopped = asyncio.Event()

    def go(self) -> None:
        """Let pauses end again."""
        if self._stopped is not None:
            self._stopped.set()
        self._stopped = None

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.ticks

    async def sleep(self, seconds: float) -> None:
        if seconds >= self.hold:
            await asyncio.Event().wait()
        if self._stopped is not None:
            await self._stopped.wait()
        self.time += timedelta(seconds=seconds)
        self.ticks += seconds
        self.pauses += 1
        assert self.pauses < 3000, "something is waited for without end"
        for _ in range(5):
            await asyncio.sleep(0)


@dataclass(frozen=True)
class Reading:
    payment: Payment
    server_date: datetime | None


@dataclass(frozen=True)
class Listed:
    items: Sequence[object] = ()


@dataclass
class ModelServer:
    """One payment; `on_create` may lose the answer, `on_read` may fail a reading."""

    clock: HandClock
    amount: int = 5000
    status: str | None = "captured"
    currency: str = "eur"
    live: bool = False
    refunds: list[dict[str, object]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    late: list[tuple[float, int, Callable[[str], object]]] = field(default_factory=list)
    on_create: Callable[[int], Awaitable[None]] | None = None
    on_read: Callable[[], Awaitable[None]] | None = None
    listed: bool = False
    hidden: set[str] = field(default_factory=set)
    skew: timedelta = timedelta()

    def book(self, amount: int, *, status: str = "to_refund") -> str:
        refund_id = f"refd_{len(self.refunds):024}"
        created = int((self.clock.time + self.skew).timestamp())
        self.refunds.append(
            {
                "id": refund_id,
                "payment": PAYMENT,
                "amount": amount,
                "currency": "eur",
                "status": status,
                "created": created,
            }
        )
        return refund_id

    def book_later(self, amount: int, *, after: float, then: Callable[[str], object] = str) -> None:
        self.late.append((self.clock.ticks + after, amount, then))

    def settle(self) -> None:
        """Book what is due by now."""
        for due in [each for each in self.late if each[0] <= self.clock.ticks]:
            self.late.remove(due)
            due[2](self.book(due[1]))

    @property
    def total(self) -> int:
        self.settle()
        booked = sum(int(str(refund["amount"])) for refund in self.refunds)
        return booked + sum(amount for _, amount, _ in self.late)

    async def read_payment(self, payment_id: str) -> Reading:
        self.requests.append("GET")
        self.settle()
        if self.on_read is not None:
            await self.on_read()
        refunds = [each for each in self.refunds if each["id"] not in self.hidden]
        payment = Payment.read(
            {
                "id": payment_id,
                "amount": self.amount,
                "currency": self.currency,
                "status": self.status,
                "refunds": refunds,
                "live_mode": self.live,
            }
        )
        return Reading(payment, (self.clock.time + self.skew).replace(microsecond=0))

    async def create(self, payment_id: str, amount: int, *, currency: str | None = None) -> Refund:
        self.requests.append("POST")
        if self.on_create is not None:
            await self.on_create(amount)
        self.book(amount)
        return Refund.read(self.refunds[-1])

    async def page(self, *, created: datetime | None = None) -> Listed:
        self.requests.append("LIST")
        return Listed(tuple(Refund.read(each) for each in self.refunds) if self.listed else ())


def lost() -> ApiError:
    return Unreachable("the connection broke", effect=Effect.UNKNOWN)


def midnight() -> datetime:
    return datetime(2026, 11, 23, tzinfo=UTC)
