"""The private parts of Textual that tests use, because it has no public way to do the same.

Each was tried on textual 8.2.8. `tests/test_private.py` says which of them has changed its meaning.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any
from unittest.mock import patch

import pytest
import textual.app
import textual.pilot
import textual.screen
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual._styles_cache import StylesCache
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.drivers._writer_thread import WriterThread
from textual.pilot import Pilot
from textual.strip import Strip

PaintedLines = StylesCache
"""What a widget keeps of the lines that it has painted."""

_parsed: dict[frozenset[tuple[str, str]], dict[tuple[object, ...], list[RuleSet]]] = defaultdict(dict)
"""What any program of this process has parsed in some colours: the rules of a source are never changed."""


def painted(app: App[Any]) -> list[Strip]:
    """What is on the screen, painted now, with what lies under a dialog.

    The public `App.export_screenshot` gives a picture (SVG) and takes ten times as long.
    """
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def pilot_waits_with(rest: Callable[..., Awaitable[None]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot wait with `rest` after each key.

    Textual measures how busy the processor is; it has no parameter for another measure. It also has every
    widget call back, three times a key, an eighth of these tests' time: a loop that rests has no call left.
    """

    async def screen_rests(_pilot: Pilot[Any]) -> bool:
        await rest()
        return True

    monkeypatch.setattr(textual.app, "wait_for_idle", rest)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", rest)
    monkeypatch.setattr(Pilot, "_wait_for_screen", screen_rests)


def parse_styles_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse a style sheet for the first program of the process only: a sixth of the tests' time.

    Textual keeps what it parsed in each program's own style sheet, and every test starts a program.
    """
    parse_rules = Stylesheet._parse_rules

    def known_rules(sheet: Stylesheet, *source: Any, **options: Any) -> list[RuleSet]:
        rules = _parsed[_colours(sheet)]
        key = (source, *options.items())
        if key not in rules:
            rules[key] = parse_rules(sheet, *source, **options)
        return rules[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", known_rules)
    monkeypatch.setattr(RuleSet, "__hash__", object.__hash__)  # as it is, without a call of Python


def _colours(sheet: Stylesheet) -> frozenset[tuple[str, str]]:
    """The variables of a style sheet: it is given others as a whole, so what was made of them is kept."""
    if vars(sheet).get("_asked_for") is not sheet._variables:
        vars(sheet).update(_asked_for=sheet._variables, _colours=frozenset(sheet._variables.items()))
    colours: frozenset[tuple[str, str]] = vars(sheet)["_colours"]
    return colours


def leave_frames_unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint the screen only when a test reads it.

    Without a terminal Textual paints every frame and throws it away, which took a third of these tests' time.
    """
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", 0.001)  # what nobody sees needs no even rhythm
    render_update = Compositor.render_update

    def unseen(compositor: Compositor, full: bool = False, **options: Any) -> Any:
        if full:
            return render_update(compositor, full=True, **options)
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", unseen)


def stop_writing(full: Callable[[], None]) -> None:
    """Let Textual's writing thread end at its start, as after a terminal that refused a text.

    `full` is called when no more text fits into its queue: the next one stops whoever writes it.
    """
    write = WriterThread.write

    def note(thread: WriterThread, text: str) -> None:
        if thread._queue.full():
            full()
        write(thread, text)

    patch.multiple(WriterThread, run=lambda thread: None, write=note).start()
