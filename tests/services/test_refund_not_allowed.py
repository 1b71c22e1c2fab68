"""A ledger that refuses what a desk concludes: the refund stays as it has it, and the desk goes on."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.api.errors import Effect, NotSent
from stancer_tui.services.refunds.batch import BatchBusy, RefundBatches
from stancer_tui.services.refunds.evidence import alarm
from stancer_tui.services.refunds.offer import Reason, RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.batch import Batch
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable, NotAllowed
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.owner import Owner
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteBatches, SqliteIntents
from tests.services.approval_team import AGENTS, TeamFile
from tests.services.batch_world import PAYMENTS, Shop, Till
from tests.services.refund_desk import until
from tests.services.refund_server import HandClock, ModelServer, lost
from tests.services.refund_world import PAYMENT

REFUSED = NotAllowed("The ledger knows better.")
READS_ONLY = LedgerUnavailable(LedgerTrouble.NOT_ALLOWED)
EVERY_REFUSAL = pytest.mark.parametrize("refusal", [REFUSED, READS_ONLY], ids=["refused", "reads only"])


class RefusingIntents(SqliteIntents):
    """Refuses to let an intent become one of `states`."""

    states: Collection[State] = ()
    refusal: Exception = REFUSED

    async def advance(
        self, before: Intent, after: Intent, *, at: datetime, detail: str, alone: bool = False
    ) -> Intent:
        if after.state in self.states:
            raise self.refusal
        return await super().advance(before, after, at=at, detail=detail, alone=alone)


class RefusingBatches(SqliteBatches):
    """Refuses every change of a batch."""

    refusal: Exception = REFUSED

    async def advance(self, *_: Any, **_given: Any) -> Batch:
        raise self.refusal


class RefusingFile(TeamFile):
    """A team's file that refuses some steps."""

    def __init__(self, path: Path, who: str) -> None:
        super().__init__(Journal(path / "journal.db", owner=AGENTS[who], busy_seconds=1))
        self.intents: RefusingIntents = RefusingIntents(self)

    def refuse(self, refusal: Exception, *states: State) -> None:
        """From now on."""
        self.intents.states, self.intents.refusal = states, refusal


class World:
    """A payment and the desks at it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = HandClock()
        self.server = ModelServer(self.clock)
        self.dead: set[str] = set()

    @asynccontextmanager
    async def desk(self, who: str) -> AsyncIterator[tuple[RefundsService, RefusingFile]]:
        """A desk of an agent, whose own amount is 10.00 EUR."""
        ledger = RefusingFile(self.path, who)

        async def alive(owner: object) -> bool:
            return owner not in [AGENTS[each] for each in self.dead]

        service = RefundsService(
            self.server,
            ledger,
            self.clock,
            policy=RefundPolicy(False, approval_above={"eur": 1000}),
            key_fingerprint="0" * 12,
            alive=alive,
        )
        try:
            yield service, ledger
        finally:
            await service.aclose()
            await ledger.aclose()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@EVERY_REFUSAL
async def test_a_lapse_that_a_desk_may_not_write_down_is_left_to_others(
    world: World, refusal: Exception
) -> None:
    async with world.desk("nadia") as (nadia, _), world.desk("karim") as (karim, ledger):
        asked = await nadia.confirm(await nadia.prepare(PAYMENT), 2500)
        world.clock.time += timedelta(hours=25)
        ledger.refuse(refusal, State.LAPSED)
        assert [each.state for each in await karim.resume()] == [State.WAITING], "as the ledger has it"
        assert [each.id for each in await karim.approvals.waiting()] == [asked.id]
        offer = await karim.prepare(PAYMENT)
        assert (offer.block, karim.journal_trouble) == (Reason.IN_PROGRESS, None)
        ledger.refuse(refusal)
        assert (await karim.prepare(PAYMENT)).block is None, "it lapses once it may"
    assert "POST" not in world.server.requests


@EVERY_REFUSAL
async def test_sweeping_goes_on_after_what_may_not_be_written_down(world: World, refusal: Exception) -> None:
    async with world.desk("nadia") as (nadia, _), world.desk("karim") as (karim, ledger):
        asked = await nadia.confirm(await nadia.prepare(PAYMENT), 2500)
        world.clock.time += timedelta(hours=25)
        ledger.refuse(refusal, State.LAPSED)
        world.clock.hold = 3600  # a sweep's pause ends at once now
        world.clock.stop()
        await karim.resume()
        refused = world.clock.pauses
        world.clock.go()
        await until(lambda: world.clock.pauses > refused + 2)
        ledger.refuse(refusal)

        told: list[State] = []
        karim.subscribe(lambda progress: told.append(progress.intent.state))
        await until(lambda: told == [State.LAPSED])
        assert (await karim.get(asked.id) or asked).state is State.LAPSED


@EVERY_REFUSAL
@pytest.mark.parametrize("made", [True, False])
async def test_what_a_dead_desk_left_stays_as_it_is_where_it_may_not_be_taken_up(
    world: World, refusal: Exception, made: bool
) -> None:
    async with world.desk("nadia") as (nadia, ledger), world.desk("karim") as (karim, theirs):

        async def die(amount: int) -> None:
            world.dead.add("nadia")
            ledger.refuse(REFUSED, *State)
            if made:
                world.server.book(amount)
            raise lost()

        world.server.on_create = die
        await nadia.confirm(await nadia.prepare(PAYMENT), 1000)
        theirs.refuse(refusal, State.UNKNOWN)
        assert [each.state for each in await karim.resume()] == [State.SENDING]
        assert (await karim.prepare(PAYMENT)).block is Reason.IN_PROGRESS
    assert world.server.requests.count("POST") == 1


@EVERY_REFUSAL
async def test_a_refund_that_is_seen_holds_a_new_one_back_whoever_may_write_it_down(
    world: World, refusal: Exception
) -> None:
    async with world.desk("nadia") as (nadia, ledger):

        async def lose(_: int) -> None:
            raise lost()

        world.server.on_create = lose
        sent = await nadia.confirm(await nadia.prepare(PAYMENT), 1000)
        missed = await nadia.settled(sent.id)
        assert missed is not None
        assert missed.state is State.NOT_FOUND
        world.server.book(1000)
        ledger.refuse(refusal, State.CONFIRMED)
        offer = await nadia.prepare(PAYMENT)
        assert offer.block is Reason.FOUND_EARLIER
        assert [(each.id, each.refund_id) for each in offer.found] == [(sent.id, f"refd_{0:024}")]
        assert await nadia.check_again(sent.id) != missed, "the agent is told what is there"
        assert [each.state for each in await nadia.history()] == [State.NOT_FOUND], "as the ledger has it"
    assert world.server.requests.count("POST") == 1


@EVERY_REFUSAL
async def test_the_sum_after_a_refund_alarms_whoever_may_write_it_down(
    world: World, refusal: Exception
) -> None:
    async with world.desk("nadia") as (nadia, ledger):

        async def with_another(_: int) -> None:
            world.server.book(300)
            read = world.server.on_read

            async def refuse() -> None:
                world.server.on_read = read
                ledger.refuse(refusal, State.CONFIRMED)

            world.server.on_read = refuse

        world.server.on_create = with_another
        made = await nadia.confirm(await nadia.prepare(PAYMENT), 1000)
        assert made.state is State.CONFIRMED
        assert alarm(made)


@EVERY_REFUSAL
async def test_an_absence_that_may_not_be_written_down_keeps_the_payment(
    world: World, refusal: Exception
) -> None:
    async with world.desk("nadia") as (nadia, ledger):

        async def lose(_: int) -> None:
            ledger.refuse(refusal, State.NOT_FOUND)
            raise lost()

        world.server.on_create = lose
        sent = await nadia.confirm(await nadia.prepare(PAYMENT), 1000)
        await until(lambda: world.clock.ticks > 200)
        assert (await nadia.prepare(PAYMENT)).block is Reason.IN_PROGRESS
        ledger.refuse(refusal)
        settled = await nadia.settled(sent.id)
        assert settled is not None
        assert settled.state is State.NOT_FOUND
    assert world.server.requests.count("POST") == 1


@EVERY_REFUSAL
async def test_a_batch_that_may_not_be_ended_keeps_no_other_one_from_being_found(
    tmp_path: Path, refusal: Exception
) -> None:
    shop = Shop(HandClock())
    ledger = RefusingFile(tmp_path, "nadia")
    policy = RefundPolicy(live=False)
    refunds = RefundsService(shop, ledger, shop.clock, policy=policy, key_fingerprint="0" * 12)

    async def dead(_: Owner) -> bool:
        return False

    def desk() -> RefundBatches:
        fingerprint = "0" * 12
        return RefundBatches(refunds, ledger, shop.clock, live=False, key_fingerprint=fingerprint, alive=dead)

    first = Till(refunds, desk())
    whole = ledger.batches
    ledger.batches = RefusingBatches(ledger)
    ledger.batches.refusal = refusal
    refusing = Till(refunds, desk())
    ended = await refusing.begin(PAYMENTS[:1])
    await until(lambda: ended.over)
    ledger.batches = whole

    async def fail(_: str) -> None:
        raise NotSent("no", effect=Effect.NOT_SENT)

    shop.on_create = fail
    stopped = await first.ended(await first.begin(PAYMENTS[1:3]))
    assert [each.id for each in await refusing.batches.left()] == [stopped.id]
    with pytest.raises((BatchBusy, LedgerUnavailable)):
        await refusing.batches.leave(stopped)
    for till in (first, refusing):
        await till.batches.aclose()
    await refunds.aclose()
    await ledger.aclose()
