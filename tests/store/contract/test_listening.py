"""Who is told of a change, and what a ledger says of itself."""

import asyncio
from collections.abc import Callable

from stancer_tui.store.ledger import LedgerChange
from tests.store.contract.entries import PAYMENT, batch, pending, written
from tests.store.contract.stands import KARIM, NADIA, Stand, now


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what changes it has no event of its own
            await asyncio.sleep(0.01)


async def test_a_listener_is_told_of_every_kind_of_change(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    told: list[LedgerChange] = []
    desk.subscribe(told.append)
    known = await written(desk)
    asked, request = batch(desk), pending(desk)
    await desk.batches.insert(asked)
    await desk.requests.put(request)
    await desk.notes.add(False, PAYMENT, "note", at=now(desk))
    await desk.claims.take(True, PAYMENT, desk.me, at=now(desk))
    await desk.claims.release(True, PAYMENT, at=now(desk))
    expected = [
        LedgerChange("intent", known.id, desk.me, False, PAYMENT, here=True),
        LedgerChange("batch", asked.id, desk.me, False, here=True),
        LedgerChange("request", request.id, desk.me, False, here=True),
        LedgerChange("note", PAYMENT, desk.me, False, here=True),
        LedgerChange("claim", PAYMENT, desk.me, True, here=True),
        LedgerChange("claim", PAYMENT, desk.me, True, here=True),
    ]
    await until(lambda: len(told) >= len(expected))
    assert told == expected


async def test_who_stopped_listening_is_told_nothing(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    told: list[LedgerChange] = []
    others: list[LedgerChange] = []
    stop = desk.subscribe(told.append)
    desk.subscribe(others.append)
    await desk.notes.add(False, PAYMENT, "one", at=now(desk))
    await until(lambda: len(others) == 1)
    stop()
    await desk.notes.add(False, PAYMENT, "two", at=now(desk))
    await until(lambda: len(others) == 2)
    assert len(told) == 1


async def test_a_colleagues_change_is_told_within_a_second(stand: Stand) -> None:
    mine, theirs = stand.desk(NADIA), stand.desk(KARIM)
    await mine.open()
    await theirs.open()
    if not mine.shared:
        return  # programs of one agent tell only of what they change themselves
    told: list[LedgerChange] = []
    mine.subscribe(told.append)
    known = await written(theirs)
    await theirs.notes.add(False, PAYMENT, "note", at=now(theirs))
    await until(lambda: len(told) >= 2)
    assert told == [
        LedgerChange("intent", known.id, theirs.me, False, PAYMENT),
        LedgerChange("note", PAYMENT, theirs.me, False),
    ]


async def test_a_ledger_says_who_and_where(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    assert desk.me == NADIA
    assert desk.me in desk.agents()
    assert desk.place
    assert await desk.alive(desk.owner) is True


async def test_a_closed_desk_leaves_what_it_wrote(stand: Stand) -> None:
    mine = stand.desk()
    known = await written(mine)
    await mine.aclose()
    assert await stand.desk(KARIM).intents.get(known.id) == known
