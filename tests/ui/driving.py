"""Driving the program in tests: a demo with a fixed clock, and waiting for what it does."""

import unicodedata
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from textual import events
from textual.app import App
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.worker import WorkerCancelled

from stancer_tui.config import DemoOptions, UiSettings
from stancer_tui.desk import Accounts, DemoDesks, Desks
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.forms.submissions import AFTER_REFUSAL
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.widgets.record_table import RecordTable
from tests import fixed_clock, private

NOW = fixed_clock.NOW
PARIS = ZoneInfo("Europe/Paris")
WIDE, NARROW = (120, 24), (80, 24)


BESIDE = frozenset({AFTER_REFUSAL})
"""The work that goes on for two minutes beside everything else: what was refused is looked for."""


async def settled(pilot: Pilot[int], beside: Collection[str] = BESIDE) -> None:
    """Wait until every reading has ended, with what it led to, and the screen is drawn.

    The groups of work that go on `beside` everything else are not waited for.
    """
    await pilot.pause()
    while waited_for := [
        each for each in pilot.app.workers if not each.is_finished and each.group not in beside
    ]:
        with suppress(WorkerCancelled):  # what takes its place is waited for in the next round
            await pilot.app.workers.wait_for_complete(waited_for)
        await pilot.pause()
    screen = pilot.app.screen
    if isinstance(screen, PaymentsScreen):
        screen.preview.show()
        await pilot.pause(0)


async def until(pilot: Pilot[int], condition: Callable[[], bool], seconds: float = 30) -> None:
    """Let the program run until `condition` holds; fails when it does not in this time."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "the condition never held"
        await pilot.pause(0.005)


async def press(pilot: Pilot[int], *keys: str, beside: Collection[str] = BESIDE) -> None:
    """Press keys, each after the program has settled."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot, beside)


async def type_text(pilot: Pilot[int], text: str, beside: Collection[str] = BESIDE) -> None:
    """Type into the focused input, as fast as a keyboard sends; settles once, at the end."""
    for character in text:
        name = character if character.isalnum() else unicodedata.name(character)
        key = name if character.isalnum() else name.lower().replace(" ", "_").replace("-", "_")
        pilot.app.post_message(events.Key(KEY_NAME_REPLACEMENTS.get(key, key), character))
    await settled(pilot, beside)


def screen_text(app: App[Any]) -> str:
    """What is on the screen, line by line, as a person reads it."""
    return "\n".join("".join(segment.text for segment in line) for line in screen_strips(app))


def said(pilot: Pilot[int]) -> str:
    """The words on the screen in one line, frames taken out."""
    return " ".join(word for word in screen_text(pilot.app).split() if word.strip("│╭╮╰╯─┃┏┓┗┛▌"))


def shows(pilot: Pilot[int], kind: type[Screen[Any]]) -> bool:
    """Whether a screen of this class is on top."""
    return isinstance(pilot.app.screen, kind)


def notices(app: App[Any]) -> list[str]:
    """The notices on the screen, the oldest first: the title on a line of its own, and the message."""
    return [str(toast.render()) for toast in app.screen.query("Toast")]


def screen_strips(app: App[Any]) -> list[Strip]:
    """What is on the screen, painted now, with what lies under a dialog."""
    return private.painted(app)


@asynccontextmanager
async def demo(
    size: tuple[int, int] = NARROW,
    *,
    mode: Mode = Mode.TEST,
    desks: Desks | None = None,
    options: DemoOptions | None = None,
    settings: UiSettings | None = None,
    state: DeskState | None = None,
    accounts: Accounts | None = None,
) -> AsyncIterator[Pilot[int]]:
    """The program on the in-process sandbox, settled, or on other desks, of several `accounts`."""
    desks = desks or (accounts.first.desks if accounts is not None else None)
    desks = desks or DemoDesks(options or DemoOptions(now=NOW, payments=500))
    app = StancerApp(desks, mode=mode, zone=PARIS, settings=settings, state=state, accounts=accounts)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot


def desk_app(pilot: Pilot[int]) -> StancerApp:
    """The program, typed."""
    assert isinstance(pilot.app, StancerApp)
    return pilot.app


def payments(pilot: Pilot[int]) -> PaymentsScreen:
    """The Payments screen that is on top."""
    assert isinstance(pilot.app.screen, PaymentsScreen)
    return pilot.app.screen


def table(pilot: Pilot[int]) -> RecordTable:
    """The list of payments."""
    return payments(pilot).table


def rows(pilot: Pilot[int]) -> list[PaymentRow]:
    """The payments of the list as it stands, top to bottom; fails on an unreadable one."""
    view = payments(pilot).rows.view
    found = [view.row(position) for position in range(len(view))]
    assert all(isinstance(row, PaymentRow) for row in found)
    return [row for row in found if isinstance(row, PaymentRow)]


def current(pilot: Pilot[int]) -> PaymentRow:
    """The payment under the cursor."""
    row = table(pilot).current
    assert isinstance(row, PaymentRow)
    return row
