"""The database's own rules: what no desk can do, whatever its program asks for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from stancer_tui.models.ledger_address import ledger_address
from stancer_tui.services.refunds import events
from stancer_tui.store.audit import verify
from stancer_tui.store.batch import BatchState
from stancer_tui.store.errors import AlreadyClaimed, LedgerTrouble, LedgerUnavailable, NotAllowed
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.limits import Limit
from stancer_tui.store.owner import this_process
from stancer_tui.store.pending_request import RequestState
from stancer_tui.store.postgres import follower
from stancer_tui.store.postgres.ledger import PostgresLedger
from tests.store.contract.entries import OTHER_PAYMENT, batch, confirmed_of, intent, pending, step, written
from tests.store.contract.stands import AMELIE, KARIM, NADIA, PostgresStand, now
from tests.store.server import SqlRefused
from tests.store.team import AUDITOR, STRANGER

TABLES = (
    "audit", "batch_items", "batches", "claims", "desks", "intents", "limits", "notes", "requests", "version",
)  # fmt: skip
HELPERS = (
    "audit_append('note', 'x', NULL, NULL, 'written', '', false, '')",
    "own_desk(1)",
    "intent_step(NULL, NULL, NULL)",
    "batch_leave_out('x', '{}', '')",
)


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No desk gives a sign of life by itself: a test says when one was last seen."""
    monkeypatch.setattr(follower, "HEARTBEAT", 3600.0)


@asynccontextmanager
async def owner_of(stand: PostgresStand) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
    """The server's owner, who can change a row past every trigger, as time would."""
    address = ledger_address(stand.server.url(stand.database))
    owner = await asyncpg.connect(
        host=address.host, port=address.port, user=address.user, database=address.database
    )
    try:
        await owner.execute("SET session_replication_role = replica")
        yield owner
    finally:
        await owner.close()


async def to(desk: Ledger, known: Intent, state: State, **changes: Any) -> Intent:
    """Ask for a step, as a program would that has lost its mind."""
    wanted = replace(known, state=state, **changes)
    return await desk.intents.advance(known, wanted, at=now(desk), detail="x")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("agent", [NADIA, AMELIE])
async def test_an_agent_writes_to_no_table(team_stand: PostgresStand, table: str, agent: str) -> None:
    desk = team_stand.desk()
    await written(desk)
    await desk.notes.add(False, OTHER_PAYMENT, "one", at=now(desk))
    for statement in (
        f"DELETE FROM stancer_tui.{table}",
        f"TRUNCATE stancer_tui.{table} CASCADE",
        f"INSERT INTO stancer_tui.{table} DEFAULT VALUES",
        f"DROP TABLE stancer_tui.{table} CASCADE",
        f"ALTER TABLE stancer_tui.{table} ADD COLUMN mine integer",
    ):
        with pytest.raises(SqlRefused, match=r"permission denied|must be owner"):
            team_stand.server.sql(statement, database=team_stand.database, user=agent)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stancer_tui.audit SET agent = 'karim'",
        "UPDATE stancer_tui.intents SET state = 'not_sent'",
        "UPDATE stancer_tui.limits SET ceiling = NULL",
        "UPDATE stancer_tui.desks SET seen_at = now() - interval '1 hour'",
        "GRANT stancer_approver TO nadia",
        "CREATE FUNCTION stancer_tui.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "SET ROLE karim",
        "SET SESSION AUTHORIZATION karim",
        "SET session_replication_role = replica",
        *(f"SELECT stancer_tui.{helper}" for helper in HELPERS),
    ],
)
async def test_an_agent_has_no_way_around_the_functions(team_stand: PostgresStand, statement: str) -> None:
    desk = team_stand.desk()
    await written(desk)
    with pytest.raises(SqlRefused, match=r"permission denied|must have|must be"):
        team_stand.server.sql(statement, database=team_stand.database, user=NADIA)


async def test_not_even_the_owner_rewrites_the_audit_by_mistake(team_stand: PostgresStand) -> None:
    await written(team_stand.desk())
    await team_stand.aclose()  # a desk that waits for this loop would hold its table
    for statement in (
        "UPDATE stancer_tui.audit SET detail = ''",
        "DELETE FROM stancer_tui.audit",
        "TRUNCATE stancer_tui.audit",
        "DELETE FROM stancer_tui.intents",
        "UPDATE stancer_tui.intents SET amount = 1",
    ):
        with pytest.raises(SqlRefused, match="is never allowed"):
            team_stand.server.sql(statement, database=team_stand.database)


async def test_nobody_acts_as_anothers_desk(team_stand: PostgresStand) -> None:
    mine, theirs = team_stand.desk(), team_stand.desk(KARIM)
    await mine.open()
    await theirs.open()
    call = f"SELECT stancer_tui.note_add('n', false, 'paym_x', 'forged', '', {mine.owner.desk})"
    with pytest.raises(SqlRefused, match="desk"):
        team_stand.server.sql(call, database=team_stand.database, user=KARIM)
    assert await mine.notes.of(False, "paym_x") == ()


async def test_the_server_says_who_and_when_whatever_a_desk_says(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    await desk.open()
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    lie = intent(
        desk, agent=KARIM, created_at=long_ago, approved_by=AMELIE, owner=replace(desk.owner, user="x")
    )
    known = await desk.intents.insert(lie, at=long_ago)
    assert (known.agent, known.approved_by, known.owner) == (NADIA, None, desk.owner)
    sent = await to(desk, known, State.SENDING, sent_at=long_ago)
    assert sent.sent_at is not None
    for moment in (known.created_at, sent.sent_at, (await desk.audit())[0].at):
        assert abs((moment - now(desk)).total_seconds()) < 60


async def test_what_was_confirmed_stands(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    known = await written(desk)
    lie = {"amount": 1, "currency": "usd", "payment": OTHER_PAYMENT, "baseline_ids": (), "ticket": "other"}
    sent = await to(desk, known, State.SENDING, baseline_sum=0, refund_reason="fraud", live=True, **lie)
    assert confirmed_of(sent) == confirmed_of(known)


FORWARD = {
    State.PREPARED: {State.SENDING, State.ABANDONED},
    State.SENDING: {State.UNKNOWN, State.NOT_SENT, State.CONFIRMED},
    State.UNKNOWN: {
        State.UNKNOWN, State.NOT_SENT, State.CONFIRMED, State.AMBIGUOUS, State.NOT_FOUND,
    },
    State.NOT_FOUND: {State.NOT_FOUND, State.NOT_SENT, State.CONFIRMED, State.AMBIGUOUS},
    State.AMBIGUOUS: {State.AMBIGUOUS, State.NOT_SENT, State.CONFIRMED, State.NOT_FOUND},
    State.REJECTED: {State.CONFIRMED, State.AMBIGUOUS},
    State.CONFIRMED: {State.CONFIRMED},
    State.WAITING: {State.WITHDRAWN},
}  # fmt: skip
"""Where the agent who sent a refund may bring it: what the events of the program do, and no step more."""

COLLEAGUE = {
    State.UNKNOWN: {State.CONFIRMED, State.AMBIGUOUS, State.NOT_FOUND},
    State.NOT_FOUND: {State.CONFIRMED, State.AMBIGUOUS},
    State.AMBIGUOUS: {State.CONFIRMED, State.NOT_FOUND},
    State.REJECTED: {State.CONFIRMED, State.AMBIGUOUS},
    State.CONFIRMED: {State.CONFIRMED},
    State.WAITING: {State.DECLINED},
}
"""Where a colleague may bring it while the sender's desk is there: only what a reading shows."""


@pytest.mark.parametrize(("agent", "allowed"), [(NADIA, FORWARD), (KARIM, COLLEAGUE)], ids=["own", "other"])
async def test_only_these_steps_are_taken(
    team_stand: PostgresStand, agent: str, allowed: dict[State, set[State]]
) -> None:
    mine, desk = team_stand.desk(), team_stand.desk(agent)
    known = await written(mine, State.SENDING)
    refund = "refd_" + "D" * 24
    taken: dict[State, set[State]] = {}
    async with owner_of(team_stand) as owner:
        for before, after in product(State, State):
            await owner.execute(
                "UPDATE stancer_tui.intents SET state = $1, refund_id = NULL, refused = false, "
                "error_class = NULL, candidate_ids = $2",
                before.value,
                [refund],
            )
            current = await mine.intents.get(known.id)
            assert current is not None
            try:
                moved = await to(desk, current, after, refund_id=refund, candidate_ids=(refund,))
            except NotAllowed:
                continue
            taken.setdefault(before, set()).add(moved.state)
    assert taken == allowed


@pytest.mark.parametrize(("refused", "ends"), [(True, State.REJECTED), (False, State.NOT_FOUND)])
async def test_a_refusal_ends_as_one_and_a_lost_answer_does_not(
    team_stand: PostgresStand, refused: bool, ends: State
) -> None:
    desk = team_stand.desk()
    known = await written(desk, State.SENDING)
    answer = events.Refused("Conflict", 409, "no") if refused else events.Lost("ReadTimeout", None, "")
    known = await step(desk, known, answer)
    for state in {State.REJECTED, State.NOT_FOUND} - {ends}:
        with pytest.raises(NotAllowed):
            await to(desk, known, state)
    assert (await step(desk, known, events.Settled())).state is ends


async def test_a_refund_from_before_is_nobodys(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    known = await written(desk, State.UNKNOWN)
    with pytest.raises(NotAllowed):
        await to(desk, known, State.CONFIRMED, refund_id=known.baseline_ids[0])
    with pytest.raises(NotAllowed):
        await to(desk, known, State.CONFIRMED)


async def test_a_refund_is_one_intents_whatever_its_payment(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    first = await written(desk, State.CONFIRMED)
    other = await written(desk, State.UNKNOWN, payment=OTHER_PAYMENT)
    with pytest.raises(AlreadyClaimed):
        await to(desk, other, State.CONFIRMED, refund_id=first.refund_id)


async def test_a_second_person_approves_and_sends_from_her_own_desk(team_stand: PostgresStand) -> None:
    mine, karim, amelie = (team_stand.desk(each) for each in (NADIA, KARIM, AMELIE))
    known = await written(mine, State.WAITING)
    for desk, words in ((mine, "another one"), (karim, "may not approve")):
        with pytest.raises(NotAllowed, match=words):
            await to(desk, known, State.PREPARED)
    approved = await to(amelie, known, State.PREPARED, approved_by=KARIM)
    assert (approved.approved_by, approved.agent, approved.owner) == (AMELIE, NADIA, amelie.owner)
    for desk in (mine, karim):
        with pytest.raises(NotAllowed):
            await to(desk, approved, State.SENDING)
    sent = await to(amelie, approved, State.SENDING)
    with pytest.raises(NotAllowed):
        await to(mine, sent, State.NOT_SENT)


async def test_who_may_approve_does_not_approve_her_own(team_stand: PostgresStand) -> None:
    amelie, second = team_stand.desk(AMELIE), team_stand.desk(AMELIE)
    known = await written(amelie, State.WAITING)
    for desk in (amelie, second):
        with pytest.raises(NotAllowed):
            await to(desk, known, State.PREPARED)
        with pytest.raises(NotAllowed):
            await to(desk, known, State.DECLINED)


async def test_a_request_lapses_after_a_day_and_not_before(team_stand: PostgresStand) -> None:
    mine, amelie = team_stand.desk(), team_stand.desk(AMELIE)
    known = await written(mine, State.WAITING)
    with pytest.raises(NotAllowed):
        await to(mine, known, State.LAPSED)
    async with owner_of(team_stand) as owner:
        await owner.execute("UPDATE stancer_tui.intents SET created_at = created_at - interval '24 hours'")
    with pytest.raises(NotAllowed):
        await to(amelie, known, State.PREPARED)
    assert (await to(mine, known, State.LAPSED)).state is State.LAPSED


async def test_limits_hold_for_their_currency(team_stand: PostgresStand) -> None:
    team_stand.server.sql(
        "INSERT INTO stancer_tui.limits VALUES ('eur', 5000, 20000)", database=team_stand.database
    )
    mine, amelie = team_stand.desk(), team_stand.desk(AMELIE)
    for amount, state, words in (
        (5001, State.PREPARED, "approval"),
        (20001, State.WAITING, "larger"),
        (20001, State.PREPARED, "larger"),
    ):
        with pytest.raises(NotAllowed, match=words):
            await mine.intents.insert(intent(mine, amount=amount, state=state), at=now(mine))
    await written(mine, amount=5000)
    await written(mine, amount=90000, currency="usd", payment=OTHER_PAYMENT)
    large = await written(mine, State.WAITING, amount=20000, payment="paym_" + "Y" * 24)
    assert (await to(amelie, large, State.PREPARED)).approved_by == AMELIE
    assert mine.limits() == {"eur": Limit(5000, 20000)}


async def test_a_limit_that_came_since_holds_at_the_approval(team_stand: PostgresStand) -> None:
    mine, amelie = team_stand.desk(), team_stand.desk(AMELIE)
    known = await written(mine, State.WAITING, amount=3000)
    team_stand.server.sql(
        "INSERT INTO stancer_tui.limits VALUES ('eur', NULL, 2999)", database=team_stand.database
    )
    with pytest.raises(NotAllowed, match="larger"):
        await to(amelie, known, State.PREPARED)


@pytest.mark.parametrize(
    ("state", "event", "ends"),
    [
        (State.PREPARED, events.Abandon(), State.ABANDONED),
        (State.SENDING, events.OwnerGone(), State.UNKNOWN),
    ],
)
async def test_a_colleagues_refund_is_taken_up_only_after_long_silence(
    team_stand: PostgresStand, state: State, event: events.RefundEvent, ends: State
) -> None:
    mine, theirs = team_stand.desk(), team_stand.desk(KARIM)
    known = await written(mine, state)
    with pytest.raises(NotAllowed):
        await step(theirs, known, event)
    assert await theirs.alive(known.owner) is True
    async with owner_of(team_stand) as owner:
        await owner.execute(
            "UPDATE stancer_tui.desks SET seen_at = seen_at - interval '30 seconds' WHERE id = $1",
            known.owner.desk,
        )
    assert await theirs.alive(known.owner) is None
    taken = await step(theirs, known, event)
    assert taken.state is ends
    if ends is State.UNKNOWN:
        assert taken.owner == theirs.owner
        late = await step(mine, taken, events.NotSent("ConnectError", "refused"))
        assert late.state is State.NOT_SENT


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="a reused pid is told apart on Linux only")
async def test_a_process_of_this_machine_that_is_gone_is_said_to_be(team_stand: PostgresStand) -> None:
    ended = await asyncio.create_subprocess_exec("true")
    await ended.wait()
    dead = replace(this_process(), pid=ended.pid)
    left = PostgresLedger(ledger_address(team_stand.server.url(team_stand.database, NADIA)), owner=dead)
    await left.open()
    owner_left = left.owner
    second, colleague = team_stand.desk(), team_stand.desk(KARIM)
    assert await second.alive(owner_left) is False
    assert await colleague.alive(owner_left) is True  # the ledger lets nobody else take it up yet
    assert await second.alive(replace(owner_left, host="another")) is True
    async with owner_of(team_stand) as owner:
        await owner.execute(
            "UPDATE stancer_tui.desks SET seen_at = seen_at - interval '30 seconds' WHERE id = $1",
            owner_left.desk,
        )
    assert await colleague.alive(owner_left) is False
    for elsewhere in (replace(owner_left, host="another"), replace(owner_left, started="another:1")):
        assert await colleague.alive(elsewhere) is None
    assert await colleague.alive(replace(owner_left, desk=999)) is None
    await left.aclose()


async def test_a_desk_that_ended_is_gone_at_once(team_stand: PostgresStand) -> None:
    mine, theirs = team_stand.desk(), team_stand.desk(KARIM)
    known = await written(mine, State.SENDING)
    await mine.aclose()
    assert await theirs.alive(known.owner) is False
    assert (await step(theirs, known, events.OwnerGone())).state is State.UNKNOWN


async def test_a_running_batch_and_a_request_under_way_are_their_desks(team_stand: PostgresStand) -> None:
    mine, theirs = team_stand.desk(), team_stand.desk(KARIM)
    await mine.open()
    asked, request = batch(mine), pending(mine)
    await mine.batches.insert(asked)
    await mine.requests.put(request)
    await theirs.open()
    with pytest.raises(NotAllowed):
        await theirs.batches.advance(asked, BatchState.RUNNING, theirs.owner, at=now(theirs), detail="taken")
    with pytest.raises(NotAllowed):
        await theirs.batches.skip_item(asked, asked.items[0].payment, "no")
    with pytest.raises(NotAllowed):
        await theirs.requests.put(replace(request, state=RequestState.NOT_SENT))


async def test_an_object_is_given_to_agents_only(team_stand: PostgresStand) -> None:
    desk = team_stand.desk()
    for somebody in (AUDITOR, STRANGER, "nobody", "stancer_agent; DROP"):
        with pytest.raises(NotAllowed, match="no agent"):
            await desk.claims.take(False, OTHER_PAYMENT, somebody, at=now(desk))
    assert await desk.claims.current(False, now=now(desk)) == ()


async def test_an_auditor_reads_everything_and_writes_nothing(team_stand: PostgresStand) -> None:
    known = await written(team_stand.desk())
    auditor = team_stand.desk(AUDITOR)
    assert verify(await auditor.audit()).rows == 1
    assert auditor.me == AUDITOR
    assert await auditor.intents.get(known.id) == known
    with pytest.raises(LedgerUnavailable) as caught:
        await auditor.notes.add(False, OTHER_PAYMENT, "mine", at=now(auditor))
    assert caught.value.trouble is LedgerTrouble.NOT_ALLOWED
    with pytest.raises(SqlRefused, match="permission denied"):
        team_stand.server.sql(
            "SELECT stancer_tui.desk_begin(0, 'h', 1, '', 'u', 'v')",
            database=team_stand.database, user=AUDITOR,
        )  # fmt: skip


async def test_who_leaves_a_change_open_holds_up_nobody_for_long(team_stand: PostgresStand) -> None:
    mine, theirs = team_stand.desk(), team_stand.desk(KARIM)
    await mine.open()
    await theirs.open()
    address = ledger_address(team_stand.server.url(team_stand.database, NADIA))
    held = await asyncpg.connect(
        host=address.host, port=address.port, user=address.user, database=address.database
    )
    lost = asyncio.Event()
    held.add_termination_listener(lambda _: lost.set())
    await held.execute("BEGIN")
    note = "SELECT stancer_tui.note_add('open', false, 'paym_x', 'not committed', '', $1)"
    await held.execute(note, mine.owner.desk)
    await theirs.notes.add(False, OTHER_PAYMENT, "soon", at=now(theirs))
    await lost.wait()
    assert await theirs.notes.of(False, "paym_x") == ()


async def test_an_auditor_sees_what_an_ended_desk_left_and_leaves_it(team_stand: PostgresStand) -> None:
    gone = team_stand.desk(NADIA)
    left = pending(gone, state=RequestState.SENDING)
    await gone.requests.put(left)
    await gone.aclose()
    auditor = team_stand.desk(AUDITOR)
    assert await auditor.requests.take_up(False) == ()
    assert [each.state for each in await auditor.requests.history(False)] == [RequestState.SENDING]
    karim = team_stand.desk(KARIM)
    assert await karim.requests.take_up(False) == ()
    assert [each.state for each in await auditor.requests.history(False)] == [RequestState.UNKNOWN]
