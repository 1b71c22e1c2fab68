"""Keys that are pressed as soon as the frame is painted: the rest of the desk is still on its way."""

import pytest

from stancer_tui.config import DemoOptions
from stancer_tui.desk import DemoDesks
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.shell.help import Help
from tests.ui.driving import NOW, PARIS, payments, screen_text, settled

pytestmark = pytest.mark.painted


def program() -> StancerApp:
    return StancerApp(DemoDesks(DemoOptions(now=NOW, payments=300)), zone=PARIS)


async def test_what_is_typed_into_the_search_before_there_are_rows_narrows_them() -> None:
    async with program().run_test() as pilot:
        await pilot.press("slash", *"visa")
        assert payments(pilot).search.value == "visa"
        await settled(pilot)
        assert payments(pilot).rows.query
        assert all("visa" in line for line in screen_text(pilot.app).split("\n") if " EUR " in line)


async def test_help_opens_over_the_frame() -> None:
    async with program().run_test() as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Help)
        assert "esc closes" in screen_text(pilot.app)
        await pilot.press("escape")
        await settled(pilot)
        assert len(payments(pilot).rows) > 0


async def test_the_agent_may_leave_before_there_are_rows() -> None:
    app = program()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
    assert app.return_value == 0


async def test_a_terminal_that_is_made_too_small_says_so_when_it_is() -> None:
    async with program().run_test() as pilot:
        assert not pilot.app.screen.query("#too-small")
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert "too small" in screen_text(pilot.app)
