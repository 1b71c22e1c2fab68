"""Three desks on one ledger, killed again and again: python -m tests.faults.team_campaign --kills 500

Three programs refund the same payments as fast as they can. Each is killed (SIGKILL) at random moments and
started again. With `--ledger postgres` they are three agents on a PostgreSQL that is itself stopped without
tidying (`pg_ctl -m immediate`) and started again in between; with `--ledger sqlite` three programs on one
file. The shop books, loses answers, books late or refuses. In the end each desk is left alone once.
"""

import argparse
import asyncio
import json
import multiprocessing
import random
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from pathlib import Path
from time import perf_counter
from typing import Any

from stancer_tui.store.audit import Verdict, verify
from stancer_tui.store.intent import AuditEntry, Intent, State
from tests.faults.kill_campaign import ended
from tests.faults.team_desk import Task, main
from tests.faults.team_shop import LATE, TeamShop
from tests.store import team
from tests.store.contract.stands import AMELIE, KARIM, NADIA, desk_of
from tests.store.server import PostgresServer, running

DESKS = (NADIA, KARIM, AMELIE)
LIFE = (0, 3)
"""Refund requests, of all desks, after which one is killed: they get as far on a busy machine."""
MOMENT = (0.0, 0.3)
"""Seconds after the last of them."""
LONGEST = 5.0
"""Seconds after which a desk is killed where there are not so many."""
PEACE = (1.0, 4.0)
"""Seconds between two ends of the database."""
NO_MONEY = frozenset({State.NOT_SENT, State.REJECTED, State.ABANDONED, State.NOT_FOUND})


class Place:
    """Where the ledger of a campaign is, and how it is shaken."""

    kind = "sqlite"

    def __init__(self, place: str) -> None:
        self._place = place

    def of(self, agent: str) -> str:
        """What `desk_of` is told for a desk of an agent."""
        return self._place

    async def shake(self) -> bool:
        """End the ledger itself and start it again; False where there is nothing to end."""
        return False


class ServerPlace(Place):
    """A database on a server that can be ended."""

    kind = "postgres"

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._database = team.new_ledger(server)

    def of(self, agent: str) -> str:
        """The address of the database for an agent."""
        return self._server.url(self._database, agent)

    async def shake(self) -> bool:
        """Stop the server as it stands, and start it again."""
        await asyncio.to_thread(self._server.restart, "immediate")
        return True


@dataclass
class Result:
    """What a campaign came to."""

    kills: int = 0
    restarts: int = 0
    posts: int = 0
    refunds: int = 0
    doubles: int = 0
    lost: int = 0
    taken_up: int = 0
    """Intents that a dead desk left, and others found out about."""
    states: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)
    """What was said or written and is not so."""
    wrongs: list[str] = field(default_factory=list)
    """Anything else that must never be."""


class Campaign:
    """One day of three desks."""

    def __init__(self, place: Place, kills: int, seed: int, folder: Path) -> None:
        self._place = place
        self._kills = kills
        self._seed = seed
        self._folder = folder
        self._draw = random.Random(f"{seed}/kills")
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.team_desk"])
        self._stop = folder / "stop"
        self._began = 0
        self.result = Result()

    async def run(self) -> Result:
        """Kill until it is enough, let every agent finish, and judge."""
        async with TeamShop(random.Random(f"{self._seed}/fates")) as shop:
            shaking = asyncio.create_task(self._shake())
            await asyncio.gather(*(self._desk(agent, shop) for agent in DESKS))
            shaking.cancel()
            await asyncio.gather(shaking, return_exceptions=True)
            await asyncio.sleep(LATE * 2)
            await asyncio.gather(*(self._finish(agent, shop) for agent in DESKS))
            await self._judge(shop)
        return self.result

    async def _desk(self, agent: str, shop: TeamShop) -> None:
        """One desk, started again each time that it was killed."""
        while not self._stop.exists():
            process = self._context.Process(target=main, args=(self._task(agent, shop),))
            process.start()
            over = asyncio.ensure_future(ended(process))
            await self._lived(over, shop)
            if self.result.kills < self._kills:
                if not over.done():
                    process.kill()
            else:
                self._stop.touch()
            code = await over
            self.result.kills += code == -9
            if code not in {0, -9}:
                self.result.wrongs.append(f"a desk ended with {code}")

    async def _lived(self, over: asyncio.Future[int | None], shop: TeamShop) -> None:
        """Wait until a desk has ended, or is to be killed."""
        until, latest = shop.asked + self._draw.randint(*LIFE), perf_counter() + LONGEST
        while not over.done() and shop.asked < until and perf_counter() < latest:
            await asyncio.wait({over}, timeout=0.01)
        await asyncio.wait({over}, timeout=self._draw.uniform(*MOMENT))

    async def _finish(self, agent: str, shop: TeamShop) -> None:
        """A desk that is left alone: an agent's own next one may say of the last that it is gone."""
        process = self._context.Process(target=main, args=(self._task(agent, shop, finishing=True),))
        process.start()
        if await ended(process) != 0:
            self.result.wrongs.append(f"{agent}'s last desk did not find out about everything")

    async def _shake(self) -> None:
        while True:
            await asyncio.sleep(self._draw.uniform(*PEACE))
            if not await self._place.shake():
                return
            self.result.restarts += 1

    def _task(self, agent: str, shop: TeamShop, *, finishing: bool = False) -> Task:
        self._began += 1
        return Task(
            kind=self._place.kind,
            place=self._place.of(agent),
            agent=agent,
            url=shop.url,
            done=shop.done(),
            said=self._folder / "said",
            kept=self._folder / f"unrecorded-{agent}",
            stop=self._stop,
            seed=f"{self._seed}/{self._began}",
            finishing=finishing,
        )

    async def _judge(self, shop: TeamShop) -> None:
        ledger = desk_of(self._place.kind, self._place.of(NADIA), NADIA)
        try:
            intents = await ledger.intents.history(limit=-1)
            changes = await ledger.intents.changes()
            verdict = verify(await ledger.audit())
        finally:
            await ledger.aclose()
        kept = [str(each) for each in self._folder.glob("unrecorded-*/*") if each.suffix == ".json"]
        self.result.wrongs += [f"{each} was never delivered" for each in kept]
        judge(self.result, shop, intents, changes, verdict, spoken(self._folder / "said"))


def spoken(path: Path) -> list[dict[str, Any]]:
    """What the desks said; a line that a kill cut short was said to nobody."""
    if not path.exists():
        return []
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            lines.append(json.loads(line))
        except ValueError:
            continue
    return lines


def judge(
    result: Result,
    shop: TeamShop,
    intents: Sequence[Intent],
    changes: Sequence[AuditEntry],
    verdict: Verdict,
    said: Sequence[dict[str, Any]],
) -> None:
    """Compare what the server did with what the ledger holds and what agents were told."""
    known = {each.id: each for each in intents}
    of_payment: dict[str, list[Intent]] = {}
    for each in intents:
        of_payment.setdefault(each.payment, []).append(each)
    result.states.update(each.state.value for each in intents)
    result.said.update(each["what"] for each in said)
    result.taken_up = sum(each.detail in {"OwnerGone", "Abandon"} for each in changes)
    for payment, amounts in shop.posts.items():
        booked = shop.booked(payment)
        result.posts += len(amounts)
        result.refunds += len(booked)
        result.doubles += len(booked) > 1
        here = of_payment.get(payment, [])
        sent = Counter(known[each.intent].amount for each in changes if each.after is State.SENDING
                       and each.intent in known and known[each.intent].payment == payment)  # fmt: skip
        result.lost += sum((Counter(amounts) - sent).values())
        claimed = {each.refund_id for each in here if each.state is State.CONFIRMED}
        if claimed != booked:
            result.words.append(f"{payment}: the ledger knows {claimed}, the server {booked}")
    result.lost += sum(each["what"] in {"sent", "settled"} and each["intent"] not in known for each in said)
    result.wrongs += [f"{each.id} was left {each.state}" for each in intents if each.open]
    result.words += [text for each in said if (text := _untrue(each, known))]
    if verdict.broken_at is not None:
        result.wrongs.append(f"the audit does not follow from row {verdict.broken_at} on")


def _untrue(said: dict[str, Any], known: dict[str, Intent]) -> str | None:
    """Why what an agent was told is not so, if it is not: judged by where the intent stands in the end."""
    now = known.get(said["intent"] or "")
    if now is None:
        return None
    if said["what"] == "in progress":
        return None if said["detail"] == now.agent else f"{now.id} is {now.agent}'s, not {said['detail']}'s"
    told = State(said["state"])
    if told is State.CONFIRMED and now.state is not State.CONFIRMED:
        return f"{now.id} was told as confirmed and is {now.state}"
    if told in NO_MONEY and now.state is State.CONFIRMED:
        return f"{now.id} was told as {told} and was made"
    return None


@asynccontextmanager
async def _sqlite() -> AsyncIterator[Place]:
    with tempfile.TemporaryDirectory() as folder:
        yield Place(str(Path(folder) / "journal.db"))


@asynccontextmanager
async def _postgres() -> AsyncIterator[Place]:
    context = running()
    server = await asyncio.to_thread(context.__enter__)
    try:
        await asyncio.to_thread(team.prepare, server)
        yield ServerPlace(server)
    finally:
        await asyncio.to_thread(context.__exit__, None, None, None)


LEDGERS = {"sqlite": _sqlite, "postgres": _postgres}


async def campaign(ledger: str, kills: int, seed: int) -> Result:
    """One campaign on a new ledger."""
    with tempfile.TemporaryDirectory() as folder:
        async with LEDGERS[ledger]() as place:
            return await Campaign(place, kills, seed, Path(folder)).run()


def figures(ledger: str, result: Result, seconds: float) -> str:
    """The campaign in a few lines."""
    states = ", ".join(f"{count} {state}" for state, count in result.states.most_common())
    said = ", ".join(f"{count} {what}" for what, count in result.said.most_common())
    lines = [
        f"{ledger}: {result.kills} desks killed, {result.restarts} ends of the database, "
        f"{result.posts} refund requests, {result.refunds} refunds, {seconds:.0f} s",
        f"  intents: {states}; {result.taken_up} taken up from dead desks",
        f"  said: {said}",
        f"  double refunds: {result.doubles}; lost intents: {result.lost}; wrong words: {len(result.words)}; "
        f"anything else wrong: {len(result.wrongs)}",
    ]
    return "\n".join(lines + [f"  WRONG {each}" for each in (*result.words, *result.wrongs)])


def bad(result: Result) -> bool:
    """Whether anything went wrong."""
    return bool(result.doubles or result.lost or result.words or result.wrongs)


def command() -> int:
    """Run as told and print the figures; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.team_campaign", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ledger", choices=sorted(LEDGERS), action="append")
    options = parser.parse_args()
    worst = 0
    for ledger in options.ledger or sorted(LEDGERS):
        began = perf_counter()
        result = asyncio.run(campaign(ledger, options.kills, options.seed))
        print(figures(ledger, result, perf_counter() - began), flush=True)
        worst |= bad(result)
    return worst


if __name__ == "__main__":
    sys.exit(command())
