"""The payment behind a row of another list: whose it is, and what to show while that is not known."""

from collections.abc import Callable
from enum import Enum, auto
from typing import TypeVar

from stancer_tui.language import N_, _
from stancer_tui.models.folding import sort_text
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.columns import NOTHING, Column, method_text
from stancer_tui.render.identity import identity_text, person_text
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone

R = TypeVar("R")


class PaymentLookup(Enum):
    """What is known of the payment behind a row."""

    KNOWN = auto()
    NOT_READ = auto()
    """It is being read, or will be."""
    NOT_LOADED = auto()
    """It is outside the loaded dates and is not read automatically."""
    NOT_READABLE = auto()
    NOT_NAMED = auto()


Behind = Callable[[R], tuple[PaymentRow | None, PaymentLookup]]
"""Gives the payment behind a row, None until it was read, and what is known of it."""

_IN_A_CELL = {
    PaymentLookup.NOT_READ: "…",
    PaymentLookup.NOT_LOADED: N_("not loaded"),
    PaymentLookup.NOT_READABLE: N_("not readable"),
}

_IN_WORDS = {
    PaymentLookup.NOT_READ: N_("being read…"),
    PaymentLookup.NOT_LOADED: N_("not loaded"),
    PaymentLookup.NOT_READABLE: N_("its payment is not readable"),
    PaymentLookup.NOT_NAMED: N_("the API names no payment"),
}


def in_a_cell(lookup: PaymentLookup) -> str:
    """The text of a cell about the payment, while the payment is not there."""
    return _(_IN_A_CELL.get(lookup, NOTHING))


def in_words(lookup: PaymentLookup) -> str:
    """The words of a line about the payment, while the payment is not there."""
    return _(_IN_WORDS.get(lookup, N_("not reported")))


def identity_line(
    row: PaymentRow | None, lookup: PaymentLookup, *, order: str | None = None, mask: bool = False
) -> str:
    """Order, person and instrument in one line; without the payment, the order and why it is missing."""
    if row is not None:
        return identity_text(row, mask=mask) or _("whose it is is not reported")
    whose = _("customer {why}", why=in_words(lookup))
    return f"{safe(order)} · {whose}" if order else whose


def text_key(value: str | None) -> str | None:
    """The sort key of a text; None for an unknown or empty one."""
    return sort_text(value) or None


def customer_column(behind: Behind[R], priority: int, *, mask: bool = False) -> Column[R]:
    """Whose payment it is."""

    def text(line: R) -> str:
        row, lookup = behind(line)
        return in_a_cell(lookup) if row is None else person_text(row, mask=mask) or NOTHING

    def key(line: R) -> str | None:
        row, _lookup = behind(line)
        return None if row is None else text_key(person_text(row))

    return Column("customer", N_("Customer"), 14, "left", priority, text, key, _tone(behind), grow=True)


def order_column(behind: Behind[R], own: Callable[[R], str | None], priority: int) -> Column[R]:
    """The merchant's order number: the row's own, else its payment's."""

    def value(line: R) -> str | None:
        row, _lookup = behind(line)
        return own(line) or (row.order_id if row is not None else None)

    def text(line: R) -> str:
        shown, (row, lookup) = value(line), behind(line)
        if shown:
            return safe(shown)
        return NOTHING if row is not None else in_a_cell(lookup)

    def key(line: R) -> str | None:
        return text_key(value(line))

    return Column(
        "order", N_("Order"), 9, "left", priority, text, key, _tone(behind), grow=True, cut_at="middle"
    )


def method_column(behind: Behind[R], priority: int) -> Column[R]:
    """The card or the account."""

    def text(line: R) -> str:
        row, lookup = behind(line)
        return in_a_cell(lookup) if row is None else method_text(row)

    def key(line: R) -> str | None:
        row, _lookup = behind(line)
        return text_key(None if row is None or method_text(row) == NOTHING else method_text(row))

    return Column("method", N_("Method"), 13, "left", priority, text, key, _tone(behind))


def _tone(behind: Behind[R]) -> Callable[[R], Tone]:
    def tone(line: R) -> Tone:
        row, lookup = behind(line)
        if row is not None or lookup is PaymentLookup.NOT_NAMED:
            return Tone.PLAIN
        return Tone.WARNING if lookup is PaymentLookup.NOT_READABLE else Tone.MUTED

    return tone
