"""An error of drawing on what has been left is no crash; the same error on what is there is one."""

from collections.abc import Callable

import pytest
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import Static

from stancer_tui.ui.shell.crash import CrashGuard
from stancer_tui.ui.widgets.late_drawing import is_late_drawing


class Answering(Screen[None]):
    """Draws an answer into its only widget."""

    def compose(self) -> ComposeResult:
        """One place for the answer."""
        yield Static("asked", id="answer")

    def draw(self) -> None:
        """The answer has come."""
        self.query_one("#answer", Static).update("answered")

    def draw_elsewhere(self) -> None:
        """A mistake of the program: there is no such place."""
        self.query_one("#nowhere", Static).update("answered")

    def leave(self) -> None:
        """Close, however often it is asked."""
        self.dismiss()


class Program(CrashGuard[int]):
    """A program with nothing but its guard."""


def from_the_program(screen: Answering) -> Callable[[], None]:
    return screen.draw


def from_a_worker(screen: Answering) -> Callable[[], None]:
    async def work() -> None:
        screen.draw()

    def start() -> None:
        screen.app.run_worker(work())

    return start


def closed_again(screen: Answering) -> Callable[[], None]:
    return screen.leave


@pytest.mark.parametrize("late", [from_the_program, from_a_worker, closed_again])
async def test_an_answer_for_a_screen_that_was_left_ends_nothing(
    late: Callable[[Answering], Callable[[], None]],
) -> None:
    app = Program()
    async with app.run_test() as pilot:
        screen = Answering()
        await app.push_screen(screen)
        draw = late(screen)
        screen.dismiss()
        await pilot.pause()
        app.call_later(draw)
        await pilot.pause()
        await app.workers.wait_for_complete()
        heard: list[bool] = []
        app.call_later(heard.append, True)
        await pilot.pause()
        assert heard, "the program goes on"
        assert app.return_code is None


async def fails(screen: Answering) -> None:
    app = Program()
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        app.call_later(screen.draw_elsewhere)
        await pilot.pause()


async def test_the_same_error_on_a_screen_that_is_there_is_a_crash() -> None:
    with pytest.raises(NoMatches):
        await fails(Answering())


class Answer(Static):
    """Looks for what is not in it."""

    def draw(self) -> None:
        """A mistake, as long as the answer stands there."""
        self.query_one("#nowhere")


async def test_what_is_being_removed_is_left_already_and_what_is_hidden_is_not() -> None:
    async with Program().run_test() as pilot:
        answer = Answer()
        await pilot.app.screen.mount(answer)
        answer.display = False
        with pytest.raises(NoMatches) as hidden:
            answer.draw()
        assert not is_late_drawing(hidden.value)
        answer.display = True
        removal = answer.remove()
        with pytest.raises(NoMatches) as removed:
            answer.draw()
        assert answer.is_attached
        assert answer.is_running
        assert is_late_drawing(removed.value)
        await removal
