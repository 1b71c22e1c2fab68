"""Every item of a list, one by one: `all` and its kin."""

import asyncio
from typing import Any

import pytest

from stancer_tui.api import StancerClient, UnreadableAnswer
from tests.api.stub import Script, Seen, always, http, talking
from tests.api.test_walk import shop, walking
from tests.api.things import envelope, payment, payment_id, refund
from tests.sandbox.serving import Serving

PAYOUT_ID = "pout_" + "a" * 24


async def test_every_payment_comes_once_in_order() -> None:
    async with talking(shop(250)) as (client, stub):
        ids = [each.id async for each in client.payments.all(created=1_600_000_000)]
    assert ids == [payment_id(number) for number in range(250)]
    assert {seen.query["created"] for seen in stub.seen} == {"1600000000"}


async def test_a_filter_by_reference_is_sent() -> None:
    async with talking(shop(1)) as (client, stub):
        assert [each.amount async for each in client.payments.all(order_id="A-1")] == [1000]
    assert stub.seen[0].query["order_id"] == "A-1"


async def test_an_empty_list_gives_nothing() -> None:
    async with talking(shop(0)) as (client, _):
        assert [each async for each in client.payments.all()] == []


async def test_leaving_early_leaves_no_request_behind() -> None:
    async with talking(shop(1000)) as (client, _):
        async for each in client.payments.all():
            if each.id == payment_id(150):
                break
        assert walking()
        async with asyncio.timeout(5):  # the loop ends them by itself, since the iterator is gone
            await asyncio.gather(*walking(), return_exceptions=True)


async def test_an_item_that_cannot_be_read_is_an_error_after_those_before_it() -> None:
    items = [payment(payment_id(1)), payment(payment_id(2), amount="50"), payment(payment_id(3))]
    async with talking(always(http(200, envelope(items)))) as (client, stub):
        coming = client.payments.all()
        seen = [await anext(coming)]
        with pytest.raises(UnreadableAnswer, match=payment_id(2)) as caught:
            await anext(coming)
    assert [each.id for each in seen] == [payment_id(1)]
    assert (caught.value.method, caught.value.path, caught.value.status) == ("GET", "/v1/checkout/", 200)
    assert len(stub.seen) == 1


def only(path: str, key: str, items: list[Any]) -> Script:
    """One page of `items` at one path."""

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        found = request.path == path
        writer.write(http(200, envelope(items, key=key)) if found else http(404, b"elsewhere"))

    return script


@pytest.mark.parametrize(
    ("name", "path", "key", "item"),
    [
        ("refunds.all", "/v1/refunds/", "refunds", refund()),
        ("disputes.all", "/v1/disputes/", "disputes", {"id": "dspt_" + "a" * 24, "amount": 5}),
        ("payouts.all", "/v1/payouts/", "payouts", {"id": PAYOUT_ID, "amount": 5}),
        ("payouts.all_payments", f"/v1/payouts/{PAYOUT_ID}/payments/", "payments", payment()),
        ("payouts.all_refunds", f"/v1/payouts/{PAYOUT_ID}/refunds/", "refunds", refund()),
        (
            "payouts.all_disputes",
            f"/v1/payouts/{PAYOUT_ID}/disputes/",
            "disputes",
            {"id": "dspt_" + "a" * 24, "amount": 5},
        ),
    ],
)
async def test_other_lists_come_one_by_one_too(name: str, path: str, key: str, item: dict[str, Any]) -> None:
    resource, method = name.split(".")
    async with talking(only(path, key, [item])) as (client, _):
        given = () if method == "all" else (PAYOUT_ID,)
        items = getattr(getattr(client, resource), method)(*given)
        assert [each.id async for each in items] == [item["id"]]


async def test_the_members_of_a_real_payout(shop_live: StancerClient, shop: Serving) -> None:
    payout = await anext(shop_live.payouts.all())
    assert payout.payments is not None
    paid = [each.amount async for each in shop_live.payouts.all_payments(payout.id)]
    assert sum(paid) == payout.payments.amount
