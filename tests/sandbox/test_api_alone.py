"""What the demo speaks to answers every request as the sandbox that is served does."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.api_alone import api_alone
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.sandbox.wire.dating import http_date
from stancer_tui.sandbox.wire.faults import Faults
from tests.sandbox.conftest import NOON

ASKED = (
    ("GET", "/v1/checkout?limit=3", None),
    ("GET", "/v1/checkout/?limit=3&created=0&order_id=", None),
    ("get", "/v1/checkout?limit=2&limit=1", None),
    ("GET", "/v1/checkout?created=x", None),
    ("GET", "/v1/payouts?limit=1", None),
    ("GET", "/v1/disputes?limit=2", None),
    ("GET", "/v1/customers/cust_nobody", None),
    ("POST", "/v1/customers", b'{"name": "No\xc3\xa9mie", "email": "noemie@example.com"}'),
    ("POST", "/v1/customers/", b"{"),
    ("POST", "/v1/customers", b"[]"),
    ("POST", "/v1/customers", b" " * 1_000_001),
    ("PATCH", "/v1/customers/cust_nobody", b"{}"),
    ("DELETE", "/v1/customers/cust_nobody", None),
    ("GET", "/v1/customers/cust_nobody/", None),
    ("PUT", "/v1/checkout", b"{}"),
    ("GET", "/v2/checkout", None),
)
"""Requests of every kind that a client sends, and some that it should not."""


@asynccontextmanager
async def both(settings: SandboxSettings) -> AsyncIterator[tuple[httpx.AsyncClient, httpx.AsyncClient]]:
    """A client of each, on data of its own that was invented alike."""
    async with AsyncExitStack() as closing:
        alone, its_sandbox = api_alone(settings)
        closing.callback(its_sandbox.close)
        served = create_app(settings)
        closing.callback(served.state.sandbox.close)
        clients = [
            await closing.enter_async_context(
                httpx.AsyncClient(
                    transport=httpx.ASGITransport(app, raise_app_exceptions=False),
                    base_url="http://localhost",
                    auth=(DEMO_SECRET_TEST, ""),
                )
            )
            for app in (alone, served)
        ]
        yield clients[0], clients[1]


async def test_each_answer_is_the_same() -> None:
    async with both(SandboxSettings(payments=50, now=FixedClock(NOON))) as clients:
        for method, path, body in ASKED:
            alone, served = [await client.request(method, path, content=body) for client in clients]
            assert (alone.status_code, alone.content) == (served.status_code, served.content), path
            assert dict(alone.headers) == dict(served.headers), path


async def test_nobody_is_answered_without_a_key() -> None:
    async with both(SandboxSettings(payments=0, now=FixedClock(NOON))) as clients:
        answers = [await client.get("/v1/checkout", auth=("stest_wrong", "")) for client in clients]
    assert [each.status_code for each in answers] == [401, 401]
    assert answers[0].content == answers[1].content


async def test_faults_spoil_it_as_well() -> None:
    settings = SandboxSettings(payments=0, now=FixedClock(NOON), faults=Faults(answer=503))
    async with both(settings) as clients:
        answers = [await client.get("/v1/checkout") for client in clients]
    assert [each.status_code for each in answers] == [503, 503]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (784111777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (1709210096, "Thu, 29 Feb 2024 12:34:56 GMT"),
    ],
)
def test_a_moment_is_written_as_http_writes_it(seconds: int, words: str) -> None:
    assert http_date(seconds) == words
