"""Two machines whose clocks are two hours apart: what counts is the ledger's."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta

import time_machine
from pydantic import SecretStr

from stancer_tui.api.client import StancerClient
from stancer_tui.services.clock import SystemClock
from stancer_tui.services.refunds.ledger import RefundLedger
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.intent import State
from stancer_tui.store.ledger import Ledger
from tests.faults.faults import encoded
from tests.faults.wire import Body, Commit, FaultServer, Wire
from tests.store.contract.entries import PAYMENT, written
from tests.store.contract.stands import KARIM, NADIA, PostgresStand

HOUR, FORTNIGHT = timedelta(hours=1), timedelta(days=14)


@contextmanager
def ahead(by: timedelta) -> Iterator[None]:
    """A machine whose clock is ahead."""
    with time_machine.travel(datetime.now(UTC) + by, tick=True):
        yield


async def answer(wire: Wire, true: Body) -> None:
    await wire.answer(200, encoded(true))


@asynccontextmanager
async def service(ledger: Ledger) -> AsyncIterator[RefundsService]:
    """The refunds of a desk, as they are really timed."""
    async with (
        FaultServer(answer, Commit.NEVER, PAYMENT) as shop,
        StancerClient(SecretStr("stest_" + "k" * 24), base_url=shop.url) as client,
    ):
        refunds = RefundsService(
            client.refunds,
            ledger,
            SystemClock(),
            policy=RefundPolicy(live=False),
            key_fingerprint="0" * 12,
        )
        try:
            yield refunds
        finally:
            await refunds.aclose()


async def test_a_refund_under_way_is_not_taken_for_an_old_one(team_stand: PostgresStand) -> None:
    """One of a desk that fell silent is taken up after the longest time of a request, and no sooner."""
    fast, slow = team_stand.desk(NADIA), team_stand.desk(KARIM)
    with ahead(HOUR):
        sending = await written(fast, State.SENDING)
        there = RefundLedger(fast, SystemClock(), live=False).now()
        silent = "UPDATE stancer_tui.desks SET seen_at = seen_at - interval '40 seconds'"
        team_stand.server.sql(silent, database=team_stand.database)
    with ahead(-HOUR):
        async with service(slow) as refunds:
            assert await refunds.resume() == (sending,)
            here = RefundLedger(slow, SystemClock(), live=False).now()
            assert abs(here - there) < timedelta(minutes=1)
            assert await slow.intents.get(sending.id) == sending
            team_stand.server.sql(
                "UPDATE stancer_tui.intents SET sent_at = sent_at - interval '301 seconds'",
                database=team_stand.database,
            )
            (taken,) = await refunds.resume()
            assert (taken.state, taken.error_class) == (State.UNKNOWN, "OwnerGone")


async def test_a_claim_of_a_moment_ago_has_not_faded(team_stand: PostgresStand) -> None:
    slow, fast = team_stand.desk(NADIA), team_stand.desk(KARIM)
    with ahead(-FORTNIGHT):
        await slow.open()
        claim = await slow.claims.take(False, PAYMENT, NADIA, at=datetime.now(UTC))
    with ahead(FORTNIGHT):
        await fast.open()
        now = RefundLedger(fast, SystemClock(), live=False).now()
        assert await fast.claims.current(False, now=now) == (claim,)
