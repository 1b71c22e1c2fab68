"""When the loaded rows are counted again: less often while keys are pressed."""

from datetime import UTC, datetime
from time import monotonic

from textual.app import App

from stancer_tui.services.overview.chart import scope
from stancer_tui.services.overview.figures import Tally
from stancer_tui.services.payments.windows import PRESETS
from stancer_tui.ui.overview.recount import Recount
from stancer_tui.ui.overview.tally import Counted
from stancer_tui.ui.shell.window_loader import KEYS_LAST


async def test_rows_that_arrive_while_keys_are_pressed_wait_longer_but_not_for_ever() -> None:
    now = datetime(2026, 11, 21, 17, 4, 11, tzinfo=UTC)
    asked = scope(PRESETS[0].window(now), now, UTC)
    counts, since_key = list[float](), KEYS_LAST

    async def count(_known: Counted | None) -> Counted:
        counts.append(monotonic())
        return Counted(Tally(asked.stretch, UTC), asked)

    app = App[None]()
    async with app.run_test() as pilot:
        counting = Recount(
            app, count, counted_again=lambda: None, ticked=lambda: None, since_key=lambda: since_key
        )
        counting.begin()
        counting.soon()
        await pilot.pause()
        assert len(counts) == 1, "the first time at once"

        async def seconds_to_the_next() -> float:
            number = len(counts)
            counting.soon()
            while len(counts) == number:
                await pilot.pause(0.02)
            return counts[-1] - counts[-2]

        await seconds_to_the_next()
        since_key = 0.0
        assert await seconds_to_the_next() >= 0.9
