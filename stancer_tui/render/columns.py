"""The columns of a list of payments: what each cell says, how it sorts, how wide it is."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar

from stancer_tui.language import N_, _
from stancer_tui.models import moments
from stancer_tui.models.folding import sort_text
from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow
from stancer_tui.models.row_parts import JoinedKey, Part, PartKey, TextKey, sorts
from stancer_tui.render import dates
from stancer_tui.render.cells import GAP, Align, cut, fit, shorten_middle
from stancer_tui.render.money import amount
from stancer_tui.render.personal import personal
from stancer_tui.render.safe import safe
from stancer_tui.render.status import PAYMENT_WORDS, UNREADABLE, StatusView, row_status
from stancer_tui.render.tones import Tone

R = TypeVar("R")

NOTHING = "–"
"""Shown in a list cell where the API reported nothing."""

BRANDS = {"mastercard": "mc"}
"""Short names of brands, for narrow cells."""

_ALWAYS = 2
"""The highest `priority` of a column that is never dropped for another: the amount and the status."""

_ORDER = 14
"""Cells that show most merchants' order numbers whole."""

_NAME = 28
"""Cells that show most names whole."""

_GLYPH = 2
"""Cells of the glyph before a status, and of the blank behind it."""


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: `text` is safe to draw and not yet cut; `width` is in cells; `priority` 1 is dropped last.

    `sort_key` gives None where there is nothing to sort by (sorted last). The last `muted_tail` characters
    of the text are drawn muted. `grow` columns share the cells that are left over; `cut_at` says where a
    text that is too long is cut. An `asked` column is shown only if a search matched in it or it was chosen.
    `statuses` are the words that it shows behind a glyph; they and `label` are English. `brief` gives a
    shorter label, translated, that stands over the cells. A `grow` column is given `ample` cells first.
    """

    key: str
    label: str
    width: int
    align: Align
    priority: int
    text: Callable[[R], str]
    sort_key: Callable[[R], Any]
    tone: Callable[[R], Tone]
    muted_tail: int = 0
    grow: bool = False
    cut_at: Literal["end", "middle"] = "end"
    asked: bool = False
    statuses: tuple[str, ...] = ()
    brief: Callable[[], str] | None = None
    ample: int = 0

    @property
    def heading(self) -> str:
        """The translated label."""
        return _(self.label)

    @property
    def cells(self) -> int:
        """Its width in cells, at least that of its translated heading and statuses."""
        shown = (len(_(word)) + _GLYPH for word in self.statuses)
        label = self.brief() if self.brief is not None else self.heading
        return max(self.width, len(label), *shown)

    def heading_in(self, cells: int) -> str:
        """The translated label, the brief one where there is no room for it."""
        return self.brief() if self.brief is not None and len(self.heading) > cells else self.heading


def cell(column: Column[R], row: R, width: int | None = None) -> str:
    """The text of one cell in exactly `width` cells, by default the column's own width."""
    cells = column.cells if width is None else width
    text = column.text(row)
    return fit(shorten_middle(text, cells) if column.cut_at == "middle" else text, cells, column.align)


def choose(
    columns: Sequence[Column[R]], width: int, matched: Collection[str] = ()
) -> tuple[tuple[Column[R], int], ...]:
    """The columns that fit into `width` cells with their widths, in order, dropped by priority.

    Cells left over go to the `grow` columns, first to those that have less than is ample, then to all alike,
    the first of them taking the remainder. Columns whose key is in `matched` come right after the amount and
    the status, so that others are dropped before them.
    """
    kept, room = _kept([column for column in columns if not column.asked], width + GAP)
    if any(column.key in matched and column not in kept for column in columns):
        wanted = [column for column in columns if column in kept or column.key in matched]
        kept, room = _kept(wanted, width + GAP, matched)
    widths = {column.key: column.cells for column in columns if column in kept}
    growing = [column for column in columns if column.grow and column in kept]
    for column in growing:
        more = min(max(column.ample - widths[column.key], 0), room)
        widths[column.key] += more
        room -= more
    share, rest = divmod(room, len(growing)) if growing else (0, 0)
    for index, column in enumerate(growing):
        widths[column.key] += share + (rest if index == 0 else 0)
    return tuple((column, widths[column.key]) for column in columns if column in kept)


def _kept(
    columns: Sequence[Column[R]], room: int, matched: Collection[str] | None = None
) -> tuple[list[Column[R]], int]:
    """The columns that fit and the cells left over; with `matched`, also those after one that is too wide."""
    kept: list[Column[R]] = []
    for column in sorted(columns, key=lambda column: _place(column, matched or ())):
        if column.cells + GAP <= room:
            kept.append(column)
            room -= column.cells + GAP
        elif matched is None:
            break
    return kept, room


def _place(column: Column[Any], matched: Collection[str]) -> tuple[bool, int]:
    first = column.priority <= _ALWAYS or column.key in matched
    return not first, column.priority


def payment_columns(
    zone: tzinfo, now: Callable[[], datetime], *, mask: bool = False
) -> tuple[Column[ListedPayment], ...]:
    """The columns of a list of payments, in order.

    `now` is called at each drawing, so that "today" changes at midnight. With `mask` no name, e-mail or
    description of a customer is shown. An unreadable row shows that as its status, and the reason as its
    description.
    """

    def created(row: ListedPayment) -> str:
        at = moments.instant(row.created)
        return dates.in_column(at, now=now(), zone=zone) if at else _(dates.NO_DATE)

    def described(row: ListedPayment) -> str:
        if isinstance(row, UnreadableRow):
            return safe(_(row.reason))
        return NOTHING if row.description is None else "•••" if mask else safe(row.description)

    def status(row: ListedPayment) -> str:
        return status_of(row).text()

    def customer(row: ListedPayment) -> str:
        return customer_text(row, mask=mask)

    def asked(key: str, label: str, width: int, priority: int, name: str, *, person: bool) -> Column[Any]:
        """A column that most lists do not need."""
        text = _person(name, mask=mask) if person else _text(name)
        part = Part.PAYER if person else Part.WORDS
        sort_key = _folded(name, part)
        return Column(
            key, label, width, "left", priority, text, sort_key, _plain, cut_at="middle", asked=True
        )

    return (
        Column("created", N_("Created"), dates.column_width(), "left", 3, created, _created_key, _plain),
        Column("amount", N_("Amount"), 14, "right", 1, amount_text, _amount_key, _plain, muted_tail=3),
        Column(
            "status", N_("Status"), 15, "left", 2, status, _status_key, _status_tone, statuses=PAYMENT_WORDS
        ),
        Column("method", N_("Method"), 13, "left", 4, method_text, _method_key, _plain),
        Column("code", N_("Code"), 4, "left", 5, _text("response"), _code_key, _code_tone),
        Column(
            "order",
            N_("Order"),
            9,
            "left",
            6,
            order_text,
            _folded("order_id", Part.WORDS),
            _plain,
            grow=True,
            cut_at="middle",
            ample=_ORDER,
        ),
        Column(
            "customer", N_("Customer"), 20, "left", 7, customer, _customer_key, _plain, grow=True, ample=_NAME
        ),
        Column(
            "description", N_("Description"), 24, "left", 8, described, _description_key, _muted, grow=True
        ),
        Column("country", N_("Country"), 7, "left", 9, _text("card_country"), _country_key, _plain),
        asked("unique", N_("Unique id"), 20, 10, "unique_id", person=False),
        asked("email", N_("E-mail"), 24, 11, "customer_email", person=True),
        asked("phone", N_("Phone"), 14, 12, "customer_mobile", person=True),
        asked("holder", N_("Card or account holder"), 20, 13, "holder", person=True),
    )


def status_of(row: ListedPayment) -> StatusView:
    """The status that a list shows for a row."""
    return row_status(row) if isinstance(row, PaymentRow) else UNREADABLE


def amount_text(row: ListedPayment) -> str:
    """ "30.21 EUR", the decimal points of all currencies under each other."""
    if isinstance(row, UnreadableRow):
        return NOTHING
    return amount_cell(row.amount, row.currency)


def amount_cell(units: int, currency: str) -> str:
    """An amount as lists align it; minor units."""
    return amount(units, currency) + _currency(currency)


@lru_cache(maxsize=32)
def _currency(code: str) -> str:
    decimals = len(amount(0, code)) - 1
    return " " * max(4 - decimals, 1) + fit(cut(safe(code.upper()), 3), 3)


def method_text(row: ListedPayment) -> str:
    """ "visa ··4242" or "sepa ··2606": the brand gives way, the digits never."""
    if isinstance(row, UnreadableRow):
        return NOTHING
    name = row.brand or row.method
    if name is None and row.last4 is None:
        return NOTHING
    brand = cut(safe(BRANDS.get(name, name)), 6) if name else "?"
    return f"{brand} ··{cut(safe(row.last4), 4)}" if row.last4 else brand


def order_text(row: ListedPayment) -> str:
    """The merchant's order number; an unreadable row shows its id, if that could be read."""
    value = row.id if isinstance(row, UnreadableRow) else row.order_id
    return NOTHING if value is None else safe(value)


def customer_text(row: ListedPayment, *, mask: bool = False) -> str:
    """The customer's name, else e-mail, else id; with `mask` only the first letter."""
    if isinstance(row, UnreadableRow):
        return NOTHING
    known = row.customer_name or row.customer_email
    if known is not None:
        return personal(known, mask=mask)
    return NOTHING if row.customer_id is None else safe(row.customer_id)


def _plain(_row: ListedPayment) -> Tone:
    return Tone.PLAIN


def _muted(_row: ListedPayment) -> Tone:
    return Tone.MUTED


def _status_tone(row: ListedPayment) -> Tone:
    return status_of(row).tone


def _code_tone(row: ListedPayment) -> Tone:
    code = getattr(row, "response", None)
    return Tone.MUTED if code in {None, "00"} else Tone.ERROR


def _text(name: str) -> Callable[[ListedPayment], str]:
    def text(row: ListedPayment) -> str:
        value = getattr(row, name, None)
        return NOTHING if value is None else safe(value)

    return text


def _person(name: str, *, mask: bool) -> Callable[[ListedPayment], str]:
    """What identifies a person; with `mask` its first letter."""

    def text(row: ListedPayment) -> str:
        value = getattr(row, name, None)
        return NOTHING if value is None else personal(value, mask=mask)

    return text


def _folded(name: str, part: Part) -> TextKey:
    return TextKey(part, (name,), sort_text)


_description_key = _folded("description", Part.WORDS)


@sorts(Part.CREATED)
def _created_key(row: ListedPayment) -> int | None:
    return row.created


@sorts(Part.KIND)
def _code_key(row: ListedPayment) -> str | None:
    return row.response if isinstance(row, PaymentRow) else None


@sorts(Part.KIND)
def _country_key(row: ListedPayment) -> str | None:
    return row.card_country if isinstance(row, PaymentRow) else None


def amount_key(amount: int, currency: str) -> str:
    """By currency, then amount: amounts of two currencies cannot be compared.

    One string sorts several times faster than a pair; the offset keeps a negative amount in its place.
    """
    return f"{currency} {amount + 10**18:020d}"


@sorts(Part.AMOUNT)
def _amount_key(row: ListedPayment) -> str | None:
    return None if isinstance(row, UnreadableRow) else amount_key(row.amount, row.currency)


@sorts(Part.KIND)
def _status_key(row: ListedPayment) -> str | None:
    return None if isinstance(row, PaymentRow) and row.status is None else status_of(row).word


def _paid_with(row: ListedPayment) -> str | None:
    return (row.brand or row.method) if isinstance(row, PaymentRow) else None


def _as_it_is(text: str | None) -> str | None:
    return text


_method_key = JoinedKey(PartKey(Part.KIND, _paid_with), TextKey(Part.PAYER, ("last4",), _as_it_is))

_customer_key = TextKey(Part.PAYER, ("customer_name", "customer_email"), sort_text)
