"""Taking and giving back the money of an order, for a shop on asyncio."""

from dataclasses import dataclass
from typing import assert_type

from stancer_tui.api import (
    ApiError,
    Card,
    Conflict,
    Effect,
    NewCard,
    NewCustomer,
    NewPayment,
    Payment,
    Refund,
    StancerClient,
)


@dataclass(frozen=True)
class Outcome:
    """What became of a refund: `refund` is known to be there, or it is not known whether one is."""

    refund: Refund | None
    certain: bool


async def pay(client: StancerClient, order: str, cents: int, card: NewCard) -> Payment:
    """The payment of an order; asked for twice, the one that is there."""
    new = NewPayment(
        amount=cents,
        currency="eur",
        order_id=order,
        unique_id=f"order-{order}",
        card=card,
        customer=NewCustomer(name="Ada Lovelace", email="ada@example.com"),
    )
    try:
        return await client.payments.create(new)
    except Conflict as conflict:
        if conflict.existing_id is None:
            raise
        return await client.payments.get(conflict.existing_id)


async def give_back(client: StancerClient, payment_id: str, cents: int) -> Outcome:
    """Refund a part; an answer that was lost is looked up, never sent again."""
    before = (await client.refunds.read_payment(payment_id)).payment
    try:
        return Outcome(await client.refunds.create(payment_id, cents, currency=before.currency), certain=True)
    except ApiError as error:
        if error.effect is Effect.NOT_SENT:
            return Outcome(None, certain=True)
        after = (await client.refunds.read_payment(payment_id)).payment
        known = {each.id for each in before.refunds}
        made = [each for each in after.refunds if each.id not in known]
        return Outcome(made[0] if made else None, certain=bool(made) or error.effect is Effect.REFUSED)


async def of_order(client: StancerClient, order: str) -> list[Payment]:
    """Every payment of an order."""
    found = [payment async for payment in client.payments.all(order_id=order)]
    assert_type(found, list[Payment])
    return found


def last_digits(payment: Payment) -> str | None:
    """What a receipt shows of the card."""
    return payment.card.last4 if isinstance(payment.card, Card) else None
