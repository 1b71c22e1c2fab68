"""An answer that a merchant awaits, while another one's desk is shown."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from stancer_tui.desk import Accounts, OfferedAccount
from stancer_tui.models.mode import Mode
from stancer_tui.ui.app import StancerApp
from tests.ui.checks.test_section import BORN, IBAN, NAME, CheckDesks, Checker
from tests.ui.desks.refund_shop import HandClock
from tests.ui.driving import PARIS, press, settled

BAKERY, GARAGE = "Boulangerie Martin", "Garage du Port"


async def both() -> tuple[Mode, ...]:
    return tuple(Mode)


@asynccontextmanager
async def bakery(folder: Path, *, masked: bool, other_masked: bool) -> AsyncIterator[Checker]:
    """The bakery's agent, with a garage beside it."""
    desks, beside, clock = CheckDesks(folder / "bakery"), CheckDesks(folder / "garage"), HandClock()
    first = OfferedAccount("bakery", BAKERY, desks, 1, modes=both, mask=masked)
    second = OfferedAccount("garage", GARAGE, beside, 2, modes=both, mask=other_masked)
    app = StancerApp(desks, zone=PARIS, clock=clock, accounts=Accounts(first, lambda: (second,)))
    async with app.run_test(size=(100, 32), notifications=True) as pilot:
        await settled(pilot)
        yield Checker(pilot, desks, clock)


@pytest.mark.parametrize("masked", [True, False])
async def test_a_notice_names_a_customer_as_their_own_merchants_desk_does(
    tmp_path: Path, masked: bool
) -> None:
    async with bakery(tmp_path, masked=masked, other_masked=not masked) as at:
        await press(at.pilot, "6", "c")
        await at.fill(iban=IBAN, name=NAME, date_birth=BORN)
        await press(at.pilot, "ctrl+s", "escape", "ctrl+o", "2")
        assert GARAGE in at.text
        at.desks.clock.advance(60)
        await at.until("Account check answered")
        assert BAKERY in at.told
        assert (NAME in at.told) is not masked
