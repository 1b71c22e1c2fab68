"""The sections: each looks the same whether the program opens with it or goes to it."""

import re

import pytest
from textual.pilot import Pilot

from stancer_tui.models.mode import Mode
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui.commands.sections import PAYMENTS, SECTIONS, Section
from stancer_tui.ui.overview.section import OverviewScreen
from tests.ui.driving import demo, desk_app, press, screen_text, settled, until

pytestmark = pytest.mark.painted


async def body(pilot: Pilot[int]) -> str:
    """The screen without its first line, which tells how long the last request took, and without ages."""
    screen = pilot.app.screen
    if isinstance(screen, OverviewScreen):  # it counts what is loaded now and then
        await until(pilot, lambda: screen.recount.settled)
        await settled(pilot)
    text = screen_text(desk_app(pilot))
    return re.sub(r"(updated|read|looked at) [^│]*$", "", text.split("\n", 1)[1])


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
async def test_a_section_that_the_program_opens_with_looks_as_when_gone_to(section: Section) -> None:
    async with demo() as pilot:
        await press(pilot, section.digit)
        gone_to = await body(pilot)
    state = DeskState()
    state.change(Mode.TEST, section=section.name)
    async with demo(state=state) as pilot:
        await press(pilot, PAYMENTS.digit, section.digit)
        opened_with = await body(pilot)
    assert section.title in opened_with
    assert opened_with == gone_to
