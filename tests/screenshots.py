"""Write screenshots/ from the demo: `python -m tests.screenshots [NAME …]`. Seed and clock are fixed."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from stancer_tui.config import DemoOptions
from stancer_tui.desk import Accounts, DemoDesks, OfferedAccount
from stancer_tui.language import Language, using
from stancer_tui.models.mode import Mode
from tests.ui.driving import NOW, demo, desk_app, press, type_text

WIDE, NARROW = (160, 45), (80, 24)
FOLDER = Path(__file__).parent.parent / "screenshots"

Steps = Callable[[Pilot[int]], Awaitable[None]]


def keys(*names: str) -> Steps:
    """Press keys; a name with a blank at its front is typed as text."""

    async def steps(pilot: Pilot[int]) -> None:
        for name in names:
            if name.startswith(" "):
                await type_text(pilot, name[1:])
            else:
                await press(pilot, name)

    return steps


async def team(pilot: Pilot[int]) -> None:
    """Let the demo's colleagues take and note two payments, and open one of them."""
    desks = desk_app(pilot).parts.desks.source
    assert isinstance(desks, DemoDesks)
    assert desks.team is not None
    for number in (0, 3):
        await desks.team.working[0].step(number)
    await keys("slash", " has:note", "enter", "enter")(pilot)


def merchants() -> Accounts:
    """Two invented merchants at one desk."""

    async def modes() -> tuple[Mode, ...]:
        return tuple(Mode)

    bakery, garage = (
        OfferedAccount(name, name, DemoDesks(DemoOptions(now=NOW, seed=number)), number, modes=modes)
        for number, name in enumerate(("Atelier Lune", "Garage du Port"), 1)
    )
    return Accounts(bakery, lambda: (garage,))


LIVE = ("ctrl+t", "tab", "enter")

SCENES: dict[str, tuple[tuple[int, int], Steps]] = {
    "payments": (WIDE, keys("j", "j", "j")),
    "payments-80x24": (NARROW, keys("j", "j", "j")),
    "search": (WIDE, keys("slash", " status:refused amount:20..200 visa")),
    "payment": (WIDE, keys("slash", " status:refused", "enter", "enter")),
    "payment-80x24": (NARROW, keys("slash", " status:refused", "enter", "enter")),
    "person": (WIDE, keys("d", "down", "down", "enter", "colon", " Jef Janssens", "enter")),
    "refund-several": (
        NARROW,
        keys("slash", " status:captured amount:39", "enter", "space", "space", "space", "r"),
    ),
    "refund": (NARROW, keys("slash", " status:captured -refunded:yes", "enter", "r", " 12,50")),
    "refunds": (WIDE, keys("3")),
    "team": (WIDE, team),
    "merchants": (NARROW, keys("ctrl+o", "2", "ctrl+o")),
    "reference": (WIDE, keys("7", "slash", " 51")),
    "go-to": (NARROW, keys("colon", " 51")),
    "live": (WIDE, keys(*LIVE)),
    "overview": (WIDE, keys("1")),
    "overview-80x24": (NARROW, keys("1")),
    "disputes": (WIDE, keys("4")),
    "dispute": (WIDE, keys("4", "j", "enter")),
    "payouts": (WIDE, keys(*LIVE, "5")),
    "payout": (WIDE, keys(*LIVE, "5", "slash", " 291026", "enter")),
    "check": (NARROW, keys("6", "c", "f2", "down", "enter")),
    "new": (NARROW, keys("n")),
    "new-payment": (WIDE, keys("n", "p")),
    "help": (NARROW, keys("question_mark")),
    "payments-fr": (WIDE, keys("j", "j", "j")),
    "payment-fr-80x24": (NARROW, keys("slash", " statut:refusé", "enter", "enter")),
    "overview-fr": (WIDE, keys("1")),
    "refund-fr-80x24": (
        NARROW,
        keys("slash", " statut:encaissé -remboursé:oui", "enter", "r", " 12,50"),
    ),
}
"""What is shown, by the name of its picture; `-fr` is in French."""


async def take(name: str) -> None:
    """Write one scene."""
    size, steps = SCENES[name]
    language = Language.FR if "-fr" in name else Language.EN
    with using(language):
        options = DemoOptions(now=NOW, team=name == "team")
        accounts = merchants() if name == "merchants" else None
        async with demo(size, options=options, accounts=accounts) as pilot:
            await steps(pilot)
            FOLDER.mkdir(exist_ok=True)
            picture = pilot.app.export_screenshot(title="stancer-tui")
            (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")


async def main(names: list[str]) -> None:
    """Write the scenes asked for, or all of them."""
    for name in names or SCENES:
        await take(name)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
