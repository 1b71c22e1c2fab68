"""Claims: one an object, the last one that was made; they fade after a day."""

import asyncio
from datetime import timedelta

from stancer_tui.store.claim import FADES_AFTER
from tests.store.contract.stands import KARIM, NADIA, Stand, now

PAYMENT = "paym_" + "A" * 24
DISPUTE = "dspt_" + "A" * 24


async def test_who_works_on_it_is_seen_at_every_desk(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    await mine.open()
    claim = await mine.claims.take(False, PAYMENT, mine.me, at=now(mine))
    assert (claim.live, claim.object_id, claim.agent, claim.by) == (False, PAYMENT, mine.me, mine.me)
    assert not claim.given
    assert abs((claim.at - now(mine)).total_seconds()) < 60
    await theirs.open()
    assert await theirs.claims.current(False, now=now(theirs)) == (claim,)
    assert await theirs.claims.current(True, now=now(theirs)) == ()


async def test_the_last_claim_holds(stand: Stand) -> None:
    mine, theirs = stand.desk(), stand.desk(KARIM)
    await mine.open()
    await theirs.open()
    await mine.claims.take(False, PAYMENT, mine.me, at=now(mine))
    claim = await theirs.claims.take(False, PAYMENT, theirs.me, at=now(theirs))
    assert await mine.claims.current(False, now=now(mine)) == (claim,)
    assert claim.agent == theirs.me


async def test_an_object_is_given_to_a_colleague(stand: Stand) -> None:
    mine, theirs = stand.desk(NADIA), stand.desk(KARIM)
    await mine.open()
    await theirs.open()
    claim = await mine.claims.take(False, PAYMENT, theirs.me, at=now(mine))
    assert claim.given
    assert (claim.agent, claim.by) == (theirs.me, mine.me)
    assert await theirs.claims.current(False, now=now(theirs)) == (claim,)


async def test_only_what_an_agent_works_on_is_given(stand: Stand) -> None:
    mine, theirs = stand.desk(NADIA), stand.desk(KARIM)
    await mine.open()
    await theirs.open()
    assert await mine.claims.give(False, PAYMENT, theirs.me, at=now(mine)) is None
    await mine.claims.take(False, PAYMENT, mine.me, at=now(mine))
    assert await mine.claims.give(True, PAYMENT, theirs.me, at=now(mine)) is None
    given = await mine.claims.give(False, PAYMENT, theirs.me, at=now(mine))
    assert given is not None
    assert (given.agent, given.by) == (theirs.me, mine.me)
    assert await mine.claims.give(False, PAYMENT, theirs.me, at=now(mine)) is None, "it is not hers now"
    assert await theirs.claims.current(False, now=now(theirs)) == (given,)
    rows = [(row.before, row.after, row.detail) for row in await mine.audit() if row.kind == "claim"]
    assert rows == [(None, mine.me, "taken"), (mine.me, theirs.me, "given")]


async def test_what_is_let_go_is_nobodys(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    await desk.claims.take(False, PAYMENT, desk.me, at=now(desk))
    other = await desk.claims.take(False, DISPUTE, desk.me, at=now(desk))
    await desk.claims.release(True, DISPUTE, at=now(desk))
    await desk.claims.release(False, PAYMENT, at=now(desk))
    await desk.claims.release(False, PAYMENT, at=now(desk))
    assert await desk.claims.current(False, now=now(desk)) == (other,)


async def test_claims_come_oldest_first_and_again_when_taken_again(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    for each in (PAYMENT, DISPUTE, PAYMENT):
        await desk.claims.take(False, each, desk.me, at=now(desk))
    claims = await desk.claims.current(False, now=now(desk))
    assert [each.object_id for each in claims] == [DISPUTE, PAYMENT]


async def test_a_claim_fades_after_a_day(stand: Stand) -> None:
    desk = stand.desk()
    await desk.open()
    claim = await desk.claims.take(False, PAYMENT, desk.me, at=now(desk))
    almost = claim.at + FADES_AFTER - timedelta(microseconds=1)
    assert await desk.claims.current(False, now=almost) == (claim,)
    assert await desk.claims.current(False, now=claim.at + FADES_AFTER) == ()


async def test_many_desks_claim_at_once_and_one_holds_it(stand: Stand) -> None:
    desks = [stand.desk(agent) for agent in (NADIA, KARIM) for _ in range(3)]
    for desk in desks:
        await desk.open()
    claims = await asyncio.gather(
        *(desk.claims.take(False, PAYMENT, desk.me, at=now(desk)) for desk in desks)
    )
    (held,) = await desks[0].claims.current(False, now=now(desks[0]))
    assert held in claims


async def test_claims_are_listed_for_their_account(stand: Stand) -> None:
    shop, other = stand.desk(account="shop"), stand.desk(account="other")
    await shop.open()
    claim = await shop.claims.take(False, PAYMENT, shop.me, at=now(shop))
    assert await shop.claims.current(False, now=now(shop)) == (claim,)
    assert await other.claims.current(False, now=now(shop)) == ()
