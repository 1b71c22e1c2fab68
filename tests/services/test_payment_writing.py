"""Writing payments on the sandbox: one request each, and what a lost answer means is found out by reading."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr

from stancer_tui.api.client import StancerClient
from stancer_tui.api.errors import ApiError, Conflict, Effect, InvalidField
from stancer_tui.api.limits import Limits
from stancer_tui.api.pages import Page
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.new_payment import AuthRequest, NewDevice, NewPayment, PaymentChange
from stancer_tui.models.payment import Payment
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.services.payments.writing import PaymentWriting, applied, captured
from tests.services.refund_server import HandClock
from tests.ui.desks.refund_shop import Loss, Wire

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CARD = "card_" + "v" * 24
OTHER = "card_" + "w" * 24
ACCOUNT = "sepa_" + "a" * 24
DEVICE = NewDevice(ip="212.27.48.10", port=1337)
BACK = "https://shop.example/back"


@dataclass
class World:
    """The service on the sandbox, with a wire that loses answers."""

    writing: PaymentWriting
    client: StancerClient
    wire: Wire
    clock: HandClock

    @property
    def writes(self) -> list[tuple[str, Any]]:
        return [(method, json.loads(body)) for method, _, body in self.wire.bodies if method != "GET"]

    async def given(self, **fields: Any) -> Payment:
        """A payment that is there already."""
        return await self.client.payments.create(NewPayment(amount=3021, currency="eur", **fields))


@pytest.fixture
async def world(tmp_path: Any) -> AsyncIterator[World]:
    data = tmp_path / "shop.json"
    visa = {"brand": "visa", "last4": "4242", "country": "FR"}
    shop = {
        "cards": [visa | {"id": CARD}, visa | {"id": OTHER}],
        "sepa": [{"id": ACCOUNT, "last4": "2606", "name": "Anna Roux"}],
    }
    data.write_text(json.dumps({"test": shop}), encoding="utf-8")
    app = create_app(SandboxSettings(data=data, payments=0, now=FixedClock(NOW)))
    wire = Wire(app)
    limits = Limits(backoff=0.001, backoff_cap=0.001)
    async with StancerClient(SecretStr(DEMO_SECRET_TEST), app=wire, limits=limits) as client:
        yield World(PaymentWriting(client.payments, clock := HandClock()), client, wire, clock)
    app.state.sandbox.close()


async def test_a_payment_is_created_with_the_unique_id_that_was_drawn(world: World) -> None:
    new = NewPayment(amount=3021, currency="eur", order_id="A-1")
    made = await world.writing.create(new)
    assert made.payment.unique_id == new.unique_id
    assert not made.existed
    assert len(world.writes) == 1


async def test_a_taken_unique_id_leads_to_the_payment_that_has_it(world: World) -> None:
    first = await world.given(unique_id="cart-1")
    made = await world.writing.create(NewPayment(amount=999, currency="eur", unique_id="cart-1"))
    assert made.existed
    assert made.payment == first


async def test_a_taken_unique_id_whose_payment_cannot_be_read_is_told_as_the_conflict(world: World) -> None:
    first = await world.given(unique_id="cart-1")
    world.wire.down = True
    with pytest.raises(Conflict) as refused:
        await world.writing.create(NewPayment(amount=999, currency="eur", unique_id="cart-1"))
    assert refused.value.existing_id == first.id


@pytest.mark.parametrize("loss", Loss)
async def test_a_lost_answer_is_looked_for_and_never_sent_again(world: World, loss: Loss) -> None:
    new = NewPayment(amount=3021, currency="eur")
    world.wire.loss = loss
    with pytest.raises(ApiError) as lost:
        await world.writing.create(new)
    assert lost.value.effect is Effect.UNKNOWN
    told: list[float] = []
    found = await world.writing.poll_until_found(
        lambda: world.writing.by_unique_id(new.unique_id), told.append
    )
    if loss is Loss.AFTER:
        assert found is not None
        assert found.found
        assert found.payment.unique_id == new.unique_id
        assert told == [2]
    else:
        assert found is None
        assert told == [2, 4, 8, 15, 30, 30, 30, 30]
        assert world.clock.ticks >= 120
    assert len(world.writes) == 1


async def test_a_filter_that_is_not_heeded_finds_nothing(world: World) -> None:
    await world.given()
    assert await world.writing.by_unique_id("nobody") is None


async def test_capture_and_authorize_are_one_request_each(world: World) -> None:
    waiting = await world.given(card=CARD, capture=False)
    assert waiting.status == "authorized"
    world.wire.bodies.clear()
    done = await world.writing.capture(waiting)
    assert done.payment.status == "to_capture"
    assert world.writes == [("PATCH", {"status": "capture"})]

    bare = await world.given()
    attached = await world.writing.update(bare, PaymentChange(card=CARD))
    world.wire.bodies.clear()
    done = await world.writing.authorize(attached.payment)
    assert done.payment.status == "authorized"
    assert world.writes == [("PATCH", {"status": "authorize"})]


@pytest.mark.parametrize("loss", Loss)
async def test_a_lost_capture_is_read_again_and_compared(world: World, loss: Loss) -> None:
    waiting = await world.given(card=CARD, capture=False)
    world.wire.bodies.clear()
    world.wire.loss = loss
    if loss is Loss.AFTER:
        done = await world.writing.capture(waiting)
        assert done.found
        assert done.payment.status == "to_capture"
    else:
        with pytest.raises(ApiError) as lost:
            await world.writing.capture(waiting)
        assert lost.value.effect is Effect.UNKNOWN
        assert await world.writing.seen(waiting.id, captured) is None
    assert len(world.writes) == 1


async def test_a_refused_capture_is_told_as_refused(world: World) -> None:
    bare = await world.given()
    with pytest.raises(ApiError) as refused:
        await world.writing.capture(bare)
    assert refused.value.effect is Effect.REFUSED


CHANGES = [
    PaymentChange(amount=4000),
    PaymentChange(currency="usd"),
    PaymentChange(order_id="B-2"),
    PaymentChange(description="Two lamps"),
    PaymentChange(return_url=BACK),
    PaymentChange(card=CARD),
    PaymentChange(sepa=ACCOUNT),
    PaymentChange(customer=NewCustomer(name="Anna Roux", email="anna@example.org")),
    PaymentChange(device=DEVICE),
    PaymentChange(auth=AuthRequest(return_url=BACK)),
    PaymentChange(card=CARD, auth=AuthRequest(return_url=BACK), device=DEVICE),
    PaymentChange(amount=4000, order_id="B-2", card=OTHER),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: ",".join(change.payload()))
async def test_every_field_of_an_update_is_seen_again_after_a_lost_answer(
    world: World, change: PaymentChange
) -> None:
    before = await world.given()
    assert not applied(change, before, before)
    world.wire.loss = Loss.AFTER
    done = await world.writing.update(before, change)
    assert done.found
    assert applied(change, before, done.payment)


async def test_half_a_change_is_no_change() -> None:
    raw = {"id": "paym_a", "amount": 100, "currency": "eur", "order_id": "A"}
    change = PaymentChange(amount=200, order_id="B")
    before = Payment.read(raw)
    assert not applied(change, before, Payment.read(raw | {"amount": 200}))
    assert applied(change, before, Payment.read(raw | {"amount": 200, "order_id": "B"}))


async def test_a_field_outside_its_limits_is_not_sent(world: World) -> None:
    before = await world.given()
    world.wire.bodies.clear()
    with pytest.raises(InvalidField, match="amount"):
        await world.writing.update(before, replace(PaymentChange(), amount=49))
    assert world.wire.bodies == []


async def test_another_payment_than_the_one_asked_for_is_not_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of an API that does not heed the filter."""
    await world.given(unique_id="cart-1")
    page = world.client.payments.page

    async def heedless(*, limit: int, unique_id: str) -> Page[Payment]:
        return await page(limit=limit)

    monkeypatch.setattr(world.client.payments, "page", heedless)
    assert await world.writing.by_unique_id("cart-2") is None
    found = await world.writing.by_unique_id("cart-1")
    assert found is not None
