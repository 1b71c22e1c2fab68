"""Refunds: /v1/refunds (reference: Refunds).

A refund is sent once, over a connection of its own, and its answer is accepted only if it names the payment
and the amount that were sent.
"""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime

from stancer_tui.api.errors import InvalidField
from stancer_tui.api.lists import Listing
from stancer_tui.api.pages import PAGE, Page
from stancer_tui.api.pipeline import Pipeline, wrong_object
from stancer_tui.language import N_
from stancer_tui.language.sentence import Sentence
from stancer_tui.models.ids import Kind, kind_of
from stancer_tui.models.payment import Payment
from stancer_tui.models.refund import Refund

_PATH = "/v1/refunds/"
_LEAST = 50


@dataclass(frozen=True, slots=True)
class PaymentReading:
    """A payment as it was just read, and the server's clock at that moment."""

    payment: Payment
    """The payment with its refunds."""
    server_date: datetime | None
    """The answer's date, an aware datetime; None where the answer has none."""


class Refunds:
    """Refunds: `/v1/refunds/` (reference: Refunds)."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._list = Listing(pipeline, _PATH, "refunds")

    async def create(self, payment_id: str, amount: int, *, currency: str | None = None) -> Refund:
        """Refund `amount` minor units of the payment `payment_id`, in exactly one request.

        The amount is always sent, from 50 up. Part of a payment is refunded after its capture only: before,
        that raises `Conflict`, while its whole amount cancels the payment. The API has no key against a
        second refund: after `Effect.UNKNOWN` read the payment and its `refunds` before doing anything again.

        The answer must name a refund of this payment and this amount (and of `currency`, when both name
        one); otherwise `WrongObject` or `UnreadableAnswer` is raised, with `Effect.UNKNOWN`. Raises
        `NotFound` for no such payment, `Conflict` where its state does not allow this. What the API says to
        more than is left is not known; the sandbox says `BadRequest`.
        """
        if kind_of(payment_id) is not Kind.PAYMENT:
            raise InvalidField("payment", "not a payment's id")
        if type(amount) is not int or amount < _LEAST:
            raise InvalidField("amount", f"a whole number of minor units, at least {_LEAST}")
        payload = {"payment": payment_id, "amount": amount}
        answer = await self._pipeline.write("POST", _PATH, payload, single=True)
        refund = self._pipeline.model(Refund, self._pipeline.object_in(answer), answer)
        if not refund.id.startswith(f"{Kind.REFUND}_"):
            raise wrong_object(answer, Sentence(N_("the answer is not a refund")))
        if refund.payment != payment_id:
            raise wrong_object(answer, Sentence(N_("the answer is about another payment")))
        if refund.amount != amount:
            raise wrong_object(answer, Sentence(N_("the answer is about another amount")))
        if currency and refund.currency and refund.currency.lower() != currency.lower():
            raise wrong_object(answer, Sentence(N_("the answer is in another currency")))
        return refund

    async def get(self, refund_id: str) -> Refund:
        """The refund `refund_id` (`refd_…`); raises `NotFound`."""
        return await self._pipeline.get(_PATH, refund_id, Refund)

    async def read_payment(self, payment_id: str) -> PaymentReading:
        """The payment `payment_id` as it is now, over a fresh connection; raises `NotFound`.

        For the reads before and after a refund, whose answer tells the server's clock too.
        """
        payment, answer = await self._pipeline.get_answer("/v1/checkout/", payment_id, Payment, single=True)
        return PaymentReading(payment, answer.date)

    async def page(
        self, *, created: datetime | int | None = None, start: int = 0, limit: int = PAGE
    ) -> Page[Refund]:
        """One page of refunds, oldest first.

        `created`: Unix seconds or an aware datetime, inclusive. `start`: how many to pass over. `limit`: 1 to
        100 items. The reference does not list this: a refund found here exists, an empty page proves nothing.
        """
        return await self._list.page(Refund.read, created=created, start=start, limit=limit)

    def all(self, *, created: datetime | int | None = None) -> AsyncGenerator[Refund, None]:
        """Every refund since `created` (inclusive), one by one, oldest first.

        `created` is Unix seconds or an aware datetime. What `page` says of the reference holds here too.
        Raises `UnreadableAnswer` at one that cannot be read, after those before it, and `EndlessList`.
        """
        return self._list.items(Refund.read, created=created)

    def walk(self, *, created: datetime | int | None = None) -> AsyncGenerator[Page[Refund], None]:
        """Every page of refunds since `created` (inclusive), oldest first.

        `created` is Unix seconds or an aware datetime. What `page` says of the reference holds here too.
        Raises `EndlessList`. Close it (`contextlib.aclosing`) when leaving it early.
        """
        return self._list.walk(Refund.read, created=created)
