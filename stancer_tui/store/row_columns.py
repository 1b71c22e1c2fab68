"""A few rows turned into columns, as far as columns can hold them."""

from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

from stancer_tui.models.ids import Kind
from stancer_tui.models.payment_row import ListedPayment, PaymentRow, given_back
from stancer_tui.store.text_blocks import SEPARATOR

NO_DATE = -(2**63)
"""Stands in the column of dates for none."""

PREFIX = f"{Kind.PAYMENT}_"
"""Of every payment's id; it is not kept."""

FIELD = "\x1f"
"""Between the fields of a text."""

_NONE = "\x1d"
_OWN = ("order_id", "unique_id", "description")
_PAYER = (
    *("customer_id", "customer_name", "customer_email", "customer_mobile"),
    *("instrument_id", "holder", "last4"),
)
_KIND = (
    *("currency", "status", "response", "method", "brand", "card_country"),
    *("auth_status", "refund_count", "live_mode"),
)
_OWN_PLACES, _PAYER_PLACES, _KIND_PLACES = (
    tuple(map(PaymentRow._fields.index, names)) for names in (_OWN, _PAYER, _KIND)
)

BLANK = PaymentRow._make((PREFIX, None, 0, "", *[None] * 14, 0, (), None, None, None))
"""Stands in the columns for a row that is kept whole."""

_BEFORE, _BEHIND = BLANK[1 : _OWN_PLACES[0]], BLANK[_OWN_PLACES[-1] + 1 :]
"""The blank fields around what is a row's own; put together by place, as keywords take longer."""

_LAST4 = PaymentRow._fields.index("last4")

KindKey = tuple[Any, ...]
"""What two rows of one kind have in common."""


class Batch(NamedTuple):
    """Rows as columns."""

    created: "array[int]"
    amounts: "array[int]"
    kinds: list[KindKey]
    payers: list[str]
    own: list[str]


def in_columns(rows: Sequence[ListedPayment]) -> Batch | None:
    """The rows as columns; None where one of them has to be kept whole."""
    payments = [row for row in rows if type(row) is PaymentRow]
    if len(payments) < len(rows):
        return None
    columns = list(zip(*payments, strict=True)) or [()] * len(PaymentRow._fields)
    ids = [key[len(PREFIX) :] for key in columns[0] if key.startswith(PREFIX)]
    if len(ids) < len(rows):
        return None
    own = _texts(ids, *(columns[place] for place in _OWN_PLACES))
    payers = _texts(*(columns[place] for place in _PAYER_PLACES))
    if own is None or payers is None:
        return None
    try:
        created = array("q", [NO_DATE if each is None else each for each in columns[1]])
        amounts = array("q", columns[2])
    except OverflowError:
        return None
    shapes = [row.refunds and _shape(row) for row in payments]
    kinds = list(zip(*(columns[place] for place in _KIND_PLACES), shapes, strict=True))
    return Batch(created, amounts, kinds, payers, own)


def stand_in(row: ListedPayment) -> PaymentRow:
    """What the columns have of a row that is kept whole: its date, where that fits."""
    dated = row.created is not None and NO_DATE < row.created < -NO_DATE
    return BLANK._replace(created=row.created if dated else None)


def own_row(text: str) -> PaymentRow:
    """A row that has nothing but what is its own, from its text."""
    key, order, unique, description = fields(text)
    return PaymentRow._make((f"{PREFIX}{key}", *_BEFORE, order, unique, description, *_BEHIND))


def payer_row(text: str) -> PaymentRow:
    """A row that has nothing but its payer, from their text."""
    customer, name, email, mobile, instrument, holder, last4 = fields(text)
    card = (*_BEFORE[: _LAST4 - 1], last4, *_BEFORE[_LAST4:], None, None, None)
    return PaymentRow._make(
        (PREFIX, *card, customer, name, email, instrument, *_BEHIND[-6:-2], mobile, holder)
    )


def fields(text: str) -> list[str | None]:
    """The fields of a text of `in_columns`."""
    return [None if each == _NONE else each for each in text.split(FIELD)]


def _texts(*columns: Sequence[str | None]) -> list[str] | None:
    """The fields of each row as one text; None where a mark of ours stands in one of them."""
    absent = sum(column.count(None) for column in columns)
    written = ([_NONE if each is None else each for each in column] for column in columns)
    texts = list(map(FIELD.join, zip(*written, strict=True)))
    everything = "".join(texts)
    clean = (
        everything.count(FIELD) == (len(columns) - 1) * len(texts)
        and everything.count(_NONE) == absent
        and SEPARATOR not in everything
    )
    return texts if clean else None


def _shape(row: PaymentRow) -> tuple[bool, bool, frozenset[str | None]]:
    """What of a payment's refunds decides how its status is told."""
    back = given_back(row.refunds)
    return back > 0, back >= row.amount, frozenset(refund.status for refund in row.refunds)
