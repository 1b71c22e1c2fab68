"""Asynchronous tests, under whichever plugin runs them."""

from stancer_tui.api import StancerClient
from stancer_tui.api.resources.new_payment import NewPayment
from stancer_tui.sandbox.clock import Clock


async def test_a_client_is_used(stancer_client: StancerClient, stancer_clock: Clock) -> None:
    payment = await stancer_client.payments.create(NewPayment(amount=100, currency="eur"))
    stancer_clock.advance(days=1)
    assert (await stancer_client.payments.get(payment.id)).id == payment.id


async def test_an_application_is_called(stancer_app: object, stancer_key: str) -> None:
    import httpx

    transport = httpx.ASGITransport(app=stancer_app)  # type: ignore[arg-type] # it is one
    auth = (stancer_key, "")
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox", auth=auth) as client:
        assert (await client.get("/v1/checkout")).status_code == 404
