"""Capturing, authorising, changing payments and asking for 3-D Secure, through the running program."""

from pathlib import Path
from typing import Any

import pytest

from stancer_tui.api.resources.new_payment import NewDevice
from stancer_tui.models.mode import Mode
from stancer_tui.ui.dialogs.menu import Menu
from stancer_tui.ui.forms.screen import FormScreen
from stancer_tui.ui.payments.action_dialog import PaymentActionDialog
from stancer_tui.ui.payments.section import PaymentsScreen
from tests.ui.desks.payment_writer import BACK, PATIENT, QUICK, till
from tests.ui.desks.refund_shop import Loss, payment_id
from tests.ui.driving import current

CAPTURE = ("PATCH", {"status": "capture"})


async def test_an_authorised_payment_is_captured_after_one_question(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        waiting = await at.given(card=await at.card(), capture=False, order_id="W-1")
        await at.at(waiting)
        await at.press("c")
        assert isinstance(at.counter.app.screen, PaymentActionDialog)
        assert "Capture · TEST" in at.text
        assert "Capture 30.21 EUR" in at.text
        assert "For W-1 · 30.21 EUR" in at.text
        assert "The authorisation runs out" in at.text
        await at.press("enter")
        assert at.writes == [], "the harmless answer has the focus"
        await at.press("c")
        await at.push("send")
        assert at.writes == [CAPTURE]
        assert "The capture of 30.21 EUR was asked for" in at.text
        await at.press("escape")
        assert "to capture" in at.text, "the payment was read again"
        assert (await at.read(waiting)).status == "to_capture"


async def test_a_key_pressed_too_soon_captures_nothing(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        waiting = await at.given(card=await at.card(), capture=False)
        await at.at(waiting)
        await at.key("c")
        await at.until("The customer is charged")
        await at.key("tab", "enter")
        assert at.writes == []


async def test_the_list_captures_what_is_about_to_expire_and_its_row_follows(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.counter.choose("authorized")
        at.counter.wire.bodies.clear()
        await at.press("c")
        assert "Capture 50.00 EUR" in at.text
        await at.push("send")
        assert at.writes == [CAPTURE]
        await at.press("escape")
        row = current(at.counter.pilot)
        assert (row.id, row.status) == (payment_id("authorized"), "to_capture")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("captured", "It is captured already"),
        ("expired", "has expired"),
        ("refused", "The payment was refused"),
        ("to_capture", "Its capture was asked for already"),
    ],
)
async def test_what_cannot_be_captured_says_why(tmp_path: Path, name: str, said: str) -> None:
    async with till(tmp_path) as at:
        await at.counter.choose(name)
        await at.press("c")
        assert not isinstance(at.counter.app.screen, PaymentActionDialog)
        assert said in at.notices


async def test_several_marked_payments_are_not_captured_together(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.press("space", "space", "c")
        assert "captured one by one" in at.notices


async def test_what_changed_meanwhile_is_seen_before_it_is_asked(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.counter.choose("authorized")
        await at.desk.client.payments.capture(payment_id("authorized"))
        at.counter.wire.bodies.clear()
        await at.press("c")
        assert "Its capture was asked for already" in at.text
        assert "Capture 50.00 EUR" not in at.buttons()
        assert at.writes == []
        await at.press("enter")
        assert not isinstance(at.counter.app.screen, PaymentActionDialog)


async def test_live_says_so_where_it_is_confirmed(tmp_path: Path) -> None:
    async with till(tmp_path, mode=Mode.LIVE) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        assert "Capture · LIVE" in at.text
        assert "LIVE, real money" in at.text
        assert "Capture 50.00 EUR · LIVE" in at.buttons()


@pytest.mark.parametrize("loss", Loss)
async def test_a_lost_capture_is_found_out_and_sent_once(tmp_path: Path, loss: Loss) -> None:
    async with till(tmp_path, schedule=QUICK) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        at.counter.wire.bodies.clear()
        at.counter.wire.loss = loss
        await at.push_now("send")
        if loss is Loss.AFTER:
            await at.until("Reading shows it: the capture of 50.00 EUR was asked for")
        else:
            await at.until("No trace of the capture after two minutes. It may still appear")
            assert "Look now" in at.buttons()
        assert at.writes == [CAPTURE]


async def test_an_unknown_capture_holds_the_payment(tmp_path: Path) -> None:
    async with till(tmp_path, schedule=PATIENT) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        at.counter.wire.loss = Loss.BEFORE
        await at.push_now("send")
        await at.until("Do not capture it again meanwhile")
        await at.key("escape", "c")
        await at.until("The outcome of the last change of this payment is not known yet")
        assert "Capture 50.00 EUR" not in at.buttons()
        await at.key("escape")
        at.counter.wire.loss = None
        assert sum(method == "PATCH" for method, _ in at.writes) == 1


async def test_the_api_refuses_and_its_reason_is_told(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        await at.desk.client.refunds.create(payment_id("authorized"), 5000)
        at.counter.wire.bodies.clear()
        await at.push("send")
        assert at.writes == [CAPTURE]
        assert "Stancer refused it." in at.text
        assert "cannot be captured" in at.text
        await at.press("escape")
        assert current(at.counter.pilot).refunded == 5000, "the payment was read again"


async def test_a_payment_is_given_a_card_and_authorised(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        bare = await at.given(order_id="B-1")
        card = await at.card()
        await at.at(bare)
        await at.press("A")
        assert "no card or account yet" in at.notices
        await at.press("e")
        await at.fill(method="card", card=card)
        await at.press("ctrl+s")
        assert at.writes == [("PATCH", {"card": card})]
        assert "The payment was changed" in at.text
        await at.press("escape", "A")
        assert "Authorise 30.21 EUR" in at.text
        await at.push("send")
        assert at.writes[-1] == ("PATCH", {"status": "authorize"})
        assert "The authorisation of 30.21 EUR was asked for" in at.text
        assert (await at.read(bare)).status == "authorized"


CHANGED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"amount": "40"}, {"amount": 4000}),
    ({"currency": "usd"}, {"currency": "usd"}),
    ({"order_id": "B-2"}, {"order_id": "B-2"}),
    ({"description": "Three lamps"}, {"description": "Three lamps"}),
    ({"return_url": f"{BACK}/2"}, {"return_url": f"{BACK}/2"}),
    (
        {"who": "new", "name": "Anna Roux", "email": "anna@example.org"},
        {"customer": {"name": "Anna Roux", "email": "anna@example.org"}},
    ),
    ({"ip": "212.27.48.10", "port": "1337"}, {"device": {"ip": "212.27.48.10", "port": 1337}}),
    (
        {"auth": "ask", "auth_return_url": BACK},
        {"auth": {"status": "request", "return_url": BACK}},
    ),
    ({"amount": "40", "order_id": "B-2"}, {"amount": 4000, "order_id": "B-2"}),
]


async def test_only_what_was_changed_is_sent(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        for typed, sent in CHANGED:
            bare = await at.given(order_id="B-1", description="Two lamps", return_url=BACK)
            await at.at(bare)
            await at.press("e")
            assert at.form.raws["order_id"] == "B-1"
            assert at.form.raws["amount"] == "30.21"
            await at.fill(**typed)
            assert "The payment was changed" not in at.text
            await at.press("ctrl+s")
            assert at.writes == [("PATCH", sent)], typed
            assert "The payment was changed" in at.text, typed
            await at.press("escape", "escape")
            assert isinstance(at.counter.app.screen, PaymentsScreen)


async def test_an_unchanged_or_emptied_field_is_not_sent(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.at(await at.given(order_id="B-1"))
        await at.press("e", "ctrl+s")
        assert "Nothing is changed yet" in at.error("amount")
        await at.fill(order_id="")
        await at.press("ctrl+s")
        assert "Stancer cannot empty this field" in at.error("order_id")
        assert at.writes == []


async def test_a_processed_payment_changes_only_what_describes_it(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        paid = await at.given(card=await at.card(), order_id="B-1")
        await at.at(paid)
        await at.press("e")
        names = {row.field.name for row in at.form.rows}
        assert names == {"order_id", "description", "who", "name", "email", "mobile", "customer"}
        assert "Only what describes it can change" in at.text
        await at.fill(description="Lamps")
        await at.press("ctrl+s")
        assert at.writes == [("PATCH", {"description": "Lamps"})]
        await at.press("escape")
        assert "Lamps" in at.text, "the payment was read again"


async def test_3_d_secure_of_a_card_is_asked_with_the_device(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        bare = await at.given()
        await at.desk.client.payments.update(bare.id, _change(card=await at.card()))
        await at.at(bare)
        await at.press("s")
        await at.press("ctrl+s")
        assert "is needed" in at.error("ip")
        assert at.writes == []
        await at.fill(auth_return_url=BACK, ip="212.27.48.10", port="1337", user_agent="Firefox")
        await at.press("ctrl+s")
        assert at.writes == [
            (
                "PATCH",
                {
                    "auth": {"status": "request", "return_url": BACK},
                    "device": {"ip": "212.27.48.10", "port": 1337, "user_agent": "Firefox"},
                },
            )
        ]
        assert "3-D Secure was asked for" in at.text
        assert "3-D Secure address" in at.text
        await at.press("escape", "s")
        assert "under way already" in at.notices


async def test_the_known_device_needs_no_typing(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        bare = await at.given(device=NewDevice(ip="212.27.48.10", port=1337))
        await at.desk.client.payments.update(bare.id, _change(card=await at.card()))
        await at.at(bare)
        await at.press("s")
        assert at.form.raws["ip"] == "212.27.48.10"
        await at.press("ctrl+s")
        assert at.writes[0][1]["device"] == {"ip": "212.27.48.10", "port": 1337}


def _change(**fields: Any) -> Any:
    from stancer_tui.api.resources.new_payment import PaymentChange

    return PaymentChange(**fields)


async def test_3_d_secure_on_the_payment_page_asks_for_no_device(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.at(await at.given())
        await at.press("s")
        assert {row.field.name for row in at.form.rows} == {"auth_return_url"}
        await at.press("ctrl+s")
        assert at.writes == [("PATCH", {"auth": {"status": "request"}})]
        assert "send them the link" in at.text


async def test_a_lost_update_is_found_and_sent_once(tmp_path: Path) -> None:
    async with till(tmp_path, schedule=QUICK) as at:
        await at.at(await at.given(order_id="B-1"))
        await at.press("e")
        await at.fill(order_id="B-2")
        at.counter.wire.loss = Loss.AFTER
        await at.key("ctrl+s")
        await at.until("Reading shows it: the payment was changed")
        assert at.writes == [("PATCH", {"order_id": "B-2"})]


async def test_the_menu_dims_what_cannot_be_done_and_says_why(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.at(await at.given(card=await at.card(), capture=False))
        await at.press("m")
        screen = at.counter.app.screen
        assert isinstance(screen, Menu)
        possible = {each.value for each in screen.choices if each.why_not is None}
        assert possible == {"capture", "update"}
        assert "The bank has authorised it already" in at.text
        await at.press("A")
        assert at.counter.app.screen is screen
        assert "Authorise" in at.notices or "authorised" in at.notices
        await at.press("c")
        assert isinstance(at.counter.app.screen, PaymentActionDialog)


async def test_read_only_changes_nothing_and_says_so(tmp_path: Path) -> None:
    async with till(tmp_path, read_only=True) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        assert "read-only" in at.notices
        await at.press("enter")
        for key in "cAses":
            await at.press(key)
            assert not isinstance(at.counter.app.screen, FormScreen | PaymentActionDialog)
        await at.press("m")
        screen = at.counter.app.screen
        assert isinstance(screen, Menu)
        assert all(each.why_not is not None for each in screen.choices)
        assert at.writes == []
