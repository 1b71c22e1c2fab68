"""A desk killed again and again: python -m tests.faults.kill_campaign --trials 1000 --seed 1

Each trial is one payment, one journal and a row of processes. Each process takes up what the one before left
and presses for the refund only while the journal says that no money moved; each may be killed (SIGKILL) at a
named point or at a random moment; the last one is left to finish. The server answers, loses answers, books
late or refuses.
"""

import argparse
import asyncio
import multiprocessing
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from time import perf_counter
from typing import Protocol, TypeVar

from stancer_tui.store.intent import Intent, State
from stancer_tui.store.sqlite.journal import Journal
from tests.faults.faults import encoded
from tests.faults.kill_child import Point, main
from tests.faults.wire import Body, Commit, FaultServer, Wire

AMOUNT = 1250
LATE = 0.15
KILLED = tuple(point for point in Point if point is not Point.NOWHERE)
MOST_KILLS = 3


class Judged(Protocol):
    """What one trial of a campaign came to."""

    wrongs: list[str]
    """What must never be."""


T = TypeVar("T", bound=Judged)


@dataclass
class Trial:
    """What one trial came to."""

    number: int
    kills: list[Point] = field(default_factory=list)
    died: int = 0
    posts: int = 0
    refunds: int = 0
    unwritten: int = 0
    """Requests that reached the server without a durable intent: the worst kind of loss."""
    states: tuple[State, ...] = ()
    wrongs: list[str] = field(default_factory=list)


class Answers:
    """How the server treats each refund request of a trial: commit or not, answer or not."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw

    async def play(self, wire: Wire, true: Body) -> None:
        """Answer after a moment, lose the answer, or refuse what was not made."""
        await asyncio.sleep(self._draw.uniform(0, 0.04))
        kind = self._draw.random()
        if kind < 0.4 and self.commit is Commit.NOW:
            await wire.answer(200, encoded(true))
        elif kind < 0.5 and self.commit is Commit.NEVER:
            await wire.answer(409, encoded({"error": {"type": "x", "message": "not now"}}))
        elif kind < 0.75:
            wire.reset()
        else:
            await wire.silence()

    def next(self) -> Commit:
        """The fate of the next request."""
        self.commit = self._draw.choices(list(Commit), weights=(2, 5, 3))[0]
        return self.commit


async def trial(number: int, seed: int, folder: Path, context: ForkServerContext) -> Trial:
    """One payment: up to three kills, then a run that is left alone."""
    draw = random.Random(f"{seed}/{number}")
    result = Trial(number)
    path = folder / f"{number}.db"
    payment = f"paym_{number:024}"
    answers = Answers(draw)
    server = FaultServer(answers.play, Commit.NEVER, payment, late=LATE)

    def arrived(_: Body) -> None:
        server.spent = False  # every request of a trial meets its own fate
        server.commit = answers.next()
        result.unwritten += _sendings(path) < server.posts

    server.on_post = arrived
    async with server:
        for turn in range(draw.randint(1, MOST_KILLS)):
            point = draw.choice(KILLED) if turn else KILLED[number % len(KILLED)]
            result.kills.append(point)
            delay = draw.uniform(0, 0.5) if point is Point.RANDOM else None
            result.died += await killed(context, main, (server.url, path, payment, AMOUNT, point), delay)
            await asyncio.sleep(draw.choice((0, 0, LATE)))
            if _done(path):
                break
        for _ in range(8):  # nobody kills any more: the agent goes on until it is done
            await killed(context, main, (server.url, path, payment, AMOUNT, Point.NOWHERE), None)
            if _done(path):
                break
        await asyncio.sleep(LATE)
        result.posts, result.refunds = server.posts, len(server.refunds)
        result.states = tuple(each.state for each in intents(path))
        result.wrongs = _wrongs(result, intents(path), server)
    return result


def _wrongs(result: Trial, history: Sequence[Intent], server: FaultServer) -> list[str]:
    wrongs = []
    if result.refunds > 1:
        wrongs.append(f"refunded {result.refunds} times")
    if result.unwritten:
        wrongs.append("sent before it was written down")
    claimed = {each.refund_id for each in history if each.state is State.CONFIRMED}
    if claimed != {refund["id"] for refund in server.refunds}:
        wrongs.append("a refund and its intent do not know each other")
    if any(each.open for each in history):
        wrongs.append("an intent was left open")
    if not history or history[-1].state is not State.CONFIRMED:
        wrongs.append("the agent never got there")
    if result.posts > len(history):
        wrongs.append("an intent was lost")
    return wrongs


async def killed(
    context: ForkServerContext, desk: Callable[..., None], arguments: tuple[object, ...], delay: float | None
) -> bool:
    """Run one process, and kill it after `delay` seconds; the answer says whether it was killed."""
    process = context.Process(target=desk, args=arguments)
    process.start()  # never in another thread: multiprocessing reads an exit code only once
    if delay is not None:
        await asyncio.sleep(delay)
        process.kill()
    code = await ended(process)
    if code not in {0, -9}:
        raise AssertionError(f"a desk ended with {code}")
    return code == -9


async def ended(process: ForkServerProcess) -> int | None:
    """Wait for a process without blocking; the answer is its exit code, None after 60 seconds without one."""
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(process.sentinel, over.set)
    try:
        async with asyncio.timeout(60):
            await over.wait()
    except TimeoutError:
        process.kill()
        return None
    finally:
        loop.remove_reader(process.sentinel)
    process.join()
    code = process.exitcode
    process.close()
    return code


def _sendings(path: Path) -> int:
    """How many times the journal has been told that a request leaves: by its audit, as on a busy machine the
    program may have given the answer up before the server comes to read the request."""
    if not path.exists():
        return 0
    journal = Journal(path)
    try:
        return sum(change.after is State.SENDING for change in journal.changes())
    finally:
        journal.close()


def _done(path: Path) -> bool:
    return any(each.state is State.CONFIRMED for each in intents(path))


def intents(path: Path) -> tuple[Intent, ...]:
    """What the journal holds of refunds, the oldest first; nothing where there is no journal yet."""
    if not path.exists():
        return ()
    journal = Journal(path)
    try:
        return tuple(reversed(journal.history()))
    finally:
        journal.close()


async def campaign(trials: int, seed: int, *, at_once: int = 6) -> list[Trial]:
    """Many trials, some at once."""
    return await every_trial(trial, trials, seed, preload="tests.faults.kill_child", at_once=at_once)


async def every_trial(
    trial: Callable[[int, int, Path, ForkServerContext], Awaitable[T]],
    trials: int,
    seed: int,
    *,
    preload: str,
    at_once: int,
) -> list[T]:
    """What came of each trial; `preload` is the module of the processes that are killed."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    slots = asyncio.Semaphore(at_once)
    with tempfile.TemporaryDirectory() as folder:

        async def one(number: int) -> T:
            async with slots:
                return await trial(number, seed, Path(folder), context)

        return await asyncio.gather(*(one(number) for number in range(trials)))


def figures(trials: Sequence[Trial], seconds: float) -> str:
    """The campaign in a few lines."""
    points = Counter(point.value for each in trials for point in each.kills)
    ends = Counter(each.states[-1].value if each.states else "none" for each in trials)
    lines = [
        f"{len(trials)} trials, {sum(len(each.kills) for each in trials)} kills armed, "
        f"{sum(each.died for each in trials)} processes killed, {sum(each.posts for each in trials)} refund "
        f"requests, {sum(len(each.states) for each in trials)} intents, {seconds:.0f} s",
        "  armed: " + ", ".join(f"{count} {point}" for point, count in points.most_common()),
        "  ended: " + ", ".join(f"{count} {state}" for state, count in ends.most_common()),
        f"  double refunds: {sum(each.refunds > 1 for each in trials)}; "
        f"lost intents: {sum('lost' in wrong for each in trials for wrong in each.wrongs)}; "
        f"sent before written: {sum(each.unwritten for each in trials)}; "
        f"trials with anything wrong: {sum(bool(each.wrongs) for each in trials)}",
    ]
    lines += [
        f"  WRONG {each.number}: {each.wrongs} {each.kills} {each.states}" for each in trials if each.wrongs
    ]
    return "\n".join(lines)


def command(
    name: str,
    text: str | None,
    trials: int,
    campaign: Callable[..., Coroutine[None, None, list[T]]],
    figures: Callable[[Sequence[T], float], str],
) -> int:
    """Run the campaign of a module as told and print its figures; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog=f"python -m {name}", description=text)
    parser.add_argument("--trials", type=int, default=trials)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=6)
    options = parser.parse_args()
    began = perf_counter()
    done = asyncio.run(campaign(options.trials, options.seed, at_once=options.at_once))
    print(figures(done, perf_counter() - began))
    return int(any(each.wrongs for each in done))


if __name__ == "__main__":
    sys.exit(command("tests.faults.kill_campaign", __doc__, 1000, campaign, figures))
