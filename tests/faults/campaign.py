"""Every fault, with the refund not made, made, and made late: python -m tests.faults.campaign"""

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr

from stancer_tui.api.client import StancerClient
from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.services.clock import SystemClock
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.faults.faults import FAULTS, Fault
from tests.faults.wire import Commit, FaultServer

AMOUNT = 1250
KEY = SecretStr("stest_" + "k" * 24)
LIMITS = Limits(attempts=2, backoff=0.01)
TIMEOUTS = Timeouts(connect=20, send=20, read_answer=20, write_answer=2, write_total=4, read_total=60)
TIMING = Timing(PollSchedule((0.02, 0.05, 0.1, 0.15), window=3), good_readings=3, watch_every=1000)
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where a journal costs no disk: what is tested here is the wire."""
NO_MONEY = {State.NOT_SENT, State.REJECTED, State.ABANDONED}
VISIBLE = {State.UNKNOWN, State.AMBIGUOUS, State.NOT_FOUND}
T = TypeVar("T")


@dataclass(frozen=True)
class Outcome:
    """What one run came to: the first press under the fault, then one more where none was in force."""

    fault: Fault
    commit: Commit
    first: State
    server_after_first: int
    posts_of_first: int
    listed: bool
    last: State
    server: int
    """What the server has refunded in the end, minor units."""
    pressed: int

    @property
    def arrived(self) -> bool:
        """Whether what the server was to make was made: on a busy machine a request may run out of time."""
        return self.commit is Commit.NEVER or bool(self.server_after_first)

    @property
    def wrongs(self) -> list[str]:
        """What must never be."""
        found = []
        if self.posts_of_first > 1:
            found.append("sent more than once")
        if self.server > AMOUNT:
            found.append("refunded twice")
        if self.first in NO_MONEY and self.server_after_first:
            found.append(f"said {self.first} and the money moved")
        if self.first in VISIBLE and not self.listed:
            found.append(f"{self.first} and nowhere to be seen")
        if self.first in {State.PREPARED, State.SENDING}:
            found.append("left hanging")
        if self.server_after_first and self.first is not State.CONFIRMED:
            found.append(f"made, and shown as {self.first}")
        if self.commit is Commit.NEVER and self.first is State.CONFIRMED and not self.fault.plausible:
            found.append("not made, and shown as made")
        if not self.fault.plausible and (self.last, self.server) != (State.CONFIRMED, AMOUNT):
            found.append(f"ended as {self.last} with {self.server}")
        return found


async def run(fault: Fault, commit: Commit, journal: SqliteLedger, number: int) -> Outcome:
    """One payment under one fault: press, follow, and press again when told that no money moved."""
    payment = f"paym_{number:024}"
    server = FaultServer(fault.play, commit, payment, before_reading=fault.before_reading)
    async with (
        server,
        StancerClient(
            KEY, base_url=f"http://127.0.0.1:{server.port}", limits=LIMITS, timeouts=TIMEOUTS
        ) as client,
    ):
        refunds = RefundsService(
            client.refunds,
            journal,
            SystemClock(),
            policy=RefundPolicy(live=client.mode.live),
            key_fingerprint="0" * 12,
            timing=TIMING,
        )
        try:
            first = await _press(refunds, payment)
            first = await _followed(refunds, first)
            after, posts = server.total, server.posts
            listed = first.id in {each.id for each in await refunds.unresolved()}
            last, pressed = first, 1
            if first.state in NO_MONEY | {State.NOT_FOUND}:
                last, pressed = await _press(refunds, payment), 2
            return Outcome(
                fault, commit, first.state, after, posts, listed, last.state, server.total, pressed
            )
        finally:
            await refunds.aclose()


async def _press(refunds: RefundsService, payment: str) -> Intent:
    offer = await refunds.prepare(payment)
    return await refunds.confirm(offer, AMOUNT, consents=offer.consents)


async def _followed(refunds: RefundsService, intent: Intent) -> Intent:
    """The intent when nothing more happens to it."""
    return await refunds.settled(intent.id) or intent


EVERY_RUN = tuple((fault, commit) for fault in FAULTS for commit in Commit)


async def campaign(runs: Sequence[tuple[Fault, Commit]] = EVERY_RUN, *, at_once: int = 24) -> list[Outcome]:
    """Every fault with every commit, many at once on one journal."""
    return await on_one_journal(run, runs, at_once=at_once)


async def on_one_journal(
    run: Callable[[Fault, Commit, SqliteLedger, int], Awaitable[T]],
    runs: Sequence[tuple[Fault, Commit]],
    *,
    at_once: int,
) -> list[T]:
    """What came of each run, as many at once as told; each gets a number of its own."""
    slots = asyncio.Semaphore(at_once)
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        journal = SqliteLedger(Journal(Path(folder) / "journal.db"))

        async def one(number: int, fault: Fault, commit: Commit) -> T:
            async with slots:
                return await run(fault, commit, journal, number)

        try:
            return await asyncio.gather(
                *(one(number, fault, commit) for number, (fault, commit) in enumerate(runs))
            )
        finally:
            await journal.aclose()


def figures(outcomes: Sequence[Outcome]) -> str:
    """The campaign in a few lines."""
    lines = [f"{len(outcomes)} runs: {len({each.fault.name for each in outcomes})} faults"]
    for commit in Commit:
        states = Counter(each.first.value for each in outcomes if each.commit is commit)
        said = ", ".join(f"{count} {state}" for state, count in states.most_common())
        lines.append(f"  {commit}: {said}")
    wrong = [
        f"  WRONG {each.fault.name} / {each.commit}: {'; '.join(each.wrongs)}"
        for each in outcomes
        if each.wrongs
    ]
    doubles = sum(each.server > AMOUNT for each in outcomes)
    late = sum(not each.arrived for each in outcomes)
    lines.append(f"  refunded twice: {doubles}; wrong in any way: {len(wrong)}; never arrived: {late}")
    return "\n".join(lines + wrong)


if __name__ == "__main__":
    done = asyncio.run(campaign())
    print(figures(done))
    sys.exit(any(each.wrongs for each in done))
