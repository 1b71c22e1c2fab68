"""What a fielded search term asks of a row: one of a few words, a piece of text, or a stretch of numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress
from sys import intern
from typing import Any

from stancer_tui.models.money import exponent
from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow, refund_state
from stancer_tui.store.query import Condition, Facet

NEVER = float("nan")
"""Stands for a number that a row does not have: it lies in no stretch."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field begins with one of `begins`, or is one of `whole`.

    A facet of several words (separated by blanks) is looked at word by word.
    """

    facet: Facet
    begins: tuple[str, ...]
    whole: tuple[str, ...] = ()

    def accepts(self, value: Any) -> bool:
        """Whether one of the facet's words is wanted."""
        return any(word.startswith(self.begins) or word in self.whole for word in value.split())

    def keep(self, slots: Sequence[int], values: Sequence[Any]) -> list[int]:
        """As `accepts`, asked once for each value: there are few."""
        verdicts = _Verdicts(self.accepts)
        return list(compress(slots, map(verdicts.__getitem__, map(values.__getitem__, slots))))

    def narrows(self, other: Condition) -> bool:
        """Whether everything wanted here is wanted there."""
        return (
            isinstance(other, OneOf)
            and other.facet == self.facet
            and all(word.startswith(other.begins) for word in self.begins)
            and all(word.startswith(other.begins) or word in other.whole for word in self.whole)
        )


@dataclass(frozen=True, slots=True)
class Holds:
    """The field, lower-cased, has `text` in it."""

    facet: Facet
    text: str

    def accepts(self, value: Any) -> bool:
        """Whether the text is there."""
        return self.text in value

    def keep(self, slots: Sequence[int], values: Sequence[Any]) -> list[int]:
        """As `accepts`, for many rows."""
        text = self.text
        return [slot for slot in slots if text in values[slot]]

    def narrows(self, other: Condition) -> bool:
        """Whether the text here has the one there in it."""
        return isinstance(other, Holds) and other.facet == self.facet and other.text in self.text


@dataclass(frozen=True, slots=True)
class Between:
    """The number lies from `low` to `high`, both included; infinities leave an end open."""

    facet: Facet
    low: float
    high: float

    def accepts(self, value: Any) -> bool:
        """Whether the number lies there; `NEVER` does not."""
        return bool(self.low <= value <= self.high)

    def keep(self, slots: Sequence[int], values: Sequence[Any]) -> list[int]:
        """As `accepts`, for many rows."""
        low, high = self.low, self.high
        return [slot for slot in slots if low <= values[slot] <= high]

    def narrows(self, other: Condition) -> bool:
        """Whether this stretch lies within that one."""
        return (
            isinstance(other, Between)
            and other.facet == self.facet
            and other.low <= self.low
            and self.high <= other.high
        )


class _Verdicts(dict[str, bool]):
    """What was decided of each value."""

    def __init__(self, accepts: Callable[[str], bool]) -> None:
        super().__init__()
        self._accepts = accepts

    def __missing__(self, value: str) -> bool:
        verdict = self[value] = self._accepts(value)
        return verdict


def _word(value: str | None) -> str:
    return intern(value.lower()) if value else ""


def status(row: ListedPayment) -> str:
    """The API's status, and what the refunds make of it: "captured refunded", "captured part_refunded"."""
    if isinstance(row, UnreadableRow):
        return "unreadable"
    derived = refund_state(row.status, row.amount, row.refunded)
    return intern(f"{_word(row.status)} {derived.replace(' ', '_')}") if derived else _word(row.status)


def method(row: ListedPayment) -> str:
    """How it was paid."""
    return _word(row.method) if isinstance(row, PaymentRow) else ""


def brand(row: ListedPayment) -> str:
    """The card's brand; a Mastercard also answers to the short name that lists show."""
    if isinstance(row, UnreadableRow):
        return ""
    return "mastercard mc" if _word(row.brand) == "mastercard" else _word(row.brand)


def last4(row: ListedPayment) -> str:
    """The last characters of the card or the bank account."""
    return _word(row.last4) if isinstance(row, PaymentRow) else ""


def code(row: ListedPayment) -> str:
    """The bank's answer."""
    return _word(row.response) if isinstance(row, PaymentRow) else ""


def currency(row: ListedPayment) -> str:
    """The currency's code."""
    return _word(row.currency) if isinstance(row, PaymentRow) else ""


def country(row: ListedPayment) -> str:
    """The card's country."""
    return _word(row.card_country) if isinstance(row, PaymentRow) else ""


def three_ds(row: ListedPayment) -> str:
    """ "yes" and the status of the strong authentication, or "no" when none is reported."""
    if isinstance(row, UnreadableRow):
        return ""
    return intern(f"yes {row.auth_status.lower()}") if row.auth_status else "no"


def refunded(row: ListedPayment) -> str:
    """ "yes full", "yes part" or "no", by the refunds that neither failed nor were not honoured."""
    if isinstance(row, UnreadableRow):
        return ""
    if row.refunded <= 0:
        return "no"
    return "yes full" if row.refunded >= row.amount else "yes part"


def disputed(row: ListedPayment) -> str:
    """Whether the API's status says disputed."""
    if isinstance(row, UnreadableRow):
        return ""
    return "yes" if row.status == "disputed" else "no"


def ident(row: ListedPayment) -> str:
    """The payment's id."""
    return (row.id or "").lower()


def order(row: ListedPayment) -> str:
    """The merchant's order number."""
    return (row.order_id or "").lower() if isinstance(row, PaymentRow) else ""


def unique(row: ListedPayment) -> str:
    """The merchant's unicity key."""
    return (row.unique_id or "").lower() if isinstance(row, PaymentRow) else ""


def customer(row: ListedPayment) -> str:
    """Name, e-mail and id of the customer."""
    if isinstance(row, UnreadableRow):
        return ""
    return intern("\n".join(filter(None, (row.customer_name, row.customer_email, row.customer_id))).lower())


def hundredths(row: ListedPayment) -> float:
    """The amount in hundredths of its currency's unit, whatever decimals the currency has."""
    if isinstance(row, UnreadableRow):
        return NEVER
    return row.amount if exponent(row.currency) == 2 else row.amount * 10 ** (2 - exponent(row.currency))


def created(row: ListedPayment) -> float:
    """When the payment was created, in Unix seconds."""
    return NEVER if row.created is None else row.created
