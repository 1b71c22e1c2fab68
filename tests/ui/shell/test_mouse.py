"""The mouse works where it points: sections, keys of the bottom line, heads of columns, rows, numbers."""

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.ui.overview.figure_line import FigureLine
from stancer_tui.ui.overview.outcome_chart import OutcomeChart
from stancer_tui.ui.overview.section import OverviewScreen
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.reference.section import ReferenceScreen
from stancer_tui.ui.shell.help import Help
from stancer_tui.ui.shell.request_log import RequestLogDialog
from tests.ui.driving import (
    NARROW,
    WIDE,
    current,
    demo,
    payments,
    press,
    rows,
    screen_text,
    settled,
    table,
    type_text,
)
from tests.ui.terminal import terminal


def top(pilot: Pilot[int]) -> object:
    return pilot.app.screen


def wheel(x: int, y: int) -> events.MouseScrollDown:
    """The wheel turned down over a cell of the screen."""
    return events.MouseScrollDown(None, x, y, 0, 1, 0, False, False, False, screen_x=x, screen_y=y)


async def point(pilot: Pilot[int], word: str, *, times: int = 1, line: int | None = None) -> None:
    """Click on a word of the screen, of a line of it where one is named."""
    lines = screen_text(pilot.app).split("\n")
    for y, text in enumerate(lines):
        if word in text and (line is None or y == line % len(lines)):
            await pilot.click(offset=(text.index(word) + 1, y), times=times)
            await settled(pilot)
            return
    raise AssertionError(f"{word} is not on the screen")


@pytest.mark.parametrize("size", [NARROW, (160, 45)])
async def test_a_section_in_the_header_is_shown(size: tuple[int, int]) -> None:
    async with demo(size) as pilot:
        await point(pilot, " 7", line=0)
        assert isinstance(top(pilot), ReferenceScreen)
        await point(pilot, " 1", line=0)
        assert isinstance(top(pilot), OverviewScreen)


async def test_a_click_beside_the_sections_goes_nowhere() -> None:
    async with demo(WIDE) as pilot:
        before = pilot.app.screen
        await point(pilot, "TEST", line=0)
        assert pilot.app.screen is before


async def test_the_state_of_the_last_request_leads_to_all_of_them() -> None:
    async with demo(WIDE) as pilot:
        await point(pilot, " ms", line=0)
        assert isinstance(top(pilot), RequestLogDialog)


async def test_a_key_of_the_bottom_line_does_what_it_does() -> None:
    async with demo((160, 45)) as pilot:
        await point(pilot, "Help", line=-1)
        assert isinstance(top(pilot), Help)
        await press(pilot, "escape")
        await point(pilot, "Open", line=-1)
        assert isinstance(top(pilot), PaymentScreen)


async def test_a_key_that_is_clicked_while_something_is_typed_is_not_typed() -> None:
    async with demo((160, 45)) as pilot:
        await point(pilot, "Search", line=-1)
        await type_text(pilot, "status:refused")
        await point(pilot, "Help", line=-1)
        assert isinstance(top(pilot), Help)
        await press(pilot, "escape")
        assert payments(pilot).search.value == "status:refused"


async def test_a_completion_that_is_clicked_is_taken_and_typing_goes_on() -> None:
    async with demo(WIDE) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "amount:>1 sta")
        await point(pilot, "status:", line=3)
        assert payments(pilot).search.value == "amount:>1 status:"
        await type_text(pilot, "refused")
        assert {row.status for row in rows(pilot)} == {"refused"}


async def test_the_head_of_a_column_sorts_by_it_and_again_the_other_way() -> None:
    async with demo(WIDE) as pilot:

        def amounts() -> list[int]:
            return [row.amount for row in rows(pilot) if row.currency == "eur"]

        await point(pilot, "Amount", line=2)
        assert amounts() == sorted(amounts(), reverse=True)
        assert "by amount, highest first" in screen_text(pilot.app)
        await point(pilot, "Amount", line=2)
        assert amounts() == sorted(amounts())
        newest = [row.created for row in rows(pilot)]
        await point(pilot, "Created", line=2)
        assert [row.created for row in rows(pilot)] == sorted(newest, key=lambda at: -(at or 0))


async def test_a_click_selects_a_row_and_a_second_opens_it() -> None:
    async with demo(WIDE) as pilot:
        third = rows(pilot)[2]
        await pilot.click("#records", offset=(5, 3))
        assert current(pilot) == third
        await pilot.click("#records", offset=(5, 3), times=2)
        await settled(pilot)
        assert isinstance(top(pilot), PaymentScreen)
        assert third.id in screen_text(pilot.app)


async def test_the_wheel_scrolls_and_the_cursor_stays_on_its_payment() -> None:
    async with demo(WIDE) as pilot:
        before: PaymentRow = current(pilot)
        over = table(pilot).region
        pilot.app.post_message(wheel(over.x + 5, over.y + 5))
        await settled(pilot)
        assert table(pilot).scroll_offset.y > 0
        assert current(pilot) == before


async def test_a_number_of_the_overview_is_explained_and_opened() -> None:
    async with demo((160, 45)) as pilot:
        await press(pilot, "1")
        await point(pilot, "Declined ")
        assert isinstance(pilot.app.focused, FigureLine)
        assert "Refused and failed payments" in screen_text(pilot.app)
        await point(pilot, "Declined ", times=2)
        assert payments(pilot).search.value.startswith("currency:eur status:")


async def test_a_column_of_the_chart_is_chosen_and_opened() -> None:
    async with demo((160, 45)) as pilot:
        await press(pilot, "1")
        chart = pilot.app.screen.query_one(OutcomeChart)
        third = chart.columns[2]
        name = f" {third.name}"
        await point(pilot, name)
        assert chart.current == third
        await point(pilot, name, times=2)
        assert third.term in payments(pilot).search.value


def test_bytes_of_a_real_mouse_reach_the_header(tmp_path: Path) -> None:
    with terminal(tmp_path, "--demo", "--payments", "20", size=(160, 45)) as desk:
        desk.see("7 Reference")
        desk.see("read now")
        line = " stancer-tui  ▌DEMO·TEST▐  Atelier Lune · stest_…t123  1 Overview"
        at = line.index("Overview") + 1
        desk.press(f"\x1b[<0;{at};1M\x1b[<0;{at};1m")
        desk.see("To look at")
        desk.press("q")
        assert desk.ends() == 0
        assert b"\x1b[?1000h" in desk.received


@pytest.mark.parametrize("how", ["setting", "option"])
def test_the_mouse_can_be_left_to_the_terminal(tmp_path: Path, how: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[ui]\nmouse = false\n" if how == "setting" else "", encoding="utf-8")
    options = ["--no-mouse"] if how == "option" else []
    with terminal(tmp_path, "--demo", "--payments", "20", "--config", str(config), *options) as desk:
        desk.see("EUR")
        desk.press("q")
        assert desk.ends() == 0
        assert b"\x1b[?1000h" not in desk.received
