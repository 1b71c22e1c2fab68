"""Whoever tries to get round the rules is refused by the database itself, whatever program they use."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from stancer_tui.services.refunds import events
from stancer_tui.store.audit import verify
from stancer_tui.store.errors import AlreadyOpen, LedgerUnavailable, NotAllowed, Stale
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.ledger import Ledger
from tests.store.contract.entries import PAYMENT, WAYS, batch, intent, refund_id, step, written
from tests.store.contract.stands import AMELIE, KARIM, NADIA, PostgresStand, now
from tests.store.server import SqlRefused
from tests.store.team import AUDITOR, STRANGER

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
REFUSED = (LedgerUnavailable, NotAllowed)

BY_HAND = (
    "UPDATE stancer_tui.audit SET agent = 'karim'",
    "DELETE FROM stancer_tui.audit",
    "TRUNCATE stancer_tui.audit",
    "INSERT INTO stancer_tui.audit SELECT * FROM stancer_tui.audit",
    "UPDATE stancer_tui.intents SET state = 'confirmed'",
    "UPDATE stancer_tui.intents SET state = 'prepared', approved_by = 'amelie' WHERE state = 'waiting'",
    "UPDATE stancer_tui.intents SET created_at = '2000-01-01', sent_at = '2000-01-01'",
    "UPDATE stancer_tui.intents SET agent = 'karim'",
    "DELETE FROM stancer_tui.intents",
    "INSERT INTO stancer_tui.intents SELECT * FROM stancer_tui.intents",
    "UPDATE stancer_tui.notes SET text = 'something else'",
    "DELETE FROM stancer_tui.notes",
    "UPDATE stancer_tui.claims SET agent = 'karim'",
    "DELETE FROM stancer_tui.claims",
    "INSERT INTO stancer_tui.claims VALUES (false, 'paym', 'karim', 'karim', now(), '')",
    "UPDATE stancer_tui.batches SET state = 'running'",
    "UPDATE stancer_tui.batch_items SET state = 'waiting'",
    "UPDATE stancer_tui.requests SET state = 'done'",
    "UPDATE stancer_tui.desks SET seen_at = '2000-01-01'",
    "DELETE FROM stancer_tui.desks",
    "UPDATE stancer_tui.version SET number = 1",
    "UPDATE stancer_tui.limits SET ceiling = NULL",
    "INSERT INTO stancer_tui.limits VALUES ('eur', NULL, NULL)",
    "SELECT * FROM stancer_tui.intents FOR UPDATE",
    "LOCK TABLE stancer_tui.audit IN ACCESS EXCLUSIVE MODE",
    "ALTER TABLE stancer_tui.audit DISABLE TRIGGER ALL",
    "DROP TRIGGER is_kept ON stancer_tui.audit",
    "DROP TABLE stancer_tui.audit",
    "ALTER TABLE stancer_tui.intents DROP COLUMN approved_by",
    "DROP INDEX stancer_tui.one_open_intent",
    "CREATE TABLE stancer_tui.intents_too (id text)",
    "CREATE FUNCTION stancer_tui.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION stancer_tui.may_take_up(desk_id bigint) RETURNS boolean LANGUAGE sql AS "
    "'SELECT true'",
    "DROP SCHEMA stancer_tui CASCADE",
    "GRANT stancer_approver TO nadia",
    "ALTER ROLE nadia CREATEROLE",
    "ALTER ROLE nadia RENAME TO amelie2",
    "COMMENT ON ROLE nadia IS 'Karim Benali'",
    "COMMENT ON ROLE karim IS 'Nadia Perrin'",
    "SET ROLE karim",
    "SET ROLE stancer_approver",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION karim",
    "SET session_replication_role = replica",
    "SET SESSION AUTHORIZATION DEFAULT; SET ROLE postgres",
    "COPY stancer_tui.audit FROM PROGRAM 'true'",
    "COPY stancer_tui.audit TO PROGRAM 'true'",
    "ALTER SYSTEM SET fsync = off",
    "SELECT setval('stancer_tui.desks_id_seq', 1)",
    "SELECT stancer_tui.audit_append('note', 'x', NULL, NULL, 'written', '', false, '')",
    "SELECT stancer_tui.refuse('SX001', 'x')",
)
"""What an agent might type into `psql`."""

IN_VAIN = (
    "GRANT UPDATE ON stancer_tui.audit TO nadia",
    "GRANT ALL ON ALL TABLES IN SCHEMA stancer_tui TO PUBLIC",
)
"""What the server answers with a warning only."""


@pytest.fixture
async def busy(team_stand: PostgresStand) -> PostgresStand:
    """A ledger in which something of everything stands."""
    desk = team_stand.desk(NADIA)
    await desk.open()
    await written(desk, State.WAITING)
    await written(desk, State.UNKNOWN, live=True)
    await desk.batches.insert(batch(desk))
    await desk.notes.add(False, PAYMENT, "note", at=now(desk))
    await desk.claims.take(False, PAYMENT, desk.me, at=now(desk))
    await desk.aclose()
    return team_stand


def held(stand: PostgresStand) -> str:
    """Everything that the ledger holds, and how it is made; not when desks were last seen."""
    tables = (
        "version",
        "limits",
        "intents",
        "batches",
        "batch_items",
        "requests",
        "notes",
        "claims",
        "audit",
    )
    rows = [
        f"SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM stancer_tui.{t} t" for t in tables
    ]
    made = (
        "SELECT string_agg(p.proname || p.prosrc || coalesce(p.proacl::text, ''), ',' ORDER BY p.oid) "
        "FROM pg_proc p WHERE p.pronamespace = 'stancer_tui'::regnamespace",
        "SELECT string_agg(c.relname || coalesce(c.relacl::text, ''), ',' ORDER BY c.oid) FROM pg_class c "
        "WHERE c.relnamespace = 'stancer_tui'::regnamespace",
        "SELECT string_agg(tgname || tgenabled::text, ',' ORDER BY oid) FROM pg_trigger",
        "SELECT string_agg(roleid::text || member::text, ',' ORDER BY roleid, member) FROM pg_auth_members",
        "SELECT string_agg(rolname || rolsuper::text || rolcreaterole::text, ',' ORDER BY oid) FROM pg_roles",
        "SELECT string_agg(description, ',' ORDER BY objoid) FROM pg_shdescription",
    )
    return stand.server.sql(*rows, *made, database=stand.database)


async def test_nothing_is_changed_by_hand(busy: PostgresStand) -> None:
    before = held(busy)
    allowed = []
    for agent in (NADIA, AMELIE, AUDITOR, STRANGER):
        session = await asyncpg.connect(busy.server.url(busy.database, agent))
        for statement in BY_HAND:
            if agent == AMELIE and statement == "SET ROLE stancer_approver":
                continue  # she is one, and acts as herself all the same
            try:
                await session.execute(statement)
            except asyncpg.PostgresError:
                continue
            allowed.append((agent, statement))
        for statement in IN_VAIN:
            with suppress(asyncpg.PostgresError):
                await session.execute(statement)
        await session.close()
    assert allowed == []
    assert held(busy) == before


async def test_not_even_the_owner_rewrites_the_audit_by_mistake(busy: PostgresStand) -> None:
    await busy.aclose()  # a desk that waits for this loop would hold its table
    before = held(busy)
    for statement in (
        "UPDATE stancer_tui.audit SET agent = 'karim'",
        "DELETE FROM stancer_tui.audit",
        "TRUNCATE stancer_tui.audit",
        "DELETE FROM stancer_tui.intents",
        "UPDATE stancer_tui.intents SET amount = 1",
        "UPDATE stancer_tui.intents SET agent = 'karim'",
        "DELETE FROM stancer_tui.notes",
        "UPDATE stancer_tui.notes SET text = 'else'",
    ):
        with pytest.raises(SqlRefused, match="never allowed"):
            busy.server.sql(statement, database=busy.database)
    assert held(busy) == before


async def test_an_auditor_reads_everything_and_writes_nothing(busy: PostgresStand) -> None:
    auditor = busy.desk(AUDITOR)
    rows = await auditor.audit()
    assert len(rows) == 7
    assert verify(rows).broken_at is None
    assert len(await auditor.intents.history()) == 2
    with pytest.raises(REFUSED):
        await auditor.notes.add(False, PAYMENT, "note", at=now(auditor))
    for call in (
        "note_add('n', false, 'paym', 'text', '', 1)",
        "claim_take(false, 'paym', 'nadia', '', 1)",
        "desk_begin(NULL, 'host', 1, '', '', '')",
    ):
        with pytest.raises(SqlRefused, match="permission denied"):
            busy.server.sql(f"SELECT stancer_tui.{call}", database=busy.database, user=AUDITOR)


async def test_a_stranger_reads_nothing(busy: PostgresStand) -> None:
    with pytest.raises(LedgerUnavailable):
        await busy.desk(STRANGER).audit()
    for table in ("audit", "intents", "notes", "version"):
        with pytest.raises(SqlRefused, match="permission denied"):
            busy.server.sql(f"SELECT * FROM stancer_tui.{table}", database=busy.database, user=STRANGER)


async def test_who_and_when_are_the_servers_to_say(team_stand: PostgresStand) -> None:
    desk = team_stand.desk(NADIA)
    await desk.open()
    asked = intent(desk, agent=KARIM, created_at=LONG_AGO, approved_by=AMELIE, sent_at=LONG_AGO)
    known = await desk.intents.insert(asked, at=LONG_AGO)
    assert (known.agent, known.approved_by, known.sent_at) == (NADIA, None, None)
    sending = await step(desk, known, events.Send(LONG_AGO, None))
    note = await desk.notes.add(False, PAYMENT, "note", at=LONG_AGO)
    struck = await desk.notes.strike(note.id, at=LONG_AGO)
    claim = await desk.claims.take(False, PAYMENT, KARIM, at=LONG_AGO)
    assert sending.sent_at is not None
    assert struck is not None
    assert struck.struck_at is not None
    times = [known.created_at, sending.sent_at, note.at, struck.struck_at, claim.at]
    times += [row.at for row in await desk.audit()]
    assert all(abs(each - now(desk)) < timedelta(minutes=1) for each in times)
    assert (note.agent, struck.struck_by, claim.by) == (NADIA, NADIA, NADIA)
    assert {row.agent for row in await desk.audit()} == {NADIA}


async def test_nobody_acts_from_a_colleagues_desk(team_stand: PostgresStand) -> None:
    mine, theirs = team_stand.desk(NADIA), team_stand.desk(KARIM)
    await mine.open()
    await theirs.open()
    for call in (
        f"note_add('n', false, 'paym', 'text', '', {theirs.owner.desk})",
        f"claim_take(false, 'paym', 'nadia', '', {theirs.owner.desk})",
        "claim_take(false, 'paym', 'nadia', '', NULL)",
        f"claim_release(false, 'paym', {theirs.owner.desk})",
    ):
        with pytest.raises(SqlRefused):
            team_stand.server.sql(f"SELECT stancer_tui.{call}", database=team_stand.database, user=NADIA)
    ended = f"SELECT stancer_tui.desk_end({theirs.owner.desk})"
    team_stand.server.sql(ended, database=team_stand.database, user=NADIA)
    await theirs.notes.add(False, PAYMENT, "still there", at=now(theirs))
    assert len(await mine.audit()) == 1


async def test_an_object_is_given_to_agents_only(team_stand: PostgresStand) -> None:
    desk = team_stand.desk(NADIA)
    await desk.open()
    for nobody in (STRANGER, AUDITOR, "stancer_agent", "nobody", "", "Nadia"):
        with pytest.raises(REFUSED):
            await desk.claims.take(False, PAYMENT, nobody, at=now(desk))
    assert await desk.claims.current(False, now=now(desk)) == ()


LAWFUL = {
    State.PREPARED: {State.SENDING, State.ABANDONED},
    State.SENDING: {State.UNKNOWN, State.NOT_SENT, State.CONFIRMED},
    State.UNKNOWN: {State.UNKNOWN, State.NOT_SENT, State.CONFIRMED, State.AMBIGUOUS, State.NOT_FOUND},
    State.AMBIGUOUS: {State.AMBIGUOUS, State.NOT_SENT, State.CONFIRMED, State.NOT_FOUND},
    State.NOT_FOUND: {State.NOT_FOUND, State.NOT_SENT, State.CONFIRMED, State.AMBIGUOUS},
    State.REJECTED: {State.CONFIRMED, State.AMBIGUOUS},
    State.CONFIRMED: {State.CONFIRMED},
    State.WAITING: {State.WITHDRAWN},
}
"""Where an intent may go from a state at the desk that sent it: what `services.refunds.events` does."""


@pytest.mark.parametrize("start", sorted(WAYS))
async def test_no_state_is_skipped(team_stand: PostgresStand, start: State) -> None:
    desk = team_stand.desk(NADIA)
    for number, end in enumerate(State):
        known = await written(desk, start, payment=f"paym_{number:024}")
        wanted = replace(
            known, state=end, refund_id=refund_id() if end is State.CONFIRMED else None,
            candidate_ids=(*known.candidate_ids, refund_id()) if end is State.AMBIGUOUS else (),
        )  # fmt: skip
        if end in LAWFUL.get(start, set()):
            moved = await desk.intents.advance(known, wanted, at=now(desk), detail="lawful")
            assert moved.state is end
        else:
            with pytest.raises(REFUSED):
                await desk.intents.advance(known, wanted, at=now(desk), detail="unlawful")
            assert await desk.intents.get(known.id) == known


@pytest.mark.parametrize("state", sorted(set(State) - {State.WAITING, State.PREPARED}))
async def test_an_intent_begins_at_the_beginning(team_stand: PostgresStand, state: State) -> None:
    desk = team_stand.desk(NADIA)
    await desk.open()
    with pytest.raises(REFUSED):
        await desk.intents.insert(
            intent(desk, state=state, refund_id=refund_id(), sent_at=now(desk)), at=now(desk)
        )
    assert await desk.intents.history() == ()


async def tried(desk: Ledger, known: Intent, state: State, **changes: object) -> Intent | None:
    """The intent after a step, None where the ledger does not allow it to this agent."""
    wanted = replace(known, state=state, **changes)  # type: ignore[arg-type] # fields of many types
    try:
        return await desk.intents.advance(known, wanted, at=now(desk), detail="tried")
    except NotAllowed:
        return None


async def test_nobody_approves_their_own(team_stand: PostgresStand) -> None:
    approver = team_stand.desk(AMELIE)
    own = await written(approver, State.WAITING)
    assert await tried(approver, own, State.PREPARED, approved_by=KARIM) is None
    assert await tried(approver, own, State.DECLINED) is None
    assert await tried(approver, own, State.SENDING, approved_by=KARIM) is None
    assert await approver.intents.get(own.id) == own
    with pytest.raises(SqlRefused):  # as a group role, or from a desk of another one's
        team_stand.server.sql(
            "SET ROLE stancer_approver",
            f"SELECT stancer_tui.intent_advance('{own.id}', 0, '{{\"state\": \"prepared\"}}', '', false, "
            f"{approver.owner.desk})",
            database=team_stand.database,
            user=AMELIE,
        )
    assert await approver.intents.get(own.id) == own


async def test_only_an_approver_approves(team_stand: PostgresStand) -> None:
    requester, agent, approver = (team_stand.desk(each) for each in (NADIA, KARIM, AMELIE))
    asked = await written(requester, State.WAITING)
    assert await tried(agent, asked, State.PREPARED, approved_by=AMELIE) is None
    assert await tried(agent, asked, State.WITHDRAWN) is None
    assert await tried(requester, asked, State.PREPARED, approved_by=AMELIE) is None
    assert await tried(approver, asked, State.LAPSED) is None
    approved = await tried(approver, asked, State.PREPARED, approved_by=KARIM)
    assert approved is not None
    assert (approved.approved_by, approved.agent, approved.owner) == (AMELIE, NADIA, approver.owner)
    assert await tried(requester, approved, State.SENDING) is None  # it is sent from the approver's desk
    assert await tried(approver, approved, State.SENDING) is not None


async def test_a_request_older_than_a_day_only_lapses(team_stand: PostgresStand) -> None:
    requester, approver = team_stand.desk(NADIA), team_stand.desk(AMELIE)
    asked = await written(requester, State.WAITING)
    team_stand.server.sql(
        "SET session_replication_role = replica",
        "UPDATE stancer_tui.intents SET created_at = created_at - interval '24 hours 1 second'",
        database=team_stand.database,
    )
    await approver.open()
    assert await tried(approver, asked, State.PREPARED) is None
    assert await tried(approver, asked, State.LAPSED) is not None


async def test_a_large_refund_does_not_go_round_its_approval(team_stand: PostgresStand) -> None:
    team_stand.server.sql(
        "INSERT INTO stancer_tui.limits VALUES ('eur', 5000, 100000)", database=team_stand.database
    )
    desk = team_stand.desk(NADIA)
    await desk.open()
    for changes in (
        {"amount": 5001},
        {"amount": 5001, "approved_by": AMELIE},
        {"amount": 5001, "currency": "EUR"},
        {"amount": 5001, "currency": " eur"},
        {"amount": 5001, "currency": "eu\u200br"},
        {"amount": 5001, "currency": ""},
        {"amount": 100_001, "state": State.WAITING},
    ):
        with pytest.raises(REFUSED):
            await desk.intents.insert(intent(desk, **changes), at=now(desk))
    assert await desk.intents.history() == ()
    await written(desk, amount=5000)
    await written(desk, State.WAITING, amount=100_000, live=True)


async def test_a_colleagues_refund_is_moved_by_what_is_seen_only(team_stand: PostgresStand) -> None:
    mine, theirs = team_stand.desk(NADIA), team_stand.desk(KARIM)
    await theirs.open()
    prepared = await written(mine, State.PREPARED)
    assert await tried(theirs, prepared, State.SENDING) is None
    assert await tried(theirs, prepared, State.ABANDONED) is None
    sending = await step(mine, prepared, events.Send(now(mine), None))
    assert await tried(theirs, sending, State.NOT_SENT) is None
    assert await tried(theirs, sending, State.CONFIRMED, refund_id=refund_id()) is None
    assert await tried(theirs, sending, State.UNKNOWN) is None
    assert await tried(theirs, sending, State.UNKNOWN, error_class="OwnerGone") is None
    assert await mine.intents.get(sending.id) == sending
    lost = await step(mine, sending, events.Lost("ReadTimeout", None, "no answer"))
    assert await tried(theirs, lost, State.NOT_SENT) is None
    assert await tried(theirs, lost, State.CONFIRMED, refund_id=lost.baseline_ids[0]) is None
    assert await tried(theirs, lost, State.CONFIRMED, refund_id=refund_id()) is not None


async def test_a_batch_is_not_taken_from_a_desk_that_runs_it(team_stand: PostgresStand) -> None:
    mine, theirs = team_stand.desk(NADIA), team_stand.desk(KARIM)
    await mine.open()
    await theirs.open()
    asked = batch(mine)
    await mine.batches.insert(asked)
    with pytest.raises(NotAllowed):
        await theirs.batches.advance(asked, asked.state, theirs.owner, at=now(theirs), detail="taken over")
    with pytest.raises(NotAllowed):
        await theirs.batches.skip_item(asked, asked.items[0].payment, "no")


async def test_a_session_that_lies_about_its_search_path_gains_nothing(team_stand: PostgresStand) -> None:
    desk = team_stand.desk(NADIA)
    await desk.open()
    known = await written(desk)
    team_stand.server.sql(
        "CREATE TEMP TABLE intents AS SELECT * FROM stancer_tui.intents",
        "CREATE TEMP TABLE desks AS SELECT * FROM stancer_tui.desks",
        "UPDATE intents SET state = 'abandoned'",
        "SET search_path = pg_temp, stancer_tui",
        f"SELECT stancer_tui.note_add('n', false, 'paym', 'text', '', {desk.owner.desk})",
        database=team_stand.database,
        user=NADIA,
    )
    assert await desk.intents.get(known.id) == known
    with pytest.raises(AlreadyOpen):
        await written(desk)


async def test_nobody_holds_the_others_up(team_stand: PostgresStand) -> None:
    """Not even with the locks that everybody may take."""
    desk = team_stand.desk(KARIM)
    await desk.open()
    async with asyncio.timeout(5):
        holding = await asyncpg.connect(team_stand.server.url(team_stand.database, NADIA))
        try:
            await holding.execute("SELECT pg_advisory_lock(hashtextextended('stancer_tui.audit', 0))")
            async with holding.transaction():
                for table in ("audit", "intents", "claims", "desks"):
                    await holding.execute(f"SELECT * FROM stancer_tui.{table}")
                await desk.claims.take(False, PAYMENT, KARIM, at=now(desk))
        finally:
            holding.terminate()


async def test_a_stale_step_is_refused_before_it_is_judged(team_stand: PostgresStand) -> None:
    mine, theirs = team_stand.desk(NADIA), team_stand.desk(KARIM)
    known = await written(mine)
    await step(mine, known, events.Abandon())
    await theirs.open()
    with pytest.raises(Stale):
        await theirs.intents.advance(
            known, replace(known, state=State.SENDING), at=now(theirs), detail="tried"
        )
