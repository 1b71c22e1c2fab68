"""A live desk that nobody touches covers itself, where the policy says so."""

from pathlib import Path

import pytest

from stancer_tui.models.mode import Mode
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.shell.idle import Covered
from tests.ui.desks.refund_shop import Counter, HandClock, ShopDesks
from tests.ui.driving import NARROW, PARIS, press, screen_text, settled


async def test_a_live_desk_covers_itself_and_the_key_that_uncovers_it_does_nothing_else(
    tmp_path: Path,
) -> None:
    desks, clock = ShopDesks(tmp_path), HandClock()
    app = StancerApp(desks, mode=Mode.LIVE, zone=PARIS, clock=clock, idle_minutes=10)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settled(pilot)
        at = Counter(pilot, desks, clock)
        shown = screen_text(app)
        clock.advance(599)
        app.idle.look()
        assert at.shows(PaymentsScreen)
        clock.advance(1)
        app.idle.look()
        await settled(pilot)
        assert at.shows(Covered)
        assert "Nobody pressed a key here for 10 minutes." in at.text
        assert "EUR" not in screen_text(app), "nothing of a payment is seen"
        app.idle.look()
        await press(pilot, "r")
        assert at.shows(PaymentsScreen), "r opened no refund"
        assert screen_text(app) == shown
        app.idle.look()
        assert at.shows(PaymentsScreen), "somebody is there again"


@pytest.mark.parametrize(("mode", "minutes"), [(Mode.TEST, 10), (Mode.LIVE, None)])
async def test_no_other_desk_does(tmp_path: Path, mode: Mode, minutes: int | None) -> None:
    desks, clock = ShopDesks(tmp_path), HandClock()
    app = StancerApp(desks, mode=mode, zone=PARIS, clock=clock, idle_minutes=minutes)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        clock.advance(100_000)
        app.idle.look()
        await settled(pilot)
        assert isinstance(app.screen, PaymentsScreen)
