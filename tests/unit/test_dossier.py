"""The dossier of a dispute: every fact a line, nothing invented, nothing personal when masked."""

from datetime import UTC
from typing import Any

from stancer_tui.models.dispute import Dispute
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment import Payment
from stancer_tui.render.dossier import dispute_dossier
from stancer_tui.services.payments.timeline import timeline

DISPUTE = {
    "id": "dspt_kkyLpFvqM8JYQrBJlhN9bxSY",
    "payment": "paym_oTwazegPIbxPnUWDntboWvyL",
    "amount": 5247,
    "response": "45",
    "order_id": "825030405",
    "created": 1540504800,
}
PAYMENT = {
    "id": "paym_oTwazegPIbxPnUWDntboWvyL",
    "amount": 5247,
    "currency": "eur",
    "status": "disputed",
    "response": "00",
    "created": 1540400000,
    "order_id": "825030405",
    "description": "two lamps",
    "card": {"id": "card_x", "brand": "visa", "last4": "4242", "country": "FR", "name": "Anna Roux"},
    "customer": {"id": "cust_x", "name": "Anna Roux", "email": "anna@example.org"},
    "auth": {"status": "success"},
    "refunds": [{"id": "refd_x", "amount": 1000, "status": "refunded", "created": 1540450000}],
}


def dossier(payment: dict[str, Any] | None = PAYMENT, *, mask: bool = False, **fields: Any) -> str:
    known = None if payment is None else Payment.read(payment)
    events = () if known is None else timeline(known)
    return dispute_dossier(Dispute.read(DISPUTE | fields), known, events, Mode.LIVE, zone=UTC, mask=mask)


def test_it_holds_dispute_payment_customer_card_authentication_timeline_and_refunds() -> None:
    lines = dossier().splitlines()
    for line in (
        "DISPUTE dspt_kkyLpFvqM8JYQrBJlhN9bxSY (LIVE mode)",
        "Amount: 52.47 EUR",
        "Opened: 2018-10-25 22:00:00 UTC",
        "Network: National",
        "PAYMENT paym_oTwazegPIbxPnUWDntboWvyL",
        "Status: disputed",
        "Name: Anna Roux",
        "E-mail: anna@example.org",
        "visa ending in 4242, country FR",
        "3-D SECURE",
        "success",
        "10.00 EUR, refunded, 2018-10-25 06:46:40 UTC",
    ):
        assert line in lines, line
    assert any(line.startswith("Reason: 45, Payment contested.") for line in lines)
    assert any("payment created" in line for line in lines)


def test_what_is_not_reported_is_said_to_be_so() -> None:
    bare = {"id": PAYMENT["id"], "amount": 1, "currency": "jpy"}
    text = dossier(bare, response=None, order_id=None)
    assert "Reason: not reported by the API" in text
    assert "Amount: 5,247 JPY" in text
    assert "3-D SECURE\nnot reported by the API" in text
    assert "none reported by the API" in text
    assert "None" not in text


def test_without_its_payment_no_currency_is_invented() -> None:
    text = dossier(None)
    assert "Amount: 5,247 minor units, currency not reported by the API" in text
    assert "this payment could not be read" in text
    assert "EUR" not in text


def test_a_mask_hides_the_person() -> None:
    text = dossier(mask=True)
    for word in ("Anna", "example.org", "lamps"):
        assert word not in text
    assert "visa ending in 4242" in text
