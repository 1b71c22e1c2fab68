"""The whole program in the pseudo-language: what is opened, with which keys, and what is read of it."""

import functools
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, OptionList

from stancer_tui.desk.demo import DemoDesks
from stancer_tui.ui.payments.section import PaymentsScreen
from tests.language.leftovers import left_over
from tests.language.pseudo import foreign
from tests.ui.driving import press, screen_text, type_text

_FOREIGN_KEYS = frozenset(
    [
        "name",
        "email",
        "mobile",
        "description",
        "order_id",
        "unique_id",
        "line1",
        "line2",
        "line3",
        "city",
        "statement_description",
        "message",
        "external_id",
        "legal_id",
        "reason",
    ]
)
"""What persons, merchants and the API itself wrote, by its name in an answer."""


class ForeignWords:
    """An API whose free texts are in foreign letters, so that none of them is taken for a word of ours."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def sent(message: Any) -> None:
            if message["type"] == "http.response.body" and message.get("body"):
                with suppress(ValueError):
                    message = message | {"body": json.dumps(_foreign(json.loads(message["body"]))).encode()}
            elif message["type"] == "http.response.start":
                kept = [each for each in message["headers"] if each[0] != b"content-length"]
                message = message | {"headers": kept}
            await send(message)

        await self.app(scope, receive, sent)


def _foreign(value: Any) -> Any:
    if isinstance(value, list):
        return [_foreign(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: foreign(each) if key in _FOREIGN_KEYS and isinstance(each, str) else _foreign(each)
        for key, each in value.items()
    }


class ForeignDesks(DemoDesks):
    """The demo, its free texts in foreign letters."""

    def _start_sandbox(self) -> Any:
        app, sandbox = super()._start_sandbox()
        return ForeignWords(app), sandbox


@dataclass
class Findings:
    """What was left in plain letters: where, and on which screens."""

    left: dict[str, set[str]] = field(default_factory=dict)
    seen: set[type[Any]] = field(default_factory=set)

    def look(self, app: Any, place: str, typed: Sequence[str] = ()) -> None:
        """Read the screen and the whole of what its widgets say, without what was `typed`."""
        self.seen.update(map(type, app.screen_stack))
        for text in (*screen_text(app).splitlines(), *said_by(app.screen)):
            self.take(functools.reduce(lambda left, each: left.replace(each, ""), typed, text), place)

    def take(self, text: str, place: str) -> None:
        """Keep what a text left over."""
        for words in left_over(text):
            self.left.setdefault(words, set()).add(place)


def said_by(screen: Widget) -> Iterator[str]:
    """Every text that the widgets of a screen are given, also what is scrolled away or cut."""
    for widget in screen.walk_children(with_self=True):
        yield from map(str, filter(None, (widget.border_title, widget.border_subtitle, widget.tooltip)))
        if isinstance(widget, OptionList):
            yield from (str(option.prompt) for option in widget.options)
        elif isinstance(widget, Input):
            yield widget.placeholder
        elif isinstance(shown := widget.render(), Content | str):
            yield from str(shown).splitlines()


async def home(pilot: Pilot[int]) -> None:
    """Come back to the list of payments, without a search; what is asked meanwhile is left without answer."""
    app = pilot.app
    while not isinstance(app.screen, PaymentsScreen):
        if len(app.screen_stack) > 1:
            await app.pop_screen()
        else:
            await press(pilot, "2")
    app.screen.table.marks.clear()
    if app.screen.pane.bar.display:
        await press(pilot, "escape")
    await press(pilot, "g")


async def walk(pilot: Pilot[int], findings: Findings, scenes: dict[str, str]) -> None:
    """Open one scene after the other, and read what each key shows."""
    for name, steps in scenes.items():
        await home(pilot)
        said: list[str] = []
        for step in steps.split(";"):
            keys, typed, text = step.partition("'")
            await press(pilot, *keys.split())
            if typed:
                await type_text(pilot, text)
                said.append(text)
            findings.look(pilot.app, name, said)
        pilot.app.clear_notifications()
