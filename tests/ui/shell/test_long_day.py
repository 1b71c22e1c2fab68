"""A long day leaves nothing of a screen that was left in memory; tests.faults.long_day measures one."""

import asyncio
import gc
import weakref
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.pilot import Pilot

from stancer_tui.ui.shell.idle_garbage import IdleGarbage
from tests.private import PaintedLines
from tests.ui.desks.refund_shop import HandClock
from tests.ui.driving import demo, press

pytestmark = pytest.mark.slow

ROUND = (
    *(
        "1",
        "j",
        "2",
        "j",
        "enter",
        "v",
        "escape",
        "i",
        "escape",
        "escape",
        "f5",
        "slash",
        "v",
        "escape",
        "escape",
    ),
    *(
        "d",
        "escape",
        "S",
        "escape",
        "C",
        "escape",
        "y",
        "escape",
        "r",
        "escape",
        "n",
        "escape",
        "w",
        "escape",
    ),
    *("3", "enter", "escape", "2", "4", "enter", "escape", "2", "5", "6", "7", "j", "2"),
    *("question_mark", "escape", "ctrl+p", "escape", "f12", "escape", "colon", "escape", "k"),
)
"""Keys through every section and most dialogs, back to the payment on which they began."""


@pytest.mark.painted
async def test_keys_through_all_sections_leave_nothing_behind() -> None:
    async with demo() as pilot:
        await rounds(pilot, 2)  # the first ones build what stays: sections, services, what was looked up
        await forget_cancelled_timers()
        before = kept()
        await rounds(pilot, 2)
        await forget_cancelled_timers()
        assert kept() == before


async def rounds(pilot: Pilot[int], count: int) -> None:
    for _ in range(count):
        await press(pilot, *ROUND)


def kept() -> Counter[str]:
    """What lives, by its kind, with tasks and open files."""
    gc.collect()
    parts = Counter(
        type(each).__name__ for each in gc.get_objects() if isinstance(each, (DOMNode, PaintedLines))
    )
    files = len(list(Path("/proc/self/fd").glob("*")))
    return parts + Counter(tasks=len(asyncio.all_tasks()), files=files)


async def forget_cancelled_timers() -> None:
    """asyncio keeps a cancelled timer, and the screen that set it, until it is due or most are cancelled."""
    loop = asyncio.get_running_loop()
    for timer in [loop.call_later(3600, int) for _ in range(1000)]:
        timer.cancel()
    await asyncio.sleep(0.001)  # once round the loop, which looks at its timers then


class Ring:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.ring = self


@pytest.fixture
def never_by_itself() -> Iterator[None]:
    """Let Python collect no garbage unasked."""
    before = gc.get_threshold()
    gc.set_threshold(0)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("never_by_itself")
@pytest.mark.parametrize(
    ("seconds", "since_key", "collected"), [(60, 3, True), (59, 60, False), (60, 2.9, False)]
)
def test_garbage_is_collected_once_a_minute_while_no_key_is_pressed(
    seconds: float, since_key: float, collected: bool
) -> None:
    clock = HandClock()
    garbage = IdleGarbage(App(), lambda: since_key, clock)
    seen = weakref.ref(Ring())
    clock.advance(seconds)
    garbage.look()
    assert (seen() is None) is collected


@pytest.mark.usefixtures("never_by_itself")
def test_a_minute_passes_before_garbage_is_collected_again() -> None:
    clock = HandClock()
    clock.advance(1000)
    garbage = IdleGarbage(App(), lambda: 60, clock)
    clock.advance(60)
    garbage.look()
    seen = weakref.ref(Ring())
    clock.advance(59)
    garbage.look()
    assert seen() is not None
    clock.advance(1)
    garbage.look()
    assert seen() is None


@pytest.mark.usefixtures("never_by_itself")
def test_no_garbage_is_collected_while_the_program_starts() -> None:
    clock = HandClock()
    garbage = IdleGarbage(App(), lambda: 60, clock)
    seen = weakref.ref(Ring())
    clock.advance(60)
    gc.disable()
    try:
        garbage.look()
        assert seen() is not None
    finally:
        gc.enable()
