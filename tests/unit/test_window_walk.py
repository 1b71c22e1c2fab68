"""A walk through a window that is over: what came long after its end is left out too."""

from datetime import timedelta

from stancer_tui.services.payments.window_walk import within
from stancer_tui.services.payments.windows import Window
from tests.unit.test_windows import NOW, Pages, Thing


async def test_a_walk_that_meets_only_later_things_keeps_nothing_and_reads_no_further() -> None:
    pages = Pages((Thing(NOW + timedelta(days=1)),), (Thing(NOW + timedelta(days=2)),))
    window = Window(NOW - timedelta(days=1), NOW, "")
    assert [page async for page in within(pages.walk(), window)] == [()]
    assert pages.read == 1
