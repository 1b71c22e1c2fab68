"""Every fixture, as a project without any other plugin uses them."""

import asyncio
import socket
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import NotFound
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.new_payment import NewPayment
from stancer_tui.sandbox.clock import Clock
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.journal import Journal
from stancer_tui.testing.pytest_plugin import SetFaults

NOON = 1773140400
CUSTOMER = NewCustomer(name="Jacqueline Dubois", email="jacqueline@example.com")
PAYMENT = NewPayment(amount=100, currency="eur")

SEEN: list[Sandbox] = []


def test_what_one_fixture_does_another_one_sees(
    stancer_client: StancerClient,
    stancer_live_client: StancerClient,
    stancer_url: str,
    stancer_key: str,
    stancer_clock: Clock,
    stancer_sandbox: Sandbox,
    stancer_journal: Journal,
) -> None:
    async def on_every_way() -> None:
        customer = await stancer_client.customers.create(CUSTOMER)
        async with StancerClient(SecretStr(stancer_key), base_url=stancer_url) as outside:
            assert (await outside.customers.get(customer.id)).name == CUSTOMER.name
            stancer_clock.advance(hours=1)
            payment = await outside.payments.create(PAYMENT)
        assert payment.created is not None
        assert payment.created.timestamp() == NOON + 3600
        with pytest.raises(NotFound):
            await stancer_live_client.customers.get(customer.id)

    asyncio.run(on_every_way())
    seen = [(each.method, each.mode, each.status) for each in stancer_journal]
    assert seen == [("POST", "test", 200), ("GET", "test", 200), ("POST", "test", 200), ("GET", "live", 404)]
    stancer_sandbox.reset()
    assert (len(stancer_journal), stancer_clock()) == (0, NOON)


@pytest.mark.parametrize("time", [1, 2])
def test_nothing_of_another_test_is_there(
    stancer_client: StancerClient, stancer_sandbox: Sandbox, stancer_clock: Clock, time: int
) -> None:
    assert all(stancer_sandbox is not each for each in SEEN)
    SEEN.append(stancer_sandbox)
    assert stancer_clock() == NOON
    stancer_clock.advance(days=time)
    asyncio.run(stancer_client.customers.create(CUSTOMER))  # a conflict, were there another one
    asyncio.run(stancer_client.payments.create(PAYMENT))  # a client in process belongs to no event loop


def test_faults_on_the_socket(stancer_url: str, stancer_faults: SetFaults, stancer_journal: Journal) -> None:
    def status() -> int:
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{stancer_url}/v1/checkout")
        refused.value.close()
        return refused.value.code

    stancer_faults(answer=503, times=1)
    assert [status(), status()] == [503, 401]
    stancer_faults(answer=500)
    assert [status(), status()] == [500, 500]
    stancer_faults()
    assert status() == 401
    assert [each.fault for each in stancer_journal] == ["answer", None, "answer", "answer", None]


@pytest.fixture
def connection(stancer_url: str) -> Iterator[socket.socket]:
    """A connection that is still open when the server ends."""
    parts = urlsplit(stancer_url)
    assert parts.hostname == "127.0.0.1"
    assert parts.port is not None
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as opened:
        yield opened


def test_a_connection_is_left_open(connection: socket.socket) -> None:
    connection.sendall(b"GET /v1/checkout HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert connection.recv(12) == b"HTTP/1.1 401"


@pytest.mark.stancer(payments=3, seed=3, now="2026-01-31T23:00:00+01:00")
class TestMarked:
    def test_of_the_class(self, stancer_sandbox: Sandbox, stancer_clock: Clock) -> None:
        settings = stancer_sandbox.settings
        assert (settings.payments, settings.seed, stancer_clock()) == (3, 3, 1769896800)

    @pytest.mark.stancer(payments=0, seed=4)
    def test_the_nearer_one_holds(self, stancer_sandbox: Sandbox, stancer_clock: Clock) -> None:
        settings = stancer_sandbox.settings
        assert (settings.payments, settings.seed, stancer_clock()) == (0, 4, 1769896800)

    @pytest.mark.stancer(now=None)
    def test_the_clock_of_the_machine(self, stancer_clock: Clock) -> None:
        assert stancer_clock.running
