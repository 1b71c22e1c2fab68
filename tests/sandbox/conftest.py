"""A sandbox in process, empty unless a test asks for data, with a clock that the test moves."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

import httpx
import pytest

from stancer_tui.sandbox import core
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app

NOON = "2026-03-10T12:00:00+01:00"
"""A Tuesday in Paris."""


class Api:
    """Speaks to one sandbox with a known key."""

    def __init__(self, app: Any, clock: FixedClock) -> None:
        self.app = app
        self.sandbox: Sandbox = app.state.sandbox
        self.clock = clock
        self.test = self._client(DEMO_SECRET_TEST)
        self.live = self._client(DEMO_SECRET_LIVE)

    def _client(self, key: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app), base_url="http://sandbox", auth=(key, "")
        )

    async def aclose(self) -> None:
        await self.test.aclose()
        await self.live.aclose()
        self.sandbox.close()


@pytest.fixture
async def start() -> AsyncIterator[Callable[..., Api]]:
    """Start a sandbox with some settings changed."""
    async with AsyncExitStack() as stack:

        def starting(**changes: Any) -> Api:
            clock = changes.pop("now", None) or FixedClock(NOON)
            settings = replace(SandboxSettings(payments=0, now=clock), **changes)
            api = Api(create_app(settings), clock)
            stack.push_async_callback(api.aclose)
            return api

        yield starting


@pytest.fixture
def start_large(start: Callable[..., Api], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Api]:
    """Start a sandbox that takes its shop for a large one."""

    def starting(**changes: Any) -> Api:
        with monkeypatch.context() as patch:
            patch.setattr(core, "KEPT_WHOLE", 0)
            return start(**changes)

    return starting


@pytest.fixture
def api(start: Callable[..., Api]) -> Api:
    """An empty sandbox at noon."""
    return start()
