"""The header at every width: what must be in it, and what yields."""

import pytest

from stancer_tui.config import DemoOptions
from stancer_tui.desk import DemoDesks
from stancer_tui.models.mode import Mode
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.sections import SECTIONS
from tests.ui.driving import NARROW, NOW, WIDE, demo, press, screen_text

SMALL = DemoOptions(now=NOW, payments=60)


def top(text: str) -> str:
    return text.split("\n", maxsplit=1)[0]


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_read_only_desk_says_so_in_every_section(size: tuple[int, int], mode: Mode) -> None:
    async with demo(size, mode=mode, desks=DemoDesks(SMALL, read_only=True)) as pilot:
        for section in SECTIONS:
            await press(pilot, key_of(f"app.section_{section.name}"))
            header = top(screen_text(pilot.app))
            assert f"▌DEMO·{mode.word}▐ READ-ONLY " in header
            assert section.title in header


async def test_it_is_seen_over_a_dialog_that_would_write() -> None:
    async with demo(NARROW, desks=DemoDesks(SMALL, read_only=True)) as pilot:
        for keys in (("r",), ("n",), ("enter", "m")):
            await press(pilot, *keys)
            assert "READ-ONLY" in top(screen_text(pilot.app))
            await press(pilot, "escape")


async def test_a_desk_that_may_write_says_nothing() -> None:
    async with demo(NARROW, desks=DemoDesks(SMALL)) as pilot:
        assert "READ-ONLY" not in screen_text(pilot.app)


async def test_at_80_columns_the_accounts_name_yields_to_the_sections() -> None:
    async with demo(NARROW, desks=DemoDesks(SMALL, read_only=True)) as pilot:
        assert "stest_…t123  1 2 Payments 3 4 5 6 7" in top(screen_text(pilot.app))
