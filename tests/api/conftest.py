"""A sandbox on a real socket, and clients of its two modes."""

from collections.abc import AsyncIterator, Iterator

import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from tests.api.stub import QUICK
from tests.sandbox.serving import Serving, serving

NOON = "2026-03-10T12:00:00+01:00"


@pytest.fixture(scope="module")
def clock() -> FixedClock:
    """The sandbox's clock; only tests that say so move it."""
    return FixedClock(NOON)


@pytest.fixture(scope="module")
def sandbox(clock: FixedClock) -> Iterator[Serving]:
    """An empty sandbox on a real socket."""
    with serving(SandboxSettings(payments=0, now=clock, port=0)) as running:
        yield running


@pytest.fixture(scope="module")
def shop(clock: FixedClock) -> Iterator[Serving]:
    """A sandbox with a shop's payments on a real socket."""
    with serving(SandboxSettings(payments=400, now=clock, port=0)) as running:
        yield running


def client_for(running: Serving, key: str) -> StancerClient:
    """A client of a running sandbox."""
    return StancerClient(SecretStr(key), base_url=running.url, limits=QUICK)


@pytest.fixture
async def client(sandbox: Serving) -> AsyncIterator[StancerClient]:
    """A test-mode client of the empty sandbox."""
    async with client_for(sandbox, DEMO_SECRET_TEST) as made:
        yield made


@pytest.fixture
async def live(sandbox: Serving) -> AsyncIterator[StancerClient]:
    """A live-mode client of the empty sandbox."""
    async with client_for(sandbox, DEMO_SECRET_LIVE) as made:
        yield made


@pytest.fixture
async def shop_test(shop: Serving) -> AsyncIterator[StancerClient]:
    """A test-mode client of the shop."""
    async with client_for(shop, DEMO_SECRET_TEST) as made:
        yield made


@pytest.fixture
async def shop_live(shop: Serving) -> AsyncIterator[StancerClient]:
    """A live-mode client of the shop."""
    async with client_for(shop, DEMO_SECRET_LIVE) as made:
        yield made
