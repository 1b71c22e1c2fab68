"""One client on several event loops, one after the other and at once; and where no asyncio loop runs."""

import asyncio
import gc
import threading
import warnings
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import trio

from stancer_tui.api import StancerClient
from tests.api.stub import KEY, PATIENCE, QUICK, Stub, always, http, serving
from tests.api.things import PAYMENT_ID, payment


@contextmanager
def served() -> Iterator[Stub]:
    """A stub on a loop of its own, in a thread."""
    started: list[Stub] = []
    ready, over = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        async with serving(always(http(200, payment()))) as stub:
            started.append(stub)
            loops.append(asyncio.get_running_loop())
            ready.set()
            await over.wait()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(30)
        yield started[0]
    finally:
        loops[0].call_soon_threadsafe(over.set)
        thread.join()


def client_of(stub: Stub) -> StancerClient:
    return StancerClient(KEY, base_url=stub.url, limits=QUICK, timeouts=PATIENCE)


async def ask(client: StancerClient, times: int = 1) -> int:
    return sum([(await client.payments.get(PAYMENT_ID)).amount for _ in range(times)])


def test_one_loop_after_the_other() -> None:
    with served() as stub, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        client = client_of(stub)
        assert [asyncio.run(ask(client, 2)) for _ in range(3)] == [2000, 2000, 2000]
        gc.collect()
        assert stub.connections == 3  # kept within a loop, closed with it
    assert [str(each.message) for each in caught if each.category is ResourceWarning] == []


def test_a_loop_that_ended_is_forgotten_by_the_next() -> None:
    async def once() -> weakref.ref[asyncio.AbstractEventLoop]:
        await ask(client)
        return weakref.ref(asyncio.get_running_loop())

    with served() as stub:
        client = client_of(stub)
        *ended, _last = [asyncio.run(once()) for _ in range(3)]
        gc.collect()
        assert [loop() for loop in ended] == [None, None]


def test_two_loops_at_once() -> None:
    with served() as stub:
        client = client_of(stub)
        with ThreadPoolExecutor(2) as threads:
            amounts = [*threads.map(lambda _: asyncio.run(ask(client, 20)), range(2))]
    assert amounts == [20_000, 20_000]
    assert len(client.log.records) == 40


def test_a_client_that_was_closed_opens_anew() -> None:
    async def twice(client: StancerClient) -> None:
        async with client:
            await ask(client)
        await ask(client)

    with served() as stub:
        asyncio.run(twice(client_of(stub)))
        assert stub.connections == 2


def test_trio_is_refused_with_a_sentence_and_nothing_is_sent() -> None:
    with served() as stub:
        client = client_of(stub)
        for call in (
            lambda: client.payments.get(PAYMENT_ID),
            client.payments.server_date,
            lambda: client.refunds.create(PAYMENT_ID, 500),
            lambda: anext(client.payments.all()),
            client.aclose,
        ):
            with pytest.raises(RuntimeError, match=r"runs on asyncio.*SyncStancerClient"):
                trio.run(call)
        assert stub.seen == []
    assert client.log.records == ()
