"""What colleagues do arrives by itself: at once, after a lost connection, and where nothing notifies."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from stancer_tui.models.ledger_address import ledger_address
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.ledger import LedgerChange
from stancer_tui.store.owner import this_process
from stancer_tui.store.postgres import follower
from stancer_tui.store.postgres.ledger import PostgresLedger
from tests.store.contract.entries import PAYMENT
from tests.store.contract.stands import KARIM, NADIA, PostgresStand, now, postgres_desk


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - what changes it has no event of its own
            await asyncio.sleep(0.01)


async def listening(stand: PostgresStand, agent: str = NADIA) -> tuple[PostgresLedger, list[LedgerChange]]:
    """A desk that is told at once, and what it was told."""
    desk = stand.desk(agent)
    assert isinstance(desk, PostgresLedger)
    told: list[LedgerChange] = []
    desk.subscribe(lambda change: told.append(change) if change.kind != "away" else None)
    await desk.open()
    await until(lambda: desk.instant)
    return desk, told


NOTE = LedgerChange("note", PAYMENT, KARIM, False)


async def test_it_is_told_at_once_and_once(team_stand: PostgresStand) -> None:
    _, told = await listening(team_stand)
    theirs = team_stand.desk(KARIM)
    for _ in range(3):
        await theirs.notes.add(False, PAYMENT, "note", at=now(theirs))
    await until(lambda: len(told) == 3)
    assert told == [NOTE] * 3


async def test_what_the_agent_does_at_another_desk_is_not_done_here(team_stand: PostgresStand) -> None:
    desk, told = await listening(team_stand)
    elsewhere = replace(this_process(), pid=this_process().pid + 1)
    other = PostgresLedger(ledger_address(team_stand.server.url(team_stand.database, NADIA)), owner=elsewhere)
    try:
        await other.notes.add(False, PAYMENT, "from the other desk", at=now(desk))
        await desk.notes.add(False, PAYMENT, "from this one", at=now(desk))
        await until(lambda: len(told) == 2)
    finally:
        await other.aclose()
    assert [(each.agent, each.here) for each in told] == [(NADIA, False), (NADIA, True)]


async def test_a_lost_connection_is_told_though_nobody_asks_the_ledger(team_stand: PostgresStand) -> None:
    desk, _ = await listening(team_stand)
    told: list[LedgerChange] = []
    desk.subscribe(told.append)
    team_stand.server.stop()
    try:
        async with asyncio.timeout(follower.HEARTBEAT / 2):
            while not told:  # noqa: ASYNC110 - what changes it has no event of its own
                await asyncio.sleep(0.01)
    finally:
        team_stand.server.start()
    assert told == [LedgerChange("away")]
    await until(lambda: told[1:] == [LedgerChange("all")])


async def test_what_was_before_is_not_told(team_stand: PostgresStand) -> None:
    theirs = team_stand.desk(KARIM)
    await theirs.notes.add(False, PAYMENT, "before", at=now(theirs))
    _, told = await listening(team_stand)
    await theirs.claims.take(True, PAYMENT, KARIM, at=now(theirs))
    await until(lambda: len(told) == 1)
    assert told == [LedgerChange("claim", PAYMENT, KARIM, True)]


async def test_everything_is_read_again_when_the_server_is_back(team_stand: PostgresStand) -> None:
    _, told = await listening(team_stand)
    theirs = team_stand.desk(KARIM)
    team_stand.server.restart("immediate")
    await until(lambda: told == [LedgerChange("all")])
    await theirs.notes.add(False, PAYMENT, "note", at=now(theirs))
    await until(lambda: len(told) > 1)
    assert told == [LedgerChange("all"), NOTE]


@pytest.mark.parametrize("opened", [True, False])
async def test_it_is_told_though_the_ledger_was_away_at_the_start(
    team_stand: PostgresStand, opened: bool
) -> None:
    desk = team_stand.desk()
    told: list[LedgerChange] = []
    desk.subscribe(told.append)
    team_stand.server.stop()
    try:
        with pytest.raises(LedgerUnavailable):
            await (desk.open() if opened else desk.intents.history())
    finally:
        team_stand.server.start()
    await until(lambda: desk.me == NADIA)
    await until(lambda: told == [LedgerChange("all")])  # what a screen says of the trouble is over
    theirs = team_stand.desk(KARIM)
    await theirs.notes.add(False, PAYMENT, "note", at=now(theirs))
    await until(lambda: told[1:] == [NOTE])


async def test_where_nothing_notifies_the_audit_is_looked_at(
    team_stand: PostgresStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "POLL", 0.05)
    monkeypatch.setattr(follower, "PROOF", 0.05)
    monkeypatch.setattr(follower.Follower, "_notified", lambda *_: None)
    desk = team_stand.desk()
    assert isinstance(desk, PostgresLedger)
    told: list[LedgerChange] = []
    desk.subscribe(told.append)
    await desk.open()
    theirs = team_stand.desk(KARIM)
    await theirs.notes.add(False, PAYMENT, "note", at=now(theirs))
    await until(lambda: told == [NOTE])
    assert not desk.instant


async def test_what_anybody_notifies_is_believed_by_nobody(team_stand: PostgresStand) -> None:
    _, told = await listening(team_stand)
    forged = '{"kind":"intent","subject":"x","agent":"karim","number":99}'
    team_stand.server.sql(
        f"NOTIFY stancer_tui, '{forged}'", "NOTIFY stancer_tui, 'x'", database=team_stand.database, user=NADIA
    )
    theirs = team_stand.desk(KARIM)
    await theirs.notes.add(False, PAYMENT, "note", at=now(theirs))
    await until(lambda: len(told) > 0)
    assert told == [NOTE]


async def test_after_very_much_everything_is_read_again(
    team_stand: PostgresStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "_MOST", 2)
    monkeypatch.setattr(follower.Follower, "_notified", lambda *_: None)
    monkeypatch.setattr(follower, "PROOF", 0.01)
    monkeypatch.setattr(follower, "POLL", 0.5)
    desk = team_stand.desk()
    told: list[LedgerChange] = []
    desk.subscribe(told.append)
    await desk.open()
    theirs = team_stand.desk(KARIM)
    await theirs.open()
    team_stand.server.sql(
        *(
            f"SELECT stancer_tui.note_add('n{number}', false, '{PAYMENT}', 't', '', {theirs.owner.desk})"
            for number in range(3)
        ),
        database=team_stand.database,
        user=KARIM,
    )
    await until(lambda: bool(told))
    assert told[-1] == LedgerChange("all")


async def test_a_desk_says_that_it_is_there(
    team_stand: PostgresStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "HEARTBEAT", 0.05)
    desk, _ = await listening(team_stand)
    seen = f"SELECT extract(epoch FROM seen_at) FROM stancer_tui.desks WHERE id = {desk.owner.desk}"
    first = team_stand.server.sql(seen, database=team_stand.database)
    await until(lambda: team_stand.server.sql(seen, database=team_stand.database) > first)
    team_stand.server.sql("COMMENT ON ROLE karim IS 'Karim Belaïd'")
    try:
        await until(lambda: desk.agents()[KARIM] == "Karim Belaïd")
    finally:
        team_stand.server.sql("COMMENT ON ROLE karim IS NULL")


async def test_another_database_in_its_place_is_logged_in_to_again(
    team_stand: PostgresStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "HEARTBEAT", 0.05)
    desk, told = await listening(team_stand)
    await desk.notes.add(False, PAYMENT, "one", at=now(desk))
    await until(lambda: len(told) == 1)
    await asyncio.to_thread(  # as a backup from before this desk came would be
        team_stand.server.sql,
        "SET session_replication_role = replica; TRUNCATE stancer_tui.desks, stancer_tui.audit CASCADE",
        database=team_stand.database,
    )
    await until(lambda: told[-1] == LedgerChange("all"))
    await until(lambda: desk.owner.desk != 1)
    await desk.notes.add(False, PAYMENT, "two", at=now(desk))
    assert [each.text for each in await desk.notes.of(False, PAYMENT)] in (["two"], ["one", "two"])


async def test_a_closed_desk_leaves_no_session(team_stand: PostgresStand) -> None:
    desk = postgres_desk(team_stand.server.url(team_stand.database, NADIA))
    await desk.open()
    await desk.aclose()
    sessions = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'nadia'"
    )
    await until(lambda: team_stand.server.sql(sessions, database=team_stand.database) == "0")


async def test_a_call_that_gets_through_ends_the_waiting(team_stand: PostgresStand) -> None:
    agent = f"{NADIA}_new"
    team_stand.server.sql(f"CREATE ROLE {agent} LOGIN")
    try:
        desk = team_stand.desk(agent)
        assert isinstance(desk, PostgresLedger)
        told: list[LedgerChange] = []
        desk.subscribe(told.append)
        for _ in range(3):  # what follows it was refused too, and would ask again after a minute
            with pytest.raises(LedgerUnavailable):
                await desk.open()
        team_stand.server.sql(f"GRANT stancer_agent TO {agent}")
        await desk.notes.add(False, PAYMENT, "let in", at=now(desk))
        await until(lambda: desk.instant and LedgerChange("all") in told)
    finally:
        await team_stand.aclose()
        team_stand.server.sql(f"DROP ROLE {agent}")
