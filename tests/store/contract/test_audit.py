"""The audit: everything that happened, in one chain that shows a change or a gap."""

import asyncio
from dataclasses import replace

from stancer_tui.services.refunds import events
from stancer_tui.store.audit import FIRST, verify
from stancer_tui.store.batch import BatchState
from tests.store.contract.entries import PAYMENT, batch, step, written
from tests.store.contract.stands import KARIM, Stand, now


async def test_everything_that_happens_is_in_one_whole_chain(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    await mine.open()
    await theirs.open()
    known = await written(mine)
    await step(mine, known, events.Send(now(mine), None))
    note = await theirs.notes.add(False, PAYMENT, "Le client a rappelé.", at=now(theirs))
    await mine.notes.strike(note.id, at=now(mine))
    await mine.claims.take(False, PAYMENT, theirs.me, at=now(mine))
    await theirs.claims.release(False, PAYMENT, at=now(theirs))
    asked = batch(mine)
    await mine.batches.insert(asked)
    await mine.batches.advance(
        replace(asked, owner=mine.owner), BatchState.ENDED, mine.owner, at=now(mine), detail="fini é"
    )
    rows = await theirs.audit()
    assert [(each.kind, each.subject, each.before, each.after, each.agent) for each in rows] == [
        ("intent", known.id, None, "prepared", mine.me),
        ("intent", known.id, "prepared", "sending", mine.me),
        ("note", note.id, None, "written", theirs.me),
        ("note", note.id, "written", "struck", mine.me),
        ("claim", PAYMENT, None, theirs.me, mine.me),
        ("claim", PAYMENT, theirs.me, "", theirs.me),
        ("batch", asked.id, None, "running", mine.me),
        ("batch", asked.id, None, "ended", mine.me),
    ]
    verdict = verify(rows)
    assert (verdict.rows, verdict.broken_at) == (8, None)
    assert verdict.head == rows[-1].hash != FIRST
    assert rows[-1].detail == "fini é"
    assert {each.host for each in rows} == {mine.owner.host}
    assert {each.pid for each in rows} == {mine.owner.pid}


async def test_what_is_new_is_read_behind_a_number(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    assert await desk.audit() == ()
    for text in ("one", "two", "three"):
        await desk.notes.add(False, PAYMENT, text, at=now(desk))
    rows = await desk.audit()
    assert [each.number for each in rows] == [1, 2, 3]
    assert await desk.audit(after=2) == rows[2:]
    assert await desk.audit(after=3) == ()


async def test_a_changed_or_missing_row_is_found(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    for text in ("one", "two", "three"):
        await desk.notes.add(False, PAYMENT, text, at=now(desk))
    one, two, three = await desk.audit()
    assert verify((one, replace(two, agent="somebody"), three)).broken_at == 2
    assert verify((one, three)).broken_at == 3
    assert verify((two, three)).broken_at == 2


async def test_desks_that_write_at_once_make_one_chain(stand: Stand) -> None:
    desks = [stand.desk(agent) for agent in ("nadia", KARIM) for _ in range(2)]
    for desk in desks:
        await desk.open()

    async def busy(number: int) -> None:
        for turn in range(5):
            await desks[number].notes.add(False, PAYMENT, f"{number} {turn}", at=now(desks[number]))
            await desks[number].claims.take(False, PAYMENT, desks[number].me, at=now(desks[number]))

    await asyncio.gather(*map(busy, range(len(desks))))
    rows = await desks[0].audit()
    assert [each.number for each in rows] == list(range(1, 41))
    assert verify(rows).broken_at is None


async def test_what_failed_leaves_no_row(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    await written(desk)
    before = await desk.audit()
    tried = await asyncio.gather(written(desk), written(desk), return_exceptions=True)
    assert {type(each).__name__ for each in tried} == {"AlreadyOpen"}
    assert await desk.audit() == before
