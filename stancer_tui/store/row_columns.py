"""A few rows turned into columns, as far as columns can hold them."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from stancer_tui.models.ids import Kind
from stancer_tui.models.payment_row import ListedPayment, ListedRefund, PaymentRow, given_back
from stancer_tui.models.row_parts import Part, TextKey
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

_AMOUNT, _REFUNDS = PaymentRow._fields.index("amount"), PaymentRow._fields.index("refunds")
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
    if not set(map(type, rows)) <= {PaymentRow}:
        return None
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * len(PaymentRow._fields)
    ids = [key[len(PREFIX) :] for key in columns[0] if key.startswith(PREFIX)]
    own = [ids, *(columns[place] for place in _OWN_PLACES)]
    payers = [columns[place] for place in _PAYER_PLACES]
    if len(ids) < len(rows) or _has_marks(chain(*own, *payers)):
        return None
    try:
        created = array("q", [NO_DATE if each is None else each for each in columns[1]])
        amounts = array("q", columns[2])
    except OverflowError:
        return None
    shapes: Sequence[Any] = columns[_REFUNDS]
    if any(shapes):
        shapes = list(map(_shape, columns[_AMOUNT], shapes))
    kinds = list(zip(*(columns[place] for place in _KIND_PLACES), shapes, strict=True))
    return Batch(created, amounts, kinds, _texts(payers), _texts(own))


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


def text_reader(key: TextKey) -> Callable[[str], str | None]:
    """What gives the key from a text of `in_columns`, without a row around it."""
    names = _PAYER if key.part is Part.PAYER else ("id", *_OWN)
    places = tuple(map(names.index, key.fields))
    if len(places) > 1:
        return lambda text: key.of_first(map(fields(text).__getitem__, places))
    place, of = places[0], key.of

    def read(text: str) -> str | None:
        value = text.split(FIELD)[place]
        return of(None if value == _NONE else value)

    return read


def fields(text: str) -> list[str | None]:
    """The fields of a text of `in_columns`."""
    return [None if each == _NONE else each for each in text.split(FIELD)]


def _has_marks(texts: Iterable[str | None]) -> bool:
    """Whether a mark of ours stands in one of the texts."""
    everything = "".join(filter(None, texts))
    return any(mark in everything for mark in (FIELD, _NONE, SEPARATOR))


def _texts(columns: Iterable[Sequence[str | None]]) -> list[str]:
    """The fields of each row as one text."""
    written = ([_NONE if each is None else each for each in column] for column in columns)
    return list(map(FIELD.join, zip(*written, strict=True)))


def _shape(amount: int, refunds: tuple[ListedRefund, ...]) -> tuple[Any, ...]:
    """What of a payment's refunds decides how its status is told."""
    if not refunds:
        return ()
    back = given_back(refunds)
    return back > 0, back >= amount, frozenset(refund.status for refund in refunds)
