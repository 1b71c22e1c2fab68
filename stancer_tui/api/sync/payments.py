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
    """Payments: `/v1/checkout/` (reference: Payments). There is no deletion: a payment is refunded."""

    def __init__(self, twin: Payments, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, payment: NewPayment) -> Payment:
        """Create `payment` in exactly one request; the bank's refusal is an answer, with status and code.

        With a card or an account the bank is asked at once; without, the payer pays on the payment page.
        Raises `Conflict` when the `unique_id` is taken, `existing_id` is the payment that has it, and
        `NotFound` for an id of a card, an account or a customer that is not stored. After `Effect.UNKNOWN`
        list by `unique_id`, or create the same object again: at most one payment comes of it.
        """
        return self._portal.run(partial(self._twin.create, payment))

    def get(self, payment_id: str) -> Payment:
        """The payment `payment_id` (`paym_…`) with everything embedded in it; raises `NotFound`."""
        return self._portal.run(partial(self._twin.get, payment_id))

    def update(self, payment_id: str, change: PaymentChange) -> Payment | None:
        """Change what `change` names of the payment `payment_id`; raises `NotFound`.

        None when the API does not repeat the payment (the reference allows 200 and 204). Which fields can
        change at which status is not known; the sandbox answers `Conflict` to money and method once there is
        a status.
        """
        return self._portal.run(partial(self._twin.update, payment_id, change))

    def authorize(self, payment_id: str) -> Payment | None:
        """Ask for the authorisation of the payment `payment_id`, which has a method; raises `NotFound`.

        The bank's refusal is an answer. None when the API does not repeat the payment.
        """
        return self._portal.run(partial(self._twin.authorize, payment_id))

    def capture(self, payment_id: str) -> Payment | None:
        """Ask for the capture of the payment `payment_id`, after its authorisation when that is missing.

        None when the API does not repeat the payment. Raises `NotFound`, and `Conflict` where its status does
        not allow it.
        """
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
        """One page of payments, oldest first; an empty one where there is none.

        - `created`: Unix seconds or an aware datetime, inclusive.
        - `order_id`, `unique_id`: exactly this reference of the merchant.
        - `start`: how many to pass over. `limit`: 1 to 100 items.
        - `read`: builds each item from its JSON: `Payment.read`, or `payment_row` for a list that keeps
          little. What it refuses with ValueError becomes an `UnreadableRow`.

        Raises `InvalidField` for more than one of `created`, `order_id` and `unique_id`: how the API combines
        them is not known.
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
        Raises `EndlessList` where the API never says that it was the last.
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
        """Every page, oldest first; the next ones are asked for ahead.

        - `created`, `order_id`, `unique_id`, `read`: as in `page`.
        - `until`: Unix seconds at which the caller will stop, so that few pages are asked for in vain. The
          API has no filter for an end: this is none either.
        - `concurrency`: how many pages are asked for at once at first; more while all goes well, fewer after
          a 429, never more than `Limits.in_flight`.
        - `read_page`: reads the body of a whole page (bytes) as `read` reads its items, or gives None.

        Raises `EndlessList`. Close it (`contextlib.closing`) when leaving it early.
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
        """The API's clock as an aware datetime, by one read of a single payment; None where it says none."""
        return self._portal.run(partial(self._twin.server_date))
