"""Above an amount a refund waits for a second person, and is sent once, from that person's desk."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from stancer_tui.models.refund import Refund
from stancer_tui.services.refunds.approvals import Changes, RequestChanged
from stancer_tui.services.refunds.errors import ConsentMissing, InProgress, RefundNotBegun
from stancer_tui.services.refunds.offer import Consent, Reason, RefundPolicy, SeenRefund, seen
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.services.approval_team import linked_team, team
from tests.services.refund_desk import paused, until
from tests.services.refund_server import HandClock, ModelServer, lost
from tests.services.refund_world import PAYMENT


@dataclass
class World:
    """A payment of 50.00 EUR, and three agents who refund up to 10.00 EUR alone."""

    server: ModelServer
    clock: HandClock
    desks: dict[str, RefundsService]

    @property
    def posts(self) -> int:
        """How many refunds were sent."""
        return self.server.requests.count("POST")

    async def ask(self, amount: int = 2500) -> Intent:
        """Nadia asks for a refund."""
        nadia = self.desks["nadia"]
        return await nadia.confirm(await nadia.prepare(PAYMENT), amount, ticket="T-1", reason="fraud")

    async def approve(self, intent: Intent, who: str = "karim") -> Intent:
        """A colleague reads it and approves."""
        approvals = self.desks[who].approvals
        return await approvals.approve(await approvals.read(intent.id))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    clock = HandClock()
    server = ModelServer(clock)
    async with team(tmp_path, server, clock) as desks:
        yield World(server, clock, desks)


async def test_up_to_the_amount_one_person_is_enough(world: World) -> None:
    assert (await world.ask(1000)).state is State.CONFIRMED
    assert world.posts == 1


async def test_above_it_nothing_is_sent_before_a_colleague_approves(world: World) -> None:
    asked = await world.ask()
    assert (asked.state, world.posts) == (State.WAITING, 0)
    assert [each.id for each in await world.desks["karim"].approvals.waiting()] == [asked.id]
    assert await world.desks["nadia"].unresolved() == (), "its outcome is not in doubt"
    made = await world.approve(asked)
    assert (made.state, world.posts) == (State.CONFIRMED, 1)
    assert (made.agent, made.approved_by, made.ticket, made.refund_reason) == (
        "nadia",
        "karim",
        "T-1",
        "fraud",
    )
    assert made.owner.user == "karim", "it was sent from the desk of who approved it"
    assert await world.desks["karim"].approvals.waiting() == ()


async def test_what_waits_holds_the_payment_against_everybody(world: World) -> None:
    await world.ask()
    karim = world.desks["karim"]
    offer = await karim.prepare(PAYMENT)
    assert offer.block is Reason.IN_PROGRESS
    assert offer.in_progress is not None
    assert offer.in_progress.agent == "nadia"
    assert world.posts == 0


def _disputed(server: ModelServer) -> Changes:
    server.status = "disputed"
    return Changes(status=("captured", "disputed"))


def _refunded(server: ModelServer) -> Changes:
    made = server.book(2600)
    return Changes(made=(_seen(server, made),), left=2400)


def _a_little_refunded(server: ModelServer) -> Changes:
    return Changes(made=(_seen(server, server.book(100)),))


def _seen(server: ModelServer, refund_id: str) -> SeenRefund:
    return seen(Refund.read(next(each for each in server.refunds if each["id"] == refund_id)))


def _unreadable(server: ModelServer) -> Changes:
    server.live = True
    return Changes(unreadable=True)


@pytest.mark.parametrize("happens", [_disputed, _refunded, _a_little_refunded, _unreadable])
async def test_what_has_changed_since_is_shown_and_refuses(
    world: World, happens: Callable[[ModelServer], Changes]
) -> None:
    asked = await world.ask()
    expected = happens(world.server)
    karim = world.desks["karim"].approvals
    request = await karim.read(asked.id)
    assert request.changes == expected
    with pytest.raises(RequestChanged) as refused:
        await karim.approve(request)
    assert refused.value.changes == expected
    assert world.posts == 0
    assert [each.state for each in await karim.waiting()] == [State.WAITING], "it still waits"


async def test_what_changes_after_it_was_shown_refuses_as_well(world: World) -> None:
    asked = await world.ask()
    request = await world.desks["karim"].approvals.read(asked.id)
    assert not request.changes
    world.server.book(100)
    with pytest.raises(RequestChanged):
        await world.desks["karim"].approvals.approve(request)
    assert world.posts == 0


async def test_a_payment_in_another_currency_is_not_what_was_asked_for(world: World) -> None:
    asked = await world.ask()
    world.server.currency = "usd"
    karim = world.desks["karim"].approvals
    request = await karim.read(asked.id)
    assert request.changes == Changes(currency=("eur", "usd"))
    with pytest.raises(RequestChanged):
        await karim.approve(request)
    assert world.posts == 0


async def test_who_approves_a_disputed_payment_confirms_that_as_who_asked_did(world: World) -> None:
    world.server.status = "disputed"
    nadia, karim = world.desks["nadia"], world.desks["karim"].approvals
    asked = await nadia.confirm(
        await nadia.prepare(PAYMENT), 2500, consents=frozenset({Consent.DISPUTED, Consent.AGAIN})
    )
    request = await karim.read(asked.id)
    assert request.consents == {Consent.DISPUTED}
    for given in (frozenset[Consent](), frozenset({Consent.AGAIN})):
        with pytest.raises(ConsentMissing) as refused:
            await karim.approve(replace(request, given=given))
        assert refused.value.missing == {Consent.DISPUTED}
    with pytest.raises(ConsentMissing):
        await karim.approve(replace(request, consents=frozenset()))
    assert world.posts == 0
    made = await karim.approve(replace(request, given=request.consents))
    assert (made.state, world.posts) == (State.CONFIRMED, 1)


async def test_who_approves_a_refund_after_one_without_a_trace_confirms_that_too(world: World) -> None:
    nadia, karim = world.desks["nadia"], world.desks["karim"].approvals

    async def lose(_: int) -> None:
        raise lost()

    world.server.on_create = lose
    sent = await nadia.confirm(await nadia.prepare(PAYMENT), 1000)
    await nadia.settled(sent.id)
    world.server.on_create = None
    asked = await nadia.confirm(await nadia.prepare(PAYMENT), 2500, consents=frozenset({Consent.AGAIN}))
    request = await karim.read(asked.id)
    assert request.consents == {Consent.AGAIN}
    with pytest.raises(ConsentMissing):
        await karim.approve(request)
    made = await karim.approve(replace(request, given=request.consents))
    assert (made.state, world.posts) == (State.CONFIRMED, 2)


async def test_two_who_approve_at_once_send_once(world: World) -> None:
    asked = await world.ask()
    both = [world.desks[who].approvals for who in ("karim", "amelie")]
    requests = [await each.read(asked.id) for each in both]
    ended = await asyncio.gather(
        *(each.approve(request) for each, request in zip(both, requests, strict=True)),
        return_exceptions=True,
    )
    assert world.posts == 1
    states = [each.state for each in ended if isinstance(each, Intent)]
    assert states == [State.CONFIRMED]
    assert sum(isinstance(each, InProgress) for each in ended) == 1


async def test_who_withdraws_while_a_colleague_approves_is_first_or_too_late(world: World) -> None:
    asked = await world.ask()
    request = await world.desks["karim"].approvals.read(asked.id)
    withdrawn = await world.desks["nadia"].approvals.withdraw(asked.id)
    assert withdrawn.state is State.WITHDRAWN
    with pytest.raises(InProgress) as refused:
        await world.desks["karim"].approvals.approve(request)
    assert refused.value.intent.state is State.WITHDRAWN
    assert world.posts == 0


async def test_withdrawing_what_is_being_sent_is_too_late(world: World) -> None:
    asked = await world.ask()
    arrived, go = paused(world.server)
    approving = asyncio.create_task(world.approve(asked))
    await arrived.wait()
    with pytest.raises(InProgress):
        await world.desks["nadia"].approvals.withdraw(asked.id)
    go.set()
    assert (await approving).state is State.CONFIRMED
    assert world.posts == 1


async def test_a_no_frees_the_payment_and_says_why(world: World) -> None:
    asked = await world.ask()
    declined = await world.desks["karim"].approvals.decline(asked.id, "Ask the shop first.")
    assert (declined.state, declined.reason) == (State.DECLINED, "Ask the shop first.")
    assert (await world.desks["amelie"].prepare(PAYMENT)).in_progress is None
    assert world.posts == 0


async def test_after_a_day_it_lapses_and_is_not_sent(world: World) -> None:
    asked = await world.ask()
    world.clock.time += timedelta(hours=23, minutes=59)
    await world.desks["amelie"].resume()
    assert [each.id for each in await world.desks["karim"].approvals.waiting()] == [asked.id]
    world.clock.time += timedelta(minutes=2)
    await world.desks["karim"].resume()
    left = await world.desks["karim"].get(asked.id)
    assert left is not None
    assert left.state is State.LAPSED
    assert (await world.desks["nadia"].prepare(PAYMENT)).in_progress is None
    assert world.posts == 0


async def test_an_answer_that_is_lost_after_an_approval_is_found_out_like_any_other(world: World) -> None:
    asked = await world.ask()

    async def lose(amount: int) -> None:
        world.server.on_create = None
        world.server.book(amount)
        raise lost()

    world.server.on_create = lose
    unknown = await world.approve(asked)
    settled = await world.desks["karim"].settled(unknown.id)
    assert settled is not None
    assert settled.state is State.CONFIRMED
    assert (world.posts, world.server.total) == (1, 2500)


async def test_leaving_while_an_approved_refund_is_sent_does_not_stop_it(world: World) -> None:
    asked = await world.ask()
    arrived, go = paused(world.server)
    approving = asyncio.create_task(world.approve(asked))
    await arrived.wait()
    assert [each.amount for each in world.desks["karim"].in_flight()] == [2500]
    approving.cancel()
    go.set()
    await world.desks["karim"].drain()
    made = await world.desks["karim"].get(asked.id)
    assert made is not None
    assert made.state is State.CONFIRMED


async def test_without_a_team_the_amount_is_a_ceiling(tmp_path: Path) -> None:
    clock = HandClock()
    server = ModelServer(clock)
    ledger = SqliteLedger(Journal(tmp_path / "journal.db"))
    policy = RefundPolicy(False, ceilings={"eur": 3000}, approval_above={"eur": 1000, "usd": 500})
    alone = RefundsService(server, ledger, clock, policy=policy, key_fingerprint="0" * 12)
    offer = await alone.prepare(PAYMENT)
    assert (offer.ceiling, offer.refusal(1001)) == (1000, Reason.OVER_CEILING)
    with pytest.raises(RefundNotBegun):
        await alone.confirm(offer, 1001)
    assert server.requests.count("POST") == 0
    await alone.aclose()
    await ledger.aclose()


async def test_what_is_above_the_ceiling_is_not_even_asked_for(tmp_path: Path) -> None:
    clock = HandClock()
    server = ModelServer(clock)
    async with team(tmp_path, server, clock, {"eur": 1000}, ceilings={"eur": 2000}) as desks:
        offer = await desks["nadia"].prepare(PAYMENT)
        assert offer.refusal(2001) is Reason.OVER_CEILING
        assert (await desks["nadia"].confirm(offer, 2000)).state is State.WAITING


async def test_who_asked_is_told_what_a_colleague_made_of_it(tmp_path: Path) -> None:
    clock = HandClock()
    server = ModelServer(clock)
    async with linked_team(tmp_path, server, clock) as desks:
        told: list[State] = []
        await desks["nadia"].resume()
        desks["nadia"].subscribe(lambda progress: told.append(progress.intent.state))
        nadia, karim = desks["nadia"], desks["karim"].approvals
        asked = await nadia.confirm(await nadia.prepare(PAYMENT), 2500)
        await karim.approve(await karim.read(asked.id))
        await until(lambda: told[-1] is State.CONFIRMED)
        assert told[0] is State.WAITING
        assert server.requests.count("POST") == 1
