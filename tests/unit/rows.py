"""Rows for tests of lists."""

from typing import Any

from stancer_tui.models.payment_row import PaymentRow, payment_row


def row(number: int = 1, **fields: Any) -> PaymentRow:
    """A payment of a list answer as a row; `fields` replace those of the JSON."""
    return payment_row(
        {
            "id": f"paym_{number:024d}",
            "created": 1_795_280_000 + number,
            "amount": 3021,
            "currency": "eur",
            "status": "captured",
            "response": "00",
            "method": "card",
            "card": {"id": f"card_{number:024d}", "brand": "visa", "last4": "4242", "country": "FR"},
            "customer": {
                "id": f"cust_{number:024d}",
                "name": "Élodie Garnier",
                "email": "elodie@example.net",
            },
            "order_id": "825730837",
            "description": "Lampe en laiton",
            **fields,
        }
    )
