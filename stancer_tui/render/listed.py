"""A listed object as one line of text or as the cells of a CSV row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Self

from stancer_tui.language import N_, _
from stancer_tui.models import moments
from stancer_tui.models.unreadable import Unreadable
from stancer_tui.render import dates
from stancer_tui.render.cells import fit, width_of
from stancer_tui.render.columns import NOTHING
from stancer_tui.render.csv_text import Value, day_of_api, decimal_amount
from stancer_tui.render.field_values import HIDDEN
from stancer_tui.render.plain import amount_words
from stancer_tui.render.safe import safe


@dataclass(frozen=True, slots=True)
class Listed:
    """One object of a list, as it was received."""

    id: str
    raw: dict[str, Any]

    @classmethod
    def read(cls, item: object) -> Self:
        """Take an object with an id as it is; raises `Unreadable`."""
        if not isinstance(item, dict):
            raise Unreadable(N_("it is not an object"))
        if not isinstance(item.get("id"), str):
            raise Unreadable(N_("it has no id"))
        return cls(item["id"], item)

    def value(self, path: str) -> object:
        """The value at `path` ("card.last4"); None where there is none."""
        value: object = self.raw
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def text(self, path: str) -> str | None:
        """The text or number at `path`, as text; None for anything else."""
        value = self.value(path)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return None
        return str(value)

    @property
    def amount(self) -> int | None:
        """The amount in minor units; None where it is not a whole number."""
        amount = self.raw.get("amount")
        return amount if type(amount) is int else None

    @property
    def currency(self) -> str | None:
        """The lower-case currency; a listed dispute has none."""
        currency = self.raw.get("currency")
        return currency.lower() if isinstance(currency, str) and currency else None


@dataclass(frozen=True, slots=True)
class _Cell:
    label: str
    width: int
    text: Callable[[Listed, tzinfo], str]
    right: bool = False
    personal: bool = False

    @property
    def cells(self) -> int:
        """Its width, no less than its name in the language that is spoken."""
        return max(self.width, width_of(_(self.label)))


def _plain(path: str) -> Callable[[Listed, tzinfo], str]:
    def text(item: Listed, _zone: tzinfo) -> str:
        value = item.text(path)
        return NOTHING if value is None else safe(value)

    return text


def _date(path: str, *, day: bool = False) -> Callable[[Listed, tzinfo], str]:
    def text(item: Listed, zone: tzinfo) -> str:
        value = item.raw.get(path)
        if value is None:
            return NOTHING
        at = moments.instant(value)
        if at is None:
            return _(dates.NOT_A_DATE)
        return dates.paris_date(at) if day else dates.stamp(at, zone=zone)

    return text


def _money(item: Listed, _zone: tzinfo) -> str:
    return NOTHING if item.amount is None else amount_words(item.amount, item.currency)


def _method(item: Listed, _zone: tzinfo) -> str:
    last4 = item.text("card.last4") or item.text("sepa.last4")
    name = item.text("card.brand") or item.text("method")
    return safe(" ".join(filter(None, (name, last4)))) or NOTHING


def _person(item: Listed, _zone: tzinfo) -> str:
    """Whose it is: the customer's name, e-mail or mobile, else the name on the card or account."""
    paths = ("customer.name", "customer.email", "customer.mobile", "card.name", "sepa.name")
    named = next((text for path in paths if (text := item.text(path)) and text.strip()), None)
    return NOTHING if named is None else safe(named)


_ID = _Cell(N_("ID"), 29, _plain("id"))
_CREATED = _Cell(N_("CREATED"), 19, _date("created"))
_AMOUNT = _Cell(N_("AMOUNT"), 19, _money, right=True)
_CELLS = {
    "payments": (
        _ID,
        _CREATED,
        _AMOUNT,
        _Cell(N_("STATUS"), 12, _plain("status")),
        _Cell(N_("CODE"), 4, _plain("response")),
        _Cell(N_("CUSTOMER"), 22, _person, personal=True),
        _Cell(N_("METHOD"), 15, _method),
        _Cell(N_("ORDER"), 36, _plain("order_id")),
    ),
    "refunds": (
        _ID,
        _CREATED,
        _AMOUNT,
        _Cell(N_("STATUS"), 16, _plain("status")),
        _Cell(N_("PAYMENT"), 29, _plain("payment")),
    ),
    "disputes": (
        _ID,
        _CREATED,
        _AMOUNT,
        _Cell(N_("CODE"), 5, _plain("response")),
        _Cell(N_("PAYMENT"), 29, _plain("payment")),
        _Cell(N_("ORDER"), 36, _plain("order_id")),
    ),
    "payouts": (
        _ID,
        _CREATED,
        _AMOUNT,
        _Cell(N_("STATUS"), 8, _plain("status")),
        _Cell(N_("PAID ON"), 10, _date("date_paym", day=True)),
        _Cell(N_("STATEMENT"), 36, _plain("statement_description")),
    ),
}


def heading(kind: str) -> str:
    """The names over the columns."""
    return "  ".join(
        fit(_(column.label), column.cells, "right" if column.right else "left") for column in _CELLS[kind]
    ).rstrip()


def line(kind: str, item: Listed, *, zone: tzinfo, mask: bool = False) -> str:
    """One object in columns of fixed width; the last column is never cut, nor are ids."""

    def text(cell: _Cell) -> str:
        shown = cell.text(item, zone)
        return f"{shown[:1]}{HIDDEN}" if mask and cell.personal and shown != NOTHING else shown

    *most, last = _CELLS[kind]
    cells = [fit(text(cell), cell.cells, "right" if cell.right else "left") for cell in most]
    return "  ".join([*cells, text(last)]).rstrip()


_CSV = {
    "payments": (
        "status", "response", "method", "card.brand", "card.last4", "sepa.last4", "order_id", "unique_id",
        "description", "customer.name", "customer.email", "customer.id", "customer.mobile", "card.name",
        "sepa.name",
    ),
    "refunds": ("status", "payment"),
    "disputes": ("response", "type", "payment", "order_id"),
    "payouts": ("status", "statement_description"),
}  # fmt: skip
_CSV_DATES = {
    "payments": (),
    "refunds": (),
    "disputes": ("date_bank",),
    "payouts": ("date_paym", "date_bank"),
}
_CSV_AMOUNTS = {"payouts": ("payments.amount", "refunds.amount", "disputes.amount", "fees")}
"""Further amounts in the object's own currency, as decimal numbers under the name of their kind."""
_PERSONAL = frozenset(
    {"description", "customer.name", "customer.email", "customer.mobile", "card.name", "sepa.name"}
)


def csv_names(kind: str) -> list[Value]:
    """The first row of a CSV."""
    fixed = ["id", "created", "amount_minor", "amount", "currency"]
    amounts = (path.partition(".")[0] for path in _CSV_AMOUNTS.get(kind, ()))
    return [*fixed, *(path.replace(".", "_") for path in _CSV[kind]), *_CSV_DATES[kind], *amounts]


def csv_row(kind: str, item: Listed, *, mask: bool) -> list[Value]:
    """One row: instants, amounts as numbers, days as they are in Paris."""
    amount, currency = item.amount, item.currency
    return [
        item.id,
        moments.instant(item.raw.get("created")),
        amount if amount is not None else item.text("amount"),
        decimal_amount(amount, currency) if amount is not None and currency else None,
        (currency or "").upper(),
        *(
            HIDDEN if mask and path in _PERSONAL and item.text(path) else item.text(path)
            for path in _CSV[kind]
        ),
        *(_day(item.raw.get(key)) for key in _CSV_DATES[kind]),
        *(_part(item, path) for path in _CSV_AMOUNTS.get(kind, ())),
    ]


def _part(item: Listed, path: str) -> Value:
    value = item.value(path)
    return decimal_amount(value, item.currency) if type(value) is int and item.currency else None


def _day(value: object) -> Value:
    at = moments.instant(value)
    return day_of_api(at) if at else None
