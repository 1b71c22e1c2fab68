"""The review of a batch under nervous fingers: what was typed stands, and one question is asked."""

from pathlib import Path

import pytest
from textual.widgets import Button, Input

from stancer_tui.services.refunds.offer import Reason
from stancer_tui.store.intent import RefundReason
from stancer_tui.ui.dialogs.money_question import MoneyQuestion
from stancer_tui.ui.refunds.batch_review import BatchReview
from stancer_tui.ui.refunds.batch_rows import REFUSALS
from stancer_tui.ui.widgets.value_choice import ValueChoice
from tests.ui.desks.refund_shop import counter, payment_id
from tests.ui.desks.team_shop import team_counter
from tests.ui.driving import press, settled
from tests.ui.refunds.test_batch import review


async def test_reading_again_keeps_the_amounts_that_were_typed(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        screen = await review(at)
        await press(at.pilot, "enter")
        at.app.screen.query_one("#amount", Input).value = "12.50"
        await press(at.pilot, "enter")
        assert "3 of 3 included · 92.50 EUR" in at.text
        at.wire.down = True
        screen.read_again()
        await settled(at.pilot)
        assert "0 of 3 included" in at.text
        at.wire.down = False
        screen.query_one("#retry", Button).press()
        await settled(at.pilot)
        assert "3 of 3 included · 92.50 EUR" in at.text, "a smaller amount never grows by itself"


async def test_enter_pressed_twice_asks_one_question(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        screen = await review(at)
        screen.query_one("#reason", ValueChoice).value = RefundReason.INCIDENT
        field = screen.query_one("#ticket", Input)
        field.post_message(Input.Submitted(field, ""))
        field.post_message(Input.Submitted(field, ""))
        await settled(at.pilot)
        assert [type(each) for each in at.app.screen_stack].count(MoneyQuestion) == 1
        at.clock.advance(1)
        await press(at.pilot, "escape")
        assert at.shows(BatchReview)
        screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        assert at.shows(MoneyQuestion), "a question that was answered no can be asked again"


async def test_the_question_says_which_payments_are_cancelled_before_capture(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        screen = await review(at, ("captured", "authorized"))
        assert "cancels before capture" in at.text
        screen.query_one("#reason", ValueChoice).value = RefundReason.INCIDENT
        screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        assert at.shows(MoneyQuestion)
        question = at.app.screen
        assert isinstance(question, MoneyQuestion)
        assert question.text.plain.count("cancels before capture") == 1


async def test_what_needs_a_second_agent_or_is_with_a_colleague_says_so(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await at.team.nadia_claims.take(payment_id("captured"))
        await at.until("NP")
        await review(at, ("captured", "authorized"))
        assert "needs approval" in at.text
        assert "0 of 2 included" in at.text
        await press(at.pilot, "enter")
        at.app.screen.query_one("#amount", Input).value = "12.50"
        await press(at.pilot, "enter")
        assert "Nadia Perrin works on it (since " in at.text
        assert "1 of 2 included" in at.text


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_note(reason: Reason) -> None:
    assert len(REFUSALS[reason]) <= 24
