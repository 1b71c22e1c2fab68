"""Reads payments: a window with the newest first, its refresh, and single payments by id or reference."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from stancer_tui.models.payment_row import (
    ListedPayment,
    ListedRefund,
    PaymentRow,
    UnreadableRow,
    payment_row,
)
from stancer_tui.services.payments.window_load import Batch, Clock, PaymentsClient, Sleep, WindowLoad
from stancer_tui.services.payments.windows import Window

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment

FINAL = frozenset({"captured", "refused", "failed", "canceled", "expired", "disputed"})
"""Statuses that only a dispute or a refund changes (reference: Payment status codes)."""

MOVING_REFUNDS = frozenset({"to_refund", "refund_sent"})
"""Refunds that are still under way (reference: Refund status codes)."""


def settled(row: ListedPayment) -> bool:
    """Whether a payment is not expected to change by itself; one with an unknown status may."""
    if isinstance(row, UnreadableRow):
        return True
    return row.status in FINAL and not any(refund.status in MOVING_REFUNDS for refund in row.refunds)


def listed(row: PaymentRow) -> "Payment":
    """A payment with only the fields that a list has of it."""
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


class PaymentsService:
    """Reads payments; decides in which order a window is requested."""

    def __init__(
        self,
        client: PaymentsClient,
        clock: Clock = lambda: datetime.now(UTC),
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """`sleep` waits between two tries of a window."""
        self._client = client
        self._clock = clock
        self._sleep = sleep

    async def get(self, payment_id: str) -> "Payment":
        """One payment, read afresh; raises `NotFound`."""
        return await self._client.payments.get(payment_id)

    def load(self, window: Window) -> AsyncGenerator[Batch, None]:
        """The payments of a window in batches: the newest slice first, each slice oldest first.

        The last batch is `complete`, and the only one when nothing was found. If the API fails after the
        first rows, a batch with a `rest` says that the load pauses; it continues by itself. Any other
        `ApiError` is raised after the batches before it, which stay valid. Close the generator to cancel.
        """
        return self.reading(window).batches()

    def reading(self, window: Window) -> WindowLoad:
        """The same as an object that can be continued after an error or a cancellation."""
        return WindowLoad(self._client.payments, window, self._clock, self._sleep)

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

        One request, two for a unique id: order numbers come first because agents usually have those. With
        `order` or `unique` False, that filter is not tried.
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
