"""An approver's desk that dies between the approval and the answer: others find out by reading alone."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from stancer_tui.services.refunds.offer import Reason
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.ledger import LedgerChange
from tests.services.approval_team import team
from tests.services.refund_server import HandClock, ModelServer
from tests.services.refund_world import PAYMENT


@pytest.fixture
def server() -> ModelServer:
    return ModelServer(HandClock())


@pytest.fixture
def dead() -> set[str]:
    """The agents whose programs were killed."""
    return set()


@pytest.fixture
async def desks(
    tmp_path: Path, server: ModelServer, dead: set[str]
) -> AsyncIterator[dict[str, RefundsService]]:
    async with team(tmp_path, server, server.clock, dead=dead) as found:
        yield found


@pytest.fixture
async def mortal(
    tmp_path: Path, server: ModelServer, dead: set[str]
) -> AsyncIterator[dict[str, RefundsService]]:
    """The same; Karim's program dies as soon as it has written down anything."""

    def die(change: LedgerChange) -> None:
        dead.update({change.agent} & {"karim"})

    async with team(tmp_path, server, server.clock, dead=dead, told=die) as found:
        yield found


async def approve(desks: dict[str, RefundsService]) -> Intent:
    """Nadia asks, and Karim approves, whose program is killed while he does."""
    nadia, karim = desks["nadia"], desks["karim"].approvals
    asked = await nadia.confirm(await nadia.prepare(PAYMENT), 2500)
    with pytest.raises(asyncio.CancelledError):
        await karim.approve(await karim.read(asked.id))
    return asked


async def test_killed_before_it_was_sent_nothing_is_sent_and_the_payment_is_free(
    server: ModelServer, mortal: dict[str, RefundsService]
) -> None:
    asked = await approve(mortal)
    assert "POST" not in server.requests
    amelie = mortal["amelie"]
    assert await amelie.resume() == ()
    left = await amelie.get(asked.id)
    assert left is not None
    assert (left.state, left.approved_by) == (State.ABANDONED, "karim")
    assert (await amelie.prepare(PAYMENT)).block is None
    assert "POST" not in server.requests


@pytest.mark.parametrize("made", [True, False], ids=["made", "not made"])
async def test_killed_while_it_was_sent_another_desk_finds_out_by_reading(
    server: ModelServer, dead: set[str], desks: dict[str, RefundsService], made: bool
) -> None:
    async def die(amount: int) -> None:
        dead.add("karim")
        if made:
            server.book(amount)
        raise asyncio.CancelledError

    server.on_create = die
    asked = await approve(desks)
    amelie = desks["amelie"]
    server.clock.stop()
    assert [each.state for each in await amelie.resume()] == [State.UNKNOWN]
    assert (await desks["nadia"].prepare(PAYMENT)).block is (
        Reason.FOUND_EARLIER if made else Reason.IN_PROGRESS
    )
    server.clock.go()
    settled = await amelie.settled(asked.id)
    assert settled is not None
    assert settled.state is (State.CONFIRMED if made else State.NOT_FOUND)
    assert settled.approved_by == "karim"
    for desk in (amelie, desks["nadia"]):
        await desk.resume()
        await desk.prepare(PAYMENT)
    assert server.requests.count("POST") == 1
    assert server.total == (2500 if made else 0)
