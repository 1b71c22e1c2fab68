"""Refunds: /v1/refunds (reference: Refunds).

A refund is sent once, over a connection of its own, and its answer is believed only when it repeats what was
asked.


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
    """What the API offers on refunds."""

    def __init__(self, twin: Refunds, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, payment_id: str, amount: int, *, currency: str | None = None) -> Refund:
        """Refund `amount` minor units, in exactly one request; the amount is always sent.

        The answer must name a refund of this payment and this amount (and `currency`, when both name one);
        otherwise `WrongObject` or `UnreadableAnswer` is raised with the effect unknown. See
        `ApiError.effect`.
        """
        return self._portal.run(partial(self._twin.create, payment_id, amount, currency=currency))

    def get(self, refund_id: str) -> Refund:
        """One refund; raises `NotFound`."""
        return self._portal.run(partial(self._twin.get, refund_id))

    def read_payment(self, payment_id: str) -> PaymentReading:
        """The payment as it is now, over a fresh connection, for the reads before and after a refund."""
        return self._portal.run(partial(self._twin.read_payment, payment_id))

    def page(
        self, *, created: datetime | int | None = None, start: int = 0, limit: int = PAGE
    ) -> Page[Refund]:
        """One page of refunds.

        The reference does not list this: a refund found here exists, an empty page or a 404 proves nothing.
        """
        return self._portal.run(partial(self._twin.page, created=created, start=start, limit=limit))

    def all(self, *, created: datetime | int | None = None) -> Generator[Refund, None, None]:
        """Every refund since `created`, one by one; what `page` says of the reference holds here too.

        Raises `UnreadableAnswer` at one that cannot be read, after those before it.
        """
        return self._portal.iterate(self._twin.all(created=created))

    def walk(self, *, created: datetime | int | None = None) -> Generator[Page[Refund], None, None]:
        """Every page of refunds since `created`; what `page` says of the reference holds here too."""
        return self._portal.iterate(self._twin.walk(created=created))
