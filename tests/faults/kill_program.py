"""The real program killed at random moments: python -m tests.faults.kill_program --trials 50 --seed 1

Each trial is one payment and one home. `stancer-tui refund` is started, killed (SIGKILL) at a random moment,
and started again by an agent who looks into the journal first and stops once a refund is there or has left no
trace. The times are the real ones, so that a settle window takes two minutes: the server books every refund
that reaches it, and only a kill between the journal and the network leaves none.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from stancer_tui.store.intent import Intent, State
from stancer_tui.store.sqlite.journal import Journal
from tests.faults.faults import encoded
from tests.faults.wire import Body, Commit, FaultServer, Wire

AMOUNT = 1250
KEY = "stest_" + "k" * 24
LATE = 0.5
MOST_RUNS = 8


@dataclass(frozen=True)
class Trial:
    """What one trial came to."""

    number: int
    killed: int
    posts: int
    refunds: int
    codes: tuple[int, ...]
    states: tuple[State, ...]
    known: bool
    """Whether every refund at the server belongs to a confirmed intent, and the reverse."""

    @property
    def wrong(self) -> bool:
        """Anything but one refund, known as such, or none that left no trace."""
        none = self.refunds == 0 and self.states[:1] == (State.NOT_FOUND,)
        return not (self.refunds == 1 or none) or not self.known or self.posts > len(self.states)


async def trial(number: int, seed: int, folder: Path) -> Trial:
    """One payment: one or two kills, then runs that are left alone."""
    draw = random.Random(f"{seed}/{number}")
    home = folder / str(number)
    payment = f"paym_{number:024}"

    async def play(wire: Wire, true: Body) -> None:
        await asyncio.sleep(draw.uniform(0, 0.3))
        if draw.random() < 0.5:
            await wire.answer(200, encoded(true))
        else:
            wire.reset()

    commit = draw.choice((Commit.NOW, Commit.LATE))
    killed, codes = 0, []
    async with FaultServer(play, commit, payment, late=LATE) as server:
        for turn in range(MOST_RUNS):
            moment = draw.uniform(0.2, 2.5) if turn < draw.randint(1, 2) else None
            code = await run(home, server.url, payment, moment)
            codes.append(code)
            killed += code == -signal.SIGKILL
            if any(each.state in {State.CONFIRMED, State.NOT_FOUND} for each in history(home)):
                break
        intents = history(home)
        claimed = {each.refund_id for each in intents if each.state is State.CONFIRMED}
        known = claimed == {refund["id"] for refund in server.refunds}
        states = tuple(each.state for each in intents)
        return Trial(number, killed, server.posts, len(server.refunds), tuple(codes), states, known)


async def run(home: Path, url: str, payment: str, moment: float | None) -> int:
    """One run of the program; killed after `moment` seconds, if it still runs then."""
    environment = os.environ | {"STANCER_API_KEY_TEST": KEY, "HOME": str(home), "XDG_STATE_HOME": str(home)}
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "stancer_tui", "refund", payment, "--amount", "12.50", "--yes"),
        *("--api-url", url),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
    )
    try:
        async with asyncio.timeout(moment):
            return await program.wait()
    except TimeoutError:
        program.kill()
        return await program.wait()


def history(home: Path) -> tuple[Intent, ...]:
    """The home's journal, newest first."""
    path = next(home.rglob("journal.db"), None)
    if path is None:
        return ()
    journal = Journal(path)
    try:
        return journal.history()
    finally:
        journal.close()


async def campaign(trials: int, seed: int, *, at_once: int = 4) -> list[Trial]:
    """Many trials, some at once."""
    slots = asyncio.Semaphore(at_once)
    with tempfile.TemporaryDirectory() as folder:

        async def one(number: int) -> Trial:
            async with slots:
                return await trial(number, seed, Path(folder))

        return await asyncio.gather(*(one(number) for number in range(trials)))


def figures(trials: Sequence[Trial], seconds: float) -> str:
    """The campaign in a few lines."""
    ends = Counter(each.states[0].value if each.states else "none" for each in trials)
    lines = [
        f"{len(trials)} trials, {sum(len(each.codes) for each in trials)} runs of the program, "
        f"{sum(each.killed for each in trials)} killed, {sum(each.posts for each in trials)} refund "
        f"requests, {seconds:.0f} s",
        "  ended: " + ", ".join(f"{count} {state}" for state, count in ends.most_common()),
        f"  double refunds: {sum(each.refunds > 1 for each in trials)}; "
        f"trials with anything wrong: {sum(each.wrong for each in trials)}",
    ]
    return "\n".join(lines + [f"  WRONG {each}" for each in trials if each.wrong])


def command() -> int:
    """Run as told and print the figures; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kill_program", description=__doc__)
    parser.add_argument("--trials", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=4)
    options = parser.parse_args()
    began = perf_counter()
    trials = asyncio.run(campaign(options.trials, options.seed, at_once=options.at_once))
    print(figures(trials, perf_counter() - began))
    return int(any(each.wrong for each in trials))


if __name__ == "__main__":
    sys.exit(command())
