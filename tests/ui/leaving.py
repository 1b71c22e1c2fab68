"""Every screen, dialog and form left at every moment: python -m tests.ui.leaving --leaves 1000 --seed 1

Each leave opens something whose requests are held, lets their answers go, takes a number of steps of the
event loop, and then leaves by keys: back, another section, the other mode, or whatever is mashed. Or it
leaves first, and the answers come while the screen is being taken down.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from stancer_tui.models.mode import Mode
from stancer_tui.ui.payments.section import PaymentsScreen
from tests.private import pilot_waits_with
from tests.quiescence import observed, rest
from tests.ui.desks.ticket_shop import Agent, Asked, agent, named

CUSTOMER = f"colon {' '.join(named('cust', 'anna'))} enter"
"""Typed behind the colon: a customer opens."""

OPENERS: dict[str, tuple[Mode, str]] = {
    "payment": (Mode.TEST, "enter"),
    "refund form": (Mode.TEST, "r"),
    "refund form on a payment": (Mode.TEST, "enter r"),
    "refund confirmation": (Mode.TEST, "r enter tab enter"),
    "copy menu": (Mode.TEST, "y"),
    "raw JSON": (Mode.TEST, "enter v"),
    "what a payment allows": (Mode.TEST, "enter m"),
    "capture": (Mode.TEST, "c"),
    "refresh": (Mode.TEST, "f5"),
    "dates": (Mode.TEST, "d enter"),
    "watch": (Mode.TEST, "W"),
    "payout of a payment": (Mode.LIVE, "P"),
    "overview": (Mode.TEST, "1"),
    "overview in live": (Mode.LIVE, "1"),
    "refunds": (Mode.TEST, "3 enter"),
    "disputes": (Mode.TEST, "4"),
    "dispute": (Mode.TEST, "4 enter"),
    "payouts in test": (Mode.TEST, "5"),
    "payouts": (Mode.LIVE, "5"),
    "payout": (Mode.LIVE, "5 enter"),
    "checks": (Mode.TEST, "6"),
    "new customer": (Mode.TEST, "n c A n n a R o u x tab a at b full_stop f r ctrl+s"),
    "new payment": (Mode.TEST, "n p 1 2 ctrl+s"),
    "new check": (Mode.TEST, "n k ctrl+s"),
    "reference": (Mode.TEST, "7"),
    "stored customer": (Mode.TEST, CUSTOMER),
    "change of a customer": (Mode.TEST, f"{CUSTOMER} m x ctrl+s"),
    "deletion of a customer": (Mode.TEST, f"{CUSTOMER} D tab enter"),
    "the other mode": (Mode.TEST, "ctrl+t tab enter"),
}

WAYS_OUT = (
    "escape",
    "escape escape",
    "1",
    "4 2",
    "left_square_bracket",
    "ctrl+t",
    "q escape",
    "escape 3 escape 2",
)
MASHED = (
    *("escape", "enter", "tab", "r", "y", "1", "2", "3", "4", "6", "7", "j", "k", "space", "f5"),
    *("left_square_bracket", "right_square_bracket"),
)

MOST_STEPS = 80
A_PROGRAM = 25
"""Leaves by one program, before a new one is started."""


@dataclass(frozen=True)
class Leave:
    """One leave: what was opened, after how many steps it was left, by which keys, and what broke."""

    opened: str
    steps: int
    keys: str
    crash: str = ""


_NAMED = {"full_stop": ".", "at": "@", "slash": "/", "colon": ":", "space": " "}


def post(pilot: Pilot[int], keys: str) -> None:
    """Press keys as fast as a terminal hands them over."""
    for key in keys.split():
        character = _NAMED.get(key, key if len(key) == 1 else None)
        pilot.app.post_message(events.Key("underscore" if key == "_" else key, character))


class Gate:
    """Holds requests until they are let go."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.held = 0

    async def __call__(self, _: Asked) -> None:
        self.held += 1
        await self.open.wait()


async def leave(at: Agent, name: str, draw: random.Random) -> Leave:
    """Open it; let the answers go, take some steps and leave, or leave, take some steps and let them go."""
    steps = draw.randrange(MOST_STEPS)
    mashed = draw.random() < 0.4
    step = " ".join(draw.choices(MASHED, k=draw.randint(2, 8))) if mashed else draw.choice(WAYS_OUT)
    gate = Gate()
    at.desks.ear.hold = gate
    post(at.pilot, OPENERS[name][1])
    await rest()
    if draw.random() < 0.5:
        gate.open.set()
    else:
        post(at.pilot, step)
    for _ in range(steps):
        await asyncio.sleep(0)
    if gate.open.is_set():
        post(at.pilot, step)
    else:
        gate.open.set()
    await rest()
    at.desks.ear.hold = None
    return Leave(name, steps, step)


async def back(at: Agent, mode: Mode) -> bool:
    """Come back to the list of payments; False where that takes a new program."""
    for _ in range(12):
        app = at.pilot.app
        if not app.is_running or app.return_code is not None:
            return False
        if isinstance(app.screen, PaymentsScreen):
            return app.screen.mode is mode
        post(at.pilot, "2" if not app.screen.is_modal and len(app.screen_stack) < 3 else "escape")
        await rest()
    return False


async def campaign(leaves: int, seed: int, names: Sequence[str] = tuple(OPENERS)) -> list[Leave]:
    """So many leaves, over all of them in turn."""
    draw, done = random.Random(seed), list[Leave]()
    todo = [names[number % len(names)] for number in range(leaves)]
    todo.sort(key=lambda name: OPENERS[name][0].live)
    while todo:
        mode = OPENERS[todo[0]][0]
        with tempfile.TemporaryDirectory() as folder:
            try:
                async with agent(Path(folder), mode=mode) as at:
                    for _ in range(A_PROGRAM):
                        if not todo or OPENERS[todo[0]][0] is not mode:
                            break
                        done.append(await leave(at, todo.pop(0), draw))
                        if not await back(at, mode):
                            break
            except Exception as error:  # noqa: BLE001 - whatever ends the program is what is looked for
                done[-1] = replace(done[-1], crash=f"{type(error).__name__}: {error}")
    return done


def figures(done: Sequence[Leave]) -> str:
    """The campaign in a few lines."""
    crashed = [each for each in done if each.crash]
    lines = [
        f"{len(done)} leaves of {len({each.opened for each in done})} screens, dialogs and forms: "
        f"{len(crashed)} crashes"
    ]
    kinds = Counter((each.opened, each.crash.splitlines()[0][:90]) for each in crashed)
    lines += [f"  {count} x {opened}: {crash}" for (opened, crash), count in kinds.most_common(20)]
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--leaves", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with observed(), pytest.MonkeyPatch.context() as patched:
        pilot_waits_with(rest, patched)
        result = asyncio.run(campaign(asked.leaves, asked.seed))
    print(figures(result))  # noqa: T201 - it is a command
    sys.exit(any(each.crash for each in result))
