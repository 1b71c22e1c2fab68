"""Refusals of refunds that were made: python -m tests.faults.refusals

Whatever stands between may refuse a refund that Stancer makes, at once or a second and a half later. The real
program is told so, over a real socket; a script runs it again at once whenever it does not say "done". One
half of the runs is interrupted in the moment in which the refusal is shown.
"""

import asyncio
import json
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.wire import Body, Commit, FaultServer, Wire

AMOUNT = 1250
KEY = "stest_" + "k" * 24
LATE = 1.5
RETRIES = 3
AT_ONCE = 4

Play = Callable[[Wire, Body], Awaitable[None]]


@dataclass(frozen=True)
class Refusal:
    """A refusal in the API's own form."""

    name: str
    status: int
    message: object = "Not this time"
    headers: bytes = b""

    async def play(self, wire: Wire, _: Body) -> None:
        """Answer with it."""
        body = {"error": {"type": "invalid_request_error", "message": self.message}}
        await wire.answer(self.status, json.dumps(body).encode(), headers=self.headers)


REFUSALS = (
    Refusal("400", 400, {"amount": "must be less than the payment's"}),
    Refusal("401", 401, "You are not authorized to access that resource"),
    Refusal("404", 404, {"id": "No such payment"}),
    Refusal("409", 409, "Payment cannot be partially refunded before it has been captured"),
    Refusal("409 with an id", 409, {"error": "Refund already exists", "id": "refd_" + "z" * 24}),
    Refusal("422", 422),
    Refusal("429", 429),
    Refusal("429 with a wait", 429, headers=b"Retry-After: 1\r\n"),
)


@dataclass(frozen=True)
class Ran:
    """One run of the program."""

    code: int
    err: str


@dataclass(frozen=True)
class Outcome:
    """What a script came to with one payment."""

    refusal: Refusal
    commit: Commit
    interrupted: bool
    runs: tuple[Ran, ...]
    posts: int
    refunded: int

    @property
    def wrongs(self) -> list[str]:
        """What must never be."""
        found = []
        if self.refunded != AMOUNT:
            found.append(f"refunded {self.refunded}")
        if self.posts != 1:
            found.append(f"sent {self.posts} times")
        for number, ran in enumerate(self.runs):
            if "No money moved" in ran.err:
                found.append(f"run {number} said that no money moved")
            if ran.code not in {0, 4}:
                found.append(f"run {number} ended with {ran.code}")
        if self.runs[-1].code != 0:
            found.append("the refund was never found")
        return found


async def script(refusal: Refusal, commit: Commit, folder: Path, number: int, interrupt: bool) -> Outcome:
    """Refund once, and again at once while the program does not say that it is done."""
    payment = f"paym_{number:024}"
    runs: list[Ran] = []
    async with FaultServer(refusal.play, commit, payment, late=LATE) as server:
        while not runs or (runs[-1].code != 0 and len(runs) <= RETRIES):
            runs.append(await run(server.url, payment, folder / str(number), interrupt and not runs))
        return Outcome(refusal, commit, interrupt, tuple(runs), server.posts, server.total)


async def run(url: str, payment: str, home: Path, interrupt: bool) -> Ran:
    """One run of the program, interrupted where it says that it was refused if that is asked for."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "stancer_tui", "refund", payment, "--amount", "12.50", "--yes"),
        *("--api-url", url),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ | {"STANCER_API_KEY_TEST": KEY, "STANCER_TUI_HOME": str(home)},
    )
    assert program.stderr is not None
    said = ""
    async for line in program.stderr:
        said += line.decode()
        if interrupt and "Refused by Stancer" in said:
            program.send_signal(signal.SIGINT)
            interrupt = False
    return Ran(await program.wait(), said)


EVERY_RUN = tuple(
    (refusal, commit, interrupt)
    for refusal in REFUSALS
    for commit in (Commit.NOW, Commit.LATE)
    for interrupt in (False, True)
)


async def campaign(runs: Sequence[tuple[Refusal, Commit, bool]] = EVERY_RUN) -> list[Outcome]:
    """Every refusal, made at once and made late, left alone and interrupted."""
    slots = asyncio.Semaphore(AT_ONCE)
    with tempfile.TemporaryDirectory() as folder:

        async def one(number: int, refusal: Refusal, commit: Commit, interrupt: bool) -> Outcome:
            async with slots:
                return await script(refusal, commit, Path(folder), number, interrupt)

        return await asyncio.gather(*(one(number, *run) for number, run in enumerate(runs)))


def figures(outcomes: Sequence[Outcome]) -> str:
    """The campaign in a few lines."""
    kinds = len({each.refusal.name for each in outcomes})
    codes = Counter(ran.code for each in outcomes for ran in each.runs)
    ended = ", ".join(f"{count} with {code}" for code, count in sorted(codes.items()))
    lines = [
        f"{len(outcomes)} refunds refused and made, {kinds} kinds of refusal; runs ended {ended}",
        f"  refunded twice: {sum(each.refunded > AMOUNT for each in outcomes)}; "
        f"untrue in any way: {sum(bool(each.wrongs) for each in outcomes)}",
    ]
    wrong = (each for each in outcomes if each.wrongs)
    lines += [
        f"  WRONG {each.refusal.name} / {each.commit} / {each.interrupted}: {'; '.join(each.wrongs)}"
        for each in wrong
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    done = asyncio.run(campaign())
    print(figures(done))
    sys.exit(any(each.wrongs for each in done))
