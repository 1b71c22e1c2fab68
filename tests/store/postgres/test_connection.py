"""The connection of a desk: lazy, proven, lost and found again, never silent about why not."""

import asyncio
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from pydantic import SecretStr

from stancer_tui.models.ledger_address import ledger_address
from stancer_tui.models.secret import Secret
from stancer_tui.services.refunds import events
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import State
from stancer_tui.store.owner import this_process
from stancer_tui.store.postgres import connecting, link, schema
from stancer_tui.store.postgres.ledger import PostgresLedger
from tests.store.contract.entries import PAYMENT, intent, step, written
from tests.store.contract.stands import KARIM, NADIA, PostgresStand, now, postgres_desk
from tests.store.server import PASSWORD_ROLES, PostgresServer
from tests.store.team import STRANGER


async def trouble_of(url: str) -> LedgerTrouble:
    """Why a ledger cannot be opened."""
    desk = postgres_desk(url)
    with pytest.raises(LedgerUnavailable) as caught:
        await desk.open()
    await desk.aclose()
    return caught.value.trouble


@contextmanager
def configured(server: PostgresServer, **settings: str) -> Iterator[None]:
    """A server with other settings for a while."""
    before = {name: server.sql(f"SHOW {name}") for name in settings}
    server.configure(**settings)
    try:
        yield
    finally:
        server.sql(
            "SET default_transaction_read_only = off", *(f"ALTER SYSTEM RESET {name}" for name in settings)
        )
        server.reload()
        while any(server.sql(f"SHOW {name}") != value for name, value in before.items()):
            pass  # the next session may still begin with the settings of before


async def test_nothing_is_asked_before_it_is_needed(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    assert not isinstance(desk, PostgresLedger) or desk.owner.desk == 0
    count = "SELECT count(*) FROM stancer_tui.desks"
    assert team_stand.server.sql(count, database=team_stand.database) == "0"
    await desk.open()
    assert (desk.me, desk.owner.desk) == (NADIA, 1)
    assert desk.agents()[NADIA] == "Nadia Perrin"
    assert desk.agents()[KARIM] == KARIM
    assert STRANGER not in desk.agents()


async def test_a_server_that_is_not_there(team_stand: PostgresStand) -> None:
    assert await trouble_of(f"postgresql://nadia@/{team_stand.database}?host=/nowhere") is LedgerTrouble.AWAY
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    assert await trouble_of(f"postgresql://nadia@127.0.0.1:{port}/x") is LedgerTrouble.AWAY


async def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "CONNECT_SECONDS", 0.2)
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        url = f"postgresql://nadia@127.0.0.1:{listener.getsockname()[1]}/x"
        assert await trouble_of(url) is LedgerTrouble.AWAY


async def test_one_that_is_no_postgresql() -> None:
    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert await trouble_of(f"postgresql://nadia@127.0.0.1:{port}/x") is LedgerTrouble.AWAY


async def test_who_is_not_let_in(team_stand: PostgresStand) -> None:
    url = team_stand.server.url
    assert await trouble_of(url(team_stand.database, STRANGER)) is LedgerTrouble.NOT_ALLOWED
    assert await trouble_of(url(team_stand.database, "nobody")) is LedgerTrouble.LOGIN
    assert await trouble_of(url("nothing", NADIA)) is LedgerTrouble.NOT_CREATED
    assert await trouble_of(url("postgres", NADIA)) is LedgerTrouble.NOT_CREATED


async def test_a_ledger_of_another_version_is_not_touched(team_stand: PostgresStand) -> None:
    server, database = team_stand.server, team_stand.database
    server.sql("INSERT INTO stancer_tui.version VALUES (99)", database=database)
    assert await trouble_of(server.url(database, NADIA)) is LedgerTrouble.NEWER_SCHEMA
    server.sql("DELETE FROM stancer_tui.version WHERE number > 1", database=database)
    assert await trouble_of(server.url(database, NADIA)) is LedgerTrouble.OLDER_SCHEMA


@pytest.mark.parametrize(
    ("setting", "value", "trouble"),
    [
        ("fsync", "off", LedgerTrouble.NOT_DURABLE),
        ("synchronous_commit", "off", LedgerTrouble.NOT_DURABLE),
        ("default_transaction_read_only", "on", LedgerTrouble.STANDBY),
    ],
)
async def test_a_server_that_does_not_keep_what_it_says_is_refused(
    team_stand: PostgresStand, setting: str, value: str, trouble: LedgerTrouble
) -> None:
    with configured(team_stand.server, **{setting: value}):
        assert await trouble_of(team_stand.server.url(team_stand.database, NADIA)) is trouble
    desk = team_stand.desk()
    await desk.open()


async def test_a_desk_writes_durably_though_its_session_was_loosened(team_stand: PostgresStand) -> None:
    call = (
        "SET synchronous_commit = off; SELECT stancer_tui.desk_begin(0, 'h', 1, '', 'u', 'v'); "
        "BEGIN; SELECT stancer_tui.note_add('n', false, 'o', 't', '', 1); SHOW synchronous_commit; COMMIT"
    )
    said = team_stand.server.sql(*call.split("; "), database=team_stand.database, user=NADIA)
    assert said.splitlines()[-1] == "on"


async def test_a_password_is_asked_of_its_keeper_and_never_told(postgres: PostgresServer) -> None:
    postgres.sql(
        "DROP ROLE IF EXISTS paula",
        "CREATE ROLE paula LOGIN PASSWORD 'correct-horse'",
        f"GRANT {PASSWORD_ROLES} TO paula",
    )
    address = ledger_address(postgres.url("postgres", "paula"))

    async def keeper(answer: str | None) -> LedgerUnavailable | schema.SchemaStatus:
        async def password() -> Secret | None:
            return None if answer is None else SecretStr(answer)

        try:
            return await schema.status(address, password)
        except LedgerUnavailable as error:
            return error

    known = await keeper("correct-horse")
    assert isinstance(known, schema.SchemaStatus)
    assert (known.me, known.version, known.known) == ("paula", 0, schema.VERSION)
    for wrong in (None, "battery-staple"):
        refused = await keeper(wrong)
        assert isinstance(refused, LedgerUnavailable)
        assert refused.trouble is LedgerTrouble.PASSWORD
        assert "stancer-tui ledger login" in str(refused)
        assert "battery" not in str(refused)


async def test_the_library_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    desk = postgres_desk("postgresql://nadia@/x?host=/nowhere")
    for call in (
        desk.intents.history(),
        desk.intents.insert(intent(desk), at=now(desk)),
        desk.notes.add(False, PAYMENT, "note", at=now(desk)),
        desk.open(),
    ):
        with pytest.raises(LedgerUnavailable, match=r"pip install 'stancer-tui\[team\]'") as caught:
            await call
        assert caught.value.trouble is LedgerTrouble.NOT_INSTALLED
    await desk.aclose()


async def test_a_desk_goes_on_with_its_number_when_the_server_is_back(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    known = await written(desk, State.SENDING)
    owner = desk.owner
    team_stand.server.restart("immediate")
    assert await desk.intents.get(known.id) == known
    assert desk.owner == owner
    lost = await step(desk, known, events.Lost("ReadTimeout", None, ""))
    assert lost.state is State.UNKNOWN


async def test_a_write_on_a_lost_connection_is_not_written_twice(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    await desk.open()
    team_stand.server.restart("immediate")
    new = intent(desk)
    (answer,) = await asyncio.gather(desk.intents.insert(new, at=now(desk)), return_exceptions=True)
    kept = await desk.intents.get(new.id)
    assert isinstance(answer, LedgerUnavailable) or answer == kept
    assert len(await desk.intents.changes()) == len(await desk.intents.history()) <= 1


async def test_while_it_is_away_it_says_so_and_then_goes_on(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    await desk.open()
    team_stand.server.stop("fast")
    try:
        for _ in range(2):
            with pytest.raises(LedgerUnavailable) as caught:
                await desk.notes.add(False, PAYMENT, "lost", at=now(desk))
            assert caught.value.trouble is LedgerTrouble.AWAY
            with pytest.raises(LedgerUnavailable):
                await desk.intents.history()
    finally:
        team_stand.server.start()
    await desk.notes.add(False, PAYMENT, "kept", at=now(desk))
    assert [each.text for each in await desk.notes.of(False, PAYMENT)] == ["kept"]


async def test_a_session_that_was_ended_is_replaced(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    known = await written(desk)
    team_stand.server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'nadia'")
    assert await desk.intents.get(known.id) == known


async def test_a_call_that_takes_too_long_is_cut(team_stand: PostgresStand) -> None:
    address = ledger_address(team_stand.server.url(team_stand.database, NADIA))
    made = link.Link(address, this_process(), None)
    with pytest.raises(LedgerUnavailable) as caught:
        await made.write(lambda connection, _: connection.execute("SELECT pg_sleep(60)", timeout=0.1))
    assert caught.value.trouble is LedgerTrouble.AWAY
    assert await made.read(lambda connection: connection.fetchval("SELECT 'and it goes on'"))
    await made.aclose()


async def test_a_read_that_was_cut_is_asked_again_and_a_write_is_not(team_stand: PostgresStand) -> None:
    address = ledger_address(team_stand.server.url(team_stand.database, NADIA))
    made = link.Link(address, this_process(), None)
    calls: list[int] = []

    async def cut(connection: "connecting.Connection", *_: object) -> int:
        calls.append(await connection.fetchval("SELECT pg_backend_pid()"))
        if len(calls) == 1:
            await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return len(calls)

    assert await made.read(cut) == 2
    assert len(set(calls)) == 2
    calls.clear()
    with pytest.raises(LedgerUnavailable) as caught:
        await made.write(cut)
    assert caught.value.trouble is LedgerTrouble.AWAY
    assert len(calls) == 1
    await made.aclose()


async def test_a_desk_that_the_ledger_does_not_know_logs_in_again_and_writes(
    team_stand: PostgresStand,
) -> None:
    desk = team_stand.desk()
    await desk.open()
    forget = ("SET session_replication_role = replica", "DELETE FROM stancer_tui.desks")
    await asyncio.to_thread(team_stand.server.sql, *forget, database=team_stand.database)
    await desk.notes.add(False, PAYMENT, "kept", at=now(desk))
    assert desk.owner.desk == 2


async def test_leaving_does_not_wait_for_a_server_that_does_not_answer(
    team_stand: PostgresStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "LEAVE_SECONDS", 0.1)
    address = ledger_address(team_stand.server.url(team_stand.database, NADIA))
    made = link.Link(address, this_process(), None)
    await made.reach()
    slow = asyncio.create_task(made.read(lambda connection: connection.execute("SELECT pg_sleep(60)")))
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await made.aclose()
        with pytest.raises(LedgerUnavailable):
            await slow


async def test_a_caller_that_is_cancelled_does_not_cut_what_is_written(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    await desk.open()
    caller = asyncio.create_task(desk.notes.add(False, PAYMENT, "whole", at=now(desk)))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert [each.text for each in await desk.notes.of(False, PAYMENT)] == ["whole"]


async def test_the_clock_is_the_servers(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    await desk.open()
    there = team_stand.server.sql("SELECT extract(epoch FROM clock_timestamp())")
    assert abs(now(desk).timestamp() - float(there)) < 5


async def test_a_closed_ledger_answers_nothing_more(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    await written(desk)
    await desk.aclose()
    await desk.aclose()
    with pytest.raises(LedgerUnavailable):
        await desk.intents.history()
