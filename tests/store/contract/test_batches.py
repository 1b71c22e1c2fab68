"""Batches: written whole, moved by one desk at a time, their items sent once."""

import asyncio
from dataclasses import replace

import pytest

from stancer_tui.services.refunds import events
from stancer_tui.store.batch import Batch, BatchState, ItemState
from stancer_tui.store.errors import AlreadyOpen, BatchMoved, LedgerUnavailable, NotAllowed
from stancer_tui.store.intent import State
from stancer_tui.store.ledger import Ledger
from tests.store.contract.entries import batch, item, step, written
from tests.store.contract.stands import KARIM, Stand, now

REFUSED = (LedgerUnavailable, NotAllowed)


async def put(desk: Ledger, **changes: object) -> Batch:
    """A batch that is in the ledger, as the ledger has it."""
    await desk.open()
    asked = batch(desk, **changes)
    await desk.batches.insert(asked)
    found = await desk.batches.get(asked.id)
    assert found is not None
    return found


async def test_a_batch_is_read_as_it_was_confirmed(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    asked = batch(desk)
    await desk.batches.insert(asked)
    found = await stand.desk(KARIM).batches.get(asked.id)
    assert found is not None
    assert replace(found, created_at=asked.created_at) == asked
    assert abs((found.created_at - now(desk)).total_seconds()) < 60
    assert await desk.batches.get("none") is None


async def test_what_came_of_an_item_is_its_intents_to_say(stand: Stand) -> None:
    desk = stand.desk()
    known = await put(desk)
    first, second = known.items
    made = await written(desk, id=first.intent_id, payment=first.payment)
    seen = await desk.batches.get(known.id)
    assert seen is not None
    assert [each.intent for each in seen.items] == [made, None]
    assert [each.intent_id for each in seen.waiting] == [second.intent_id]
    sending = await step(desk, made, events.Send(now(desk), None))
    again = await desk.batches.get(known.id)
    assert again is not None
    assert again.items[0].intent == sending


async def test_an_item_is_sent_once_whoever_runs_the_batch(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    known = await put(mine)
    first = known.items[0]
    await written(mine, State.NOT_SENT, id=first.intent_id, payment=first.payment)
    with pytest.raises(AlreadyOpen):
        await written(theirs, id=first.intent_id, payment=first.payment)


async def test_a_batch_with_a_payment_twice_is_not_written_at_all(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    with pytest.raises(REFUSED):
        await desk.batches.insert(batch(desk, item(1), item(1)))
    assert await desk.batches.history() == ()


async def test_lists_are_of_their_mode_and_bounded(stand: Stand) -> None:
    desk = stand.desk()
    made = [await put(desk, items=(item(number),), live=number == 1) for number in range(4)]
    newest_first = tuple(reversed(made))
    assert await desk.batches.history() == newest_first
    assert await desk.batches.history(True) == (made[1],)
    assert await desk.batches.history(limit=2) == newest_first[:2]
    assert await desk.batches.history(limit=-1) == newest_first


async def test_the_unfinished_are_those_that_did_not_end_oldest_first(stand: Stand) -> None:
    desk = stand.desk()
    running, stopped, ended = [await put(desk, items=(item(number),)) for number in range(3)]
    stopped = await desk.batches.advance(
        stopped, BatchState.STOPPED, desk.owner, at=now(desk), detail="stopped", stopped="three in a row"
    )
    await desk.batches.advance(ended, BatchState.ENDED, desk.owner, at=now(desk), detail="ended")
    await put(desk, live=True)
    assert await stand.desk(KARIM).batches.unfinished(False) == (running, stopped)
    assert stopped.stopped == "three in a row"


async def test_it_moves_only_from_where_it_is_known(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    known = await put(mine)
    await theirs.open()
    stopped = await mine.batches.advance(
        known, BatchState.STOPPED, mine.owner, at=now(mine), detail="stopped", stopped="by the agent"
    )
    assert stopped.revision == known.revision + 1
    taken = await theirs.batches.advance(
        stopped, BatchState.RUNNING, theirs.owner, at=now(theirs), detail="taken over"
    )
    assert taken.owner == theirs.owner
    assert taken.agent == mine.me
    for desk, before in ((mine, known), (mine, stopped), (theirs, stopped)):
        with pytest.raises(BatchMoved) as caught:
            await desk.batches.advance(before, BatchState.ENDED, desk.owner, at=now(desk), detail="ended")
        assert caught.value.current == taken
        with pytest.raises(BatchMoved):
            await desk.batches.check(before)
        with pytest.raises(BatchMoved):
            await desk.batches.skip_item(before, before.items[0].payment, "no")
    assert await theirs.batches.check(taken) == taken


async def test_of_two_at_once_one_takes_it_over(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    known = await put(mine)
    await theirs.open()
    stopped = await mine.batches.advance(
        known, BatchState.STOPPED, mine.owner, at=now(mine), detail="stopped", stopped="by the agent"
    )
    tried = await asyncio.gather(
        *(
            desk.batches.advance(stopped, BatchState.RUNNING, desk.owner, at=now(desk), detail="taken over")
            for desk in (mine, theirs)
        ),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in tried) == ["Batch", "BatchMoved"]


async def test_items_are_left_out_with_their_reason_unless_they_were_sent(stand: Stand) -> None:
    desk = stand.desk()
    known = await put(desk, items=(item(1), item(2), item(3)))
    sent, one, other = known.items
    await written(desk, State.SENDING, id=sent.intent_id, payment=sent.payment)
    seen = await desk.batches.skip_item(known, one.payment, "disputed since")
    assert seen.items[1].state is ItemState.SKIPPED
    assert seen.items[1].note == "disputed since"
    assert seen.revision == known.revision
    ended = await desk.batches.advance(
        seen, BatchState.ENDED, desk.owner, at=now(desk), detail="ended",
        skip=[each.payment for each in known.items], note="ended by the agent",
    )  # fmt: skip
    assert [each.state for each in ended.items] == [ItemState.WAITING, ItemState.SKIPPED, ItemState.SKIPPED]
    assert ended.items[2].note == "ended by the agent"
    assert ended.waiting == ()
    assert await desk.batches.get(known.id) == ended
    assert other.payment == ended.items[2].payment


async def test_each_step_is_in_its_audit(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    known = await put(mine)
    await theirs.open()
    stopped = await mine.batches.advance(
        known, BatchState.STOPPED, mine.owner, at=now(mine), detail="stopped", stopped="by the agent"
    )
    await theirs.batches.advance(
        stopped, BatchState.ENDED, theirs.owner, at=now(theirs), detail="ended by a colleague"
    )
    changes = await mine.batches.changes(known.id)
    assert [(each.state, each.os_user) for each in changes] == [
        (BatchState.RUNNING, mine.me),
        (BatchState.STOPPED, mine.me),
        (BatchState.ENDED, theirs.me),
    ]
    assert changes[2].detail == "ended by a colleague"
    assert await mine.batches.changes("none") == ()


async def test_a_batch_that_is_not_there_cannot_move(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    with pytest.raises(LedgerUnavailable):
        await desk.batches.check(batch(desk))
