"""What a program that begins with the client gets wrong, and what it is told before anything is sent."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from stancer_tui.api import (
    Effect,
    InvalidField,
    NewCard,
    NewPayment,
    PaymentChange,
    StancerClient,
    SyncStancerClient,
)
from stancer_tui.sandbox import DEMO_SECRET_TEST, FixedClock, SandboxSettings, create_app


@pytest.mark.parametrize("client", [StancerClient, SyncStancerClient])
@pytest.mark.parametrize("key", [None, b"stest_SandboxDemoKeyForTest123", 5])
def test_a_key_that_is_none_is_no_secret_key(client: Callable[[Any], Any], key: Any) -> None:
    with pytest.raises(ValueError, match="not a secret key"):
        client(key)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("created", date(2026, 3, 1)),
        ("created", datetime(2026, 3, 1)),  # noqa: DTZ001 - what is wrong with it
        ("created", 1.5),
        ("created", float("nan")),
        ("created", True),
        ("created", "2026-03-01"),
        ("limit", "5"),
        ("limit", True),
        ("start", 1.0),
        ("order_id", 5),
    ],
)
async def test_a_filter_of_another_type_is_named(field: str, value: Any) -> None:
    stancer = StancerClient(DEMO_SECRET_TEST, app=never)
    with pytest.raises(InvalidField) as wrong:
        await stancer.payments.page(**{field: value})
    assert (wrong.value.field, wrong.value.effect) == (field, Effect.NOT_SENT)


@pytest.mark.parametrize("field", ["card", "sepa", "customer", "auth", "device"])
async def test_what_is_no_object_of_the_client_is_named(field: str) -> None:
    stancer = StancerClient(DEMO_SECRET_TEST, app=never)
    wrong: dict[str, Any] = {field: {"number": "4242424242424242"}}
    wrong = {"device": {"ip": "192.0.2.1"}} | wrong if field == "auth" else wrong
    with pytest.raises(InvalidField) as caught:
        await stancer.payments.create(NewPayment(amount=500, currency="eur", **wrong))
    assert (caught.value.field, caught.value.effect) == (field, Effect.NOT_SENT)
    assert "4242" not in str(caught.value)
    with pytest.raises(InvalidField, match=field):
        await stancer.payments.update("paym_aaaaaaaaaaaaaaaaaaaaaaaa", PaymentChange(**wrong))


@pytest.mark.parametrize("below", ["/pay/stancer", "/pay/stancer/"])
async def test_an_application_that_holds_the_api_below_a_path(below: str) -> None:
    settings = SandboxSettings(payments=0, now=FixedClock("2026-03-10T12:00:00+01:00"))
    sandbox = create_app(settings)
    shop = Starlette(routes=[Mount("/pay/stancer", sandbox)])
    async with StancerClient(DEMO_SECRET_TEST, app=shop, base_url=f"http://localhost{below}") as stancer:
        card = NewCard(number="4242424242424242", exp_month=12, exp_year=2038, cvc="123")
        made = await stancer.payments.create(NewPayment(amount=500, currency="eur", card=card))
        assert (await stancer.payments.get(made.id)).id == made.id
    assert {each.path for each in sandbox.state.sandbox.journal} == {
        "/v1/checkout/",
        f"/v1/checkout/{made.id}",
    }
    sandbox.state.sandbox.close()


async def never(_scope: Any, _receive: Any, _send: Any) -> None:
    pytest.fail("something was sent")
