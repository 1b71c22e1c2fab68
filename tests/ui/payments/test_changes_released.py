"""What failed, or left no trace, holds its payment no longer: the next change is sent."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

from stancer_tui.store.intent import State
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.ui.forms.screen import FormScreen
from stancer_tui.ui.refunds.form import RefundForm
from tests.services.refund_world import NOW, intent
from tests.ui.desks.payment_writer import QUICK, till
from tests.ui.desks.refund_shop import Loss, Message, Receive, Send, counter, payment_id
from tests.ui.driving import press

CAPTURE = ("PATCH", {"status": "capture"})


def refusing(application: Any) -> Any:
    """An API that is read, and refuses every change."""
    body = json.dumps({"error": {"type": "invalid_request_error", "message": {"error": "not now"}}}).encode()

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["method"] == "GET":
            await application(scope, receive, send)
            return
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 400, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answer


async def test_a_refused_capture_can_be_asked_for_again(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        at.wire.bodies.clear()
        stancer, at.wire.app = at.wire.app, refusing(at.wire.app)
        await at.push("send")
        assert "Stancer refused it." in at.text
        at.wire.app = stancer
        await at.press("escape", "c")
        await at.push("send")
        assert "The capture of 50.00 EUR was asked for" in at.text
        assert at.writes == [CAPTURE, CAPTURE]


async def test_a_capture_without_a_trace_can_be_asked_for_again(tmp_path: Path) -> None:
    async with till(tmp_path, schedule=QUICK) as at:
        await at.counter.choose("authorized")
        await at.press("c")
        at.wire.loss = Loss.BEFORE
        await at.push_now("send")
        await at.until("No trace of the capture after two minutes")
        at.wire.loss = None
        await at.press("escape", "c")
        assert "Capture 50.00 EUR" in at.buttons()


async def test_a_refused_update_lets_the_payment_be_changed_again(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        given = await at.given(order_id="B-1")
        await at.at(given)
        await at.press("e")
        await at.fill(order_id="B-2")
        stancer, at.wire.app = at.wire.app, refusing(at.wire.app)
        await at.press("ctrl+s")
        at.wire.app = stancer
        await at.press("escape", "tab", "enter", "e")
        assert isinstance(at.counter.app.screen, FormScreen)
        await at.fill(order_id="B-3")
        await at.press("ctrl+s")
        assert (await at.read(given)).order_id == "B-3"


async def test_a_key_too_early_does_not_close_what_says_that_nothing_was_begun(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.to_confirm()
        with closing(Journal(tmp_path / "journal.db")) as other:
            other.insert(intent(State.AMBIGUOUS, payment=payment_id("captured")), at=NOW)
        await press(at.pilot, "tab", "enter")
        assert "Nothing was sent, no money moved." in at.text
        await press(at.pilot, "enter")
        assert at.shows(RefundForm), "the reason was not read yet"
        at.clock.advance(1)
        await press(at.pilot, "enter")
        assert not at.shows(RefundForm)
        assert at.wire.posts == 0
