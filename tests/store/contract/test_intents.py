"""Refund intents: one open a payment, moved from exactly where they stand, never rewritten."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from stancer_tui.services.refunds import events
from stancer_tui.store.errors import AlreadyClaimed, AlreadyOpen, LedgerUnavailable, NotAllowed, Stale
from stancer_tui.store.intent import OPEN, Intent, State
from stancer_tui.store.ledger import Ledger
from tests.store.contract.entries import (
    OTHER_PAYMENT,
    PAYMENT,
    WAYS,
    confirmed_of,
    intent,
    refund_id,
    step,
    written,
)
from tests.store.contract.stands import KARIM, NADIA, Stand, now

CLOSED = sorted(set(WAYS) - OPEN)
REFUSED = (LedgerUnavailable, NotAllowed)


async def test_an_intent_is_read_as_it_was_confirmed(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    asked = intent(desk, supersedes=None)
    answered = await desk.intents.insert(asked, at=now(desk))
    assert await desk.intents.get(asked.id) == answered
    known = confirmed_of(replace(answered, created_at=asked.created_at))
    assert known == confirmed_of(asked)
    assert (answered.state, answered.revision, answered.agent) == (State.PREPARED, 0, desk.me)
    assert answered.owner == desk.owner
    assert abs((answered.created_at - now(desk)).total_seconds()) < 60
    assert await desk.intents.get("none") is None


async def test_every_answer_is_read_back_whole(stand: Stand) -> None:
    desk = stand.desk()
    known = await written(desk, State.SENDING)
    assert known.sent_at is not None
    assert abs((known.sent_at - now(desk)).total_seconds()) < 60
    seen = await step(desk, known, events.Refused("Conflict", 409, "Refusé : déjà remboursé ✓"))
    assert (seen.refused, seen.http_status, seen.error_class) == (True, 409, "Conflict")
    assert seen.reason == "Refusé : déjà remboursé ✓"
    assert await desk.intents.get(known.id) == seen
    found = await step(desk, seen, events.Found(one := refund_id(), 1350))
    assert (found.state, found.refund_id, found.sum_after) == (State.CONFIRMED, one, 1350)
    assert await desk.intents.get(known.id) == found


async def test_candidates_are_read_back_in_their_order(stand: Stand) -> None:
    desk = stand.desk()
    known = await written(desk, State.UNKNOWN)
    ids = (refund_id(), refund_id())[::-1]
    await step(desk, known, events.Several(ids))
    read = await desk.intents.get(known.id)
    assert read is not None
    assert (read.state, read.candidate_ids) == (State.AMBIGUOUS, ids)


@pytest.mark.parametrize("state", sorted(OPEN))
async def test_an_open_intent_holds_its_payment_at_every_desk(stand: Stand, state: State) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    held = await written(mine, state)
    for desk in (mine, theirs):
        with pytest.raises(AlreadyOpen) as caught:
            await written(desk, key_fingerprint="f" * 12)
        assert caught.value.intent == held
    await written(theirs, live=True)
    await written(theirs, payment=OTHER_PAYMENT)


@pytest.mark.parametrize("state", CLOSED)
async def test_a_closed_intent_frees_its_payment(stand: Stand, state: State) -> None:
    closed = await written(stand.desk(), state)
    assert not closed.open
    await written(stand.desk(KARIM), supersedes=closed.id)


async def test_an_id_is_written_once_whatever_its_payment(stand: Stand) -> None:
    desk = stand.desk()
    first = await written(desk, State.ABANDONED)
    with pytest.raises(AlreadyOpen):
        await written(desk, id=first.id, payment=OTHER_PAYMENT)
    assert await desk.intents.history() == (first,)


async def test_of_many_desks_at_once_one_opens_the_payment(stand: Stand) -> None:
    desks = [stand.desk(agent) for agent in (NADIA, KARIM) for _ in range(3)]
    tried = await asyncio.gather(*(written(desk) for desk in desks), return_exceptions=True)
    opened = [each for each in tried if isinstance(each, Intent)]
    assert len(opened) == 1
    assert all(isinstance(each, AlreadyOpen) for each in tried if each not in opened), tried
    assert await desks[0].intents.of_payment(False, PAYMENT) == tuple(opened)


async def test_only_the_newest_revision_moves(stand: Stand) -> None:
    mine, again = stand.desk(), stand.desk()
    known = await written(mine)
    sending = await step(mine, known, events.Send(now(mine), None))
    assert sending.revision == known.revision + 1
    for desk in (mine, again):
        with pytest.raises(Stale) as caught:
            await step(desk, known, events.Abandon())
        assert caught.value.current == sending
    assert await again.intents.get(known.id) == sending


async def test_of_two_at_once_one_moves_it(stand: Stand) -> None:
    desks = stand.desk(), stand.desk()
    known = await written(desks[0], State.UNKNOWN)
    moved = await asyncio.gather(
        *(step(desk, known, events.Found(refund_id(), None)) for desk in desks), return_exceptions=True
    )
    kinds = sorted(type(each).__name__ for each in moved)
    assert kinds == ["Intent", "Stale"]


async def test_a_refund_belongs_to_one_intent(stand: Stand) -> None:
    desk = stand.desk()
    first = await written(desk, State.CONFIRMED)
    second = await written(desk, State.UNKNOWN)
    assert first.refund_id is not None
    assert await desk.intents.claimed(second) == {first.refund_id}
    assert await desk.intents.claimed(first) == frozenset()
    with pytest.raises(AlreadyClaimed) as caught:
        await step(desk, second, events.Found(first.refund_id, None))
    assert caught.value.refund_id == first.refund_id
    assert await desk.intents.get(second.id) == second


async def test_nothing_is_taken_by_likeness_while_another_holds_the_payment(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    old = await written(mine, State.NOT_FOUND)
    new = await written(theirs, State.SENDING, supersedes=old.id)
    with pytest.raises(AlreadyOpen) as caught:
        await step(mine, old, events.Found(refund_id(), None))
    assert caught.value.intent == new
    await step(theirs, new, events.NotSent("ConnectError", "refused"))
    assert (await step(mine, old, events.Found(refund_id(), None))).state is State.CONFIRMED


async def test_no_step_changes_what_was_confirmed(stand: Stand) -> None:
    desk = stand.desk()
    known = await written(desk)
    changed = replace(
        replace(known, amount=9, currency="usd", payment=OTHER_PAYMENT, live=True, ticket="T-2"),
        agent="somebody", account="other", baseline_sum=0, baseline_ids=(), refund_reason="other",
        created_at=now(desk), key_fingerprint="f" * 12, state=State.SENDING, sent_at=now(desk),
    )  # fmt: skip
    with suppress(*REFUSED):  # refusing such a step at all is as good
        await desk.intents.advance(known, changed, at=now(desk), detail="Send")
    read = await desk.intents.get(known.id)
    assert read is not None
    assert confirmed_of(read) == confirmed_of(known)


async def test_an_intent_that_is_not_there_cannot_move(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    never = intent(desk)
    with pytest.raises(LedgerUnavailable):
        await step(desk, never, events.Abandon())


async def test_the_unresolved_are_the_open_and_the_not_found_oldest_first(stand: Stand) -> None:
    desk = stand.desk()
    made = [
        await written(desk, state, payment=f"paym_{number:024}") for number, state in enumerate(sorted(WAYS))
    ]
    await written(desk, live=True)
    expected = tuple(each for each in made if each.open or each.state is State.NOT_FOUND)
    assert await stand.desk(KARIM).intents.unresolved(False) == expected
    assert len(await desk.intents.unresolved(True)) == 1


async def test_lists_are_of_their_mode_and_bounded(stand: Stand) -> None:
    desk = stand.desk()
    made = [await written(desk, payment=f"paym_{number:024}", live=number == 1) for number in range(4)]
    newest_first = tuple(reversed(made))
    assert await desk.intents.history() == newest_first
    assert await desk.intents.history(False) == tuple(each for each in newest_first if not each.live)
    assert await desk.intents.history(True) == (made[1],)
    assert await desk.intents.history(limit=2) == newest_first[:2]
    assert await desk.intents.history(limit=-1) == newest_first


async def test_every_intent_of_a_payment_is_listed_oldest_first(stand: Stand) -> None:
    desk = stand.desk()
    first = await written(desk, State.ABANDONED)
    second = await written(desk)
    await written(desk, live=True)
    await written(desk, payment=OTHER_PAYMENT)
    assert await desk.intents.of_payment(False, PAYMENT) == (first, second)


async def test_each_step_is_in_the_audit_of_its_intent(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    known = await written(mine, State.UNKNOWN)
    await written(mine, payment=OTHER_PAYMENT)
    await step(theirs, known, events.Settled())
    changes = await mine.intents.changes(known.id)
    assert [(each.before, each.after) for each in changes] == [
        (None, State.PREPARED),
        (State.PREPARED, State.SENDING),
        (State.SENDING, State.UNKNOWN),
        (State.UNKNOWN, State.NOT_FOUND),
    ]
    assert [each.os_user for each in changes] == [mine.me] * 3 + [theirs.me]
    assert changes[2].detail == "Lost ReadTimeout"
    assert all(abs((each.at - now(mine)).total_seconds()) < 60 for each in changes)
    assert len(await mine.intents.changes()) == 5


@pytest.mark.parametrize("amount", [0, -1, 2**63])
async def test_an_impossible_amount_is_refused(stand: Stand, amount: int) -> None:
    desk = stand.desk()
    with pytest.raises(REFUSED):
        await written(desk, amount=amount)
    assert await desk.intents.history() == ()


@pytest.mark.parametrize("amount", [1, 2**31, 2**53 + 1])
async def test_a_large_amount_is_kept_to_the_unit(stand: Stand, amount: int) -> None:
    desk = stand.desk()
    known = await written(desk, amount=amount)
    read = await stand.desk().intents.get(known.id)
    assert read is not None
    assert read.amount == amount


@pytest.mark.parametrize("ticket", ["T-\x00-1", "T-\ud800", "T-\u202e\x1b[31m", "é✓𝕏", "'; --", "x" * 100])
async def test_a_foreign_ticket_is_kept_as_it_is_or_refused(stand: Stand, ticket: str) -> None:
    desk = stand.desk()
    try:
        known = await written(desk, ticket=ticket)
    except REFUSED:
        assert await desk.intents.history() == ()
        await written(desk)  # and the ledger goes on
    else:
        read = await desk.intents.get(known.id)
        assert read is not None
        assert read.ticket == ticket


async def test_an_account_is_its_own_and_a_payment_is_held_for_all(stand: Stand) -> None:
    shop, other = stand.desk(account="shop"), stand.desk(account="other")
    mine = await written(shop)
    assert mine.account == "shop"
    assert await other.intents.unresolved(False) == ()
    assert await other.intents.history() == ()
    assert await shop.intents.unresolved(False) == (mine,)
    assert await other.intents.of_payment(False, PAYMENT) == (mine,)
    with pytest.raises(AlreadyOpen):
        await written(other)


async def test_the_ledger_is_read_by_another_program_at_once(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    known: Intent = await written(mine)
    assert await theirs.intents.get(known.id) == known
    desks: tuple[Ledger, ...] = (theirs, mine)
    for _ in range(3):
        for desk in desks:
            assert len(await desk.intents.history()) == 1
