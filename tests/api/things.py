"""Objects as the API answers them."""

from typing import Any

PAYMENT_ID = "paym_KIVaaHi7G8QAYMQpQOYBrUQE"
REFUND_ID = "refd_o6Y1oZinbl9lErB24OSQCAKl"


def payment_id(number: int) -> str:
    return f"paym_{number:024d}"


def payment(payment_id: str = PAYMENT_ID, **fields: Any) -> dict[str, Any]:
    return {"id": payment_id, "amount": 1000, "currency": "eur", "live_mode": False, **fields}


def refund(**fields: Any) -> dict[str, Any]:
    return {
        "id": REFUND_ID,
        "payment": PAYMENT_ID,
        "amount": 500,
        "currency": "eur",
        "status": "to_refund",
        "live_mode": False,
        **fields,
    }


def envelope(
    items: list[Any], *, key: str = "payments", start: int = 0, limit: int = 100, more: bool = False
) -> Any:
    return {
        "live_mode": False,
        key: items,
        "range": {"start": start, "end": start + len(items) - 1, "limit": limit, "has_more": more},
    }
