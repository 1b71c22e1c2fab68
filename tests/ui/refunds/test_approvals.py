"""A refund above an amount, through the running program: asked for, seen by a colleague, approved or not."""

from pathlib import Path

import pytest
from textual.widgets import Button

from stancer_tui.desk.demo_team import TeamLedger
from stancer_tui.models.mode import Mode
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import State
from stancer_tui.store.ledger import LedgerChange
from stancer_tui.ui.refunds.approval_dialog import ApproveRefund
from stancer_tui.ui.refunds.form import RefundForm
from stancer_tui.ui.refunds.intent_dialog import IntentDialog
from stancer_tui.ui.widgets.fact_list import FactList
from tests.ui.desks.refund_shop import payment_id
from tests.ui.desks.team_shop import TeamCounter, team_counter
from tests.ui.driving import press, screen_text, settled


async def to_the_request(at: TeamCounter) -> None:
    """Open the refund that waits, from the list of refunds."""
    await press(at.pilot, "3", "enter")
    await settled(at.pilot)
    assert at.shows(IntentDialog)


def button(at: TeamCounter, name: str) -> Button:
    return at.app.screen.query_one(f"#{name}", Button)


async def test_what_needs_a_second_agent_is_asked_for_and_nothing_is_sent(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.to_confirm("25")
        assert "Ask for approval: 25.00 EUR" in at.text
        assert "until then nothing is sent" in at.text
        await press(at.pilot, "tab", "enter")
        assert at.shows(RefundForm)
        assert "Waits for the approval of a second agent. Nothing was sent yet." in at.text
        assert at.desks.made() == []
        await press(at.pilot, "escape")
        assert "1 waits for approval" in at.text
        await to_the_request(at)
        assert "A colleague approves it" in at.text
        assert not at.app.screen.query("#approve"), "nobody approves their own"
        button(at, "withdraw").focus()
        await press(at.pilot, "enter")
        assert "Withdrawn by who asked for it. No money moved." in at.text
        assert at.desks.made() == []


async def test_up_to_the_amount_nothing_is_asked_for(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.to_confirm("20")
        assert "Ask for approval" not in at.text
        await press(at.pilot, "tab", "enter")
        assert len(at.desks.made()) == 1


async def test_a_colleague_s_request_is_announced_read_again_and_sent_once(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        asked = await at.asked_by_nadia()
        assert "1 to approve" in at.text
        await to_the_request(at)
        for said in (
            "The payment is as it was when this was asked for.",
            "not delivered",
            "T-82",
            "By Nadia Perrin",
        ):
            assert said in at.text
        button(at, "approve").focus()
        await press(at.pilot, "enter")
        assert at.shows(ApproveRefund)
        assert "Nadia Perrin asked for it. It is sent once, from your desk." in at.text
        at.clock.advance(1)
        await at.pilot.press("tab", "enter")
        await at.until("Refund made")
        assert len(at.desks.made()) == 1
        made = await at.team.nadia.get(asked.id)
        assert made is not None
        assert (made.state, made.approved_by) == (State.CONFIRMED, at.desks.opened[Mode.TEST].ledger.me)
        await press(at.pilot, "escape")
        assert "to approve" not in at.text


async def test_what_has_changed_since_cannot_be_approved(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.asked_by_nadia()
        client = at.desks.opened[Mode.TEST].client
        await client.refunds.create(payment_id("captured"), 100)
        await to_the_request(at)
        assert (
            "Changed since it was asked for, so it cannot be approved: 1.00 EUR was refunded since" in at.text
        )
        assert button(at, "approve").disabled
        assert len(at.desks.made()) == 1


async def test_who_approves_a_disputed_payment_confirms_that_separately(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.asked_by_nadia(name="disputed")
        await to_the_request(at)
        assert "The customer disputed this payment" in at.text
        button(at, "approve").focus()
        await press(at.pilot, "enter")
        assert at.shows(IntentDialog), "the last question is not asked yet"
        assert "Tick the box below first" in at.text
        at.app.screen.query_one("#consent-disputed").focus()
        await press(at.pilot, "space")
        button(at, "approve").focus()
        await press(at.pilot, "enter")
        assert at.shows(ApproveRefund)
        assert "The customer disputed this payment" in at.text
        at.clock.advance(1)
        await at.pilot.press("tab", "enter")
        await at.until("Refund made")
        assert len(at.desks.made("disputed")) == 1


async def test_a_no_is_told_to_the_one_who_asked(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        asked = await at.asked_by_nadia()
        await to_the_request(at)
        button(at, "decline").focus()
        await press(at.pilot, "enter")
        assert "Tell your colleague why not, then decline." in at.text
        waiting = await at.team.nadia.get(asked.id)
        assert waiting is not None
        assert waiting.state is State.WAITING
        await at.type_amount("Ask the shop first")
        button(at, "decline").focus()
        await press(at.pilot, "enter")
        assert "Declined by a second agent: Ask the shop first. No money moved." in at.text
        steps = [fact.value for fact in at.app.screen.query_one(FactList).facts]
        assert steps[-1] == f"declined · Ask the shop first · {at.claims.me}"
        left = await at.team.nadia.get(asked.id)
        assert left is not None
        assert left.state is State.DECLINED
        assert at.desks.made() == []


async def test_a_payment_that_a_colleague_refunds_says_who_and_how_much(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.asked_by_nadia()
        await press(at.pilot, "2")
        await at.open_form()
        assert "Nadia Perrin asked for a refund of 25.00 EUR" in at.text
        assert "It waits for approval." in at.text
        assert "A refund of 25.00 EUR waits for approval. Nothing was sent yet." in at.text


async def test_a_colleague_s_refund_is_seen_in_the_list_while_it_is_shown(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await press(at.pilot, "3")
        nadia = at.team.nadia
        await nadia.confirm(await nadia.prepare(payment_id("captured")), 1300)
        await at.until("13.00")


async def test_the_open_form_of_who_asked_tells_what_a_colleague_made_of_it(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.to_confirm("25")
        await press(at.pilot, "tab", "enter")
        approvals = at.team.nadia.approvals
        (asked,) = await approvals.waiting()
        await approvals.approve(await approvals.read(asked.id))
        await at.until("Refund made")
        assert at.shows(RefundForm)
        assert len(at.desks.made()) == 1


async def test_the_header_says_that_refunds_are_off_only_while_the_ledger_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(call: object) -> None:
        raise LedgerUnavailable(LedgerTrouble.AWAY)

    async with team_counter(tmp_path) as at:
        ledger = at.desks.opened[Mode.TEST].ledger
        assert isinstance(ledger, TeamLedger)
        with monkeypatch.context() as gone:
            gone.setattr(ledger, "run", away)
            ledger.tell(LedgerChange("away"))  # nobody has asked it for anything
            await settled(at.pilot)
            assert "refunds off" in at.text
        ledger.tell(LedgerChange("all"))
        await settled(at.pilot)
        assert "refunds off" not in at.text


async def test_a_payment_with_a_refund_that_waits_has_a_sign_and_says_whose(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.choose("captured")
        assert "¤" not in at.text
        asked = await at.asked_by_nadia()
        lines = screen_text(at.app).splitlines()
        assert next("17:54" in each for each in lines if "¤" in each), "its row has the sign"
        assert "¤ 25.00 EUR waits for approval (Nadia Perrin)" in at.text
        await press(at.pilot, "question_mark")
        at.app.screen.query_one(".dialog-box").scroll_end(animate=False)
        await settled(at.pilot)
        assert "¤ a refund of the payment waits for approval" in at.text
        await press(at.pilot, "escape")
        await at.team.nadia.approvals.withdraw(asked.id)
        await settled(at.pilot)
        assert "¤" not in at.text


async def test_what_the_agent_does_at_another_desk_is_seen_here(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        me = at.desks.opened[Mode.TEST].ledger.me
        elsewhere = at.team.desk_of(me)
        await elsewhere.confirm(await elsewhere.prepare(payment_id("captured")), 1250)
        await at.until("17:54 50.00 EUR ↶ to refund")


async def test_a_team_s_ledger_is_not_called_this_desk_s_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path, size=(120, 40)) as at:
        await at.asked_by_nadia()
        await press(at.pilot, "3")
        assert "the team's ledger" in at.text
        assert "desk's journal" not in at.text
        assert "By Nadia Perrin" in at.text
        assert "at this desk" not in at.text
        await press(at.pilot, "6")
        assert "No account was checked by the team yet." in at.text
        await press(at.pilot, "2")
        await at.to_confirm("12", name="rto_refund")
        at.the_ledger(monkeypatch).calls = 0
        await press(at.pilot, "tab", "enter")
        assert "Refunds are off: the team's ledger cannot be reached." in at.text
