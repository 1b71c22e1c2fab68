"""The disputes of one payment are found in a list that has no filter for it."""

from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.models.payment import Payment
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.services.disputes import disputes_of


async def test_a_disputed_payment_leads_to_its_dispute_and_another_to_none() -> None:
    settings = SandboxSettings(payments=400, now=FixedClock("2026-11-21T18:04:11+01:00"))
    app = create_app(settings)
    async with StancerClient(SecretStr(DEMO_SECRET_TEST), app=app) as client:
        page = await client.disputes.page(limit=3)
        dispute = page.items[1]
        payment = await client.payments.get(getattr(dispute, "payment", ""))
        assert isinstance(payment, Payment)
        found = await disputes_of(client, payment)
        assert [each.id for each in found] == [dispute.id]
        others = await client.payments.page(created=payment.created, limit=20)
        plain = next(each for each in others.items if getattr(each, "status", None) == "captured")
        assert isinstance(plain, Payment)
        assert await disputes_of(client, plain) == ()
    app.state.sandbox.close()
