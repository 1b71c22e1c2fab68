"""A shop with a person in it, and with what is shared and what is not theirs."""

from typing import Any

from tests.ui.desks.scripted_api import SECONDS
from tests.ui.desks.ticket_shop import DAY, named, pay

REMI = {
    "id": named("cust", "remi"),
    "name": "Rémi Pham",
    "email": "remi.pham@poste.example",
    "mobile": "+33639981120",
}
GUEST = {"id": named("cust", "guest"), "name": "Rémi Pham", "email": "Remi.Pham@poste.example"}
NAMESAKE = {"id": named("cust", "same"), "name": "Pham Rémi", "mobile": "+33639980001"}
NORA = {"id": named("cust", "nora"), "name": "Nora Petit", "email": "nora@poste.example"}
VISA = {"id": named("card", "remi"), "brand": "visa", "last4": "0003", "country": "FR", "name": "R PHAM"}
COMPANY = {"id": named("card", "firm"), "brand": "mastercard", "last4": "7700", "country": "FR"}
OTHER = {"id": named("card", "other"), "brand": "visa", "last4": "9995", "country": "FR"}


def shop() -> dict[str, Any]:
    """Rémi's payments as a customer, as a guest, and by the company's card, which Nora uses too."""
    remi, visa = REMI["id"], VISA["id"]
    payments = [
        pay("newest", 5, customer=remi, card=visa, amount=3490, order_id="P-1"),
        pay("declined", 10, customer=remi, card=visa, amount=3490, status="refused", response="51"),
        pay("again", 12, customer=remi, card=visa, amount=3490, status="refused", response="A1"),
        pay("guest", 60, customer=GUEST["id"], card=OTHER["id"], amount=1000, order_id="P-2"),
        pay("firm", 90, customer=remi, card=COMPANY["id"], amount=5000, order_id="P-3"),
        pay("noras", 95, customer=NORA["id"], card=COMPANY["id"], amount=7000, order_id="N-1"),
        pay("same", 120, customer=NAMESAKE["id"], card=None, amount=900, status=None, response=None),
        pay("contested", 150, customer=remi, card=visa, amount=2000, status="disputed", order_id="P-4"),
        pay("bare", 160, card=None, amount=100, order_id="X-1", status=None, response=None),
        pay("older", 20 * 1440, customer=remi, card=visa, amount=8000, order_id="P-0"),
    ]
    refund = {
        "id": named("refd", "part"),
        "payment": named("paym", "newest"),
        "amount": 490,
        "status": "to_refund",
        "created": SECONDS - 60,
    }
    dispute = {
        "id": named("dspt", "mine"),
        "payment": named("paym", "contested"),
        "amount": 2000,
        "currency": "eur",
        "created": SECONDS - DAY,
        "response": "13.1",
    }
    test = {
        "customers": [REMI, GUEST, NAMESAKE, NORA],
        "cards": [VISA, COMPANY, OTHER],
        "payments": payments,
        "refunds": [refund],
        "disputes": [dispute],
    }
    return {"test": test, "live": {"payments": [pay("live", 10)]}}
