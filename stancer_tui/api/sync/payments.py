"""Payments: /v1/checkout (reference: Payments).

Written by `python -m tests.sync_twin --write`.
"""

from collections.abc import Callable, Generator
from datetime import datetime
from functools import partial
from typing import Any, TypeVar, overload

from stancer_tui.api.lists import ReadsPages
from stancer_tui.api.pages import PAGE, Page
from stancer_tui.api.resources.new_payment import NewPayment, PaymentChange
from stancer_tui.api.resources.payments import Payments
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.payment import Payment

T = TypeVar("T")


class SyncPayments:
    """What the API offers on payments; there is no deletion, a payment is refunded."""

    def __init__(self, twin: Payments, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, payment: NewPayment) -> Payment:
        """Create a payment in exactly one request; the bank's refusal is an answer, with status and code.

        Raises `Conflict` with `existing_id` when the `unique_id` is taken.
        """
        return self._portal.run(partial(self._twin.create, payment))

    def get(self, payment_id: str) -> Payment:
        """One payment with everything embedded in it; raises `NotFound`."""
        return self._portal.run(partial(self._twin.get, payment_id))

    def update(self, payment_id: str, change: PaymentChange) -> Payment | None:
        """Change a payment; None when the API does not repeat it (the reference allows 200 and 204)."""
        return self._portal.run(partial(self._twin.update, payment_id, change))

    def authorize(self, payment_id: str) -> Payment | None:
        """Ask for the authorisation of a payment."""
        return self._portal.run(partial(self._twin.authorize, payment_id))

    def capture(self, payment_id: str) -> Payment | None:
        """Ask for the capture of a payment, after its authorisation when that is missing."""
        return self._portal.run(partial(self._twin.capture, payment_id))

    @overload
    def page(
        self,
        *,
        created: datetime | int | None = None,
        start: int = 0,
        limit: int = PAGE,
        order_id: str | None = None,
        unique_id: str | None = None,
    ) -> Page[Payment]: ...

    @overload
    def page(
        self,
        *,
        created: datetime | int | None = None,
        start: int = 0,
        limit: int = PAGE,
        order_id: str | None = None,
        unique_id: str | None = None,
        read: Callable[[object], T],
    ) -> Page[T]: ...

    def page(
        self,
        *,
        created: datetime | int | None = None,
        start: int = 0,
        limit: int = PAGE,
        order_id: str | None = None,
        unique_id: str | None = None,
        read: Callable[[object], Any] | None = None,
    ) -> Page[Any]:
        """One page of payments, oldest first; at most one of `created`, `order_id`, `unique_id`.

        `read` builds each item: `Payment.read`, or `payment_row` for a list that keeps little.
        """
        twin: Callable[..., Any] = self._twin.page
        return self._portal.run(
            partial(
                twin,
                created=created,
                start=start,
                limit=limit,
                order_id=order_id,
                unique_id=unique_id,
                read=read,
            )
        )

    def all(
        self,
        *,
        created: datetime | int | None = None,
        order_id: str | None = None,
        unique_id: str | None = None,
    ) -> Generator[Payment, None, None]:
        """Every payment, one by one, oldest first; the next pages are asked for ahead.

        At most one of `created` (Unix seconds or an aware datetime, inclusive), `order_id` and `unique_id`.
        Raises `UnreadableAnswer` at one that cannot be read, after those before it: `page` gives the others.
        """
        return self._portal.iterate(self._twin.all(created=created, order_id=order_id, unique_id=unique_id))

    @overload
    def walk(
        self,
        *,
        created: datetime | int | None = None,
        order_id: str | None = None,
        unique_id: str | None = None,
        until: float | None = None,
        concurrency: int = 4,
    ) -> Generator[Page[Payment], None, None]: ...

    @overload
    def walk(
        self,
        *,
        created: datetime | int | None = None,
        order_id: str | None = None,
        unique_id: str | None = None,
        until: float | None = None,
        concurrency: int = 4,
        read: Callable[[object], T],
        read_page: ReadsPages[T] | None = None,
    ) -> Generator[Page[T], None, None]: ...

    def walk(
        self,
        *,
        created: datetime | int | None = None,
        order_id: str | None = None,
        unique_id: str | None = None,
        until: float | None = None,
        concurrency: int = 4,
        read: Callable[[object], Any] | None = None,
        read_page: ReadsPages[Any] | None = None,
    ) -> Generator[Page[Any], None, None]:
        """Every page since `created` (inclusive), oldest first; up to `concurrency` are asked for at once.

        The API has no filter for an end: `until` (Unix seconds) says where the caller will stop, so that
        few pages are asked for in vain. `read` builds each item as in `page`; `read_page` reads a whole page
        as `read` reads its items, or gives None. Close it (`contextlib.closing`) when leaving it early.
        """
        twin: Callable[..., Any] = self._twin.walk
        return self._portal.iterate(
            twin(
                created=created,
                order_id=order_id,
                unique_id=unique_id,
                until=until,
                concurrency=concurrency,
                read=read,
                read_page=read_page,
            )
        )

    def server_date(self) -> datetime | None:
        """The API's clock, by one read of a single payment; an empty list is an answer too."""
        return self._portal.run(partial(self._twin.server_date))
