"""Money while another merchant's desk is shown: what was confirmed goes on, and says whose it was."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from stancer_tui.desk import Accounts, OfferedAccount
from stancer_tui.models.mode import Mode
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.store.intent import State
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.refunds.batch_dialog import BatchDialog
from stancer_tui.ui.refunds.confirmation import ConfirmRefund
from stancer_tui.ui.refunds.form import RefundForm
from tests.ui.desks.refund_shop import PATIENT, QUICK, SIZE, Counter, HandClock, Loss, ShopDesks
from tests.ui.driving import PARIS, notices, press, screen_text, settled, until
from tests.ui.refunds.test_batch import send

BAKERY, GARAGE = "Boulangerie Martin", "Garage du Port"


async def both() -> tuple[Mode, ...]:
    return tuple(Mode)


@asynccontextmanager
async def two_counters(
    folder: Path, *, size: tuple[int, int] = SIZE, timing: Timing = PATIENT
) -> AsyncIterator[tuple[Counter, Counter]]:
    """One program with the shops of a bakery, which is shown, and of a garage."""
    clock = HandClock()
    bakery, garage = (ShopDesks(folder / name, timing=timing) for name in ("bakery", "garage"))
    first, second = (
        OfferedAccount(profile, name, desks, number, modes=both)
        for number, (profile, name, desks) in enumerate(
            (("bakery", BAKERY, bakery), ("garage", GARAGE, garage)), 1
        )
    )
    app = StancerApp(bakery, zone=PARIS, clock=clock, accounts=Accounts(first, lambda: (second,)))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield Counter(pilot, bakery, clock), Counter(pilot, garage, clock)


async def test_an_answer_that_comes_while_another_merchant_is_shown_says_whose_refund_it_was(
    tmp_path: Path,
) -> None:
    async with two_counters(tmp_path) as (bakery, garage):
        bakery.wire.held = asyncio.Event()
        await bakery.send()
        await bakery.until("Sent, waiting for Stancer's answer.")
        await bakery.pilot.press("escape", "ctrl+o", "2")
        await bakery.until(f"▌2 {GARAGE}")
        await garage.until(f"⚠ 1 {BAKERY}")  # the header of the one names what is unresolved of the other
        bakery.wire.held.set()
        await until(bakery.pilot, lambda: bool(notices(bakery.app)))
        await settled(bakery.pilot)
        (notice,) = notices(bakery.app)
        assert BAKERY in notice.splitlines()[0]
        assert "Refund made" in notice
        assert f"⚠ 1 {BAKERY}" not in garage.text
        assert len(bakery.desks.made()) == 1
        assert garage.desks.made() == []
        assert garage.wire.posts == 0


async def test_leaving_warns_of_a_refund_that_another_merchants_desk_is_sending(tmp_path: Path) -> None:
    async with two_counters(tmp_path) as (bakery, _garage):
        bakery.wire.held = asyncio.Event()
        await bakery.send()
        await bakery.until("Sent, waiting for Stancer's answer.")
        await bakery.pilot.press("escape", "ctrl+o", "2")
        await bakery.until(f"▌2 {GARAGE}")
        await bakery.pilot.press("q")
        await bakery.until("A refund is being sent")
        bakery.wire.held.set()


async def test_the_journal_of_one_merchant_holds_nothing_of_the_other(tmp_path: Path) -> None:
    async with two_counters(tmp_path) as (bakery, garage):
        bakery.wire.loss = Loss.AFTER
        await bakery.send()
        await bakery.until("Outcome not known yet. Do not refund again.")
        await press(bakery.pilot, "escape")
        await press(bakery.pilot, "ctrl+o", "2")
        assert await garage.desks.opened[Mode.TEST].refunds.history() == ()
        await garage.open_form()
        assert garage.shows(RefundForm)
        assert "50.00 EUR" in garage.text, "the same id in another account is another payment"
        (intent,) = await bakery.desks.opened[Mode.TEST].refunds.history()
        assert intent.state is State.UNKNOWN


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_the_form_and_the_last_question_of_a_refund_leave_the_merchants_name_in_sight(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with two_counters(tmp_path, size=size) as (bakery, garage):
        await press(bakery.pilot, "ctrl+o", "2")
        await garage.open_form()
        assert garage.shows(RefundForm)
        assert f"▌2 {GARAGE[:6]}" in screen_text(garage.app).splitlines()[0]
        await garage.type_amount("12.50")
        await press(garage.pilot, "enter")
        assert garage.shows(ConfirmRefund)
        assert f"▌2 {GARAGE[:6]}" in screen_text(garage.app).splitlines()[0]


async def test_a_batch_that_asks_while_another_merchant_is_shown_waits_for_its_own_to_be_shown(
    tmp_path: Path,
) -> None:
    async with two_counters(tmp_path, timing=QUICK) as (bakery, garage):
        bakery.wire.held = asyncio.Event()
        await send(bakery, ("captured", "rto_refund", "rfailed"))
        await bakery.pilot.press("escape", "ctrl+o", "2")
        await bakery.until(f"▌2 {GARAGE}")
        await bakery.pilot.press("L", "f")
        await bakery.until("Paiements")
        bakery.wire.loss = Loss.AFTER
        bakery.wire.held.set()
        await until(bakery.pilot, lambda: any(BAKERY in each for each in notices(bakery.app)))
        assert not garage.shows(BatchDialog)
        bakery.wire.loss = bakery.wire.held = None
        await bakery.pilot.press("ctrl+o", "1")
        await until(bakery.pilot, lambda: bakery.shows(BatchDialog))
        assert f"▌1 {BAKERY[:8]}" in screen_text(bakery.app).splitlines()[0]
        assert (bakery.wire.posts, garage.wire.posts) == (1, 0), "nothing goes on before the agent says so"
