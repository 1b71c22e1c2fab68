"""Whose money it is stands in every question that moves some, and in every deletion; live has its frame."""

import json
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.ui.payments.action_dialog import PaymentActionDialog
from stancer_tui.ui.stored.confirm_deletion import ConfirmDeletion
from tests.ui.desks.refund_shop import Counter, counter, payment_id
from tests.ui.driving import NARROW, NOW, press, screen_text, settled

START = int(NOW.timestamp())
REMI = {
    "id": "cust_" + "R" * 24,
    "name": "Rémi Pham",
    "email": "remi.pham@poste.example",
    "mobile": "+33639981120",
}
VISA = {"id": "card_" + "V" * 24, "brand": "visa", "last4": "0003", "name": "R PHAM"}
ACCOUNT = {"id": "sepa_" + "A" * 24, "last4": "2606", "name": "Rémi Pham", "mandate": "M-77"}


def sale(name: str, minutes: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": payment_id(name),
        "amount": 3490,
        "currency": "eur",
        "status": "authorized",
        "created": START - 60 * minutes,
        "order_id": "AL-2611-01221",
        "customer": REMI["id"],
        "card": VISA["id"],
    } | fields


def shop() -> dict[str, Any]:
    held = sale("held", 30)
    paid = sale("paid", 60 * 30, status="captured", card=None, sepa=ACCOUNT["id"])
    known = {"payments": [held, paid], "customers": [REMI], "cards": [VISA], "sepa": [ACCOUNT]}
    return {"test": known, "live": json.loads(json.dumps(known))}


def title(at: Counter) -> str:
    """The first line of the dialog on top, as it is drawn."""
    (box,) = at.app.screen.query(".dialog-box")
    x, y, width, _ = box.region
    return screen_text(at.app).splitlines()[y][x : x + width]


async def delete(at: Counter, kind: Kind, object_id: str) -> None:
    at.app.parts.open_object(kind, object_id)
    await settled(at.pilot)
    await press(at.pilot, "D")
    assert at.shows(ConfirmDeletion)


@pytest.mark.parametrize("mode", list(Mode))
async def test_a_capture_names_from_whom_and_for_what(tmp_path: Path, mode: Mode) -> None:
    async with counter(tmp_path, mode=mode, size=NARROW, sold=shop()) as at:
        await at.choose("held")
        await press(at.pilot, "c")
        assert at.shows(PaymentActionDialog)
        assert "From Rémi Pham · visa ··0003 For AL-2611-01221 · 34.90 EUR · today 17:34" in at.text
        assert title(at).startswith(f"{'┏━' if mode.live else '╭─'} Capture · {mode.word} ")


async def test_a_change_names_whose_payment_it_is(tmp_path: Path) -> None:
    async with counter(tmp_path, sold=shop()) as at:
        await at.choose("held")
        await press(at.pilot, "enter", "m", "e")
        assert (
            "Rémi Pham · visa ··0003 AL-2611-01221 · 34.90 EUR · today 17:34 Only what you change" in at.text
        )


async def test_a_deleted_customer_is_named_with_what_hangs_on_it(tmp_path: Path) -> None:
    async with counter(tmp_path, mode=Mode.LIVE, size=NARROW, sold=shop()) as at:
        await delete(at, Kind.CUSTOMER, REMI["id"])
        assert "Who Rémi Pham E-mail remi.pham@poste.example Phone +33639981120" in at.text
        assert "Payments 2 loaded, the last today 17:34 By visa ··0003, sepa ··2606" in at.text
        assert "! 1 of them not captured yet" in at.text
        assert title(at).startswith("┏━ Delete customer · LIVE ")


async def test_a_deleted_account_is_named_by_holder_iban_and_mandate(tmp_path: Path) -> None:
    async with counter(tmp_path, sold=shop()) as at:
        await delete(at, Kind.SEPA, ACCOUNT["id"])
        assert "Who Rémi Pham Account IBAN ending in 2606 Mandate M-77" in at.text
        assert "Payments 1 loaded, the last Nov 20 12:04" in at.text


async def test_masking_hides_whom_a_question_is_about(tmp_path: Path) -> None:
    async with counter(tmp_path, sold=shop(), mask=True) as at:
        await at.choose("held")
        await press(at.pilot, "c")
        assert "From R••• · visa ··0003" in at.text
        await press(at.pilot, "escape")
        await delete(at, Kind.CUSTOMER, REMI["id"])
        assert "Who R••• E-mail r••• Phone +•••" in at.text
        assert "Pham" not in at.text
