"""A refund in flight in a real terminal: signals, a closed window, a second program on the same journal."""

import asyncio
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pexpect
import pytest
import uvicorn

from stancer_tui.sandbox.clock import SystemClock
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.sandbox.wire.server import config, listen
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.sqlite.journal import Journal
from tests import fixed_clock
from tests.ui.desks.refund_shop import Wire, payment_id, write_shop
from tests.ui.terminal import PATIENCE

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")]
"""Newer Pythons warn of threads that other tests have left; the child runs another program at once."""


@dataclass
class HoldingWire(Wire):
    """Makes the refund, and keeps its answer until `release`."""

    arrived: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope.get("method") != "POST":
            await super().__call__(scope, receive, send)
            return
        answers: list[Any] = []

        async def keep(message: Any) -> None:
            answers.append(message)

        await super().__call__(scope, receive, keep)
        self.arrived.set()
        await asyncio.to_thread(self.release.wait, 60)
        for message in answers:
            await send(message)


@dataclass
class Shop:
    """The sandbox on a socket, and the home of the programs that use it."""

    url: str
    wire: HoldingWire
    home: Path

    def intents(self) -> tuple[Intent, ...]:
        """What the journal holds."""
        journal = Journal(self.home / "state" / "journal.db")
        try:
            return journal.history(False, limit=10)
        finally:
            journal.close()

    @contextmanager
    def program(self) -> "Iterator[pexpect.spawn[bytes]]":
        """The program in a terminal of its own."""
        child = pexpect.spawn(
            sys.executable,
            ["-m", "stancer_tui", "--api-url", self.url],
            env=fixed_clock.variables()
            | {
                "STANCER_API_KEY_TEST": DEMO_SECRET_TEST,
                "STANCER_TUI_HOME": str(self.home),
                "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
                "TEXTUAL_ANIMATIONS": "none",
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
                "PATH": "/usr/bin:/bin",
            },
            dimensions=(24, 80),
            timeout=PATIENCE,
        )
        try:
            yield child
        finally:
            with suppress(OSError):
                os.kill(child.pid, signal.SIGKILL)
            child.close(force=True)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    settings = SandboxSettings(data=write_shop(tmp_path, SystemClock()()), payments=0, port=0)
    listener = listen(settings.host, 0)
    app = create_app(settings)
    wire = HoldingWire(app)
    server = uvicorn.Server(config(wire, settings))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield Shop(f"http://localhost:{listener.getsockname()[1]}", wire, tmp_path / "home")
    finally:
        wire.release.set()
        server.should_exit = True
        thread.join(timeout=60)
        listener.close()
        app.state.sandbox.close()


def see(child: "pexpect.spawn[bytes]", text: str) -> None:
    """Wait until it is painted, whatever colours and moves of the cursor stand between its words."""
    between = rb"(?:\x1b\[[0-9;]*[A-Za-z]|\s)*"
    child.expect(between.join(re.escape(word.encode()) for word in text.split()))


def refund(shop: Shop, child: "pexpect.spawn[bytes]") -> None:
    """Refund 12.50 and wait until the sandbox has made it; its answer is held back."""
    see(child, "✓ captured")
    child.send("r")
    see(child, "Refund amount")
    child.send("12.50\r")
    see(child, "of payment")
    child.send("\t")
    for _ in range(100):  # the question takes no answer in its first moment
        child.send("\r")
        if shop.wire.arrived.wait(0.1):
            return
    raise AssertionError("the refund was never sent")


def ended(child: "pexpect.spawn[bytes]") -> int:
    """Wait for its end; the value is the exit code."""
    for _ in range(300):
        if not child.isalive():
            return child.exitstatus if child.exitstatus is not None else -int(child.signalstatus)
        threading.Event().wait(0.1)
    raise AssertionError("the program does not end")


def next_start_finds_it(shop: Shop) -> None:
    """Start again: the refund is brought up, then found, and nothing is sent."""
    with shop.program() as child:
        see(child, "Earlier refunds")
        see(child, "Outcome not known yet. Do not refund again.")
        see(child, "Found: the refund was made")
        child.send("\x11")
        child.expect(pexpect.EOF)
    (intent,) = shop.intents()
    assert intent.state is State.CONFIRMED
    assert shop.wire.posts == 1


def test_sigterm_in_flight_is_survived_by_the_journal(shop: Shop) -> None:
    with shop.program() as child:
        refund(shop, child)
        child.kill(signal.SIGTERM)
        child.expect(pexpect.EOF)
        assert child.wait() == 128 + signal.SIGTERM
        assert b"Traceback" not in (child.before or b"")
    (intent,) = shop.intents()
    assert intent.state is State.UNKNOWN
    assert intent.error_class == "Interrupted"
    next_start_finds_it(shop)


def test_a_closed_window_in_flight_is_survived_by_the_journal(shop: Shop) -> None:
    with shop.program() as child:
        refund(shop, child)
        child.ptyproc.fileobj.close()  # what a closed window is to the program
        assert ended(child) == 128 + signal.SIGHUP
    (intent,) = shop.intents()
    assert intent.state is State.UNKNOWN
    assert intent.error_class == "Interrupted", "it ended in order"
    assert intent.payment == payment_id("captured")
    next_start_finds_it(shop)


def test_a_second_program_is_told_that_the_refund_is_in_progress(shop: Shop) -> None:
    with shop.program() as first, shop.program() as second:
        see(second, "✓ captured")
        refund(shop, first)
        second.send("r")
        see(second, "A refund of this payment is already in progress.")
        second.send("\r\r\r")
        shop.wire.release.set()
        see(first, "37.50 EUR can still be refunded.")
    assert shop.wire.posts == 1
    (intent,) = shop.intents()
    assert intent.state is State.CONFIRMED
