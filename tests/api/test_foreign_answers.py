"""Answers that are well formed and not what was asked: another kind, no readable mode, nothing at all."""

from typing import Any

import pytest

from stancer_tui.api.errors import Effect, WrongMode, WrongObject
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.new_payment import NewPayment, PaymentChange
from stancer_tui.models.payment_row import UnreadableRow
from tests.api.stub import always, http, talking
from tests.api.things import PAYMENT_ID, envelope, payment

CUSTOMER_ID = "cust_KIVaaHi7G8QAYMQpQOYBrUQE"


async def test_a_payment_is_no_answer_to_the_creation_of_a_customer() -> None:
    async with talking(always(http(200, payment()))) as (client, stub):
        with pytest.raises(WrongObject) as caught:
            await client.customers.create(NewCustomer(email="anna@example.org"))
    assert caught.value.effect is Effect.UNKNOWN
    assert len(stub.seen) == 1


async def test_a_customer_is_no_answer_to_the_creation_of_a_payment() -> None:
    async with talking(always(http(200, payment(CUSTOMER_ID)))) as (client, stub):
        with pytest.raises(WrongObject) as caught:
            await client.payments.create(NewPayment(amount=1000, currency="eur"))
    assert caught.value.effect is Effect.UNKNOWN
    assert len(stub.seen) == 1


@pytest.mark.parametrize("word", [0, 1, "false", "true", [], {}])
async def test_a_mode_that_is_no_boolean_says_nothing_and_is_shown_as_unexpected(word: Any) -> None:
    async with talking(always(http(200, payment(live_mode=word)))) as (client, _stub):
        found = await client.payments.get(PAYMENT_ID)
    assert found.live_mode is None
    assert "live_mode" in found.unexpected


@pytest.mark.parametrize("word", [0, 1, "false", "true", [], {}])
async def test_in_a_list_too_a_mode_that_is_no_boolean_says_nothing(word: Any) -> None:
    body = envelope([payment(live_mode=word)]) | {"live_mode": word}
    async with talking(always(http(200, body))) as (client, _stub):
        page = await client.payments.page()
    assert page.live_mode is None
    assert [item.live_mode for item in page.items if not isinstance(item, UnreadableRow)] == [None]


async def test_one_row_of_the_other_mode_is_enough_to_throw_a_list_away() -> None:
    async with talking(always(http(200, envelope([payment(), payment(live_mode=True)])))) as (client, _stub):
        with pytest.raises(WrongMode):
            await client.payments.page()


@pytest.mark.parametrize(("status", "body"), [(204, None), (200, b""), (200, b" \r\n")])
async def test_an_update_that_is_answered_by_nothing_is_done_and_repeats_nothing(
    status: int, body: bytes | None
) -> None:
    async with talking(always(http(status, body))) as (client, stub):
        assert await client.payments.update(PAYMENT_ID, PaymentChange(description="A chair")) is None
        assert await client.customers.update(CUSTOMER_ID, NewCustomer(name="Anna")) is None
    assert [request.method for request in stub.seen] == ["PATCH", "PATCH"]


async def test_an_update_that_is_answered_by_another_object_is_of_unknown_outcome() -> None:
    other = "paym_000000000000000000000000"
    async with talking(always(http(200, payment(other)))) as (client, _stub):
        with pytest.raises(WrongObject) as caught:
            await client.payments.update(PAYMENT_ID, PaymentChange(description="A chair"))
    assert caught.value.effect is Effect.UNKNOWN
