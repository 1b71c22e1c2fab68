"""Payments whose creation or capture was refused: a refusal is no proof before the payment was looked for."""

from pathlib import Path

from stancer_tui.api.resources.new_payment import NewPayment
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.store.pending_request import RequestState
from tests.ui.desks.payment_writer import QUICK, Till, till
from tests.ui.driving import until
from tests.ui.payments.test_unsettled import COUNTED, header


async def refuse_a_payment(at: Till, *, done: bool) -> None:
    """Create a payment that is refused."""
    await at.press("n", "p")
    await at.fill(amount="12.50", unique_id="cart-9")
    with at.refuse_writes(done=done):
        await at.press("ctrl+s")


async def test_a_refused_payment_that_was_made_is_found_before_the_refusal_is_told(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await refuse_a_payment(at, done=True)
        assert "Reading shows it: the payment of 12.50 EUR was created" in at.text
        assert "unresolved" not in header(at)
        assert len(at.writes) == 1


async def test_a_refused_payment_that_is_made_later_is_told_in_its_form(tmp_path: Path) -> None:
    async with till(tmp_path, schedule=PollSchedule((0.05,), window=3600)) as at:
        await refuse_a_payment(at, done=False)
        assert "Stancer refused it." in at.text
        assert "A refusal is no proof" in at.text
        assert COUNTED in header(at)
        await at.desk.client.payments.create(NewPayment(amount=1250, currency="eur", unique_id="cart-9"))
        await at.until("Reading shows it: the payment of 12.50 EUR was created")
        await until(at.counter.pilot, lambda: "unresolved" not in header(at))


async def test_a_refused_payment_without_a_trace_is_refused_after_the_watch(tmp_path: Path) -> None:
    async with till(tmp_path, schedule=QUICK) as at:
        await refuse_a_payment(at, done=False)
        await until(at.counter.pilot, lambda: COUNTED not in header(at))
        (pending,) = await at.desk.pending_requests.history()
        assert (pending.state, pending.http_status) == (RequestState.REFUSED, 409)


async def test_a_refused_payment_that_is_mended_and_sent_again_leaves_nothing_unresolved(
    tmp_path: Path,
) -> None:
    async with till(tmp_path) as at:
        await refuse_a_payment(at, done=False)
        assert COUNTED in header(at)
        await at.press("ctrl+s")
        assert "The payment of 12.50 EUR was created" in at.text
        assert "unresolved" not in header(at)


async def test_the_next_form_warns_of_a_refused_payment_that_is_still_looked_for(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await refuse_a_payment(at, done=False)
        await at.press("escape")
        assert "Stancer refused what you sent." in at.text
        await at.press("tab", "enter", "n", "p")
        assert "It is not known yet whether a payment of 12.50 EUR was created." in at.text


async def test_the_next_start_tells_of_a_refused_payment_that_was_not_looked_for_long_enough(
    tmp_path: Path,
) -> None:
    async with till(tmp_path) as at:
        await refuse_a_payment(at, done=False)
    async with till(tmp_path) as at:
        await at.until_notice("Stancer refused to create a payment of 12.50 EUR")
        assert COUNTED in header(at)


async def test_a_refused_capture_that_was_made_is_seen_before_the_refusal_is_told(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        with at.refuse_writes(done=True):
            await at.push("send")
        assert "Reading shows it: the capture of 50.00 EUR was asked for." in at.text
