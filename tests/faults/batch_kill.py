"""A batch of refunds, killed again and again: python -m tests.faults.batch_kill --trials 500 --seed 1

Each trial is a few payments, one journal and a row of processes. The first confirms the batch; each of the
others takes up what was left and confirms the rest. Each may be killed (SIGKILL) before or after any commit
of the journal, with a request in flight, as its answer comes, or at a random moment; sometimes two run at
once. The last ones are left to finish. The server answers, loses answers, books late or refuses.
"""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from pathlib import Path

from stancer_tui.store.batch import Batch, BatchState
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.sqlite import batch_table
from stancer_tui.store.sqlite.journal import Journal
from tests.faults.batch_child import Kill, Moment, main
from tests.faults.batch_wire import BatchServer, Fate
from tests.faults.faults import encoded
from tests.faults.kill_campaign import LATE, command, every_trial, intents, killed
from tests.faults.wire import Body, Commit, Wire

AMOUNT = 2000
PAYMENTS = 3
COMMITS = 4 * PAYMENTS + 2
"""About as many as a batch without any trouble makes."""
KILLED = tuple(moment for moment in Moment if moment is not Moment.NOWHERE)
MOST_KILLS = 3
UNDISTURBED = 8


@dataclass
class Trial:
    """What one trial came to."""

    number: int
    kills: list[Kill] = field(default_factory=list)
    died: int = 0
    posts: int = 0
    refunds: int = 0
    doubles: int = 0
    unwritten: int = 0
    """Requests that reached the server without a durable batch and intent: the worst kind of loss."""
    items: tuple[str, ...] = ()
    wrongs: list[str] = field(default_factory=list)


def fates(draw: random.Random) -> Fate:
    """What happens to one refund request: booked or not, answered or not."""
    commit = draw.choices(list(Commit), weights=(2, 6, 2))[0]
    pause, kind = draw.uniform(0, 0.03), draw.random()

    async def play(wire: Wire, true: Body) -> None:
        await asyncio.sleep(pause)
        if commit is Commit.NOW and kind < 0.6:
            await wire.answer(200, encoded(true))
        elif commit is Commit.NEVER and kind < 0.5:
            await wire.answer(409, encoded({"error": {"type": "x", "message": "not now"}}))
        elif kind < 0.8:
            wire.reset()
        else:
            await wire.silence()

    return play, commit


async def trial(number: int, seed: int, folder: Path, context: ForkServerContext) -> Trial:
    """One batch: up to three kills, then runs that are left alone."""
    draw = random.Random(f"batch {seed}/{number}")
    result = Trial(number)
    path = folder / f"{number}.db"
    payments = tuple(f"paym_{number:016}{place:08}" for place in range(PAYMENTS))
    server = BatchServer(payments, lambda _: fates(draw), amount=AMOUNT, late=LATE)

    def arrived(payment: str) -> None:
        result.unwritten += payment not in _sent(path) or not _batches(path)

    server.on_post = arrived
    async with server:
        for turn in range(draw.randint(1, MOST_KILLS)):
            moment = KILLED[(number + turn) % len(KILLED)]
            commit = moment in {Moment.BEFORE_COMMIT, Moment.AFTER_COMMIT}
            kill = Kill(moment, draw.randint(1, COMMITS if commit else PAYMENTS))
            result.kills.append(kill)
            delay = draw.uniform(0, 0.8) if moment is Moment.RANDOM else None
            result.died += await killed(context, main, (server.url, path, payments, AMOUNT, kill), delay)
            if _done(path):
                break
        undisturbed = (server.url, path, payments, AMOUNT, Kill(Moment.NOWHERE))
        for _ in range(UNDISTURBED):
            if _done(path):
                break
            both = draw.choice((1, 1, 2)) if _batches(path) else 1  # two windows go on at once, now and then
            await asyncio.gather(*(killed(context, main, undisturbed, None) for _ in range(both)))
        await asyncio.sleep(LATE)
        await killed(context, main, undisturbed, None)
        _judge(result, path, server)
    return result


def _judge(result: Trial, path: Path, server: BatchServer) -> None:
    history, batches = intents(path), _batches(path)
    result.posts = len(server.posts)
    result.refunds = sum(len(server.refunds(payment)) for payment in server.payments)
    result.doubles = sum(server.total(payment) > AMOUNT for payment in server.payments)
    result.items = tuple(
        each.intent.state.value if each.intent is not None else each.note or "waiting"
        for batch in batches
        for each in batch.items
    )
    result.wrongs = _wrongs(result, history, batches, server)


def _wrongs(
    result: Trial, history: Sequence[Intent], batches: Sequence[Batch], server: BatchServer
) -> list[str]:
    wrongs = []
    if result.doubles:
        wrongs.append(f"{result.doubles} payments refunded twice")
    if max(Counter(server.posts).values(), default=0) > 1:
        wrongs.append("an item was sent twice")
    if result.unwritten:
        wrongs.append("sent before it was written down")
    claimed = {each.refund_id for each in history if each.state is State.CONFIRMED}
    if claimed != {refund["id"] for payment in server.payments for refund in server.refunds(payment)}:
        wrongs.append("a refund and its intent do not know each other")
    if any(each.open for each in history):
        wrongs.append("an intent was left open")
    if len(batches) != 1 or batches[0].state is not BatchState.ENDED:
        wrongs.append(f"the batch never ended: {[each.state.value for each in batches]}")
    if "waiting" in result.items:
        wrongs.append("an item still waits")
    if len(server.posts) > len(history):
        wrongs.append("an intent was lost")
    return wrongs


def _done(path: Path) -> bool:
    batches = _batches(path)
    return bool(batches) and all(each.state is BatchState.ENDED for each in batches)


def _sent(path: Path) -> set[str]:
    """The payments of which the journal has been told that a request leaves."""
    journal = Journal(path)
    try:
        payments = {intent.id: intent.payment for intent in journal.history()}
        return {payments[each.intent] for each in journal.changes() if each.after is State.SENDING}
    finally:
        journal.close()


def _batches(path: Path) -> tuple[Batch, ...]:
    if not path.exists():
        return ()
    journal = Journal(path)
    try:
        return batch_table.history(journal)
    finally:
        journal.close()


async def campaign(trials: int, seed: int, *, at_once: int = 6) -> list[Trial]:
    """Many trials, some at once."""
    return await every_trial(trial, trials, seed, preload="tests.faults.batch_child", at_once=at_once)


def figures(trials: Sequence[Trial], seconds: float) -> str:
    """The campaign in a few lines."""
    moments = Counter(kill.moment.value for each in trials for kill in each.kills)
    ends = Counter(item for each in trials for item in each.items)
    lines = [
        f"{len(trials)} batches of {PAYMENTS}, {sum(len(each.kills) for each in trials)} kills armed, "
        f"{sum(each.died for each in trials)} processes killed, {sum(each.posts for each in trials)} refund "
        f"requests, {sum(each.refunds for each in trials)} refunds, {seconds:.0f} s",
        "  armed: " + ", ".join(f"{count} {moment}" for moment, count in moments.most_common()),
        "  items ended: " + ", ".join(f"{count} {state}" for state, count in ends.most_common()),
        f"  payments refunded twice: {sum(each.doubles for each in trials)}; "
        f"lost intents: {sum('lost' in wrong for each in trials for wrong in each.wrongs)}; "
        f"sent before written: {sum(each.unwritten for each in trials)}; "
        f"batches with anything wrong: {sum(bool(each.wrongs) for each in trials)}",
    ]
    lines += [
        f"  WRONG {each.number}: {each.wrongs} {each.kills} {each.items}" for each in trials if each.wrongs
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(command("tests.faults.batch_kill", __doc__, 500, campaign, figures))
