"""Where the policy does not allow it, no file of rows is offered, and the agent is told why."""

from pathlib import Path

from stancer_tui.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.dialogs.export import Export
from stancer_tui.ui.payments.section import PaymentsScreen
from tests.ui.desks.refund_shop import ShopDesks
from tests.ui.driving import NARROW, PARIS, notices, press, settled


class WithoutFiles(ShopDesks):
    """The shop's desks on a machine whose policy allows no export."""

    async def open(self, mode: Mode) -> Desk:
        desk = await super().open(mode)
        vars(desk)["may_export"] = False
        return desk


async def test_export_says_why_it_is_off(tmp_path: Path) -> None:
    app = StancerApp(WithoutFiles(tmp_path), mode=Mode.TEST, zone=PARIS)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "e")
        assert isinstance(app.screen, PaymentsScreen)
        assert "The policy of this machine does not allow" in notices(app)[-1]


async def test_elsewhere_it_is_offered(tmp_path: Path) -> None:
    app = StancerApp(ShopDesks(tmp_path), mode=Mode.TEST, zone=PARIS)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await press(pilot, "e")
        assert isinstance(app.screen, Export)
