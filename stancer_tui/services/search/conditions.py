"""What a fielded search term asks of a row: one of a few words, a piece of text, or a stretch of numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress
from sys import intern
from typing import Any

from stancer_tui.models.folding import fold
from stancer_tui.models.money import HUNDREDTHS, exponent, hundredths_of
from stancer_tui.models.payment_row import ListedPayment, PaymentRow, refund_state
from stancer_tui.models.row_parts import JoinedFacet, Part, reads
from stancer_tui.services.search.phones import phone_text
from stancer_tui.store.query import Condition, Facet

NEVER = float("nan")
"""Stands for a number that a row does not have: it is in no range."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The field begins with one of `begins`, or is one of `whole`, without case and accents.

    A facet of several words (separated by blanks) is looked at word by word.
    """

    facet: Facet
    begins: tuple[str, ...]
    whole: tuple[str, ...] = ()

    def accepts(self, value: Any) -> bool:
        """Whether one of the facet's words matches."""
        value = fold(value)
        if " " not in value:
            return value.startswith(self.begins) or value in self.whole
        return any(word.startswith(self.begins) or word in self.whole for word in value.split())

    def keep(self, slots: Sequence[int], values: Sequence[Any], *, accepted: bool) -> list[int]:
        """As `accepts`, asked once for each value: there are few."""
        verdicts = _Verdicts(lambda value: self.accepts(value) is accepted)
        return list(compress(slots, map(verdicts.__getitem__, map(values.__getitem__, slots))))

    def narrows(self, other: Condition) -> bool:
        """Whether everything that matches here matches there."""
        return (
            isinstance(other, AnyOf)
            and other.facet == self.facet
            and all(word.startswith(other.begins) for word in self.begins)
            and all(word.startswith(other.begins) or word in other.whole for word in self.whole)
        )


@dataclass(frozen=True, slots=True)
class Holds:
    """The field, folded, has `text` in it."""

    facet: Facet
    text: str

    def accepts(self, value: Any) -> bool:
        """Whether the text is there."""
        return self.text in value

    def keep(self, slots: Sequence[int], values: Sequence[Any], *, accepted: bool) -> list[int]:
        """As `accepts`, for many rows."""
        text = self.text
        if accepted:
            return [slot for slot in slots if text in values[slot]]
        return [slot for slot in slots if text not in values[slot]]

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

    def keep(self, slots: Sequence[int], values: Sequence[Any], *, accepted: bool) -> list[int]:
        """As `accepts`, for many rows."""
        low, high = self.low, self.high
        if accepted:
            return [slot for slot in slots if low <= values[slot] <= high]
        return [slot for slot in slots if not low <= values[slot] <= high]

    def narrows(self, other: Condition) -> bool:
        """Whether this stretch lies within that one."""
        return (
            isinstance(other, Between)
            and other.facet == self.facet
            and other.low <= self.low
            and self.high <= other.high
        )


@dataclass(frozen=True, slots=True)
class IdIn:
    """One of the row's ids, set apart by blanks, is one of `ids`; with `inside` False none of them is."""

    facet: Facet
    ids: frozenset[str]
    inside: bool = True

    def accepts(self, value: Any) -> bool:
        """Whether the row is meant."""
        return (value in self.ids or not self.ids.isdisjoint(value.split())) is self.inside

    def keep(self, slots: Sequence[int], values: Sequence[Any], *, accepted: bool) -> list[int]:
        """As `accepts`, for many rows."""
        accepts = self.accepts
        return [slot for slot in slots if accepts(values[slot]) is accepted]

    def narrows(self, other: Condition) -> bool:
        """Whether the objects meant here are some of those meant there."""
        if not isinstance(other, IdIn) or (other.facet, other.inside) != (self.facet, self.inside):
            return False
        return self.ids <= other.ids if self.inside else other.ids <= self.ids


class _Verdicts(dict[str, bool]):
    """What was decided of each value."""

    def __init__(self, accepts: Callable[[str], bool]) -> None:
        super().__init__()
        self._accepts = accepts

    def __missing__(self, value: str) -> bool:
        verdict = self[value] = self._accepts(value)
        return verdict


Rows = Sequence[ListedPayment]


@reads(Part.KIND)
def status(rows: Rows) -> list[str]:
    """The API's status, and what the refunds make of it: "captured refunded", "captured to_refund"."""
    return [
        (_refunded_status(row) if row.refunded else row.status or "")
        if type(row) is PaymentRow
        else "unreadable"
        for row in rows
    ]


def _refunded_status(row: PaymentRow) -> str:
    steps = [refund.status for refund in row.refunds]
    derived = refund_state(row.status, row.amount, row.refunded, steps)
    return f"{row.status} {derived.replace(' ', '_')}" if derived else row.status or ""


@reads(Part.KIND)
def method(rows: Rows) -> list[str]:
    """How it was paid."""
    return [row.method or "" if type(row) is PaymentRow else "" for row in rows]


@reads(Part.KIND)
def brand(rows: Rows) -> list[str]:
    """The card's brand; a Mastercard also answers to the short name that lists show."""
    brands = [row.brand or "" if type(row) is PaymentRow else "" for row in rows]
    words = {brand: brand.replace(" ", "_") for brand in set(brands)}
    words["mastercard"] = "mastercard mc"
    return [words[brand] for brand in brands]


@reads(Part.PAYER)
def last4(rows: Rows) -> list[str]:
    """The last characters of the card or the bank account."""
    return [row.last4 or "" if type(row) is PaymentRow else "" for row in rows]


@reads(Part.KIND)
def code(rows: Rows) -> list[str]:
    """The bank's answer."""
    return [row.response or "" if type(row) is PaymentRow else "" for row in rows]


@reads(Part.KIND)
def currency(rows: Rows) -> list[str]:
    """The currency's code."""
    return [row.currency if type(row) is PaymentRow else "" for row in rows]


@reads(Part.KIND)
def country(rows: Rows) -> list[str]:
    """The card's country."""
    return [row.card_country or "" if type(row) is PaymentRow else "" for row in rows]


@reads(Part.KIND)
def three_ds(rows: Rows) -> list[str]:
    """ "yes" and the status of the strong authentication, or "no" when none is reported."""
    return [
        (f"yes {row.auth_status}" if row.auth_status else "no") if type(row) is PaymentRow else ""
        for row in rows
    ]


@reads(Part.KIND)
def refunded(rows: Rows) -> list[str]:
    """ "yes full", "yes part" or "no", by the refunds that neither failed nor were not honoured."""
    return [
        ("no" if row.refunded <= 0 else "yes full" if row.refunded >= row.amount else "yes part")
        if type(row) is PaymentRow
        else ""
        for row in rows
    ]


@reads(Part.KIND)
def disputed(rows: Rows) -> list[str]:
    """Whether the API's status says disputed."""
    return [("yes" if row.status == "disputed" else "no") if type(row) is PaymentRow else "" for row in rows]


@reads(Part.ID)
def own_id(rows: Rows) -> list[str]:
    """The payment's id, as the team's ledger knows it."""
    return [row.id or "" for row in rows]


@reads(Part.ID)
def ident(rows: Rows) -> list[str]:
    """The payment's id."""
    return [fold(row.id or "") for row in rows]


@reads(Part.WORDS)
def order(rows: Rows) -> list[str]:
    """The merchant's order number."""
    return [fold(row.order_id or "") if type(row) is PaymentRow else "" for row in rows]


@reads(Part.WORDS)
def unique(rows: Rows) -> list[str]:
    """The merchant's unicity key."""
    return [fold(row.unique_id or "") if type(row) is PaymentRow else "" for row in rows]


@reads(Part.PAYER)
def customer(rows: Rows) -> list[str]:
    """Name, e-mail, id and mobile of the customer and the name on the card or account.

    A customer's text is made once, however often they paid.
    """
    made: dict[tuple[str | None, ...], str] = {}
    texts = []
    for row in rows:
        known = (
            (row.customer_name, row.customer_email, row.customer_id, row.holder, row.customer_mobile)
            if type(row) is PaymentRow
            else ()
        )
        text = made.get(known)
        if text is None:
            words = (*known[:4], phone_text(known[4])) if known else ()
            text = made[known] = intern(fold("\n".join(filter(None, words))))
        texts.append(text)
    return texts


@reads(Part.PAYER)
def phone(rows: Rows) -> list[str]:
    """The customer's mobile in every spelling."""
    return [phone_text(row.customer_mobile) if type(row) is PaymentRow else "" for row in rows]


@reads(Part.WORDS)
def _own_numbers(rows: Rows) -> list[str]:
    return [
        f"{row.order_id}\n{row.unique_id}\n{row.description}" if type(row) is PaymentRow else ""
        for row in rows
    ]


@reads(Part.PAYER)
def _payer_numbers(rows: Rows) -> list[str]:
    return [
        f"{row.customer_name}\n{row.customer_email}\n{phone_text(row.customer_mobile)}"
        if type(row) is PaymentRow
        else ""
        for row in rows
    ]


numbers = JoinedFacet((_own_numbers, _payer_numbers))
"""Everything in which a number of many digits may be meant: references, description, customer, mobile.

Not folded: digits are looked for.
"""


@reads(Part.AMOUNT)
def hundredths(rows: Rows) -> list[float]:
    """The amount in hundredths of its currency's unit, whatever decimals the currency has."""
    currencies = {row.currency for row in rows if type(row) is PaymentRow}
    others = {currency for currency in currencies if exponent(currency) != HUNDREDTHS}
    return [
        (row.amount if row.currency not in others else hundredths_of(row.amount, row.currency))
        if type(row) is PaymentRow
        else NEVER
        for row in rows
    ]


@reads(Part.CREATED)
def created(rows: Rows) -> list[float]:
    """When the payment was created, in Unix seconds."""
    return [NEVER if row.created is None else row.created for row in rows]
