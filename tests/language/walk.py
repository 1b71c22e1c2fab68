"""The whole program in the pseudo-language: what is opened, with which keys, and what is read of it."""

import functools
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList

import stancer_tui.ui
from stancer_tui.ui.overview.outcome_chart import OutcomeChart
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.widgets.record_table import RecordTable
from tests.language.leftovers import left_over
from tests.ui.driving import BESIDE, press, settled, type_text

FOLLOWED = BESIDE | {"send", "payment watch"}
"""The work that looks for lost answers for minutes: the walk goes on meanwhile."""


@dataclass
class Findings:
    """What was left in plain letters: where, and on which screens."""

    left: dict[str, set[str]] = field(default_factory=dict)
    seen: set[type[Any]] = field(default_factory=set)

    def look(self, app: Any, place: str, typed: Sequence[str] = ()) -> None:
        """Read all that the widgets of the screen say, without what was `typed`."""
        self.seen.update(map(type, app.screen_stack))
        for text in said_by(app.screen):
            self.take(functools.reduce(lambda left, each: left.replace(each, ""), typed, text), place)

    def take(self, text: str, place: str) -> None:
        """Keep what a text left over."""
        for words in left_over(text):
            self.left.setdefault(words, set()).add(place)


def said_by(screen: Widget) -> Iterator[str]:
    """Every text that the widgets of a screen are given, also what is scrolled away or cut."""
    for widget in screen.walk_children(Widget, with_self=True):
        yield from map(str, filter(None, (widget.border_title, widget.border_subtitle, widget.tooltip)))
        if isinstance(widget, OptionList):
            yield from (str(option.prompt) for option in widget.options)
        elif isinstance(widget, Input):
            yield widget.placeholder
        elif isinstance(widget, RecordTable | OutcomeChart):
            yield from (widget.render_line(y).text for y in range(widget.size.height))
        elif isinstance(shown := widget.render(), Content | str):
            yield from str(shown).splitlines()


async def home(pilot: Pilot[int]) -> None:
    """Come back to the list of payments, without a search; what is asked meanwhile is left without answer."""
    app = pilot.app
    while not isinstance(app.screen, PaymentsScreen):
        if len(app.screen_stack) > 1:
            await app.pop_screen()
        else:
            await press(
                pilot, "escape", "2", beside=FOLLOWED
            )  # out of a search, where a digit would be typed
    app.screen.table.marks.clear()
    if app.screen.pane.bar.display:
        await press(pilot, "escape", beside=FOLLOWED)
    await press(pilot, "g", beside=FOLLOWED)


async def take(pilot: Pilot[int], step: str) -> None:
    """Type what stands behind a `'`, press the button whose id stands behind a `!`, or press keys."""
    if step.startswith("'"):
        await type_text(pilot, step[1:], FOLLOWED)
    elif step.startswith("!"):
        pilot.app.screen.query_one(f"#{step[1:]}", Button).press()
        await settled(pilot, FOLLOWED)
    else:
        await press(pilot, *step.split(), beside=FOLLOWED)


async def walk(pilot: Pilot[int], findings: Findings, scenes: Mapping[str, str]) -> None:
    """Open one scene after the other, and read what each key shows."""
    for place, (name, steps) in enumerate(scenes.items()):
        if place:
            await home(pilot)
        said: list[str] = []
        for step in steps.split(";"):
            await take(pilot, step)
            said += [step[1:]] if step.startswith("'") and len(step) > 3 else []
            findings.look(pilot.app, name, said)
        assert pilot.app.is_running, f"{name} has ended the program"
        pilot.app.clear_notifications()


async def walk_while_loading(pilot: Pilot[int], findings: Findings, scenes: Mapping[str, str]) -> None:
    """Press keys while no request is answered; nothing is waited for but the screen."""
    for name, keys in scenes.items():
        await pilot.press(*keys.split())
        findings.look(pilot.app, name)


def screens_of_the_program() -> set[type[Screen[Any]]]:
    """Every screen and dialog that the program can open."""
    for module in pkgutil.walk_packages(stancer_tui.ui.__path__, "stancer_tui.ui."):
        import_module(module.name)
    found: set[type[Screen[Any]]] = set()
    others: list[type[Screen[Any]]] = [Screen]
    while others:
        for each in others.pop().__subclasses__():
            others.append(each)
            if each.__module__.startswith("stancer_tui.") and not each.__subclasses__():
                found.add(each)
    return found
