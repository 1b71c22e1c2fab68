"""A line of the overview: what is beside a count stays apart from it."""

from textual.app import App, ComposeResult

from stancer_tui.ui.overview.figure_line import Figure, FigureLine


class _Line(App[None]):
    CSS = "FigureLine { width: 34; }"

    def compose(self) -> ComposeResult:
        yield FigureLine()


async def test_a_rate_that_fills_its_column_does_not_run_into_the_number_before_it() -> None:
    app = _Line()
    async with app.run_test() as pilot:
        line = app.query_one(FigureLine)
        line.show(Figure("Acceptation", "100,0 %", extra="3 sur 3"))
        await pilot.pause()
        assert line.render().plain.rstrip().endswith("3 sur 3 100,0 %")
        assert line.render().cell_length == line.content_size.width
