"""The twin for code that is not async."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from typing import TypeVar

import pytest

from stancer_tui.api import (
    Conflict,
    Effect,
    Mode,
    NewCard,
    NewPayment,
    NotFound,
    ReadOnly,
    SyncStancerClient,
)
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from tests import sync_twin
from tests.api.stub import KEY, PATIENCE, QUICK, Stub, always, http, serving
from tests.api.test_walk import shop, walking
from tests.api.things import PAYMENT_ID, payment, payment_id
from tests.sandbox.serving import Serving

T = TypeVar("T")


def client_of(stub: Stub) -> SyncStancerClient:
    return SyncStancerClient(KEY, base_url=stub.url, limits=QUICK, timeouts=PATIENCE)


async def in_a_thread(work: Callable[[], T]) -> T:
    """Code that is not async, while the test's own loop serves."""
    return await asyncio.to_thread(work)


def test_it_is_what_the_client_makes_of_it() -> None:
    assert sync_twin.stale() == []


def test_a_payment_and_its_refund(sandbox: Serving) -> None:
    new = NewPayment(
        amount=1000,
        currency="eur",
        card=NewCard(number="4000000000000077", exp_month=12, exp_year=2038, cvc="123"),
    )
    with SyncStancerClient(DEMO_SECRET_TEST, base_url=sandbox.url) as client:
        assert client.mode is Mode.TEST
        made = client.payments.create(new)
        assert client.refunds.create(made.id, 400).amount == 400
        with pytest.raises(Conflict) as caught:
            client.payments.create(new)
        assert (caught.value.existing_id, caught.value.effect) == (made.id, Effect.REFUSED)
        assert [each.id for each in client.payments.all(unique_id=new.unique_id)] == [made.id]
        with pytest.raises(NotFound):
            client.cards.get("card_" + "a" * 24)
        assert [record.method for record in client.log.records].count("POST") == 3


def test_read_only_is_read_only(sandbox: Serving) -> None:
    with (
        SyncStancerClient(DEMO_SECRET_TEST, base_url=sandbox.url, read_only=True) as client,
        pytest.raises(ReadOnly),
    ):
        client.refunds.create(PAYMENT_ID, 500)


async def test_connections_are_kept_between_calls() -> None:
    def work(client: SyncStancerClient) -> int:
        with client:
            return sum(client.payments.get(PAYMENT_ID).amount for _ in range(5))

    async with serving(always(http(200, payment()))) as stub:
        assert await in_a_thread(lambda: work(client_of(stub))) == 5000
        assert (len(stub.seen), stub.connections) == (5, 1)


async def test_many_threads_share_one_client() -> None:
    def work(client: SyncStancerClient) -> list[int]:
        with client, ThreadPoolExecutor(8) as threads:
            return [*threads.map(lambda _: client.payments.get(PAYMENT_ID).amount, range(40))]

    async with serving(always(http(200, payment()))) as stub:
        assert await in_a_thread(lambda: work(client_of(stub))) == [1000] * 40
        assert stub.connections <= QUICK.in_flight


async def test_items_and_pages_come_one_after_the_other() -> None:
    def work(client: SyncStancerClient) -> tuple[list[str], list[int]]:
        with client:
            return [each.id for each in client.payments.all()], [
                len(page.items) for page in client.payments.walk()
            ]

    async with serving(shop(250)) as stub:
        ids, pages = await in_a_thread(lambda: work(client_of(stub)))
    assert ids == [payment_id(number) for number in range(250)]
    assert pages == [100, 100, 50]


async def test_leaving_early_leaves_no_request_behind() -> None:
    def work(client: SyncStancerClient) -> list[str]:
        with client, closing(client.payments.all()) as payments:
            return [each.id for each in islice(payments, 150)]

    async with serving(shop(1000)) as stub:
        assert len(await in_a_thread(lambda: work(client_of(stub)))) == 150
        assert not walking()


async def test_it_works_where_a_loop_runs_already(sandbox: Serving) -> None:
    """As in a notebook."""
    with SyncStancerClient(DEMO_SECRET_TEST, base_url=sandbox.url) as client:
        assert client.payments.page(order_id="nobody's").items == ()
