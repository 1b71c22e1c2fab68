"""A question about money longer than the screen: amount and answers stay, the rest scrolls by keys."""

from pathlib import Path

from textual.widgets import Button

from stancer_tui.models.mode import Mode
from stancer_tui.store.intent import RefundReason
from stancer_tui.ui.dialogs.money_question import MoneyQuestion
from stancer_tui.ui.refunds.confirmation import ConfirmRefund
from stancer_tui.ui.widgets.value_choice import ValueChoice
from tests.ui.desks.refund_shop import counter
from tests.ui.driving import NARROW, press, settled
from tests.ui.refunds.test_batch import review
from tests.ui.refunds.test_decision import BACK, asked, sale, sold


def backs(letters: str) -> list[dict[str, object]]:
    """Small refunds, one a letter."""
    return [BACK | {"id": "refd_" + letter * 24, "amount": 60} for letter in letters]


async def test_the_confirmation_shows_amount_and_answers_however_much_it_warns(tmp_path: Path) -> None:
    shop = sold(sale("remi", 30, refunds=backs("ABCDEFG")), sale("twin", 31, refunds=backs("HIJKLMN")))
    async with counter(tmp_path, mode=Mode.LIVE, sold=shop, size=NARROW) as at:
        await at.open_form("remi")
        await press(at.pilot, "enter")
        assert at.shows(ConfirmRefund)
        for said in (
            "Refund 30.70 EUR of payment",
            "To Rémi Pham",
            "Type the amount again (30.70)",
            "Cancel Refund 30.70 EUR",
        ):
            assert said in asked(at), said
        await press(at.pilot, "pagedown")
        assert "and 3 earlier refunds of its likely twin" in asked(at)
        assert "Type the amount again (30.70)" in asked(at)


async def test_every_payment_of_a_long_batch_can_be_read_by_keys_before_it_is_confirmed(
    tmp_path: Path,
) -> None:
    names = [f"sale_{letter}" for letter in "abcdefghijklmn"]
    shop = sold(*(sale(name, 60 * number, amount=1000 + number) for number, name in enumerate(names, 1)))
    async with counter(tmp_path, mode=Mode.LIVE, sold=shop, size=NARROW) as at:
        screen = await review(at, names)
        screen.query_one("#reason", ValueChoice).value = RefundReason.INCIDENT
        screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        assert at.shows(MoneyQuestion)
        assert "Refund 141.05 EUR · 14 payments" in asked(at)
        assert "10.14 EUR" not in asked(at)
        assert "Cancel Refund 141.05 EUR" in asked(at)
        await press(at.pilot, "pagedown")
        assert "10.14 EUR" in asked(at)
        assert "Cancel Refund 141.05 EUR" in asked(at)
        await press(at.pilot, "pageup")
        assert "Refund 141.05 EUR · 14 payments" in asked(at)
        assert at.wire.posts == 0
