"""Refunds of a team: of two agents one sends, and an answer outlives a ledger that is away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from stancer_tui.services.clock import SystemClock
from stancer_tui.services.refunds.errors import InProgress, JournalOff
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.refunds.spilled import SpilledAnswers
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.store.errors import LedgerTrouble
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.spill import Spill
from tests.services.refund_server import HandClock, ModelServer
from tests.services.refund_world import PAYMENT
from tests.store.contract.stands import AMELIE, KARIM, NADIA, PostgresStand
from tests.store.team import AUDITOR

TIMING = Timing(polling=PollSchedule((0.05,), window=1), watch_every=0.1)


class Ahead(SystemClock):
    """A machine's clock that was set forward after the ledger's was compared with it."""

    def now(self) -> datetime:
        return super().now() + timedelta(hours=25)


@asynccontextmanager
async def program(
    stand: PostgresStand, agent: str, server: ModelServer, kept: Path, clock: SystemClock | None = None
) -> AsyncIterator[RefundsService]:
    """An agent's program at the team's ledger."""
    ledger = stand.desk(agent)
    service = RefundsService(
        server,
        ledger,
        clock or SystemClock(),
        policy=RefundPolicy(live=False),
        key_fingerprint="0" * 12,
        timing=TIMING,
        spilled=SpilledAnswers(Spill(kept / agent), ledger.place, live=False),
    )
    try:
        yield service
    finally:
        await service.aclose()
        await ledger.aclose()


@pytest.fixture
def shop() -> ModelServer:
    return ModelServer(HandClock())


async def test_of_two_agents_who_confirm_at_once_one_refunds(
    team_stand: PostgresStand, shop: ModelServer, tmp_path: Path
) -> None:
    async with (
        program(team_stand, NADIA, shop, tmp_path) as nadia,
        program(team_stand, KARIM, shop, tmp_path) as karim,
    ):
        offers = await asyncio.gather(nadia.prepare(PAYMENT), karim.prepare(PAYMENT))
        confirming = [
            asyncio.create_task(each.confirm(offer, 1250))
            for each, offer in zip((nadia, karim), offers, strict=True)
        ]

        async def until_the_other_has_ended(_: int) -> None:
            if shop.requests.count("POST") == 1:
                await asyncio.wait(confirming, return_when=asyncio.FIRST_COMPLETED)

        shop.on_create = until_the_other_has_ended
        made = await asyncio.gather(*confirming, return_exceptions=True)
        assert shop.requests.count("POST") == 1
        assert shop.total == 1250
        (refused,) = [each for each in made if isinstance(each, InProgress)]
        (held,) = await nadia.history()
        assert refused.intent.id == held.id
        assert held.state is State.CONFIRMED


async def test_what_the_ledger_did_not_take_is_not_sent(
    team_stand: PostgresStand, shop: ModelServer, tmp_path: Path
) -> None:
    async with program(team_stand, NADIA, shop, tmp_path) as nadia:
        offer = await nadia.prepare(PAYMENT)
        team_stand.server.stop("immediate")
        try:
            with pytest.raises(JournalOff) as caught:
                await nadia.confirm(offer, 1250)
            assert caught.value.error.trouble is LedgerTrouble.AWAY
        finally:
            team_stand.server.start()
        assert "POST" not in shop.requests
        assert (await nadia.confirm(await nadia.prepare(PAYMENT), 1250)).state is State.CONFIRMED
    assert shop.total == 1250


@pytest.mark.parametrize("again", [False, True], ids=["same program", "next program"])
async def test_an_answer_outlives_the_ledger(
    team_stand: PostgresStand, shop: ModelServer, tmp_path: Path, again: bool
) -> None:
    async def on_create(_: int) -> None:
        shop.on_create = None
        team_stand.server.stop("immediate")

    shop.on_create = on_create
    async with program(team_stand, NADIA, shop, tmp_path) as nadia:
        intent = await nadia.confirm(await nadia.prepare(PAYMENT), 1250)
        assert intent.state is State.CONFIRMED
        if not again:
            team_stand.server.start()
            await settles(nadia)
    if again:
        team_stand.server.start()
        async with program(team_stand, NADIA, shop, tmp_path) as nadia:
            await nadia.resume()
            await settles(nadia)
    assert shop.total == 1250
    assert list((tmp_path / NADIA).iterdir()) == []


async def settles(refunds: RefundsService) -> None:
    """Wait until the ledger has the refund as it was answered."""
    async with asyncio.timeout(30):
        while (await refunds.history())[0].state is not State.CONFIRMED:  # noqa: ASYNC110 - no event of its own
            await asyncio.sleep(0.02)
    (known,) = await refunds.history()
    assert known.http_status == 200  # by its answer, not by reading the payment


async def test_what_the_ledgers_owner_limits_is_offered_so(
    team_stand: PostgresStand, shop: ModelServer, tmp_path: Path
) -> None:
    team_stand.server.sql(
        "INSERT INTO stancer_tui.limits VALUES ('eur', 1000, 2000)", database=team_stand.database
    )
    async with (
        program(team_stand, NADIA, shop, tmp_path) as nadia,
        program(team_stand, AMELIE, shop, tmp_path) as amelie,
    ):
        offer = await nadia.prepare(PAYMENT)
        assert (offer.ceiling, offer.maximum, offer.approval_above) == (2000, 2000, 1000)
        asked = await nadia.confirm(offer, 1250)
        assert asked.state is State.WAITING
        made = await amelie.approvals.approve(await amelie.approvals.read(asked.id))
        assert (made.state, made.agent, made.approved_by) == (State.CONFIRMED, NADIA, AMELIE)
    assert shop.total == 1250


async def test_a_limit_that_this_desk_has_not_heard_of_makes_a_refund_wait(
    team_stand: PostgresStand, shop: ModelServer, tmp_path: Path
) -> None:
    async with program(team_stand, NADIA, shop, tmp_path) as nadia:
        offer = await nadia.prepare(PAYMENT)
        assert not offer.needs_approval(1250)
        team_stand.server.sql(
            "INSERT INTO stancer_tui.limits VALUES ('eur', 1000, 2000)", database=team_stand.database
        )
        assert (await nadia.confirm(offer, 1250)).state is State.WAITING
    assert "POST" not in shop.requests


async def test_of_two_who_approve_at_once_one_sends(
    team_stand: PostgresStand, shop: ModelServer, tmp_path: Path
) -> None:
    server = team_stand.server
    server.sql("INSERT INTO stancer_tui.limits VALUES ('eur', 1000, 2000)", database=team_stand.database)
    server.sql(f"GRANT stancer_approver TO {KARIM}")
    try:
        async with (
            program(team_stand, NADIA, shop, tmp_path) as nadia,
            program(team_stand, KARIM, shop, tmp_path) as karim,
            program(team_stand, AMELIE, shop, tmp_path) as amelie,
        ):
            asked = await nadia.confirm(await nadia.prepare(PAYMENT), 1250)
            both = (karim.approvals, amelie.approvals)
            requests = await asyncio.gather(*(each.read(asked.id) for each in both))
            ended = await asyncio.gather(
                *(each.approve(request) for each, request in zip(both, requests, strict=True)),
                return_exceptions=True,
            )
            assert shop.requests.count("POST") == 1
            (made,) = [each for each in ended if isinstance(each, Intent)]
            (late,) = [each for each in ended if isinstance(each, InProgress)]
            assert (made.state, late.intent.id) == (State.CONFIRMED, asked.id)
            assert late.intent.approved_by == made.approved_by
    finally:
        server.sql(f"REVOKE stancer_approver FROM {KARIM}")
    assert shop.total == 1250


async def test_an_auditors_desk_opens_and_leaves_a_lapse_to_others(
    team_stand: PostgresStand, shop: ModelServer, tmp_path: Path
) -> None:
    server, database = team_stand.server, team_stand.database
    server.sql("INSERT INTO stancer_tui.limits VALUES ('eur', 1000, 2000)", database=database)
    async with (
        program(team_stand, NADIA, shop, tmp_path) as nadia,
        program(team_stand, AUDITOR, shop, tmp_path) as auditor,
    ):
        asked = await nadia.confirm(await nadia.prepare(PAYMENT), 1250)
        server.sql(
            "ALTER TABLE stancer_tui.intents DISABLE TRIGGER USER; "
            "UPDATE stancer_tui.intents SET created_at = created_at - interval '25 hours'; "
            "ALTER TABLE stancer_tui.intents ENABLE TRIGGER USER",
            database=database,
        )
        assert [each.id for each in await auditor.resume()] == [asked.id]
        assert [each.state for each in await auditor.history()] == [State.WAITING]
        assert (await auditor.prepare(PAYMENT)).in_progress is not None
        await nadia.resume()
        assert [each.state for each in await auditor.history()] == [State.LAPSED]
    assert "POST" not in shop.requests


async def test_a_desk_whose_clock_is_ahead_leaves_a_request_waiting(
    team_stand: PostgresStand, shop: ModelServer, tmp_path: Path
) -> None:
    server, database = team_stand.server, team_stand.database
    server.sql("INSERT INTO stancer_tui.limits VALUES ('eur', 1000, 2000)", database=database)
    async with (
        program(team_stand, NADIA, shop, tmp_path) as nadia,
        program(team_stand, KARIM, shop, tmp_path, clock=Ahead()) as karim,
    ):
        asked = await nadia.confirm(await nadia.prepare(PAYMENT), 1250)
        assert [each.state for each in await karim.resume()] == [State.WAITING]
        assert (await karim.prepare(PAYMENT)).in_progress is not None
        assert [each.id for each in await karim.approvals.waiting()] == [asked.id]


async def test_a_colleague_holds_back_while_the_sender_cannot_be_reached(
    team_stand: PostgresStand, shop: ModelServer, tmp_path: Path
) -> None:
    arrived, go = asyncio.Event(), asyncio.Event()

    async def on_create(_: int) -> None:
        shop.on_create = None
        arrived.set()
        await go.wait()

    shop.on_create = on_create
    async with (
        program(team_stand, NADIA, shop, tmp_path) as nadia,
        program(team_stand, KARIM, shop, tmp_path) as karim,
    ):
        sending = asyncio.create_task(nadia.confirm(await nadia.prepare(PAYMENT), 1250))
        await arrived.wait()
        await asyncio.to_thread(team_stand.server.restart, "immediate")
        await karim.resume()
        offer = await karim.prepare(PAYMENT)
        assert offer.in_progress is not None
        assert offer.in_progress.agent == NADIA
        assert offer.in_progress.state is State.SENDING
        go.set()
        assert (await sending).state is State.CONFIRMED
    assert shop.requests.count("POST") == 1
