"""A payment whose creation has no known outcome: counted in the header, listed, looked for again."""

from pathlib import Path

from stancer_tui.models.mode import Mode
from stancer_tui.ui.payments.unsettled_dialog import Unsettled
from tests.ui.desks.payment_writer import QUICK, Till, till
from tests.ui.desks.refund_shop import Loss

COUNTED = "⚠ 1 payment unresolved (!)"


def header(at: Till) -> str:
    """The top line."""
    return at.text.splitlines()[0]


async def lose_a_payment(at: Till, loss: Loss, **fields: str) -> None:
    """Create a payment whose answer never comes."""
    await at.press("n", "p")
    await at.fill(amount="12.50", **fields)
    at.counter.wire.loss = loss
    await at.key("ctrl+s")


async def leave_the_form(at: Till) -> None:
    """Go back to the list, though the outcome is not known."""
    await at.key("escape")
    await at.push_now("yes")
    await at.until(COUNTED)


async def test_the_header_counts_it_and_the_list_finds_it(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        assert "unresolved" not in header(at)
        await lose_a_payment(at, Loss.AFTER, unique_id="cart-9")
        await at.until("Do not create it again")
        at.counter.wire.loss = None
        await leave_the_form(at)
        await at.key("exclamation_mark")
        await at.until("unique id cart-9")
        assert isinstance(at.counter.app.screen, Unsettled)
        assert "12.50 EUR" in at.text
        sent = len(at.writes)
        await at.key("enter")
        await at.until("None. Every payment")
        assert "Reading shows it: the payment of 12.50 EUR was created" in at.notices
        await at.key("escape")
        assert "unresolved" not in header(at)
        assert len(at.writes) == sent, "looking sends nothing"


async def test_no_trace_is_said_with_its_time_and_stays_counted(tmp_path: Path) -> None:
    async with till(tmp_path, schedule=QUICK) as at:
        await lose_a_payment(at, Loss.BEFORE, unique_id="cart-9")
        await at.until("No trace of the payment after two minutes.")
        at.counter.wire.loss = None
        await leave_the_form(at)
        await at.press("exclamation_mark", "enter")
        await at.until("no trace of it at")
        await at.press("escape")
        assert COUNTED in header(at)


async def test_the_next_start_counts_it_and_the_notice_names_the_key(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await lose_a_payment(at, Loss.BEFORE, unique_id="cart-9")
        await at.until("Do not create it again")
    async with till(tmp_path, size=(80, 24)) as at:
        await at.until_notice("! lists it and looks again.")
        await at.until(COUNTED)
    async with till(tmp_path, mode=Mode.LIVE) as at:
        assert "payment unresolved (!)" not in header(at)


async def test_with_none_the_list_says_so(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.press("exclamation_mark")
        assert "None. Every payment that was created here has a known outcome." in at.text
