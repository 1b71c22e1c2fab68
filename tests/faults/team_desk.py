"""One desk of a team that refunds what it finds open, until it is killed or told to stop."""

import asyncio
import json
import os
import random
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import count, islice
from math import inf
from pathlib import Path
from time import monotonic

from pydantic import SecretStr

from stancer_tui.api.client import StancerClient
from stancer_tui.api.errors import ApiError
from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.services.clock import SystemClock
from stancer_tui.services.refunds.errors import InProgress, RefundNotBegun
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.refunds.spilled import SpilledAnswers
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.spill import Spill
from tests.faults.team_shop import AMOUNT, payment_id
from tests.store.contract.stands import desk_of

KEY = SecretStr("stest_" + "k" * 24)
LIMITS = Limits(attempts=2, backoff=0.01)
TIMEOUTS = Timeouts(connect=4, send=4, read_answer=4, write_answer=0.3, write_total=0.6, read_total=8)
TIMING = Timing(
    PollSchedule((0.02, 0.05, 0.1, 0.2), window=1.5),
    good_readings=3,
    watch_every=0.3,
    watch=timedelta(seconds=20),
)
AT_ONCE = 6
"""How many payments the desks contend for."""
AGAIN = 0.5
"""Seconds after which a payment that is under way is looked at again."""


@dataclass(frozen=True)
class Task:
    """What one process is told: which desk it is, where everything stands, which payments are done."""

    kind: str
    place: str
    agent: str
    url: str
    done: frozenset[int]
    said: Path
    """Where it writes what it told its agent, a line each."""
    kept: Path
    """Where it keeps answers that the ledger could not take down: each desk has a machine of its own."""
    stop: Path
    """The file whose appearance ends the day."""
    seed: str
    finishing: bool = False

    def text(self) -> str:
        """As the argument of a program (see `told`)."""
        return json.dumps(asdict(self) | {"done": sorted(self.done)}, default=str)


def told(text: str) -> Task:
    """The task that a program was given."""
    values = json.loads(text)
    paths = {name: Path(values[name]) for name in ("said", "kept", "stop")}
    return Task(**values | paths | {"done": frozenset(values["done"])})


def main(task: Task) -> None:
    """One run of the desk."""
    asyncio.run(_Desk(task).run())


class _Desk:
    def __init__(self, task: Task) -> None:
        self._task = task
        self._draw = random.Random(task.seed)
        self._pressed = 0
        self._waiting: list[asyncio.Task[None]] = []

    async def run(self) -> None:
        """Take up what is unresolved; then refund, or wait until nothing is open any more."""
        ledger = desk_of(self._task.kind, self._task.place, self._task.agent)
        async with StancerClient(KEY, base_url=self._task.url, limits=LIMITS, timeouts=TIMEOUTS) as client:
            refunds = RefundsService(
                client.refunds,
                ledger,
                SystemClock(),
                policy=RefundPolicy(live=False),
                key_fingerprint="0" * 12,
                timing=TIMING,
                spilled=SpilledAnswers(Spill(self._task.kept), ledger.place, live=False),
            )
            try:
                await self._resume(refunds)
                await (self._finish(refunds) if self._task.finishing else self._work(refunds))
                await asyncio.gather(*self._waiting)
            finally:
                await refunds.aclose()
                await ledger.aclose()

    async def _resume(self, refunds: RefundsService) -> None:
        while True:
            try:
                await refunds.resume()
            except LedgerUnavailable:
                await asyncio.sleep(0.05)
            else:
                return

    async def _work(self, refunds: RefundsService) -> None:
        """Refund what lies first, as its colleagues do; what is under way is looked at again later."""
        later = dict.fromkeys(self._task.done, inf)
        while not self._task.stop.exists():
            due = (number for number in count() if later.get(number, 0) < monotonic())
            number = tuple(islice(due, AT_ONCE))[min(int(self._draw.expovariate(1)), AT_ONCE - 1)]
            try:
                finished = await self._press(refunds, number)
            except (ApiError, LedgerUnavailable, RefundNotBegun) as error:
                self._say("not begun", None, type(error).__name__)
                finished = False
            later[number] = inf if finished else monotonic() + AGAIN

    async def _press(self, refunds: RefundsService, number: int) -> bool:
        """Refund a payment unless it shows a refund or is being refunded; whether it needs no more."""
        offer = await refunds.prepare(payment_id(number))
        if offer.refunded:
            return True
        amount = self._amount(number)
        if offer.refusal(amount) is not None:
            if offer.in_progress is not None:
                self._say("in progress", offer.in_progress, offer.in_progress.agent)
            return False
        try:
            intent = await refunds.confirm(offer, amount, consents=offer.consents)
        except InProgress as error:
            self._say("in progress", error.intent, error.intent.agent)
            return False
        self._say("sent", intent)
        self._waiting.append(asyncio.create_task(self._wait(refunds, intent)))
        return intent.state is State.CONFIRMED

    async def _wait(self, refunds: RefundsService, intent: Intent) -> None:
        """Tell the agent, who does something else meanwhile, what came of a refund."""
        try:
            self._say("settled", await refunds.settled(intent.id))
        except (ApiError, LedgerUnavailable) as error:
            self._say("not settled", None, type(error).__name__)

    def _amount(self, number: int) -> int:
        """Every second payment is refunded in amounts that no other press has, the others all in the same."""
        self._pressed += 1
        return AMOUNT + (os.getpid() % 1000 * 3 + self._pressed % 3 if number % 2 else 0)

    async def _finish(self, refunds: RefundsService) -> None:
        async with asyncio.timeout(50):
            while True:
                try:
                    if not any(each.open for each in await refunds.unresolved()):
                        return
                except LedgerUnavailable:
                    await self._resume(refunds)
                await asyncio.sleep(0.1)

    def _say(self, what: str, intent: Intent | None, detail: str = "") -> None:
        line = {
            "what": what,
            "intent": intent and intent.id,
            "state": intent and intent.state.value,
            "payment": intent and intent.payment,
            "detail": detail,
        }
        with self._task.said.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(told(sys.argv[1]))
