"""A real Chromium, a sandbox on a socket, and a shop whose page has the payment page in a frame.

The tests are skipped where Chromium or the extra `browser` is missing; with STANCER_TUI_REAL_BROWSER=1, as
.ci/run sets it, they fail there.
"""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import pytest_asyncio

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from tests.browser_real.shop import SHOP, Shop
from tests.sandbox.conftest import NOON
from tests.sandbox.serving import Serving, serving

if TYPE_CHECKING:
    from playwright.async_api import Browser

REQUIRED = os.environ.get("STANCER_TUI_REAL_BROWSER") == "1"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    "--disable-features=LocalNetworkAccessChecks",
]
"""It may run as root, it asks nothing of any network, and the shop's page may frame one of this machine."""

PATIENCE = 15_000
"""Milliseconds until something that is waited for counts as missing."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; they share the loop that the browser is driven on."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser_real)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator["Browser"]:
    """Chromium, started once, with a profile of its own that is thrown away."""
    if not REQUIRED:
        pytest.importorskip("playwright", reason="needs the extra `browser`")
        if CHROMIUM is None:
            pytest.skip("needs Chromium")
    assert CHROMIUM is not None, "needs Chromium"
    from playwright.async_api import async_playwright

    # A clock that .ci/run shifts is for the programs under test.
    env: dict[str, str | float | bool] = {
        name: value for name, value in os.environ.items() if name != "LD_PRELOAD"
    }
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=env)
        yield chromium
        await chromium.close()


@pytest.fixture
def clock() -> FixedClock:
    """The sandbox's clock."""
    return FixedClock(NOON)


@pytest.fixture
def sandbox(clock: FixedClock) -> Iterator[Serving]:
    """An empty sandbox on a socket."""
    with serving(SandboxSettings(payments=0, now=clock, port=0)) as served:
        yield served


@pytest.fixture
def prefix() -> str:
    """The path that the sandbox is mounted under."""
    return ""


OpenShop = Callable[..., Awaitable[Shop]]
"""Opens a shop in a new window; keywords are those of a browser's context, such as its `locale`."""


@pytest_asyncio.fixture(loop_scope="session")
async def open_shop(browser: "Browser", sandbox: Serving, prefix: str) -> AsyncIterator[OpenShop]:
    """Opens shops that share the sandbox; none may have seen an error of a script or of the policy for it."""
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(
            httpx.AsyncClient(base_url=sandbox.url + prefix, auth=(DEMO_SECRET_TEST, ""))
        )
        errors: list[str] = []

        async def opening(**settings: Any) -> Shop:
            context = await browser.new_context(**settings)
            stack.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE)
            page = await context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda line: errors.append(line.text) if "Policy" in line.text else None)
            shop = Shop(page, api, sandbox.url, prefix)
            await context.route(f"{SHOP}/**", shop.answer)
            return shop

        yield opening
        assert errors == []


@pytest_asyncio.fixture(loop_scope="session")
async def shop(open_shop: OpenShop) -> Shop:
    """A shop in an English browser."""
    return await open_shop(locale="en-GB")
