"""Where a refund is decided: whose money it is, who refunded before, what to beware of, and the mode."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from stancer_tui.models.mode import Mode
from stancer_tui.store.owner import this_process
from stancer_tui.ui.refunds.confirmation import ConfirmRefund
from stancer_tui.ui.refunds.form import RefundForm
from stancer_tui.ui.refunds.intent_dialog import IntentDialog
from stancer_tui.ui.refunds.unresolved_dialog import Unresolved
from tests.ui.desks.refund_shop import Counter, Loss, counter, payment_id
from tests.ui.driving import NARROW, NOW, notices, press, screen_text, settled

START = int(NOW.timestamp())
REMI = {"id": "cust_" + "R" * 24, "name": "Rémi Pham", "email": "remi.pham@poste.example"}
LINH = {"id": "cust_" + "L" * 24, "name": "Linh Pham", "email": "linh.pham@poste.example"}
VISA = {"id": "card_" + "V" * 24, "brand": "visa", "last4": "0003"}
GOLD = {"id": "card_" + "G" * 24, "brand": "mastercard", "last4": "3220"}
BACK = {"id": "refd_" + "B" * 24, "amount": 3490, "status": "refunded", "created": START - 3600}


def sale(name: str, minutes: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": payment_id(name),
        "amount": 3490,
        "currency": "eur",
        "status": "captured",
        "created": START - 60 * minutes,
        "order_id": "AL-2611-01221",
        "customer": REMI["id"],
        "card": VISA["id"],
    } | fields


def sold(*payments: dict[str, Any], disputes: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    shop = {
        "payments": list(payments),
        "customers": [REMI, LINH],
        "cards": [VISA, GOLD],
        "disputes": list(disputes),
    }
    return {"test": shop, "live": json.loads(json.dumps(shop))}


PHAMS = sold(
    sale("remi", 30),
    sale("linh", 31, customer=LINH["id"], card=GOLD["id"]),
)


def title(at: Counter) -> str:
    """The first line of the dialog on top, as it is drawn."""
    (box,) = at.app.screen.query(".dialog-box")
    x, y, width, _ = box.region
    return screen_text(at.app).splitlines()[y][x : x + width]


def asked(at: Counter) -> str:
    """What the dialog on top says, without what lies under it."""
    (box,) = at.app.screen.query(".dialog-box")
    x, y, width, height = box.region
    lines = (line[x : x + width] for line in screen_text(at.app).splitlines()[y : y + height])
    return " ".join(" ".join(lines).translate(str.maketrans("│┃", "  ")).split())


@pytest.mark.parametrize(
    ("name", "person", "when"),
    [
        ("linh", "Linh Pham · mc ··3220", "today 17:33"),
        ("remi", "Rémi Pham · visa ··0003", "today 17:34"),
    ],
)
async def test_t17_which_pham_is_refunded_stands_in_the_form_and_its_confirmation(
    tmp_path: Path, name: str, person: str, when: str
) -> None:
    async with counter(tmp_path, size=NARROW, sold=PHAMS) as at:
        await at.choose(name)
        assert f"AL-2611-01221 · {person}" in at.text
        await press(at.pilot, "r")
        assert f"To {person}" in at.text
        assert f"For AL-2611-01221 · 34.90 EUR · {when}" in at.text
        assert "Left 34.90 of 34.90 EUR" in at.text
        assert at.app.screen.query_one("#refund").max_scroll_y == 0, "all of it is seen at once"
        await press(at.pilot, "enter")
        assert at.shows(ConfirmRefund)
        assert f"To {person}" in asked(at)
        assert f"For AL-2611-01221 · 34.90 EUR · {when}" in asked(at)
        assert "Left 34.90 of 34.90 EUR" in asked(at)
        assert at.app.screen.query_one(".dialog-box").max_scroll_y == 0


async def test_a_notice_of_what_came_of_it_names_the_person(tmp_path: Path) -> None:
    async with counter(tmp_path, sold=PHAMS) as at:
        at.wire.held = asyncio.Event()
        await at.send(None, "remi")
        await at.pilot.press("escape")
        at.wire.held.set()
        await at.until("Refund made")
        (notice,) = notices(at.app)
        assert notice.startswith("Refund of AL-2611-01221 · Rémi Pham · visa ··0003\nRefund made (refd_")


async def test_whose_money_it_is_stands_there_before_the_payment_was_read(tmp_path: Path) -> None:
    async with counter(tmp_path, sold=PHAMS) as at:
        at.wire.down = True
        await at.open_form("remi")
        assert "To Rémi Pham · visa ··0003" in at.text
        assert "Refunds none so far" in at.text


async def test_a_payment_of_which_nothing_is_reported_says_so(tmp_path: Path) -> None:
    bare = sale("bare", 5, customer=None, card=None, order_id=None)
    async with counter(tmp_path, sold=sold(bare)) as at:
        await at.open_form("bare")
        assert "To not reported" in at.text
        assert "For order not reported · 34.90 EUR" in at.text


async def test_masking_hides_the_person_where_money_is_decided(tmp_path: Path) -> None:
    async with counter(tmp_path, sold=PHAMS, mask=True) as at:
        await at.open_form("remi")
        assert "To R••• · visa ··0003" in at.text
        await press(at.pilot, "enter")
        assert "To R••• · visa ··0003" in asked(at)
        assert "Pham" not in at.text


async def test_t18_who_refunded_already_is_seen_when_the_form_opens(tmp_path: Path) -> None:
    part = {"amount": 500, "status": "to_refund", "created": START - 7200, "id": "refd_" + "C" * 24}
    async with counter(tmp_path, size=NARROW, sold=sold(sale("remi", 300, refunds=[part]))) as at:
        await at.open_form("remi")
        assert "Refunds 5.00 EUR → to refund · today 16:04 · not recorded here" in at.text
        at.app.screen.query_one("#ticket", Input).value = "T-81"
        await at.type_amount("1.00")
        await press(at.pilot, "enter")
        at.clock.advance(1)
        await press(at.pilot, "tab", "enter")
        at.clock.advance(1)
        await press(at.pilot, "enter")
        await at.open_form("remi")
        user = this_process().user
        assert "Refunds 1.00 EUR → to refund · today 18:04 · by " + f"{user} · ticket T-81" in asked(at)
        assert "5.00 EUR → to refund · today 16:04 · not recorded here" in at.text


async def test_a_refund_of_the_likely_twin_is_warned_about_before_anything_is_read(tmp_path: Path) -> None:
    twin = sale("twin", 40, order_id="AL-2611-01222", refunds=[BACK])
    said = "! its likely twin AL-2611-01222 was refunded 34.90 EUR today 17:04, not recorded here"
    async with counter(tmp_path, size=NARROW, sold=sold(sale("remi", 30), twin)) as at:
        at.wire.down = True
        await at.open_form("remi")
        assert said in at.text
        at.wire.down = False
        await press(at.pilot, "enter")
        assert said in at.text
        assert "Refunds none of this payment so far" in at.text
        assert at.app.screen.query_one("#refund").max_scroll_y == 0
        await press(at.pilot, "enter")
        assert at.shows(ConfirmRefund), "a warning does not stand in the way"
        assert said in asked(at)
        assert at.app.screen.query_one(".dialog-box").max_scroll_y == 0


async def test_a_refund_by_this_desk_of_the_twin_names_who_and_why(tmp_path: Path) -> None:
    twin = sale("twin", 40, order_id="AL-2611-01222")
    async with counter(tmp_path, sold=sold(sale("remi", 30), twin)) as at:
        await at.open_form("remi")
        assert "none so far, nor of its likely twin AL-2611-01222" in asked(at)
        await press(at.pilot, "escape")
        await at.open_form("twin")
        at.app.screen.query_one("#ticket", Input).value = "T-81"
        await press(at.pilot, "enter")
        at.clock.advance(1)
        await press(at.pilot, "tab", "enter")
        at.clock.advance(1)
        await press(at.pilot, "enter")
        at.wire.down = True  # what is loaded and the journal say it: no request is needed
        await at.open_form("remi")
        user = this_process().user
        assert f"its likely twin AL-2611-01222 is being refunded 34.90 EUR today 18:04 by {user}" in at.text
        assert "ticket T-81" in at.text


async def test_a_disputed_twin_is_warned_about_in_the_form_and_again_when_asked(tmp_path: Path) -> None:
    twin = sale("twin", 40, order_id="AL-2611-01222", status="disputed")
    async with counter(tmp_path, sold=sold(sale("remi", 30), twin)) as at:
        await at.open_form("remi")
        assert "! its likely twin AL-2611-01222 is disputed" in at.text
        await press(at.pilot, "enter")
        assert at.shows(ConfirmRefund)
        assert "! its likely twin AL-2611-01222 is disputed" in asked(at)


async def test_a_dispute_that_is_loaded_is_warned_about_with_its_amount(tmp_path: Path) -> None:
    dispute = {
        "id": "dspt_" + "D" * 24,
        "payment": payment_id("remi"),
        "amount": 3490,
        "currency": "eur",
        "created": START - 600,
    }
    async with counter(tmp_path, sold=sold(sale("remi", 30), disputes=(dispute,))) as at:
        await press(at.pilot, "4")
        await press(at.pilot, "2")
        await at.open_form("remi")
        assert "! the customer disputed this payment: 34.90 EUR, today 17:54" in at.text


@pytest.mark.parametrize("mode", list(Mode))
async def test_live_has_a_heavy_frame_and_its_word_on_the_dialog_itself(tmp_path: Path, mode: Mode) -> None:
    corner = "┏━" if mode.live else "╭─"
    async with counter(tmp_path, mode=mode, sold=PHAMS) as at:
        await at.open_form("remi")
        assert title(at).startswith(f"{corner} Refund · {mode.word} ")
        await press(at.pilot, "enter")
        assert at.shows(ConfirmRefund)
        assert title(at).startswith(f"{corner} Confirm · {mode.word} ")


async def test_a_ticket_that_is_too_long_is_refused_while_it_is_typed(tmp_path: Path) -> None:
    async with counter(tmp_path, sold=PHAMS) as at:
        await at.open_form("remi")
        at.app.screen.query_one("#ticket", Input).value = "T" * 101
        await settled(at.pilot)
        assert "It has 101 characters; at most 100 are kept. Nothing is cut: shorten it." in at.text
        await press(at.pilot, "enter")
        assert at.shows(RefundForm)
        at.app.screen.query_one("#ticket", Input).value = "T" * 100
        await settled(at.pilot)
        assert "characters; at most" not in at.text


async def test_an_empty_field_shows_an_example_as_an_example(tmp_path: Path) -> None:
    async with counter(tmp_path, sold=PHAMS) as at:
        await at.open_form("remi")
        at.app.screen.query_one("#amount", Input).value = ""
        await settled(at.pilot)
        assert "e.g. 12.50" in at.text
        assert "e.g. T-82" in at.text


async def test_what_an_earlier_run_left_says_whose_it_is_who_confirmed_it_and_why(tmp_path: Path) -> None:
    async with counter(tmp_path, mode=Mode.LIVE, sold=PHAMS) as at:
        await at.open_form("remi")
        at.app.screen.query_one("#ticket", Input).value = "T-81"
        at.wire.loss = Loss.BEFORE
        await press(at.pilot, "enter")
        at.clock.advance(1)
        await at.type_amount("34.90")
        await press(at.pilot, "enter", "enter")
        await at.until("Outcome not known yet")
        at.clock.advance(1)
        await press(at.pilot, "escape", "3", "enter")
        assert at.shows(IntentDialog)
        assert "To Rémi Pham · visa ··0003 For AL-2611-01221 · 34.90 EUR · today 17:34" in at.text
        assert f"By {this_process().user}" in at.text
        assert title(at).startswith("┏━ Refund · LIVE ")
    async with counter(tmp_path, mode=Mode.LIVE, sold=PHAMS) as at:
        assert at.shows(Unresolved)
        assert f"34.90 EUR of {payment_id('remi')}" in at.text
        assert f"today 18:04 · by {this_process().user} · ticket T-81" in at.text
        assert title(at).startswith("┏━ Earlier refunds · LIVE ")
