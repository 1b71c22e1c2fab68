"""A limit that changes while an agent decides: what was asked for as a request is never sent at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from stancer_tui.services.refunds.batch import BatchRefused, RefundBatches
from stancer_tui.services.refunds.batch_plan import PlannedRefund, PlanTrouble
from stancer_tui.services.refunds.batch_words import counts
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.batch import BatchState
from stancer_tui.store.intent import State
from stancer_tui.store.limits import Limit
from stancer_tui.store.sqlite.journal import Journal
from tests.services.approval_team import AGENTS, TeamFile, team
from tests.services.batch_world import AMOUNT, PAYMENTS, Shop, Till, plan
from tests.services.refund_server import HandClock, ModelServer
from tests.services.refund_world import PAYMENT

LOW, HIGH = Limit(approval_above=AMOUNT // 2), Limit(approval_above=100 * AMOUNT)


@pytest.mark.parametrize(("seen", "then"), [(LOW, HIGH), (HIGH, LOW)], ids=["raised", "lowered"])
async def test_a_limit_that_changes_before_the_confirmation_lets_nothing_out(
    tmp_path: Path, seen: Limit, then: Limit
) -> None:
    clock = HandClock()
    server = ModelServer(clock)
    limits = {"eur": seen}
    async with team(tmp_path, server, clock, {"usd": 1}, limited=limits) as desks:
        offer = await desks["nadia"].prepare(PAYMENT)
        assert offer.needs_approval(AMOUNT) is (seen is LOW)
        limits["eur"] = then
        asked = await desks["nadia"].confirm(offer, AMOUNT)
        assert (asked.state, server.requests.count("POST")) == (State.WAITING, 0)
        karim = desks["karim"].approvals
        made = await karim.approve(await karim.read(asked.id))
        assert (made.state, server.requests.count("POST")) == (State.CONFIRMED, 1)


async def test_a_limit_that_is_raised_before_the_offer_needs_no_second_agent(tmp_path: Path) -> None:
    clock = HandClock()
    server = ModelServer(clock)
    async with team(tmp_path, server, clock, {"usd": 1}, limited={"eur": HIGH}) as desks:
        made = await desks["nadia"].confirm(await desks["nadia"].prepare(PAYMENT), AMOUNT)
        assert (made.state, server.requests.count("POST")) == (State.CONFIRMED, 1)


@asynccontextmanager
async def till(path: Path, shop: Shop, limits: dict[str, Limit]) -> AsyncIterator[Till]:
    """Nadia's desk at a team's ledger, whose owner may change the limits."""
    ledger = TeamFile(Journal(path / "journal.db", owner=AGENTS["nadia"], busy_seconds=1), limits)
    policy = RefundPolicy(live=False)
    refunds = RefundsService(shop, ledger, shop.clock, policy=policy, key_fingerprint="0" * 12)
    batches = RefundBatches(refunds, ledger, shop.clock, live=False, key_fingerprint="0" * 12)
    try:
        yield Till(refunds, batches)
    finally:
        await batches.aclose()
        await refunds.aclose()
        await ledger.aclose()


async def test_what_a_new_limit_holds_back_waits_and_the_batch_goes_on(tmp_path: Path) -> None:
    shop, limits = Shop(HandClock()), {"eur": HIGH}

    async def after_the_first(payment: str) -> None:
        limits["eur"] = LOW if payment == PAYMENTS[0] else HIGH

    async def at_the_third(payment: str) -> None:
        if payment == PAYMENTS[3]:
            limits["eur"] = HIGH

    async with till(tmp_path, shop, limits) as nadia:
        candidates = await nadia.read()
        shop.on_create, shop.on_read = after_the_first, at_the_third
        batch = await nadia.ended(await nadia.batches.begin(plan(candidates)))
        assert batch.state is BatchState.ENDED
        assert shop.posts == [PAYMENTS[0], PAYMENTS[3], PAYMENTS[4]]
        intents = [item.intent for item in batch.items]
        assert [each.state for each in intents if each is not None] == [
            State.CONFIRMED,
            State.WAITING,
            State.WAITING,
            State.CONFIRMED,
            State.CONFIRMED,
        ]
        assert counts(batch) == "3 made, 2 waiting for approval"
        assert {each.payment for each in await nadia.refunds.approvals.waiting()} == set(PAYMENTS[1:3])


async def test_a_plan_holds_nothing_that_needs_a_second_agent(tmp_path: Path) -> None:
    shop, limits = Shop(HandClock()), {"eur": LOW}
    async with till(tmp_path, shop, limits) as nadia:
        candidates = await nadia.read(PAYMENTS[:2])
        with pytest.raises(BatchRefused) as refused:
            await nadia.batches.begin(plan(candidates))
        assert refused.value.trouble is PlanTrouble.NOT_SENDABLE
        assert await nadia.refunds.history() == ()
        small = tuple(PlannedRefund(each.offer, AMOUNT // 2) for each in plan(candidates).refunds)
        batch = await nadia.ended(await nadia.batches.begin(replace(plan(candidates), refunds=small)))
        assert batch.state is BatchState.ENDED
        assert shop.posts == list(PAYMENTS[:2])
