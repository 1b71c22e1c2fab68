"""Creating payments and changing them, through the running program on the sandbox."""

import asyncio
from pathlib import Path

import pytest

from stancer_tui.models.mode import Mode
from stancer_tui.ui.forms.screen import FormScreen
from stancer_tui.ui.payments.link_dialog import PaymentLink
from stancer_tui.ui.payments.screen import PaymentScreen
from tests.ui.desks.payment_writer import BACK, PUBLIC, QUICK, Till, till
from tests.ui.desks.refund_shop import Loss
from tests.ui.driving import payments
from tests.ui.ticket_cost import Ticket


async def test_a_payment_is_created_once_and_shown(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        before = len(payments(at.counter.pilot).rows)
        at.counter.wire.bodies.clear()
        await at.press("n", "p")
        drawn = at.form.raws["unique_id"]
        assert isinstance(drawn, str)
        assert len(drawn) == 32
        await at.type("12,5")
        await at.fill(order_id="A-99", description="Two lamps", return_url=BACK)
        await at.press("ctrl+s")
        assert at.writes == [
            (
                "POST",
                {
                    "amount": 1250,
                    "currency": "eur",
                    "description": "Two lamps",
                    "order_id": "A-99",
                    "unique_id": drawn,
                    "return_url": BACK,
                },
            )
        ]
        assert "The payment of 12.50 EUR was created" in at.text
        assert "It waits for its customer" in at.text
        assert "Payment link" in at.buttons()
        assert [method for method, _, _ in at.counter.wire.bodies if method == "GET"] == []
        await at.push("open")
        assert isinstance(at.counter.app.screen, PaymentScreen)
        await at.press("escape")
        assert len(payments(at.counter.pilot).rows) == before + 1
        assert "A-99" in at.text


async def test_t12_a_link_to_pay_is_one_request_and_in_the_clipboard(
    tmp_path: Path, copied: list[str]
) -> None:
    async with till(tmp_path) as at:
        ticket = Ticket("T12", at.counter.pilot, at.desk)
        await ticket.press("n", "l")
        await ticket.type("30.21")
        await ticket.press("enter", "enter")
        await ticket.type("A-1001")
        await ticket.press("ctrl+s")
        cost = ticket.answered()
        assert isinstance(at.counter.app.screen, PaymentLink)
        (link,) = copied
        assert link.startswith(f"https://payment.stancer.com/{PUBLIC[Mode.TEST]}/paym_")
        assert "Sent to the terminal's clipboard" in at.notices
        assert "no return URL" in at.text
        assert cost.requests == ("POST /v1/checkout/",)
        assert len(cost.keys) == 7
        await at.press("escape")
        assert "was created" in at.text


async def test_a_taken_unique_id_leads_to_the_payment_that_has_it(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        first = await at.given(unique_id="cart-1", order_id="FIRST")
        await at.press("n", "p")
        await at.fill(amount="9.99", unique_id="cart-1")
        await at.press("ctrl+s")
        assert "so no second one was created" in at.text
        assert first.id in at.text.replace(" ", "")
        assert len(at.writes) == 1
        await at.push("open")
        screen = at.counter.app.screen
        assert isinstance(screen, PaymentScreen)
        assert screen.payment_id == first.id


@pytest.mark.parametrize("form", ["p", "l"])
async def test_a_lost_answer_is_found_by_unique_id_and_never_sent_again(tmp_path: Path, form: str) -> None:
    async with till(tmp_path, schedule=QUICK) as at:
        await at.press("n", form)
        await at.fill(amount="12.50")
        at.counter.wire.loss = Loss.AFTER
        await at.key("ctrl+s")
        await at.until("Reading shows it: the payment of 12.50 EUR was created")
        assert len(at.writes) == 1
        asked = [path for method, path, _ in at.counter.wire.bodies if method == "GET"]
        assert asked
        assert set(asked) == {"/v1/checkout/"}
        assert "Open" in at.buttons()


async def test_a_payment_that_leaves_no_trace_is_said_to_be_unknown(tmp_path: Path) -> None:
    async with till(tmp_path, schedule=QUICK) as at:
        await at.press("n", "p")
        await at.fill(amount="12.50", order_id="KEPT")
        at.counter.wire.loss = Loss.BEFORE
        await at.key("ctrl+s")
        await at.until("No trace of the payment after two minutes. It may still appear")
        assert len(at.writes) == 1
        assert at.form.raws["order_id"] == "KEPT"
        assert "Look now" in at.buttons()
        at.counter.wire.loss = None
        await at.push("look")
        assert "It may still appear" in at.text
        assert len(at.writes) == 1


async def test_while_it_is_not_known_it_says_so_and_what_not_to_do(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.press("n", "p")
        await at.fill(amount="12.50")
        at.counter.wire.loss = Loss.AFTER
        await at.key("ctrl+s")
        await at.until("Do not create it again")
        await at.push_now("look")
        await at.until("Reading shows it: the payment of 12.50 EUR was created")
        assert len(at.writes) == 1


async def test_what_is_found_after_the_form_was_closed_is_noticed(tmp_path: Path) -> None:
    async with till(tmp_path, schedule=QUICK) as at:
        await at.press("n", "p")
        await at.fill(amount="12.50")
        at.counter.wire.loss = Loss.AFTER
        at.counter.wire.held = asyncio.Event()
        await at.key("ctrl+s", "escape")
        assert not isinstance(at.counter.app.screen, FormScreen)
        at.counter.wire.held.set()
        await at.until_notice("Reading shows it: the payment of 12.50 EUR was created")
        assert len(at.writes) == 1


async def test_a_stored_card_is_charged_and_3_d_secure_needs_the_device(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        card = await at.card()
        await at.press("n", "p")
        assert not at.shown("card")
        assert not at.shown("ip")
        await at.fill(how="card", auth="ask")
        assert at.shown("card")
        assert at.shown("ip")
        await at.fill(amount="30", card=card, auth_return_url=BACK)
        mark = len(at.writes)
        await at.press("ctrl+s")
        assert len(at.writes) == mark, "nothing is sent"
        assert "is needed" in at.error("ip")
        assert "is needed" in at.error("port")
        await at.fill(ip="212.27.48.10", port="1337", languages="fr-FR")
        await at.press("ctrl+s")
        sent = at.writes[-1][1]
        assert sent["auth"] == {"status": "request", "return_url": BACK}
        assert sent["device"] == {"ip": "212.27.48.10", "port": 1337, "languages": "fr-FR"}
        assert sent["card"] == card
        assert "3-D Secure address" in at.text


async def test_on_the_payment_page_3_d_secure_needs_no_device(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.press("n", "p")
        await at.fill(amount="30", auth="ask")
        assert at.shown("auth_return_url")
        assert not at.shown("ip")
        await at.press("ctrl+s")
        assert at.writes[-1][1]["auth"] == {"status": "request"}
        assert "device" not in at.writes[-1][1]


async def test_every_other_field_is_sent_as_it_was_chosen(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.press("n", "p")
        await at.fill(
            amount="30",
            currency="usd",
            methods="card",
            capture="later",
            who="new",
            name="Anna Roux",
            email="anna@example.org",
            mobile="+33639980102",
        )
        await at.press("ctrl+s")
        sent = at.writes[-1][1]
        assert sent["currency"] == "usd"
        assert sent["methods_allowed"] == ["card"]
        assert sent["capture"] is False
        assert sent["customer"] == {
            "name": "Anna Roux",
            "email": "anna@example.org",
            "mobile": "+33639980102",
        }


async def test_a_stored_account_and_customer_are_given_by_id(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        account = await at.account()
        made = await at.given(sepa=account)
        assert made.sepa_id == account
        await at.press("n", "p")
        customer = "cust_" + "x" * 24
        await at.fill(amount="30", how="sepa", sepa=account, who="stored", customer=customer, currency="usd")
        await at.press("ctrl+s")
        assert at.error("currency") == "! A SEPA payment is in EUR."
        assert at.writes == []
        await at.fill(currency="eur")
        await at.press("ctrl+s")
        assert at.writes[-1][1]["sepa"] == account
        assert at.writes[-1][1]["customer"] == customer


async def test_a_new_customer_needs_an_e_mail_or_a_mobile(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.press("n", "l")
        await at.fill(amount="30", who="new", name="Anna Roux")
        await at.press("ctrl+s")
        assert "e-mail address or a mobile number" in at.error("email")
        assert at.writes == []


async def test_live_says_so_and_read_only_sends_nothing(tmp_path: Path) -> None:
    async with till(tmp_path / "live", mode=Mode.LIVE) as at:
        await at.press("n", "p")
        assert "New payment · LIVE" in at.text
        assert "Create · LIVE" in at.buttons()
    async with till(tmp_path / "read", read_only=True) as at:
        await at.press("n")
        assert "read-only" in at.text
        await at.press("p")
        assert not isinstance(at.counter.app.screen, FormScreen)
        assert at.writes == []


async def pending_requests_of(at: Till) -> list[tuple[str, str | None, str | None]]:
    """The payments of the journal: state, unique id, payment."""
    known = await at.desk.pending_requests.history()
    return [(each.state.value, each.unique_id, each.object_id) for each in known]


async def test_a_creation_is_written_down_before_it_is_sent(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        at.counter.wire.held = asyncio.Event()
        await at.press("n", "p")
        await at.fill(amount="12.50", unique_id="cart-9")
        await at.key("ctrl+s")
        await at.until("Sending")
        assert await pending_requests_of(at) == [("sending", "cart-9", None)]
        at.counter.wire.held.set()
        await at.until("was created")
        ((state, unique_id, made),) = await pending_requests_of(at)
        assert (state, unique_id) == ("done", "cart-9")
        assert made is not None


@pytest.mark.parametrize("loss", Loss)
async def test_the_next_start_finds_out_what_was_left_unknown(tmp_path: Path, loss: Loss) -> None:
    async with till(tmp_path) as at:
        await at.press("n", "p")
        await at.fill(amount="12.50", unique_id="cart-9")
        at.counter.wire.loss = loss
        await at.key("ctrl+s")
        await at.until("Do not create it again")
        assert [state for state, _, _ in await pending_requests_of(at)] == ["unknown"]
    async with till(tmp_path) as at:
        if loss is Loss.AFTER:
            await at.until_notice("Reading shows it: the payment of 12.50 EUR was created")
            assert [state for state, _, _ in await pending_requests_of(at)] == ["done"]
        else:
            await at.until_notice("A payment of 12.50 EUR was being created")
            assert "cart-9" in at.notices
            assert [state for state, _, _ in await pending_requests_of(at)] == ["unknown"]
        assert at.writes == []
