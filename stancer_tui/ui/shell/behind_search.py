"""Search fields of lists whose rows are not payments: those of the payment behind each row."""

from collections.abc import Callable
from typing import TypeVar

from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.services.search.phones import phone_text

R = TypeVar("R")

_WORDS = {"method": "method", "brand": "brand", "last4": "last4", "country": "card_country"}


def word_fields(payment: Callable[[R], PaymentRow | None]) -> dict[str, Callable[[R], str | None]]:
    """The fields with one word as their value: how it was paid."""

    def of(name: str) -> Callable[[R], str | None]:
        def value(row: R) -> str | None:
            known = payment(row)
            return None if known is None else getattr(known, name)

        return value

    return {field: of(name) for field, name in _WORDS.items()}


def text_fields(payment: Callable[[R], PaymentRow | None]) -> dict[str, Callable[[R], str | None]]:
    """The fields with a text as their value: who paid."""

    def phone(row: R) -> str | None:
        known = payment(row)
        return None if known is None else phone_text(known.customer_mobile)

    return {"customer": lambda row: customer_words(payment(row)), "phone": phone}


def customer_words(row: PaymentRow | None) -> str:
    """Everything a customer is found by, a line each: names, addresses, id, phone in every spelling."""
    if row is None:
        return ""
    phone = phone_text(row.customer_mobile)
    known = (row.customer_name, row.customer_email, row.customer_id, row.holder, phone)
    return "\n".join(filter(None, known))


def payment_words(row: PaymentRow | None) -> str:
    """What a typed word may hit of a payment, a line each: who and how."""
    if row is None:
        return ""
    return "\n".join(filter(None, (customer_words(row), row.last4, row.brand, row.method)))
