"""Write screenshots/ from the demo: `python -m tests.screenshots`. Seed and clock are fixed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from stancer_tui.config import DemoOptions
from stancer_tui.desk import DemoDesks
from stancer_tui.models.mode import Mode
from stancer_tui.ui.app import StancerApp

FOLDER = Path(__file__).parent.parent / "screenshots"
NOW = datetime.fromisoformat("2026-11-21T18:04:11+01:00")
WIDE, NARROW = (160, 45), (80, 24)

Steps = Callable[[Pilot[int]], Awaitable[None]]


async def settled(pilot: Pilot[int]) -> None:
    """Wait until every reading has ended and the screen is drawn."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def press(*keys: str) -> Steps:
    """Steps that press keys, each after the screen has settled."""

    async def steps(pilot: Pilot[int]) -> None:
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    return steps


SCENES: dict[str, tuple[tuple[int, int], Steps]] = {
    "payments": (WIDE, press("j", "j", "j")),
    "payments-80x24": (NARROW, press("j", "j", "j")),
    "search": (WIDE, press("slash", *"refused visa")),
    "payment": (WIDE, press("slash", *"refused", "enter", "enter")),
    "payment-80x24": (NARROW, press("slash", *"refused", "enter", "enter")),
    "live": (WIDE, press("ctrl+t", "tab", "enter")),
    "help": (NARROW, press("question_mark")),
}


async def take(name: str, size: tuple[int, int], steps: Steps) -> None:
    """Write one scene."""
    app = StancerApp(DemoDesks(DemoOptions(now=NOW)), mode=Mode.TEST, zone=ZoneInfo("Europe/Paris"))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await steps(pilot)
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.svg").write_text(app.export_screenshot(title="stancer-tui"), encoding="utf-8")


async def main() -> None:
    """Write every scene."""
    for name, (size, steps) in SCENES.items():
        await take(name, size, steps)


if __name__ == "__main__":
    asyncio.run(main())
