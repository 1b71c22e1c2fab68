"""Two desks in the same instant: the second one waits for the first, and is then told what it did."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from stancer_tui.services.refunds import events
from stancer_tui.store.audit import verify
from stancer_tui.store.errors import AlreadyClaimed, AlreadyOpen, Stale
from stancer_tui.store.intent import State
from stancer_tui.store.postgres.rows import intent_document
from tests.store.contract.entries import OTHER_PAYMENT, PAYMENT, intent, refund_id, step, written
from tests.store.contract.stands import KARIM, NADIA, PostgresStand, now

Session = tuple["asyncpg.Connection[asyncpg.Record]", int]


@asynccontextmanager
async def session(stand: PostgresStand) -> AsyncIterator[Session]:
    """Nadia's connection and desk, whose changes a test commits when it likes."""
    connection = await asyncpg.connect(stand.server.url(stand.database, NADIA))
    try:
        begin = "SELECT stancer_tui.desk_begin(NULL, 'host', 1, 'boot:1', 'nadia', '1')"
        yield connection, await connection.fetchval(begin)
    finally:
        connection.terminate()


async def meanwhile(stand: PostgresStand, work: Coroutine[Any, Any, object]) -> "asyncio.Task[object]":
    """Begin something that has to wait for a session that is in the middle of something else."""
    task = asyncio.create_task(work)
    waiting = (
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
        f"AND datname = '{stand.database}'"
    )
    async with asyncio.timeout(20):
        while await asyncio.to_thread(stand.server.sql, waiting) == "0":
            assert not task.done(), "it did not wait"
    return task


async def test_two_refunds_of_one_payment(team_stand: PostgresStand) -> None:
    theirs = team_stand.desk(KARIM)
    await theirs.open()
    async with session(team_stand) as (connection, desk):
        asked = intent(theirs)
        async with connection.transaction():
            insert = "SELECT stancer_tui.intent_insert($1::jsonb, $2)"
            await connection.execute(insert, intent_document(asked), desk)
            second = await meanwhile(team_stand, written(theirs))
        with pytest.raises(AlreadyOpen) as caught:
            await second
    assert (caught.value.intent.id, caught.value.intent.agent) == (asked.id, NADIA)
    (row,) = await theirs.audit()
    assert verify([row]).broken_at is None


async def test_one_refund_of_two_intents(team_stand: PostgresStand) -> None:
    theirs = team_stand.desk(KARIM)
    first = await written(theirs, State.UNKNOWN)
    second = await written(theirs, State.UNKNOWN, payment=OTHER_PAYMENT)
    refund = refund_id()
    async with session(team_stand) as (connection, desk):
        async with connection.transaction():
            await connection.execute(
                "SELECT stancer_tui.intent_advance($1, $2, $3::jsonb, '', false, $4)",
                *(first.id, first.revision),
                intent_document(replace(first, state=State.CONFIRMED, refund_id=refund)),
                desk,
            )
            other = await meanwhile(team_stand, step(theirs, second, events.Found(refund, None)))
        with pytest.raises(AlreadyClaimed):
            await other
    assert await theirs.intents.get(second.id) == second


async def test_two_steps_of_one_intent(team_stand: PostgresStand) -> None:
    theirs = team_stand.desk(KARIM)
    known = await written(theirs, State.UNKNOWN)
    async with session(team_stand) as (connection, desk):
        async with connection.transaction():
            await connection.execute(
                "SELECT stancer_tui.intent_advance($1, $2, $3::jsonb, '', false, $4)",
                *(known.id, known.revision, intent_document(replace(known, state=State.NOT_FOUND)), desk),
            )
            other = await meanwhile(team_stand, step(theirs, known, events.Found(refund_id(), None)))
        with pytest.raises(Stale) as caught:
            await other
    assert caught.value.current.state is State.NOT_FOUND


async def test_who_comes_as_another_goes_is_told_the_truth(team_stand: PostgresStand) -> None:
    """Many open and give up at once: each is opened, or held by another one, and never anything else."""
    desks = [team_stand.desk(agent) for agent in (NADIA, KARIM) for _ in range(6)]

    async def busy(number: int) -> list[str]:
        told = []
        for _ in range(20):
            try:
                known = await written(desks[number])
                await step(desks[number], known, events.Abandon())
            except AlreadyOpen as error:
                told.append(error.intent.payment)
        return told

    told = [payment for each in await asyncio.gather(*map(busy, range(len(desks)))) for payment in each]
    assert set(told) == {PAYMENT}
    assert not any(each.open for each in await desks[0].intents.history(limit=-1))


async def test_two_rows_of_the_audit(team_stand: PostgresStand) -> None:
    theirs = team_stand.desk(KARIM)
    await theirs.open()
    async with session(team_stand) as (connection, desk):
        async with connection.transaction():
            await connection.execute("SELECT stancer_tui.note_add('n', false, 'paym', 'text', '', $1)", desk)
            second = await meanwhile(team_stand, theirs.claims.take(False, PAYMENT, KARIM, at=now(theirs)))
        await second
    rows = await theirs.audit()
    assert [(each.number, each.agent) for each in rows] == [(1, NADIA), (2, KARIM)]
    assert rows[0].at <= rows[1].at
    assert verify(rows).broken_at is None


async def test_what_is_taken_back_leaves_no_gap(team_stand: PostgresStand) -> None:
    """A change that is undone at the last moment held the others up, and is nowhere afterwards."""
    theirs = team_stand.desk(KARIM)
    await theirs.open()
    async with session(team_stand) as (connection, desk):
        change = connection.transaction()
        await change.start()
        await connection.execute("SELECT stancer_tui.note_add('n', false, 'paym', 'text', '', $1)", desk)
        second = await meanwhile(team_stand, theirs.notes.add(False, PAYMENT, "note", at=now(theirs)))
        await change.rollback()
        await second
    rows = await theirs.audit()
    assert [(each.number, each.agent) for each in rows] == [(1, KARIM)]
    assert verify(rows).broken_at is None
