"""Payments as an agent needs them: a window newest first, kept fresh, or one by its order number."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from stancer_tui.api.pages import Page
from stancer_tui.models.moments import instant_of
from stancer_tui.models.payment_row import (
    ListedPayment,
    ListedRefund,
    PaymentRow,
    UnreadableRow,
    payment_row,
)
from stancer_tui.services.payments.windows import Window, slices

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment
    from stancer_tui.models.payment_batch import PaymentBatch

ESTIMATE_FROM = 0.05
"""Share of a window's time that must be loaded before its number of payments is estimated."""

FINAL = frozenset({"captured", "refused", "failed", "canceled", "expired", "disputed"})
"""Statuses that stay, but for a dispute or a refund (reference: Payment status codes)."""

MOVING_REFUNDS = frozenset({"to_refund", "refund_sent"})
"""Refunds that are still under way (reference: Refund status codes)."""

Clock = Callable[[], datetime]
T = TypeVar("T")


def settled(row: ListedPayment) -> bool:
    """Whether nothing more is expected to happen to a payment by itself; an unknown status may move on."""
    if isinstance(row, UnreadableRow):
        return True
    return row.status in FINAL and not any(refund.status in MOVING_REFUNDS for refund in row.refunds)


def listed(row: PaymentRow) -> "Payment":
    """A payment as far as a list knows it: what a row does not keep is absent."""
    from stancer_tui.models.payment import Payment

    instrument = {
        "id": row.instrument_id,
        "name": row.holder,
        "last4": row.last4,
        "brand": row.brand,
        "country": row.card_country,
    }
    known = {key: value for key, value in instrument.items() if value is not None}
    customer = {
        "id": row.customer_id,
        "name": row.customer_name,
        "email": row.customer_email,
        "mobile": row.customer_mobile,
    }
    raw = {
        "id": row.id,
        "created": row.created,
        "amount": row.amount,
        "currency": row.currency,
        "status": row.status,
        "response": row.response,
        "method": row.method,
        "order_id": row.order_id,
        "unique_id": row.unique_id,
        "description": row.description,
        "live_mode": row.live_mode,
        "customer": {key: value for key, value in customer.items() if value} if row.customer_id else None,
        "auth": {"status": row.auth_status} if row.auth_status else None,
        "refunds": [_listed_refund(refund) for refund in row.refunds],
    }
    if known.get("id"):
        raw["sepa" if row.method == "sepa" else "card"] = known
    return Payment.read({key: value for key, value in raw.items() if value is not None})


def _listed_refund(refund: ListedRefund) -> dict[str, object]:
    return {
        "id": refund.id,
        "amount": refund.amount,
        "status": refund.status,
        "created": refund.created,
        "date_refund": refund.sent,
        "date_bank": refund.settled,
    }


class PaymentSource(Protocol):
    """What is needed of the API's payments."""

    async def get(self, payment_id: str) -> "Payment":
        """One payment."""
        ...

    def walk(
        self,
        *,
        created: datetime | int | None = None,
        read: Callable[[object], T],
        order_id: str | None = None,
        unique_id: str | None = None,
        until: float | None = None,
        read_page: Callable[[bytes], Any] | None = None,
    ) -> AsyncIterator[Page[T]]:
        """Pages in order, oldest first, from `created` on."""
        ...


class PaymentsClient(Protocol):
    """What is needed of the API."""

    @property
    def payments(self) -> PaymentSource:
        """Its payments."""
        ...


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that arrived, and how far the load has come.

    `oldest` is the instant since when the list is whole. `covered` is the share of the window's time that
    was read, from 0 to 1. `expected` is an estimate from that share ("about"), the API gives no total; it is
    None too early in the load and exact when `complete`.
    """

    rows: tuple[ListedPayment, ...]
    loaded: int
    expected: int | None
    complete: bool
    oldest: datetime
    covered: float


class PaymentsService:
    """Reads payments; decides in which order a window is asked for."""

    def __init__(self, client: PaymentsClient, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._client = client
        self._clock = clock

    async def get(self, payment_id: str) -> "Payment":
        """One payment, read afresh; raises `NotFound`."""
        return await self._client.payments.get(payment_id)

    async def load(self, window: Window) -> AsyncGenerator[Batch, None]:
        """The payments of a window in batches: the newest slice first, each slice oldest first.

        The last batch says `complete`, and is the only one when nothing was found. An `ApiError` is raised
        after the batches before it, which stay good: to go on from there load the window again with the last
        batch's `oldest` as its `until`. Close the generator to cancel.
        """
        now = self._clock()
        progress = _Progress(window, now)
        for start, end in slices(window, now):
            progress.begin(start)
            async with aclosing(self._slice(start, end)) as pages:
                async for rows in pages:
                    yield progress.batch(rows)
        yield progress.complete()

    async def refresh(self, newest_known: int) -> tuple[ListedPayment, ...]:
        """The payments created since the newest known one (Unix seconds), itself and its second included."""
        return await self._all(created=newest_known)

    async def by_order(self, order_id: str) -> tuple[ListedPayment, ...]:
        """Every payment with this order number, which may repeat; empty when there is none."""
        return await self._all(order_id=order_id)

    async def by_unique_id(self, unique_id: str) -> tuple[ListedPayment, ...]:
        """The payment with this unique id; empty when there is none."""
        return await self._all(unique_id=unique_id)

    async def find(
        self, reference: str, *, order: bool = True, unique: bool = True
    ) -> "tuple[Payment | UnreadableRow, ...]":
        """The payments with this order number, whole; where there is none, the one with this unique id.

        One request, two when it was a unique id: order numbers come first because agents hold those. What is
        known to be only an `order` number or a `unique` id is asked for as that alone.
        """
        found = await self._whole(order_id=reference) if order else ()
        return found or (await self._whole(unique_id=reference) if unique else ())

    async def _whole(
        self, *, order_id: str | None = None, unique_id: str | None = None
    ) -> "tuple[Payment | UnreadableRow, ...]":
        from stancer_tui.models.payment import Payment

        pages = self._client.payments.walk(order_id=order_id, unique_id=unique_id, read=Payment.read)
        return tuple([item async for page in pages for item in page.items])

    async def _all(
        self, *, created: int | None = None, order_id: str | None = None, unique_id: str | None = None
    ) -> tuple[ListedPayment, ...]:
        pages = self._client.payments.walk(
            created=created, order_id=order_id, unique_id=unique_id, read=payment_row
        )
        return tuple([row async for page in pages for row in page.items])

    async def _slice(self, start: int, end: int | None) -> AsyncGenerator[tuple[ListedPayment, ...], None]:
        """Rows from `start` on; ends after the page in which the first later row stands.

        The end is never sent: v1 has no filter for it. A row without a date is kept.
        """
        until = self._clock().timestamp() if end is None else end
        pages = self._client.payments.walk(
            created=start, until=until, read=payment_row, read_page=_whole_page
        )
        try:
            async for page in pages:
                kept = tuple(row for row in page.items if end is None or (row.created or 0) < end)
                if kept:
                    yield kept
                if len(kept) < len(page.items):
                    return
        finally:
            if isinstance(pages, AsyncGenerator):
                await pages.aclose()


class _Progress:
    """Counts rows and the time they cover."""

    def __init__(self, window: Window, now: datetime) -> None:
        self._since = window.since.timestamp()
        self._top = (now if window.until is None else min(now, window.until)).timestamp()
        self._start = self._whole = self._top
        self._loaded = 0

    def begin(self, start: int) -> None:
        """The slice before was read to its end; the next one starts here."""
        self._whole, self._start = self._start, start

    def batch(self, rows: tuple[ListedPayment, ...]) -> Batch:
        """Rows of the slice being read, which has come as far as the last of them."""
        self._loaded += len(rows)
        reached = max((row.created for row in rows if row.created is not None), default=self._start)
        covered = self._share(self._top - self._whole + min(reached, self._whole) - self._start)
        expected = round(self._loaded / covered) if covered >= ESTIMATE_FROM else None
        return Batch(rows, self._loaded, expected, False, instant_of(self._whole), covered)

    def complete(self) -> Batch:
        """The end of the load."""
        return Batch((), self._loaded, self._loaded, True, instant_of(self._since), 1.0)

    def _share(self, seconds: float) -> float:
        span = self._top - self._since
        return min(max(seconds / span, 0.0), 1.0) if span > 0 else 1.0


def _whole_page(body: bytes) -> "PaymentBatch | None":
    """A whole page of an answer, several times as fast as item by item; None where that must judge."""
    from stancer_tui.models.payment_batch import payment_rows

    return payment_rows(body)
