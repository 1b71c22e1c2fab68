"""An answer that the ledger cannot take down is kept here, until this or the next program delivers it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from stancer_tui.api.errors import ApiError, Conflict, Effect, NotSent
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.services.refunds.ledger import RefundProgress
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.refunds.spilled import SpilledAnswers
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import State
from stancer_tui.store.owner import Owner
from stancer_tui.store.spill import Spill
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.services.refund_desk import ME, OTHER, Desk, until
from tests.services.refund_server import lost
from tests.services.refund_world import PAYMENT


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "unrecorded"


def files(folder: Path) -> list[Path]:
    """What is kept."""
    return list(folder.iterdir())


@asynccontextmanager
async def program(
    desk: Desk, kept: Path, owner: Owner, *, live: bool = False, timing: Timing | None = None
) -> AsyncIterator[RefundsService]:
    """A program that keeps on this machine what its journal cannot take down."""
    ledger = SqliteLedger(Journal(desk.path, busy_seconds=0.05))

    async def alive(process: Owner) -> bool:
        return process.pid not in desk.dead

    service = RefundsService(
        desk.server,
        ledger,
        desk.clock,
        policy=RefundPolicy(live=live),
        key_fingerprint="0" * 12,
        timing=timing,
        owner=owner,
        alive=alive,
        spilled=SpilledAnswers(Spill(kept), ledger.place, live=live),
    )
    try:
        yield service
    finally:
        await service.aclose()
        await ledger.aclose()


async def unrecorded(desk: Desk, kept: Path, error: ApiError | None) -> None:
    """A program whose journal is away when the answer comes, and which is gone before it is back."""
    aside = desk.path.with_name("aside.db")

    async def on_create(_: int) -> None:
        desk.path.rename(aside)
        desk.server.on_create = None
        if error is not None:
            raise error

    desk.server.on_create = on_create
    async with program(desk, kept, ME) as refunds:
        await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
    desk.dead.add(ME.pid)
    aside.rename(desk.path)


ANSWERS = [
    (None, State.CONFIRMED),
    (NotSent("refused", effect=Effect.NOT_SENT), State.NOT_SENT),
    (lost(), State.UNKNOWN),
    (Conflict("no", effect=Effect.REFUSED, status=409), State.UNKNOWN),
]


@pytest.mark.parametrize(("error", "state"), ANSWERS)
async def test_the_next_program_delivers_it(
    desk: Desk, kept: Path, error: ApiError | None, state: State
) -> None:
    await unrecorded(desk, kept, error)
    assert desk.journal()[0].state is State.SENDING
    assert len(files(kept)) == 1
    requests = list(desk.server.requests)
    async with program(desk, kept, OTHER) as refunds:
        await refunds.resume()
        (intent,) = desk.journal()
        assert (intent.state, intent.refused) == (state, isinstance(error, Conflict))
        assert intent.refund_id == (desk.server.refunds[0]["id"] if error is None else None)
        assert intent.reason != "OwnerGone"
        if not intent.open:
            assert desk.server.requests == requests  # it was known: nothing had to be read
    assert files(kept) == []


async def test_this_program_delivers_it_as_soon_as_the_journal_is_back(desk: Desk, kept: Path) -> None:
    aside = desk.path.with_name("aside.db")

    async def on_create(_: int) -> None:
        desk.path.rename(aside)

    desk.server.on_create = on_create
    async with program(desk, kept, ME) as refunds:
        await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        assert len(files(kept)) == 1
        aside.rename(desk.path)
        await until(lambda: not files(kept))
        assert desk.journal()[0].state is State.CONFIRMED


async def test_what_another_program_delivered_meanwhile_is_known_to_this_one(desk: Desk, kept: Path) -> None:
    aside, steps = desk.path.with_name("aside.db"), list[RefundProgress]()

    async def on_create(_: int) -> None:
        desk.path.rename(aside)

    desk.server.on_create = on_create
    async with program(desk, kept, ME) as refunds:
        refunds.subscribe(steps.append)
        desk.clock.stop()
        await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        aside.rename(desk.path)
        async with program(desk, kept, OTHER) as other:
            await other.resume()
        assert desk.journal()[0].state is State.CONFIRMED
        await until(lambda: bool(steps))
        assert not steps[-1].journaled
        desk.clock.go()
        await until(lambda: steps[-1].journaled)
    assert steps[-1].intent.state is State.CONFIRMED


async def test_what_cannot_be_delivered_yet_stays_and_is_tried_again(desk: Desk, kept: Path) -> None:
    await unrecorded(desk, kept, None)
    aside = desk.path.with_name("aside.db")
    async with program(desk, kept, OTHER, timing=Timing(watch_every=30)) as refunds:
        await refunds.history()
        desk.path.rename(aside)
        desk.clock.stop()
        with pytest.raises(LedgerUnavailable):
            await refunds.resume()
        assert len(files(kept)) == 1
        aside.rename(desk.path)
        desk.clock.go()
        await until(lambda: not files(kept))
    assert desk.journal()[0].state is State.CONFIRMED


async def test_the_other_mode_and_another_ledger_leave_it_alone(desk: Desk, kept: Path) -> None:
    await unrecorded(desk, kept, None)
    async with program(desk, kept, OTHER, live=True) as refunds:
        await refunds.resume()
    moved = desk.path.with_name("moved.db")
    desk.path.rename(moved)
    desk.path = moved
    async with program(desk, kept, OTHER) as refunds:
        await refunds.history()
        await asyncio.sleep(0)
    assert len(files(kept)) == 1


@pytest.fixture
def taken(kept: Path) -> Path:
    """A file stands where the folder would."""
    kept.touch()
    return kept


async def test_a_machine_that_cannot_keep_it_finds_out_by_reading(desk: Desk, taken: Path) -> None:
    kept = taken
    await unrecorded(desk, kept, None)
    async with program(desk, kept, OTHER) as refunds:
        await refunds.resume()
        await until(lambda: desk.journal()[0].state is State.CONFIRMED)
    assert desk.server.total == 1250
