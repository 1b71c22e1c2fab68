"""The example of the README: the client alone."""

from contextlib import aclosing

from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import Conflict, Effect
from stancer_tui.api.resources.cards import NewCard
from stancer_tui.api.resources.new_payment import NewPayment
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from tests.sandbox.serving import Serving


async def test_the_client_is_usable_alone(sandbox: Serving) -> None:
    card = NewCard(number="4000000000000077", exp_month=12, exp_year=2038, cvc="123")
    new = NewPayment(amount=1000, currency="eur", description="A chair", card=card)
    async with StancerClient(SecretStr(DEMO_SECRET_TEST), base_url=sandbox.url) as client:
        payment = await client.payments.create(new)
        async with aclosing(client.payments.walk(read=lambda item: item)) as pages:
            assert [len(page.items) async for page in pages] == [1]
        refund = await client.refunds.create(payment.id, 400)
        try:
            await client.payments.create(new)
        except Conflict as conflict:
            existing, effect = conflict.existing_id, conflict.effect
    assert (existing, effect, refund.amount) == (payment.id, Effect.REFUSED, 400)
