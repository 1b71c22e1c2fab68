"""The network to the ledger is cut at every step of a refund: it is made once, and known in the end."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from stancer_tui.api.client import StancerClient
from stancer_tui.api.errors import ApiError
from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.models.ledger_address import ledger_address
from stancer_tui.services.clock import SystemClock
from stancer_tui.services.refunds.errors import RefundNotBegun
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.refunds.spilled import SpilledAnswers
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.owner import this_process
from stancer_tui.store.postgres import connecting
from stancer_tui.store.postgres.ledger import PostgresLedger
from stancer_tui.store.spill import Spill
from tests.faults.faults import encoded
from tests.faults.wire import Body, Commit, FaultServer, Wire
from tests.store.contract.stands import NADIA, PostgresStand, postgres_desk
from tests.store.cutting import Cut, Network

AMOUNT = 1250
AT_ONCE = 24
DEAD = 2**22 + 1
"""The number of no process."""
LIMITS = Limits(attempts=2)
TIMEOUTS = Timeouts(connect=20, send=20, read_answer=20, write_answer=20, write_total=30, read_total=60)
TIMING = Timing(PollSchedule((0.02, 0.05, 0.1, 0.2), window=1), good_readings=3, watch_every=0.1)


@dataclass
class Run:
    """What one refund came to whose network was cut."""

    at: int | None
    steps: int = 0
    kept: int = 0
    """Answers that this machine kept, while the ledger was away."""
    posts: int = 0
    told: State | None = None
    """What the agent was told at once; None where the refund was not begun."""
    states: tuple[State, ...] = ()
    wrongs: list[str] = field(default_factory=list)


async def true_answer(wire: Wire, true: Body) -> None:
    await wire.answer(200, encoded(true))


def service(client: StancerClient, ledger: Ledger, kept: Path) -> RefundsService:
    return RefundsService(
        client.refunds,
        ledger,
        SystemClock(),
        policy=RefundPolicy(live=False),
        key_fingerprint="0" * 12,
        timing=TIMING,
        spilled=SpilledAnswers(Spill(kept), "ledger", live=False),
    )


async def run(
    stand: PostgresStand,
    at: int | None,
    cut: Cut,
    folder: Path,
    *,
    ends: bool,
    number: int = 0,
    at_post: bool = False,
) -> Run:
    """One refund of a payment of its own; the network is cut at a step, and mended after the press."""
    result = Run(at)
    payment, kept = f"paym_{number:024}", folder / str(number)
    async with (
        FaultServer(true_answer, Commit.NOW, payment) as shop,
        Network(stand.server, at, cut) as network,
        StancerClient(
            SecretStr("stest_" + "k" * 24), base_url=shop.url, limits=LIMITS, timeouts=TIMEOUTS
        ) as client,
    ):
        if at_post:
            shop.on_post = lambda _body: network.cut_next()
        here = this_process()
        boot = here.started.partition(":")[0]
        owner = replace(here, pid=DEAD, started=f"{boot}:1") if ends else here
        ledger = PostgresLedger(ledger_address(network.url(stand.database, NADIA)), owner=owner)
        refunds = service(client, ledger, kept)
        result.told = await press(refunds, payment)
        result.steps = network.steps
        result.kept = len(list(kept.glob("*.json")))
        if ends:  # the program is gone before the network is back, without a word
            await refunds.aclose()
            await ledger.aclose()
            ledger = postgres_desk(stand.server.url(stand.database, NADIA))
            refunds = service(client, ledger, kept)
        network.mend()
        try:
            history = await found_out(refunds, payment)
        finally:
            await refunds.aclose()
            sendings = [each for each in await ledger.intents.changes() if each.after is State.SENDING]
            await ledger.aclose()
        result.posts = shop.posts
        result.states = tuple(each.state for each in history)
        result.wrongs = wrongs(result, history, shop, kept)
        if shop.posts > sum(each.intent in {known.id for known in history} for each in sendings):
            result.wrongs.append("sent before it was written down")
    return result


async def press(refunds: RefundsService, payment: str) -> State | None:
    """Start the program and refund; None where it was not begun."""
    with suppress(LedgerUnavailable):  # it goes on all the same
        await refunds.resume()
    try:
        offer = await refunds.prepare(payment)
        if offer.refusal(AMOUNT) is not None:
            return None
        return (await refunds.confirm(offer, AMOUNT, consents=offer.consents)).state
    except (ApiError, RefundNotBegun, LedgerUnavailable):
        return None


async def found_out(refunds: RefundsService, payment: str) -> tuple[Intent, ...]:
    """The intents of the payment once none of them is open."""
    async with asyncio.timeout(60):
        while True:
            try:
                await refunds.resume()
                found = await refunds.of_payments([payment])
            except LedgerUnavailable:
                found = None
            if found is not None and not any(each.open for each in found):
                return found
            await asyncio.sleep(0.05)


def wrongs(run: Run, history: tuple[Intent, ...], shop: FaultServer, kept: Path) -> list[str]:
    """What must never be."""
    found = []
    if shop.posts > 1:
        found.append("sent twice")
    made = {refund["id"] for refund in shop.refunds}
    if {each.refund_id for each in history if each.state is State.CONFIRMED} != made:
        found.append("a refund and its intent do not know each other")
    if run.told is None and shop.posts:
        found.append("told as not begun, and sent")
    if run.told is State.CONFIRMED and not made:
        found.append("told as made, and not made")
    if run.told in {State.NOT_SENT, State.REJECTED, State.ABANDONED} and made:
        found.append(f"told as {run.told}, and made")
    if any(kept.glob("*.json")):
        found.append("never delivered")
    return found


@pytest.mark.parametrize("ends", [False, True], ids=["the program goes on", "the program ends"])
@pytest.mark.parametrize("cut", list(Cut), ids=[each.name.lower() for each in Cut])
async def test_a_cut_while_the_request_is_under_way(
    team_stand: PostgresStand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: Cut, ends: bool
) -> None:
    monkeypatch.setattr(connecting, "CALL_SECONDS", 1.0)
    monkeypatch.setattr(connecting, "CONNECT_SECONDS", 1.0)
    made = await run(team_stand, None, cut, tmp_path, ends=ends, at_post=True)
    assert made.wrongs == []
    assert (made.posts, made.kept, made.told) == (1, 1, State.CONFIRMED)
    assert made.states == (State.CONFIRMED,)


@pytest.mark.parametrize("ends", [False, True], ids=["the program goes on", "the program ends"])
@pytest.mark.parametrize("cut", list(Cut), ids=[each.name.lower() for each in Cut])
async def test_a_cut_at_any_step(
    team_stand: PostgresStand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: Cut, ends: bool
) -> None:
    whole = await run(team_stand, None, cut, tmp_path, ends=ends)
    assert (whole.told, whole.wrongs, whole.kept) == (State.CONFIRMED, [], 0)
    assert whole.steps > 20
    monkeypatch.setattr(connecting, "CALL_SECONDS", 0.6)
    monkeypatch.setattr(connecting, "CONNECT_SECONDS", 0.6)
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(at: int) -> Run:
        async with slots:
            return await run(team_stand, at, cut, tmp_path, ends=ends, number=at)

    steps = range(1 + ends, whole.steps + 4, 3 if cut is Cut.SILENT else 2)  # each has the other half
    runs = await asyncio.gather(*map(one, steps))
    assert [(each.at, each.wrongs, each.states) for each in runs if each.wrongs] == []
    assert runs[0].told is None
    assert not runs[0].posts
