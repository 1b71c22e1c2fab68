"""What is shown, by the name of its picture: each section in both themes and both languages, and more."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from textual.pilot import Pilot

from stancer_tui.config import DemoOptions
from stancer_tui.desk import Accounts, DemoDesks, OfferedAccount
from stancer_tui.language import Language
from stancer_tui.models.mode import Mode
from tests.ui.driving import NOW, desk_app, press, screen_text, type_text, until

WIDE, NARROW = (160, 45), (80, 24)
DARK, LIGHT = "stancer-dark", "stancer-light"

Steps = Callable[[Pilot[int]], Awaitable[None]]


class Scene(NamedTuple):
    """One picture: what leads to it, and a line that says what it shows."""

    steps: Steps
    caption: str
    size: tuple[int, int] = WIDE
    language: Language = Language.EN
    theme: str = DARK
    team: bool = False
    merchants: bool = False


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


async def checks(pilot: Pilot[int]) -> None:
    """Have accounts checked, and wait for the answers, whose notices are put away."""
    await press(pilot, "6")
    for suggestion in (1, 3, 5, 6, 12):
        await press(pilot, "c", "f2", *["down"] * suggestion, "enter", "ctrl+s", "escape")
    await until(pilot, lambda: "… " not in screen_text(pilot.app).partition("╮")[2].partition("│\n│   ")[0])
    pilot.app.clear_notifications()
    await press(pilot, "j")


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

SECTIONS: dict[str, tuple[tuple[str, ...] | Steps, str]] = {
    "overview": (("1",), "The overview: what the loaded payments add up to"),
    "payments": (("j", "j", "j"), "Payments, with the one under the cursor explained beside them"),
    "refunds": (("3",), "Refunds: where each one stands"),
    "disputes": (("4",), "Disputes, with the payment behind each"),
    "payouts": ((*LIVE, "5"), "Payouts, which exist in live mode only"),
    "checks": (checks, "Account checks, and what the banks answered"),
    "reference": (("7", "slash", " 51"), "The reference: what a code means"),
}
"""How each section is reached, and what it shows."""


def _sections() -> dict[str, Scene]:
    said = {
        ("", ""): "",
        ("", "-fr"): ", in French",
        ("-light", ""): ", in the light theme",
        ("-light", "-fr"): ", in the light theme and in French",
    }
    return {
        f"{name}{light}{french}": Scene(
            steps if callable(steps) else keys(*steps),
            caption + how,
            language=Language.FR if french else Language.EN,
            theme=LIGHT if light else DARK,
        )
        for name, (steps, caption) in SECTIONS.items()
        for (light, french), how in said.items()
    }


SCENES: dict[str, Scene] = _sections() | {
    "payments-80x24": Scene(keys("j", "j", "j"), "Payments in a terminal of 80x24", NARROW),
    "search": Scene(
        keys("slash", " status:refused amount:20..200 visa"), "A search, with what matched and how many"
    ),
    "payment": Scene(
        keys("slash", " status:refused", "enter", "enter"),
        "A declined payment: why, who can fix it, what to tell the customer",
    ),
    "payment-80x24": Scene(
        keys("slash", " status:refused", "enter", "enter"), "A declined payment at 80x24", NARROW
    ),
    "person": Scene(
        keys("d", "down", "down", "enter", "colon", " Jef Janssens", "enter"),
        "A person: payments that belong together, and by what",
    ),
    "refund-several": Scene(
        keys("slash", " status:captured amount:39", "enter", "space", "space", "space", "r"),
        "Several payments refunded with one confirmation",
        NARROW,
    ),
    "refund": Scene(
        keys("slash", " status:captured -refunded:yes", "enter", "r", " 12,50"),
        "The refund form: to whom, for what, what is left",
        NARROW,
    ),
    "team": Scene(team, "A team: notes of colleagues, and who works on what", team=True),
    "merchants": Scene(keys("ctrl+o", "2", "ctrl+o"), "Two merchants at one desk", NARROW, merchants=True),
    "go-to": Scene(keys("colon", " 51"), "Going to a code, an id, an order, a person", NARROW),
    "live": Scene(keys(*LIVE), "Live mode: a word and a colour of its own"),
    "overview-80x24": Scene(keys("1"), "The overview at 80x24", NARROW),
    "dispute": Scene(keys("4", "j", "enter"), "A dispute, and what is known of its payment"),
    "payout": Scene(
        keys(*LIVE, "5", "slash", " 291026", "enter"), "A payout whose members do not add up, by a cent"
    ),
    "check": Scene(keys("6", "c", "f2", "down", "enter"), "An account check, before it is sent", NARROW),
    "new": Scene(keys("n"), "What can be created", NARROW),
    "new-payment": Scene(keys("n", "p"), "A new payment"),
    "help": Scene(keys("question_mark"), "The keys of the screen that is shown", NARROW),
    "payment-fr-80x24": Scene(
        keys("slash", " statut:refusé", "enter", "enter"),
        "A declined payment at 80x24, in French",
        NARROW,
        Language.FR,
    ),
    "refund-fr-80x24": Scene(
        keys("slash", " statut:encaissé -remboursé:oui", "enter", "r", " 12,50"),
        "The refund form, in French",
        NARROW,
        Language.FR,
    ),
}
"""Every picture that stands still."""
