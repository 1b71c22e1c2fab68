"""How the client for code that is not async ends: closed, forgotten, interrupted, forked, or never."""

import asyncio
import gc
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor

import pytest

from stancer_tui.api import RequestRecord, SyncStancerClient
from stancer_tui.api.sync.portal import CannotWait, LoopThread, Portal
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from tests.api.stub import always, http, serving
from tests.api.test_sync import client_of, in_a_thread
from tests.api.test_walk import shop, walking
from tests.api.things import PAYMENT_ID, payment, payment_id
from tests.sandbox.serving import Serving


def threads() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == "stancer-client"]


def ran(program: str, *given: str) -> tuple[int, str, str]:
    """The exit code of a program, what it said and what it complained of."""
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", program, *given]
    done = subprocess.run(command, timeout=60, check=False, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


async def test_closing_ends_the_thread_and_another_use_starts_one() -> None:
    def work(client: SyncStancerClient) -> None:
        for _ in range(2):
            client.payments.get(PAYMENT_ID)
            assert len(threads()) == 1
            client.close()
            client.close()
            assert threads() == []

    async with serving(always(http(200, payment()))) as stub:
        await in_a_thread(lambda: work(client_of(stub)))
        assert stub.connections == 2


def test_a_client_that_was_never_used_is_closed(sandbox: Serving) -> None:
    SyncStancerClient(DEMO_SECRET_TEST, base_url=sandbox.url).close()


def test_a_client_that_is_forgotten_ends_its_thread(sandbox: Serving) -> None:
    client = SyncStancerClient(DEMO_SECRET_TEST, base_url=sandbox.url)
    client.payments.page(limit=1)
    [thread] = threads()
    del client
    gc.collect()
    thread.join(30)
    assert not thread.is_alive()


async def test_a_write_under_way_is_not_cut_off_by_closing() -> None:
    arrived, answer = asyncio.Event(), asyncio.Event()

    async def slow(_request: object, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await answer.wait()
        writer.write(http(200, payment()))

    async with serving(slow) as stub:
        client = client_of(stub)
        with ThreadPoolExecutor(2) as pool:
            loop = asyncio.get_running_loop()
            capture = loop.run_in_executor(pool, lambda: client.payments.capture(PAYMENT_ID))
            await arrived.wait()
            closing = loop.run_in_executor(pool, client.close)
            answer.set()
            made = await capture
            await closing
    assert made is not None
    assert made.id == PAYMENT_ID


def test_a_loop_that_is_ending_takes_nothing_more_and_sees_through_what_it_has_taken() -> None:
    """What it would not see through might be a write; nor is one cut off because something else fails."""
    go_on = threading.Event()

    async def takes_long() -> str:
        await asyncio.to_thread(go_on.wait)
        return "done"

    async def fails() -> None:
        await asyncio.to_thread(go_on.wait)
        raise ZeroDivisionError

    async def takes_longer() -> str:
        await asyncio.to_thread(failing.exception)
        return await takes_long()

    thread = LoopThread(None)
    failing = thread.submit(fails)
    taken = [thread.submit(takes_long), thread.submit(takes_longer)]
    thread.end()
    with pytest.raises(CannotWait):
        thread.submit(takes_long)
    go_on.set()
    thread.join()
    assert [each.result() for each in taken] == ["done", "done"]
    assert isinstance(failing.exception(), ZeroDivisionError)


async def test_closing_ends_a_list_that_is_being_read_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    """Its rest is not taken for nothing, nor read by another loop."""

    def work(client: SyncStancerClient) -> None:
        payments = client.payments.all()
        assert next(payments).id == payment_id(0)
        client.close()
        with pytest.raises(RuntimeError, match=r"closed.*before this list was read to its end"):
            list(payments)
        assert threads() == []
        payments = client.payments.all()
        next(payments)
        client.close()
        payments.close()
        assert len(list(client.payments.all())) == 1000
        client.close()

    async with serving(shop(1000)) as stub:
        await in_a_thread(lambda: work(client_of(stub)))
        assert not walking()
    assert caplog.records == []


def test_a_listener_of_the_log_cannot_wait_for_the_client(sandbox: Serving) -> None:
    said: list[str] = []

    def listener(_record: RequestRecord) -> None:
        for call in (client.payments.page, client.close):
            with pytest.raises(RuntimeError, match="cannot wait") as caught:
                call()
            said.append(str(caught.value))

    with SyncStancerClient(DEMO_SECRET_TEST, base_url=sandbox.url) as client:
        client.log.subscribe(listener)
        for _ in range(2):
            client.payments.page(limit=1)
    assert len(said) == 4


LEFT = """
import asyncio, sys, threading
from concurrent.futures import CancelledError, ThreadPoolExecutor
from stancer_tui.api import SyncStancerClient

arrived = threading.Event()

async def app(scope, receive, send):
    if scope["path"].endswith("waits"):
        arrived.set()
        await asyncio.Event().wait()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b'{"payments": []}'})

def leave(record):
    raise SystemExit(3)

client = SyncStancerClient(sys.argv[1], app=app)
with ThreadPoolExecutor(1) as other:
    waiting = other.submit(client.payments.get, "paym_waits")
    arrived.wait()
    stop = client.log.subscribe(leave)
    try:
        client.payments.page()
    except SystemExit:
        print("left")
    try:
        waiting.result()
    except CancelledError:
        print("cut off")
stop()
print(client.payments.page().items)
client.close()
"""


def test_a_listener_that_leaves_the_program_ends_the_loop_and_nobody_waits_for_it() -> None:
    """SystemExit stops an event loop, whoever else has something on it."""
    code, said, _complaints = ran(LEFT, DEMO_SECRET_TEST)
    assert (code, said) == (0, "left\ncut off\n()\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no signal is sent to a thread")
def test_an_interruption_of_a_list_is_what_the_caller_sees() -> None:
    """Ctrl+C while an item is waited for ends what brings it, though that takes a moment."""
    left: list[str] = []

    async def items() -> AsyncGenerator[int, None]:
        try:
            yield 1
            signal.pthread_kill(waiting, signal.SIGINT)
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            left.append("closed")

    waiting = threading.get_ident()
    portal = Portal(None)
    coming = portal.iterate(items())
    assert next(coming) == 1
    with pytest.raises(KeyboardInterrupt) as caught:
        next(coming)
    assert caught.value.__context__ is None
    assert left == ["closed"]
    portal.close()
    assert threads() == []


FORKED = """
import os, sys, threading
from stancer_tui.api import SyncStancerClient

client = SyncStancerClient(sys.argv[1], base_url=sys.argv[2])
payments = client.payments.all()
first = next(payments).id

held, forked = threading.Event(), threading.Event()

def hold():
    with client._portal._lock:
        held.set()
        forked.wait()

threading.Thread(target=hold).start()
held.wait()
child = os.fork()
if not child:
    try:
        next(payments)
    except RuntimeError as error:
        print(error, flush=True)
    del payments
    print(client.payments.page(limit=1).items[0].id == first, flush=True)
    client.close()
    os._exit(0)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
forked.set()
print(sum(1 for _ in payments))
client.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_process_that_was_forked_off_asks_anew_and_leaves_its_parent_alone(shop: Serving) -> None:
    code, said, complaints = ran(FORKED, DEMO_SECRET_TEST, shop.url)
    reason, answered, child, left = said.splitlines()
    assert (code, answered, child, complaints) == (0, "True", "0", "")
    assert "forked" in reason
    assert int(left) > 100


UNCLOSED = """
import sys
from stancer_tui.api import SyncStancerClient
client = SyncStancerClient(sys.argv[1], base_url=sys.argv[2])
print(client.payments.page(order_id="nobody's").items)
"""


def test_a_program_ends_though_its_client_was_never_closed(sandbox: Serving) -> None:
    assert ran(UNCLOSED, DEMO_SECRET_TEST, sandbox.url) == (0, "()\n", "")


LISTED = """
import sys
from stancer_tui.api import SyncStancerClient

class Late:
    def __init__(self, client):
        self.client = client

    def __del__(self):
        try:
            self.client.payments.page(limit=1)
        except RuntimeError as error:
            print(error)

client = SyncStancerClient(sys.argv[1], base_url=sys.argv[2])
payments = client.payments.all()
print(next(payments).id[:5])
late = Late(client)
"""


def test_a_program_ends_though_it_was_reading_a_list(shop: Serving) -> None:
    said = "paym_\nthe program ends: nobody answers any longer\n"
    assert ran(LISTED, DEMO_SECRET_TEST, shop.url) == (0, said, "")
