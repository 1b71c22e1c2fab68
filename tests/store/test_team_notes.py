"""Notes of a team on a real server: what one agent writes, the others' desks know by themselves."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from stancer_tui.services.team.notes import Notes
from stancer_tui.store.ledger import Ledger
from tests.store.contract.stands import KARIM, NADIA, PostgresStand

PAYMENT = "paym_" + "A" * 24
SOON = 30


@asynccontextmanager
async def following(ledger: Ledger) -> AsyncIterator[Notes]:
    """The notes of a desk that follows its ledger."""
    notes = Notes(ledger, live=False, now=lambda: datetime.now(UTC))
    await notes.load()
    try:
        yield notes
    finally:
        notes.close()


async def until(notes: Notes, holds: Callable[[], bool]) -> None:
    told = asyncio.Event()
    end = notes.subscribe(lambda _ids: told.set())
    async with asyncio.timeout(SOON):
        while not holds():
            await told.wait()
            told.clear()
    end()


async def test_a_colleagues_note_is_known_at_every_desk_with_the_name_that_the_server_gives(
    team_stand: PostgresStand,
) -> None:
    async with following(team_stand.desk(NADIA)) as nadia, following(team_stand.desk(KARIM)) as karim:
        written = await karim.write(PAYMENT, "customer called")
        await until(nadia, lambda: nadia.has(PAYMENT))
        (note,) = nadia.of(PAYMENT)
        assert (note, note.agent) == (written, KARIM)
        assert nadia.shared
        await nadia.strike(note)
        await until(karim, lambda: not karim.has(PAYMENT))
        (struck,) = karim.of(PAYMENT)
        assert (struck.agent, struck.struck_by) == (KARIM, NADIA)


async def test_what_was_written_while_a_desk_was_cut_off_is_read_when_it_is_back(
    team_stand: PostgresStand,
) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'nadia'"
    async with following(team_stand.desk(NADIA)) as nadia, following(team_stand.desk(KARIM)) as karim:
        team_stand.server.sql(cut)
        await karim.write(PAYMENT, "customer called")
        await until(nadia, lambda: nadia.has(PAYMENT))
