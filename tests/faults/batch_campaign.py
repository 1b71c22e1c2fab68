"""A batch of refunds that meets each fault in its middle: python -m tests.faults.batch_campaign"""

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stancer_tui.api.client import StancerClient
from stancer_tui.services.clock import SystemClock
from stancer_tui.services.refunds.batch import RefundBatches
from stancer_tui.services.refunds.batch_plan import BatchPlan, PlannedRefund
from stancer_tui.services.refunds.batch_run import Stop
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.batch import Batch, BatchState
from stancer_tui.store.intent import RefundReason, State
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.faults.batch_child import silent, watch
from tests.faults.batch_wire import BatchServer, Fate
from tests.faults.campaign import KEY, LIMITS, NO_MONEY, TIMEOUTS, TIMING, VISIBLE, on_one_journal
from tests.faults.faults import FAULTS, Fault, encoded
from tests.faults.wire import Body, Commit, Wire

AMOUNT = 2000
PAYMENTS = 3
MIDDLE = 1
CONFIRMATIONS = 4
"""How often the agent confirms the rest again."""


@dataclass(frozen=True)
class Outcome:
    """What one batch came to; the fault was met by the payment in its middle."""

    fault: Fault
    commit: Commit
    batch: Batch
    first_stop: Stop | None
    back: tuple[int, ...]
    """What the server refunded of each payment, minor units."""
    posts: tuple[int, ...]
    listed: bool
    """Whether what is not known is among what is unresolved."""

    @property
    def state(self) -> State | None:
        """What came of the payment in the middle."""
        intent = self.batch.items[MIDDLE].intent
        return None if intent is None else intent.state

    @property
    def wrongs(self) -> list[str]:
        """What must never be."""
        moved, state = self.back[MIDDLE], self.state
        others = [item.intent for place, item in enumerate(self.batch.items) if place != MIDDLE]
        wrongs = (
            (max(self.posts) > 1, "an item was sent twice"),
            (max(self.back) > AMOUNT, "a payment was refunded twice"),
            (state in NO_MONEY and bool(moved), f"said {state} and the money moved"),
            (state in VISIBLE and not self.listed, f"{state} and nowhere to be seen"),
            (state in {State.PREPARED, State.SENDING}, "left hanging"),
            (bool(moved) and state is not State.CONFIRMED, f"made, and shown as {state}"),
            (
                not moved and state is State.CONFIRMED and not self.fault.plausible,
                "not made, and shown as made",
            ),
            (
                any(each is None or each.state is not State.CONFIRMED for each in others),
                "the others got lost",
            ),
            (self.batch.state is not BatchState.ENDED, f"the batch is {self.batch.state}"),
        )
        return [words for holds, words in wrongs if holds]


async def _well(wire: Wire, true: Body) -> None:
    await wire.answer(200, encoded(true))


async def run(fault: Fault, commit: Commit, journal: SqliteLedger, number: int) -> Outcome:
    """Confirm a batch, wait where it asks, and confirm its rest again until nothing waits."""
    payments = tuple(f"paym_{number:016}{place:08}" for place in range(PAYMENTS))

    def fate(payment: str) -> Fate:
        return (fault.play, commit) if payment == payments[MIDDLE] else (_well, Commit.NOW)

    server = BatchServer(payments, fate, amount=AMOUNT)
    async with server, StancerClient(KEY, base_url=server.url, limits=LIMITS, timeouts=TIMEOUTS) as client:
        clock, policy = SystemClock(), RefundPolicy(live=False)
        refunds = RefundsService(
            client.refunds, journal, clock, policy=policy, key_fingerprint="0" * 12, timing=TIMING
        )
        batches = RefundBatches(refunds, journal, clock, live=False, key_fingerprint="0" * 12)
        try:
            candidates = await batches.read(payments, silent)
            planned = tuple(
                PlannedRefund(each.offer, AMOUNT) for each in candidates if each.offer is not None
            )
            sending = await batches.begin(BatchPlan(planned, RefundReason.DUPLICATE))
            await watch(batches, sending)
            first_stop = sending.progress.stop
            for _ in range(CONFIRMATIONS):
                batch = sending.progress.batch
                if not batch.waiting:
                    break
                wanted = {item.payment: item.amount for item in batch.waiting}
                sending = await batches.go_on(batch, await batches.read(tuple(wanted), silent, wanted))
                await watch(batches, sending)
            batch = sending.progress.batch
            for item in batch.items:
                if item.intent is not None:
                    await refunds.settled(item.intent.id)
            batch = sending.progress.batch
            middle, unresolved = batch.items[MIDDLE].intent, await refunds.unresolved()
            return Outcome(
                fault,
                commit,
                batch,
                first_stop,
                tuple(server.total(payment) for payment in payments),
                tuple(server.posts.count(payment) for payment in payments),
                middle is not None and middle.id in {each.id for each in unresolved},
            )
        finally:
            await batches.aclose()
            await refunds.aclose()


EVERY_RUN = tuple((fault, commit) for fault in FAULTS if not fault.before_reading for commit in Commit)


async def campaign(runs: Sequence[tuple[Fault, Commit]] = EVERY_RUN, *, at_once: int = 24) -> list[Outcome]:
    """Every fault with every commit, many at once on one journal."""
    return await on_one_journal(run, runs, at_once=at_once)


def figures(outcomes: Sequence[Outcome]) -> str:
    """The campaign in a few lines."""
    faults = len({each.fault.name for each in outcomes})
    lines = [f"{len(outcomes)} batches of {PAYMENTS}: {faults} faults, each met by the payment in the middle"]
    for commit in Commit:
        states = Counter(str(each.state) for each in outcomes if each.commit is commit)
        said = ", ".join(f"{count} {state}" for state, count in states.most_common())
        lines.append(f"  {commit}: {said}")
    stops = Counter(each.first_stop.value if each.first_stop else "no stop" for each in outcomes)
    lines.append("  " + ", ".join(f"{count} {stop}" for stop, count in stops.most_common()))
    wrong = [each for each in outcomes if each.wrongs]
    doubles = sum(max(each.back) > AMOUNT for each in outcomes)
    lines.append(f"  refunded twice: {doubles}; wrong in any way: {len(wrong)}")
    lines += [f"  WRONG {each.fault.name} / {each.commit}: {'; '.join(each.wrongs)}" for each in wrong]
    return "\n".join(lines)


if __name__ == "__main__":
    done = asyncio.run(campaign())
    print(figures(done))
    sys.exit(any(each.wrongs for each in done))
