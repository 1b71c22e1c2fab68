"""Behind a pooler no notification arrives, and the ledger does all the rest."""

import asyncio

from stancer_tui.services.refunds import events
from stancer_tui.store.audit import verify
from stancer_tui.store.intent import State
from stancer_tui.store.ledger import LedgerChange
from tests.store.contract.entries import PAYMENT, step, written
from tests.store.contract.stands import KARIM, NADIA, PostgresStand, now, postgres_desk
from tests.store.pooler import pooled, ready


async def test_desks_behind_a_pooler(team_stand: PostgresStand) -> None:
    with pooled(team_stand.server, NADIA, KARIM) as query:
        urls = [f"postgresql://{agent}@/{team_stand.database}?{query}" for agent in (NADIA, KARIM)]
        async with asyncio.timeout(20):
            await ready(urls[0])
        mine, theirs = map(postgres_desk, urls)
        told: asyncio.Queue[LedgerChange] = asyncio.Queue()
        try:
            await mine.open()
            await theirs.open()
            assert (mine.me, theirs.me) == (NADIA, KARIM)
            mine.subscribe(told.put_nowait)
            known = await written(theirs)
            await asyncio.gather(
                *(theirs.notes.add(False, PAYMENT, f"{number}", at=now(theirs)) for number in range(5)),
                *(mine.notes.add(False, PAYMENT, f"{number}", at=now(mine)) for number in range(5)),
            )
            sending = await step(theirs, known, events.Send(now(theirs), None))
            async with asyncio.timeout(20):
                first = await told.get()
            assert first == LedgerChange("intent", known.id, KARIM, False, PAYMENT)
            assert sending.state is State.SENDING
            assert await mine.intents.get(known.id) == sending
            rows = await mine.audit()
            assert len(rows) == 12
            assert verify(rows).broken_at is None
            assert not mine.instant
        finally:
            await mine.aclose()
            await theirs.aclose()
