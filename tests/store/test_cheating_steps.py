"""Whoever takes a step that is not theirs is refused by the database itself, whatever program they use."""

from dataclasses import replace

import pytest

from stancer_tui.services.refunds import events
from stancer_tui.store.errors import LedgerUnavailable, NotAllowed, Stale
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.ledger import Ledger
from tests.store.contract.entries import WAYS, batch, intent, refund_id, step, written
from tests.store.contract.stands import AMELIE, KARIM, NADIA, PostgresStand, now
from tests.store.server import SqlRefused

REFUSED = (LedgerUnavailable, NotAllowed)

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


async def test_a_stale_step_is_refused_before_it_is_judged(team_stand: PostgresStand) -> None:
    mine, theirs = team_stand.desk(NADIA), team_stand.desk(KARIM)
    known = await written(mine)
    await step(mine, known, events.Abandon())
    await theirs.open()
    with pytest.raises(Stale):
        await theirs.intents.advance(
            known, replace(known, state=State.SENDING), at=now(theirs), detail="tried"
        )
