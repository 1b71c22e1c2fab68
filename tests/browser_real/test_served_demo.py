"""The demo in a browser, as a colleague is shown it: `stancer-tui serve --demo`."""

import csv
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import pytest_asyncio

from tests import fixed_clock
from tests.browser_real.conftest import PATIENCE, REQUIRED
from tests.browser_real.visitor import Visitor

if TYPE_CHECKING:
    from playwright.async_api import Browser

if not REQUIRED:
    pytest.importorskip("textual_serve", reason="needs the extra `web`")

ROOT = Path(__file__).parents[2]
LIVE_KEY = "sprod_" + "Zq7" * 8

PLAIN_SERVER = """
import sys
from textual_serve.server import Server

Server(sys.argv[1], port=int(sys.argv[2])).serve()
"""
"""Serves any program, as whoever knows textual-serve may do."""

Visits = Callable[..., Awaitable[Visitor]]
"""Opens a window on a served program; keywords are those of a browser's context."""


@contextmanager
def serving(home: Path, *arguments: str) -> Iterator[str]:
    """A server that Python runs with `arguments` and a free port, from an empty folder; its URL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STANCER_")}
    environment |= fixed_clock.variables()
    environment["PYTHONPATH"] = f"{ROOT}{os.pathsep}{environment['PYTHONPATH']}"
    environment |= {"STANCER_TUI_HOME": str(home), "STANCER_API_KEY_LIVE": LIVE_KEY, "TZ": "Europe/Paris"}
    folder = home / "empty"
    folder.mkdir()
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, *arguments, str(port)],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    url = f"http://localhost:{port}"
    try:
        while not _answers(url):
            assert server.poll() is None, (home / "log").read_text()
        yield url
    finally:
        server.terminate()
        server.wait(15)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5):
            return True
    except URLError:
        return False


def files(folder: Path, pattern: str = "*") -> list[Path]:
    """What is in a folder."""
    return list(folder.rglob(pattern))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server of the demo keeps its files."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def demo(home: Path) -> Iterator[str]:
    """The demo, served: its address."""
    with serving(home, "-m", "stancer_tui", "serve", "--demo", "--payments", "500", "--port") as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def visits(browser: "Browser") -> AsyncIterator[Visits]:
    """Opens windows, each with a clipboard that may be used, as on the visitor's own machine."""
    async with AsyncExitStack() as stack:

        async def opening(url: str) -> Visitor:
            context = await browser.new_context(
                viewport={"width": 1200, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
            )
            stack.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE)
            return Visitor(await context.new_page(), url)

        yield opening


async def test_a_payment_is_found_and_refunded_and_the_next_visitor_s_demo_knows_nothing_of_it(
    demo: str, visits: Visits
) -> None:
    one, other = await visits(demo), await visits(demo)
    await one.come("DEMO·TEST", "Payments · last 7 days", "captured")
    await one.press("/")
    await one.type("status:captured")
    await one.see("capture_sent")
    await one.press("Enter", "Enter")
    await one.see("What happened", "can be given back")
    await one.press("r")
    await one.see("Refund · TEST", "Continue")
    await one.type("1,50")
    await one.press("Enter")
    await one.see("Confirm · TEST", "Refund 1.50 EUR")
    await one.press("Tab")
    await one.press_until("Enter", "Refund made")
    await one.press("Escape", "Escape", "3")
    await one.see("Refunds", "1.50 EUR")

    await other.come("DEMO·TEST", "Payments · last 7 days", "captured")
    await other.press("3")
    await other.see("Refunds")
    assert b"1.50" not in other.received


async def test_what_is_copied_and_exported_reaches_the_visitor_s_machine_and_no_file_of_the_server_s(
    demo: str, home: Path, visits: Visits
) -> None:
    visitor = await visits(demo)
    await visitor.come("Payments · last 7 days", "captured")
    await visitor.press("y")
    await visitor.see("enter copies")
    await visitor.press("Enter")
    await visitor.see("Sent to your browser's clipboard")
    copied = await visitor.page.evaluate("navigator.clipboard.readText()")
    await visitor.press("e")
    await visitor.see("Export", "Download")
    async with visitor.page.expect_download() as downloading:
        await visitor.press("Enter")
    await visitor.see("sent to your browser")
    download = await downloading.value
    rows = list(csv.DictReader((await download.path()).read_text(encoding="utf-8").splitlines()))
    assert download.suggested_filename.startswith("stancer-test-payments-")
    assert rows[0]["id"] == copied
    assert files(home / "empty") == []


async def test_the_window_may_change_its_size_and_the_session_end_and_begin_again(
    demo: str, visits: Visits
) -> None:
    visitor = await visits(demo)
    await visitor.come("Payments · last 7 days", "captured", "Reference")
    await visitor.page.set_viewport_size({"width": 720, "height": 480})
    await visitor.see("2 Payments", "3 4 5 6 7")
    await visitor.press("Control+q")
    await visitor.page.get_by_text("Session ended.").wait_for()
    await visitor.page.get_by_role("button", name="Restart").click()
    await visitor.see("DEMO·TEST", "Payments · last 7 days", "captured")


async def test_keys_are_refused_with_a_sentence_and_none_is_shown(tmp_path: Path, visits: Visits) -> None:
    program = f"{sys.executable} -m stancer_tui --live"
    with serving(tmp_path, "-c", PLAIN_SERVER, program) as url:
        visitor = await visits(url)
        await visitor.come("In a browser only the demo opens")
        await visitor.press("q")
        await visitor.page.get_by_text("Session ended.").wait_for()
        assert LIVE_KEY.encode() not in visitor.received
        assert b"LIVE" not in visitor.received
    assert files(tmp_path, "*.db") == []
