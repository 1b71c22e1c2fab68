"""A sandbox that loses answers or fails now and then: what the client knows, and how the truth is found."""

from contextlib import aclosing
from dataclasses import replace

import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import ApiError, Conflict, Effect
from stancer_tui.api.resources.cards import NewCard
from stancer_tui.api.resources.new_payment import NewPayment
from stancer_tui.models.payment_row import payment_row
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.sandbox.wire.faults import Faults
from tests.api.conftest import NOON, client_for
from tests.api.stub import QUICK
from tests.sandbox.serving import serving

CARD = NewCard(number="4000000000000077", exp_month=12, exp_year=2038)
PATIENT = replace(QUICK, attempts=12)
"""So many that failing by chance alone is out of the question."""
NEW = NewPayment(amount=1000, currency="eur", card=CARD)


async def lose_and_find(client: StancerClient) -> None:
    """Create a payment and refund it, every answer being lost; find both, once each."""
    with pytest.raises(ApiError) as caught:
        await client.payments.create(NEW)
    assert caught.value.effect is Effect.UNKNOWN
    found = await client.payments.page(unique_id=NEW.unique_id, read=payment_row)
    assert len(found.items) == 1
    payment_id = found.items[0].id or ""
    with pytest.raises(ApiError) as caught:
        await client.refunds.create(payment_id, 400)
    assert caught.value.effect is Effect.UNKNOWN
    reading = await client.refunds.read_payment(payment_id)
    assert [refund.amount for refund in reading.payment.refunds] == [400]
    assert [record.method for record in client.log.records] == ["POST", "GET", "POST", "GET"]


async def test_a_lost_answer_is_unknown_and_found_by_reading() -> None:
    settings = SandboxSettings(payments=0, now=FixedClock(NOON), port=0, faults=Faults(lose_answer=True))
    with serving(settings) as running:
        async with client_for(running, DEMO_SECRET_TEST) as client:
            await lose_and_find(client)


async def test_a_lost_answer_in_process_is_unknown_too() -> None:
    app = create_app(SandboxSettings(payments=0, now=FixedClock(NOON), faults=Faults(lose_answer=True)))
    async with StancerClient(SecretStr(DEMO_SECRET_TEST), app=app) as client:
        await lose_and_find(client)
    app.state.sandbox.close()


async def test_a_repeated_payment_after_a_lost_answer_is_a_conflict_that_names_it() -> None:
    app = create_app(SandboxSettings(payments=0, now=FixedClock(NOON)))
    async with StancerClient(SecretStr(DEMO_SECRET_TEST), app=app) as client:
        made = await client.payments.create(NEW)
        with pytest.raises(Conflict) as caught:
            await client.payments.create(NEW)
        assert caught.value.existing_id == made.id
    app.state.sandbox.close()


async def test_a_list_is_whole_although_some_requests_fail() -> None:
    settings = SandboxSettings(
        payments=1500, now=FixedClock(NOON), port=0, faults=Faults(error_rate=0.2), seed=3
    )
    with serving(settings) as running:
        async with (
            StancerClient(SecretStr(DEMO_SECRET_TEST), base_url=running.url, limits=PATIENT) as client,
            aclosing(client.payments.walk(read=payment_row)) as pages,
        ):
            rows = [item.id async for page in pages for item in page.items]
    assert len(rows) == len(set(rows)) >= 1500
    assert {record.status for record in client.log.records} >= {200, 500}
