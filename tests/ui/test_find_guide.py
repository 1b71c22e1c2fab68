"""docs/find.md: what it says to type finds something in the shop of the tutorial."""

import re
from pathlib import Path

import pytest

from stancer_tui.config import DemoOptions
from tests.ui.driving import NOW, demo, press, screen_text, type_text

pytestmark = pytest.mark.slow

GUIDE = Path(__file__).parents[2] / "docs" / "find.md"


async def test_every_search_of_the_guide_is_understood_and_finds_a_payment() -> None:
    (table,) = re.findall(r"\| you know \| type \|\n(.*?)\n\n", GUIDE.read_text("utf-8"), re.DOTALL)
    searches = [text for row in table.splitlines() for text in re.findall(r"`([^`]+)`", row.split("|")[2])]
    assert len(searches) > 10
    async with demo((120, 40), options=DemoOptions(now=NOW)) as pilot:
        await press(pilot, "d", "down", "down", "enter")
        for search in searches:
            await press(pilot, "slash")
            await type_text(pilot, search)
            shown = re.search(r"Payments · last 30 days · ([\d,]+) of ([\d,]+) ─", screen_text(pilot.app))
            assert shown, f"{search}: {screen_text(pilot.app)[:400]}"
            found, of = (int(number.replace(",", "")) for number in shown.groups())
            assert 0 < found < of, f"{search} finds {found}"
            await press(pilot, "escape", "escape")
