"""A box is read without colour."""

from textual.app import App, ComposeResult
from textual.content import Content

from stancer_tui.ui.widgets.tick_box import TickBox


class Boxes(App[None]):
    def compose(self) -> ComposeResult:
        yield TickBox(Content("Keep it"), value=True, compact=True)
        yield TickBox(Content("Ask again"), compact=True)


async def test_a_tick_is_there_or_not_whatever_the_colours() -> None:
    app = Boxes()
    async with app.run_test() as pilot:
        ticked, empty = app.query(TickBox)
        assert "X" in str(ticked.render())
        assert "X" not in str(empty.render())
        empty.focus()
        await pilot.press("space")
        assert "X" in str(empty.render())
