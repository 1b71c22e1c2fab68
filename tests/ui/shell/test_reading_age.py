"""The screen of one object says how long ago it was read."""

from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot

from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.ui.shell import detail_screen
from stancer_tui.ui.shell.status_bar import StatusBar
from tests.ui.driving import WIDE, demo, desk_app, press, rows, until


def state(pilot: Pilot[int]) -> str:
    return pilot.app.screen.query_one(StatusBar).state


def later(pilot: Pilot[int], minutes: int) -> None:
    """Let the desk's clock go on."""
    clock = desk_app(pilot).parts.clock
    before = clock.now

    def now() -> datetime:
        return before() + timedelta(minutes=minutes)

    clock.now = now


OBJECTS = {"payment": ("2", "enter"), "dispute": ("4", "enter"), "payout": ("5", "enter")}


@pytest.mark.parametrize("keys", OBJECTS.values(), ids=OBJECTS)
async def test_an_object_that_was_read_twenty_minutes_ago_says_so(keys: tuple[str, ...]) -> None:
    async with demo(WIDE, mode=Mode.LIVE) as pilot:
        await press(pilot, *keys)
        assert state(pilot) == "read just now"
        later(pilot, 20)
        await press(pilot, "u")
        assert state(pilot) == "read 20 min ago"


async def test_a_customer_is_said_to_be_fresh_only_after_it_was_read_again() -> None:
    async with demo(WIDE) as pilot:
        row = next(each for each in rows(pilot) if each.customer_id)
        desk_app(pilot).parts.open_object(Kind.CUSTOMER, row.customer_id or "")
        await press(pilot, "u")
        later(pilot, 3)
        await press(pilot, "u")
        assert state(pilot) == "read 3 min ago"
        await press(pilot, "f5")
        assert state(pilot) == "read just now"


async def test_the_age_grows_while_the_agent_only_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detail_screen, "_LOOK", 0.01)
    async with demo(WIDE) as pilot:
        await press(pilot, "enter")
        later(pilot, 90)
        await until(pilot, lambda: state(pilot) == "read 1 h ago")
