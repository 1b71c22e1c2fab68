"""A few pictures of the program, by a fixed clock and seed; `--snapshot-update` takes them anew."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import keyring
import pytest
from textual.pilot import Pilot

from stancer_tui.config import DemoOptions, DeskOptions, Paths, Settings
from stancer_tui.desk import AccountDesks, DemoDesks, Desks
from stancer_tui.keys import KeyStore
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.shell import header
from tests.ui.desks.scripted_api import PaymentsApp, WireDesks
from tests.ui.driving import NOW, PARIS, press, settled, type_text
from tests.unit.fake_keyrings import MemoryKeyring

WIDE, NARROW = (160, 45), (80, 24)
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])

Steps = Callable[[Pilot[int]], Awaitable[None]]


@pytest.fixture(autouse=True)
def always_as_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request takes 42 ms, as far as the header tells."""
    told = header.request_state
    monkeypatch.setattr(header, "request_state", lambda status, error, ms: told(status, error, 42))


def program(desks: Desks | None = None) -> StancerApp:
    """The program on the demo, or on other desks."""
    return StancerApp(desks or DemoDesks(DemoOptions(now=NOW, payments=1200)), zone=PARIS)


def steps(*keys: str, search: str = "") -> Steps:
    """Look for something, then press keys, each after the program has settled."""

    async def run(pilot: Pilot[int]) -> None:
        await settled(pilot)
        if search:
            await press(pilot, "slash")
            await type_text(pilot, search)
            await press(pilot, "enter")
        await press(pilot, *keys)

    return run


@SIZES
def test_payments(size: tuple[int, int], snap_compare: Any) -> None:
    assert snap_compare(program(), terminal_size=size, run_before=steps("j", "j", "space"))


@SIZES
def test_a_refused_payment(size: tuple[int, int], snap_compare: Any) -> None:
    run = steps("enter", search="refused")
    assert snap_compare(program(), terminal_size=size, run_before=run)


def test_live(snap_compare: Any) -> None:
    assert snap_compare(program(), terminal_size=NARROW, run_before=steps("ctrl+t", "tab", "enter"))


def test_help(snap_compare: Any) -> None:
    assert snap_compare(program(), terminal_size=NARROW, run_before=steps("question_mark"))


def test_onboarding(snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", MemoryKeyring)
    paths = Paths(tmp_path / "config", tmp_path / "state")
    desks = AccountDesks(DeskOptions(Settings(), paths), KeyStore({}))
    assert snap_compare(program(desks), terminal_size=NARROW, run_before=steps())


def test_an_error(snap_compare: Any) -> None:
    refused = (401, {"error": {"type": "invalid_request_error", "message": "Unauthorized"}})
    desks = WireDesks(app=PaymentsApp([], refuse=lambda path: refused), account="Atelier Lune")
    assert snap_compare(program(desks), terminal_size=NARROW, run_before=steps())


def test_an_empty_window(snap_compare: Any) -> None:
    desks = WireDesks(app=PaymentsApp([]), account="Atelier Lune")
    assert snap_compare(program(desks), terminal_size=NARROW, run_before=steps())
