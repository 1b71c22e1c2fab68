"""Refunds: /v1/refunds (reference: Refunds).

A refund is sent once, over a connection of its own, and its answer is accepted only if it names the payment
and the amount that were sent.


Written by `python -m tests.sync_twin --write`.
"""

from collections.abc import Generator
from datetime import datetime
from functools import partial

from stancer_tui.api.pages import PAGE, Page
from stancer_tui.api.resources.refunds import PaymentReading, Refunds
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.refund import Refund


class SyncRefunds:
    """Refunds: `/v1/refunds/` (reference: Refunds)."""

    def __init__(self, twin: Refunds, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, payment_id: str, amount: int, *, currency: str | None = None) -> Refund:
        """Refund `amount` minor units of the payment `payment_id`, in exactly one request.

        The amount is always sent, from 50 up. Part of a payment is refunded after its capture only: before,
        that raises `Conflict`, while its whole amount cancels the payment. The API has no key against a
        second refund: after `Effect.UNKNOWN` read the payment and its `refunds` before doing anything again.

        The answer must name a refund of this payment and this amount (and of `currency`, when both name
        one); otherwise `WrongObject` or `UnreadableAnswer` is raised, with `Effect.UNKNOWN`. Raises
        `NotFound` for no such payment, `Conflict` where its state does not allow this. What the API says to
        more than is left is not known; the sandbox says `BadRequest`.
        """
        return self._portal.run(partial(self._twin.create, payment_id, amount, currency=currency))

    def get(self, refund_id: str) -> Refund:
        """The refund `refund_id` (`refd_…`); raises `NotFound`."""
        return self._portal.run(partial(self._twin.get, refund_id))

    def read_payment(self, payment_id: str) -> PaymentReading:
        """The payment `payment_id` as it is now, over a fresh connection; raises `NotFound`.

        For the reads before and after a refund, whose answer tells the server's clock too.
        """
        return self._portal.run(partial(self._twin.read_payment, payment_id))

    def page(
        self, *, created: datetime | int | None = None, start: int = 0, limit: int = PAGE
    ) -> Page[Refund]:
        """One page of refunds, oldest first.

        `created`: Unix seconds or an aware datetime, inclusive. `start`: how many to pass over. `limit`: 1 to
        100 items. The reference does not list this: a refund found here exists, an empty page proves nothing.
        """
        return self._portal.run(partial(self._twin.page, created=created, start=start, limit=limit))

    def all(self, *, created: datetime | int | None = None) -> Generator[Refund, None, None]:
        """Every refund since `created` (inclusive), one by one, oldest first.

        `created` is Unix seconds or an aware datetime. What `page` says of the reference holds here too.
        Raises `UnreadableAnswer` at one that cannot be read, after those before it, and `EndlessList`.
        """
        return self._portal.iterate(self._twin.all(created=created))

    def walk(self, *, created: datetime | int | None = None) -> Generator[Page[Refund], None, None]:
        """Every page of refunds since `created` (inclusive), oldest first.

        `created` is Unix seconds or an aware datetime. What `page` says of the reference holds here too.
        Raises `EndlessList`. Close it (`contextlib.closing`) when leaving it early.
        """
        return self._portal.iterate(self._twin.walk(created=created))
