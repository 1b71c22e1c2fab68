"""A team on one PostgreSQL, on disk: `python -m tests.benchmarks.team [--desks 50] [--seconds 60]`.

The desks stand in a few processes, each with a connection and an agent of its own. All of them work without
a pause on the same few payments: each takes one over (a claim), opens a refund of it (an intent, given up at
once) and begins anew. The floor of both is one row that a bare connection commits on the same server, alone.
Doubles are intents that were opened while another one held the payment, by the audit. The latency of a
change is that from the call of one desk to the listener of another one, on a quiet server.
"""

import argparse
import asyncio
import multiprocessing
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from statistics import median
from time import perf_counter

import asyncpg

from stancer_tui.services.refunds.events import Abandon
from stancer_tui.store.audit import AuditRow, verify
from stancer_tui.store.errors import AlreadyOpen
from stancer_tui.store.ledger import Ledger, LedgerChange
from stancer_tui.store.note import Note
from tests.benchmarks.measure import Measure, p95, table
from tests.store import team
from tests.store.contract.entries import intent, step
from tests.store.contract.stands import KARIM, NADIA, now, postgres_desk
from tests.store.server import PostgresServer, running

PROCESSES = 5
PAYMENTS = 20
FEW = 200
"""Samples of what is measured alone."""


@dataclass(frozen=True)
class Storm:
    """What the desks measured, in milliseconds, and what the ledger says of it."""

    claims: Sequence[float]
    intents: Sequence[float]
    refused: int
    """Refunds that were not opened, because another one held the payment."""
    doubles: int
    whole: bool
    """Whether the audit is one chain."""


async def work(ledger: Ledger, seed: int, seconds: float) -> tuple[list[float], list[float], int]:
    """One desk for a while: how long its claims and intents took, and how often it came too late."""
    draw = random.Random(seed)
    claims, intents, refused = [], [], 0
    await ledger.open()
    until = perf_counter() + seconds
    while perf_counter() < until:
        payment = f"paym_{draw.randrange(PAYMENTS):024}"
        began = perf_counter()
        await ledger.claims.take(False, payment, ledger.me, at=now(ledger))
        claims.append((perf_counter() - began) * 1000)
        asked = intent(ledger, id=f"{draw.getrandbits(128):032x}", payment=payment)
        began = perf_counter()
        try:
            known = await ledger.intents.insert(asked, at=now(ledger))
        except AlreadyOpen:
            refused += 1
        else:
            intents.append((perf_counter() - began) * 1000)
            await step(ledger, known, Abandon())
    await ledger.aclose()
    return claims, intents, refused


def process(urls: Sequence[str], seed: int, seconds: float, answer: Connection) -> None:
    """Several desks in one process."""

    async def all_of_them() -> list[tuple[list[float], list[float], int]]:
        return await asyncio.gather(
            *(work(postgres_desk(url), seed + number, seconds) for number, url in enumerate(urls))
        )

    answer.send(asyncio.run(all_of_them()))


def storm(server: PostgresServer, desks: int, seconds: float) -> Storm:
    """Every desk at once on a new ledger."""
    database = team.new_ledger(server)
    agents = [f"agent_{number}" for number in range(desks)]
    server.sql(*(f"CREATE ROLE {each} LOGIN IN ROLE stancer_agent" for each in agents))
    context = multiprocessing.get_context("spawn")
    answers = []
    for number in range(PROCESSES):
        ours, theirs = context.Pipe(duplex=False)
        urls = [server.url(database, agent) for agent in agents[number::PROCESSES]]
        context.Process(target=process, args=(urls, number * 1000, seconds, theirs), daemon=True).start()
        answers.append(ours)
    found = [desk for answer in answers for desk in answer.recv()]
    audit = asyncio.run(_audit(server.url(database, NADIA)))
    return Storm(
        claims=[each for claims, _, _ in found for each in claims],
        intents=[each for _, intents, _ in found for each in intents],
        refused=sum(refused for *_, refused in found),
        doubles=doubles(audit),
        whole=verify(audit).broken_at is None,
    )


async def _audit(url: str) -> tuple[AuditRow, ...]:
    desk = postgres_desk(url)
    try:
        return await desk.audit()
    finally:
        await desk.aclose()


def doubles(audit: Iterable[AuditRow]) -> int:
    """Intents that were opened while another one held the payment.

    A claim of the payment stands before its intent in the work of a desk, and says which payment it is.
    """
    claimed: dict[tuple[str, int, str], str] = {}
    held: Counter[str] = Counter()
    payments: dict[str, str] = {}
    found = 0
    for row in audit:
        desk = (row.host, row.pid, row.agent)
        if row.kind == "claim":
            claimed[desk] = row.subject
        elif row.before is None:
            payments[row.subject] = claimed[desk]
            found += held[claimed[desk]] > 0
            held[claimed[desk]] += 1
        else:
            held[payments[row.subject]] -= 1
    return found


async def latencies(url: str, other: str) -> list[float]:
    """Milliseconds from a note of one desk to the listener of another one."""
    here, there = postgres_desk(url), postgres_desk(other)
    await here.open()
    await there.open()
    told: asyncio.Queue[float] = asyncio.Queue()

    def listen(_change: LedgerChange) -> None:
        told.put_nowait(perf_counter())

    there.subscribe(listen)
    await asyncio.sleep(1.5)  # it proves first that notifications arrive
    found = []
    for number in range(FEW):
        began = perf_counter()
        note: Note = await here.notes.add(False, "paym", f"note {number}", at=now(here))
        assert note.text
        found.append((await told.get() - began) * 1000)
    await here.aclose()
    await there.aclose()
    return found


async def floors(url: str) -> tuple[list[float], list[float]]:
    """Milliseconds of one committed row, and from a bare notification to its listener."""
    sender, receiver = await asyncpg.connect(url), await asyncpg.connect(url)
    told: asyncio.Queue[float] = asyncio.Queue()
    await receiver.add_listener("bare", lambda *_: told.put_nowait(perf_counter()))
    await sender.execute("CREATE TABLE bare (number integer)")
    rows, notifications = [], []
    for number in range(FEW):
        began = perf_counter()
        await sender.execute("INSERT INTO bare VALUES ($1)", number)
        rows.append((perf_counter() - began) * 1000)
        began = perf_counter()
        await sender.execute("SELECT pg_notify('bare', '')")
        notifications.append((await told.get() - began) * 1000)
    for each in (sender, receiver):
        with suppress(asyncpg.PostgresError):
            await each.close()
    return rows, notifications


def measures() -> Iterable[Measure]:
    """Every figure of a team of fifty, for a minute."""
    return measured(50, 60)


def measured(desks: int, seconds: float) -> list[Measure]:
    """Every figure of a team. Raises RuntimeError where two intents held one payment."""
    with running(on_disk=True, connections=desks + 20) as server:
        team.prepare(server)
        quiet = team.new_ledger(server)
        row, bare = asyncio.run(floors(server.url("postgres")))
        latency = asyncio.run(latencies(server.url(quiet, NADIA), server.url(quiet, KARIM)))
        one = asyncio.run(work(postgres_desk(server.url(quiet, NADIA)), 1, 2))[0]
        many = storm(server, desks, seconds)
    words = (
        f"{spread(many.claims)}; {many.refused:,} intents came too late, {many.doubles} doubles, "
        f"the audit is {'whole' if many.whole else 'BROKEN'}"
    )
    if many.doubles or not many.whole:
        raise RuntimeError(words)
    alone, least = p95(one), median(row)
    at_once = f"{desks} desks at once (p95)"
    return [
        Measure("a claim, one desk (p95)", alone, least, "ms", "one committed row", None, spread(one)),
        Measure(f"a claim, {at_once}", p95(many.claims), alone, "ms", "one desk", None, words),
        Measure(
            f"an intent, {at_once}", p95(many.intents), alone, "ms", "one desk", None, spread(many.intents)
        ),
        Measure(
            "a change at another desk (p95)",
            *(p95(latency), median(bare), "ms", "a bare notification", None, spread(latency)),
        ),
    ]


def spread(values: Sequence[float]) -> str:
    """Median and most, in words."""
    return f"median {median(values):.1f}, most {max(values):.0f}, of {len(values):,}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.team", description=__doc__)
    parser.add_argument("--desks", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    print(table(measured(options.desks, options.seconds)))


if __name__ == "__main__":
    main()
