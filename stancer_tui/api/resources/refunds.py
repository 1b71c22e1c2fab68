"""Refunds: /v1/refunds (reference: Refunds).

A refund is sent once, over a connection of its own, and its answer is believed only when it repeats what was
asked.
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
    server_date: datetime | None


class Refunds:
    """What the API offers on refunds."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._list = Listing(pipeline, _PATH, "refunds")

    async def create(self, payment_id: str, amount: int, *, currency: str | None = None) -> Refund:
        """Refund `amount` minor units, in exactly one request; the amount is always sent.

        The answer must name a refund of this payment and this amount (and `currency`, when both name one);
        otherwise `WrongObject` or `UnreadableAnswer` is raised with the effect unknown. See
        `ApiError.effect`.
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
        """One refund; raises `NotFound`."""
        return await self._pipeline.get(_PATH, refund_id, Refund)

    async def read_payment(self, payment_id: str) -> PaymentReading:
        """The payment as it is now, over a fresh connection, for the reads before and after a refund."""
        payment, answer = await self._pipeline.get_answer("/v1/checkout/", payment_id, Payment, single=True)
        return PaymentReading(payment, answer.date)

    async def page(
        self, *, created: datetime | int | None = None, start: int = 0, limit: int = PAGE
    ) -> Page[Refund]:
        """One page of refunds.

        The reference does not list this: a refund found here exists, an empty page or a 404 proves nothing.
        """
        return await self._list.page(Refund.read, created=created, start=start, limit=limit)

    def all(self, *, created: datetime | int | None = None) -> AsyncGenerator[Refund, None]:
        """Every refund since `created`, one by one; what `page` says of the reference holds here too.

        Raises `UnreadableAnswer` at one that cannot be read, after those before it.
        """
        return self._list.items(Refund.read, created=created)

    def walk(self, *, created: datetime | int | None = None) -> AsyncGenerator[Page[Refund], None]:
        """Every page of refunds since `created`; what `page` says of the reference holds here too."""
        return self._list.walk(Refund.read, created=created)
