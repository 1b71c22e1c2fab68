"""A key held down in the search of many payments: it is shown at once, and hits when it is let go."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.timer import Timer

from stancer_tui.ui.shell import held_key
from stancer_tui.ui.shell.held_key import HeldKey
from tests.ui.desks.ticket_shop import agent, named
from tests.ui.driving import payments, press, rows, type_text


class ByHand:
    """A clock, and timers that are due when they are told to be."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        self.due: list[Callable[[], None]] = []
        monkeypatch.setattr(held_key, "monotonic", lambda: self.now)

    def timer(self, seconds: float, call: Callable[[], None]) -> Timer:
        hand = self

        class Due(Timer):
            """Stopped, it is not due."""

            def __init__(self) -> None:
                hand.due.append(call)

            def stop(self) -> None:
                if call in hand.due:
                    hand.due.remove(call)

        return Due()

    def key(self, held: HeldKey, after: float) -> None:
        self.now += after
        held.pressed()


def test_keys_that_come_one_by_one_do_their_work_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    hand = ByHand(monkeypatch)
    held = HeldKey(lambda: done.append(1), hand.timer)
    held.takes_long = lambda: True
    for number in range(1, 4):
        hand.key(held, 0.1)
        assert len(done) == number
    assert not hand.due


def test_keys_of_a_key_held_down_do_it_once_when_it_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    hand = ByHand(monkeypatch)
    held = HeldKey(lambda: done.append(1), hand.timer)
    held.takes_long = lambda: True
    for after in (1.0, 0.03, 0.03, 0.03):
        hand.key(held, after)
    assert done == [1], "the first one cannot be told from a single key"
    (let_go,) = hand.due
    let_go()
    assert done == [1, 1]
    held.finish()
    assert done == [1, 1], "there is nothing left to do"


def test_what_takes_no_time_is_done_with_each_key(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    hand = ByHand(monkeypatch)
    held = HeldKey(lambda: done.append(1), hand.timer)
    for _ in range(4):
        hand.key(held, 0.03)
    assert done == [1, 1, 1, 1]


@asynccontextmanager
async def typed_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """A list in whose search a text was typed as by a key held down, which is not let go."""
    monkeypatch.setattr(held_key, "monotonic", lambda: 1_000.0)
    monkeypatch.setattr(held_key, "_LET_GO", 3_600)
    async with agent(tmp_path) as at:
        payments(at.pilot).typed.takes_long = lambda: True
        await press(at.pilot, "slash")
        await type_text(at.pilot, "last4:4242")
        assert payments(at.pilot).search.value == "last4:4242"
        assert len(rows(at.pilot)) > 2, "only the first key was followed"
        yield at.pilot


@pytest.mark.parametrize("key", ["enter", "down", "tab"])
async def test_the_key_after_the_search_finds_the_list_narrowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with typed_at_once(tmp_path, monkeypatch) as pilot:
        await press(pilot, key)
        assert [row.id for row in rows(pilot)] == [named("paym", "twin"), named("paym", "first")]


async def test_whoever_leaves_the_search_leaves_it_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with typed_at_once(tmp_path, monkeypatch) as pilot:
        payments(pilot).set_focus(payments(pilot).table)
        assert len(rows(pilot)) == 2, "before anything else has its turn"


async def test_the_program_can_be_left_before_the_key_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with typed_at_once(tmp_path, monkeypatch) as pilot:
        pilot.app.exit()
        payments(pilot).remove()
        await pilot.pause()
    assert pilot.app.return_code == 0
