"""Why money was refunded, in French, at both sizes; `--snapshot-update` takes the pictures anew."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from stancer_tui.language import Language, using
from stancer_tui.models.mode import Mode
from stancer_tui.render.behind import PaymentLookup
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.refunds.section import RefundsScreen
from tests.snapshots.test_snapshots import SIZES, Steps, always_as_quick
from tests.ui.desks.made_refunds import made
from tests.ui.desks.team_shop import POLICY, TeamShop
from tests.ui.driving import NOW, PARIS, press, settled, until

__all__ = ["always_as_quick"]

REASONS = ("customer_request", "not_delivered", "duplicate", "incident", "fraud", "goodwill", None)
KEYS = {"overview": ("1", "G"), "report": ("3", "R")}


def after(desks: TeamShop, *keys: str) -> Steps:
    """Write a month of the team into the ledger, then press keys."""

    async def run(pilot: Pilot[int]) -> None:
        await settled(pilot)
        for number in range(40):
            reason = REASONS[number % len(REASONS)]
            agent, currency = ("nadia", "karim")[number % 2], "gbp" if number % 9 == 0 else "eur"
            at = NOW - timedelta(hours=3 * number)
            await made(desks.journal, 1250 + 375 * number, reason, at=at, agent=agent, currency=currency)
        for key in keys:
            await press(pilot, key)
            if isinstance(pilot.app.screen, RefundsScreen):
                await until(pilot, partial(payments_are_read, pilot.app.screen))
                await settled(pilot)

    return run


def payments_are_read(refunds: RefundsScreen) -> bool:
    """Whether the payment behind each refund on the screen was asked for: that begins when it is laid out."""
    shown = refunds.table.on_screen
    return bool(shown) and all(line.behind is not PaymentLookup.NOT_READ for line in shown)


@SIZES
@pytest.mark.parametrize("name", KEYS)
def test_what_is_shown(name: str, size: tuple[int, int], snap_compare: Any, tmp_path: Path) -> None:
    with using(Language.FR):
        desks = TeamShop(tmp_path, POLICY)
        app = StancerApp(desks, mode=Mode.TEST, zone=PARIS)
        assert snap_compare(app, terminal_size=size, run_before=after(desks, *KEYS[name]))
