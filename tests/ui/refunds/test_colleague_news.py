"""The open refund form hears what a colleague does to its payment, and what is being typed stays."""

from pathlib import Path

from textual.widgets import Button, Input

from stancer_tui.ui.refunds.confirmation import ConfirmRefund
from stancer_tui.ui.refunds.form import RefundForm
from tests.ui.desks.refund_shop import payment_id
from tests.ui.desks.team_shop import TeamCounter, team_counter
from tests.ui.driving import press, settled, type_text

OLDER = "The numbers here are older: look again for what is left."


def typed(at: TeamCounter, field: str = "amount") -> str:
    return at.app.screen.query_one(f"#{field}", Input).value


async def refunded_by_nadia(at: TeamCounter, amount: int) -> None:
    nadia = at.team.nadia
    await nadia.confirm(await nadia.prepare(payment_id("captured")), amount)
    await settled(at.pilot)


async def test_a_colleague_s_refund_is_told_and_what_is_left_is_offered(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.open_form()
        assert typed(at) == "50.00"
        await refunded_by_nadia(at, 1300)
        assert "Nadia Perrin refunded 13.00 EUR of this payment" in at.text
        assert OLDER in at.text
        assert typed(at) == "50.00", "nothing is touched until the agent looks again"
        await press(at.pilot, "shift+tab", "enter")
        assert OLDER not in at.text
        assert "37.00 of 50.00 EUR" in at.text
        assert typed(at) == "37.00"


async def test_what_is_being_typed_stays_and_goes_on(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.open_form()
        await type_text(at.pilot, "12")
        await refunded_by_nadia(at, 1300)
        await type_text(at.pilot, ".5")
        assert typed(at) == "12.5"
        await press(at.pilot, "enter")
        assert at.shows(RefundForm), "older numbers are not asked for"
        assert OLDER not in at.text
        assert "37.00 of 50.00 EUR" in at.text
        assert typed(at) == "12.5"
        await press(at.pilot, "enter")
        assert at.shows(ConfirmRefund)


async def test_what_waits_for_approval_and_was_declined_then_is_told(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.open_form()
        asked = await at.asked_by_nadia()
        assert "Nadia Perrin asked for a refund of 25.00 EUR" in at.text
        await press(at.pilot, "enter")
        assert "It waits for approval." in at.text
        assert OLDER not in at.text
        await at.team.nadia.approvals.withdraw(asked.id)
        await settled(at.pilot)
        assert "Nadia Perrin wanted to refund 25.00 EUR of this payment: Withdrawn" in at.text
        at.app.screen.query_one("#look-again", Button).press()
        await settled(at.pilot)
        assert typed(at) == "50.00"


async def test_one_s_own_refund_is_no_news(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.send("12")
        await settled(at.pilot)
        assert "Refund made" in at.text
        assert not at.app.screen.query_one("ColleagueNews").display
