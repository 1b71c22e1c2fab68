"""An alarm for each private part of Textual that tests use: it has changed when one of these fails."""

import asyncio
from io import StringIO
from itertools import count
from unittest.mock import patch

import pytest
from textual.app import App, ComposeResult
from textual.css.stylesheet import Stylesheet
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread
from textual.screen import ModalScreen
from textual.widgets import Static

from tests import private


class Words(Static):
    """A widget that counts how often it is drawn."""

    drawn = 0

    def render(self) -> str:
        type(self).drawn += 1
        return "under"


class Question(ModalScreen[None]):
    """A dialog that covers its first line alone."""

    CSS = "Question { background: black 50%; }"

    def compose(self) -> ComposeResult:
        yield Static("over")


class Program(App[None]):
    """One line of text."""

    CSS = "Words { margin-top: 2; }"

    def compose(self) -> ComposeResult:
        yield Words()


async def test_the_screen_is_painted_with_what_lies_under_a_dialog() -> None:
    async with Program().run_test() as pilot:
        await pilot.app.push_screen(Question())
        await pilot.pause()
        lines = ["".join(segment.text for segment in strip).strip() for strip in private.painted(pilot.app)]
    assert lines[:3] == ["over", "", "under"], "private.painted no longer reads the whole screen"


async def test_the_pilot_waits_with_what_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = count()

    async def rest(*_seconds: float) -> None:
        next(waits)
        await asyncio.sleep(0)

    private.pilot_waits_with(rest, monkeypatch)
    async with Program().run_test() as pilot:
        called_back: list[object] = []
        monkeypatch.setattr(Words, "call_later", lambda _, callback: called_back.append(callback))
        before = next(waits)
        await pilot.press("a")
        pressed = next(waits)
        await pilot.pause()
        paused = next(waits)
    assert pressed - before > 1, "Textual no longer waits with textual.app.wait_for_idle after a key"
    assert paused - pressed > 1, "Textual no longer waits with textual.pilot.wait_for_idle in a pause"
    assert not called_back, "Textual's pilot no longer waits for the screen in Pilot._wait_for_screen"


def test_a_style_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    private.parse_styles_once(monkeypatch)
    sheets = [Stylesheet(variables={"ink": colour}) for colour in ("red", "red", "blue")]
    for sheet in sheets:
        sheet.add_source("Words { color: $ink; }")
        sheet.parse()
    (first,), (again,), (other,) = (sheet.rules for sheet in sheets)
    assert first is again, "Textual no longer parses styles in Stylesheet._parse_rules"
    assert first.styles.color != other.styles.color, "Stylesheet._variables no longer holds the colours"


@pytest.mark.parametrize("unpainted", [True, False])
async def test_frames_are_left_unpainted_until_they_are_read(
    unpainted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if unpainted:
        private.leave_frames_unpainted(monkeypatch)
    async with Program().run_test() as pilot:
        await pilot.pause()
        Words.drawn = 0
        for _ in range(3):
            pilot.app.query_one(Words).refresh()
            await pilot.pause()
        assert (Words.drawn == 0) is unpainted, "Compositor.render_update paints no frames"
        private.painted(pilot.app)
        assert Words.drawn > 0, "what was left unpainted can no longer be read"


def test_the_writing_thread_ends_and_its_queue_fills_up() -> None:
    def full() -> None:
        raise BlockingIOError

    private.stop_writing(full)
    try:
        thread = WriterThread(StringIO())
        thread.start()
        thread.join(10)
        assert not thread.is_alive(), "Textual no longer writes in WriterThread.run"
        for _ in range(MAX_QUEUED_WRITES):
            thread.write("")
        with pytest.raises(BlockingIOError):
            thread.write("")
    finally:
        patch.stopall()
