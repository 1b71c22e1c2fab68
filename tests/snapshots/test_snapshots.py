"""A few pictures of the program, by a fixed clock and seed; `--snapshot-update` takes them anew."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from stancer_tui.config import DemoOptions, DeskOptions, Paths, Settings
from stancer_tui.desk import AccountDesks, DemoDesks, Desks
from stancer_tui.keys import KeyStore
from stancer_tui.ui.app import StancerApp
from tests.ui.driving import NOW, PARIS, press, settled, type_text
from tests.unit.fake_keyrings import MemoryKeyring

WIDE, NARROW = (160, 45), (80, 24)

Steps = Callable[[Pilot[int]], Awaitable[None]]


def app(desks: Desks | None = None) -> StancerApp:
    """The program on the demo, or on other desks; the cursor of a field does not blink."""
    made = StancerApp(desks or DemoDesks(DemoOptions(now=NOW, payments=600)), zone=PARIS)
    made.animation_level = "none"
    return made


def steps(*keys: str) -> Steps:
    """Press keys, each after the program has settled; the time of the last request is never the same."""

    async def run(pilot: Pilot[int]) -> None:
        await settled(pilot)
        await press(pilot, *keys)
        for header in pilot.app.screen.query("DeskHeader"):
            header._request = header._request.blank(header._request.cell_length)  # type: ignore[attr-defined]
            header.refresh()
        await pilot.pause()

    return run


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_payments(size: tuple[int, int], snap_compare: Any) -> None:
    assert snap_compare(app(), terminal_size=size, run_before=steps("j", "j", "space"))
