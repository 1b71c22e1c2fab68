"""Pending requests: as they stand now, what was asked never rewritten, what dead programs left settled."""

import asyncio
import sys
from dataclasses import replace

from stancer_tui.store.pending_request import RequestKind, RequestState
from tests.store.contract.entries import pending
from tests.store.contract.stands import KARIM, Stand, now


async def test_a_request_is_read_back_as_it_stands(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    asked = pending(desk, kind=RequestKind.PAYMENT, unique_id="order-1", amount=1250, currency="eur")
    await desk.requests.put(asked)
    (read,) = await desk.requests.history(False)
    assert replace(read, created_at=asked.created_at) == asked
    known = replace(
        read, state=RequestState.KNOWN, object_id="paym_" + "a" * 24, http_status=200, reason="ok"
    )
    await desk.requests.put(known)
    assert await stand.desk(KARIM).requests.history(False) == (known,)
    done = replace(known, state=RequestState.DONE, finished_at=now(desk))
    await desk.requests.put(done)
    assert await desk.requests.history(False) == (done,)
    assert await desk.requests.history(True) == ()


async def test_what_was_asked_is_never_rewritten(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    asked = pending(desk, amount=100, currency="eur", unique_id="order-1")
    await desk.requests.put(asked)
    await desk.requests.put(
        replace(asked, amount=999, currency="usd", live=True, unique_id="order-2", key_fingerprint="f" * 12)
    )
    (kept,) = await desk.requests.history(False)
    assert (kept.amount, kept.currency, kept.unique_id) == (100, "eur", "order-1")
    assert kept.key_fingerprint == asked.key_fingerprint
    assert await desk.requests.history(True) == ()


async def test_the_newest_come_first_and_bounded(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    asked = [pending(desk) for _ in range(3)]
    for each in asked:
        await desk.requests.put(each)
    read = await desk.requests.history(False)
    assert [each.id for each in read] == [each.id for each in reversed(asked)]
    assert await desk.requests.history(False, limit=2) == read[:2]


async def test_what_a_dead_program_left_is_settled_and_what_waits_is_taken_up(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    mine = pending(desk)
    await desk.requests.put(mine)
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.store.contract.program", *stand.program("nadia")
    )
    async with asyncio.timeout(60):
        assert await program.wait() == -9
    waiting = await desk.requests.take_up(False)
    assert [each.id for each in waiting] == ["waits"]
    states = {each.id: each.state for each in await desk.requests.history(False)}
    assert states == {
        "sent": RequestState.UNKNOWN,
        "written": RequestState.NOT_SENT,
        "waits": RequestState.KNOWN,
        mine.id: RequestState.SENDING,
    }
