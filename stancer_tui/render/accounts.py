"""The accounts of a payout for an export: its members, its fees, and what neither explains."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from stancer_tui.models import moments
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.models.payout import Payout
from stancer_tui.render.csv_text import decimal_amount
from stancer_tui.render.export import ExportColumn, person_columns
from stancer_tui.render.payouts import decimal_or_none, paris_day


class Booked(Protocol):
    """A member of a payout, as far as an entry needs it."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def currency(self) -> str | None: ...
    @property
    def created(self) -> int | None: ...
    @property
    def status(self) -> str | None: ...
    @property
    def order_id(self) -> str | None: ...
    @property
    def payment(self) -> str | None: ...


M = TypeVar("M", bound=Booked)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a payout's accounts. `amount` is signed minor units, so entries of a currency add up."""

    payout: Payout
    kind: str
    amount: int
    currency: str
    id: str | None = None
    created: int | None = None
    status: str | None = None
    order_id: str | None = None
    payment: str | None = None
    row: PaymentRow | None = None


def entries(
    payout: Payout, members: Iterable[M], payment: Callable[[M], PaymentRow | None] = lambda _: None
) -> Iterator[Entry]:
    """The entries of a payout: its members, its fees and what neither explains; they sum to its amount.

    `payment` gives the payment behind a member. Refunds, disputes and fees are negative. Only entries in the
    payout's own currency count in the sum.
    """
    own = (payout.currency or "eur").lower()
    total = 0
    for member in members:
        kind = member.kind.removesuffix("s")
        signed = member.amount if kind == "payment" else -member.amount
        currency = member.currency or own
        total += signed if currency == own else 0
        yield Entry(
            payout,
            kind,
            signed,
            currency,
            member.id,
            member.created,
            member.status,
            member.order_id,
            member.payment,
            payment(member),
        )
    fees = payout.fees or 0
    yield Entry(payout, "fees", -fees, own)
    left = payout.amount - (total - fees)
    if left:
        yield Entry(payout, "not explained", left, own)


ENTRY_COLUMNS: tuple[ExportColumn[Entry], ...] = (
    ExportColumn("kind", lambda entry: entry.kind),
    ExportColumn("id", lambda entry: entry.id),
    ExportColumn("created", lambda entry: moments.instant(entry.created)),
    ExportColumn("amount_minor", lambda entry: entry.amount),
    ExportColumn("amount", lambda entry: decimal_amount(entry.amount, entry.currency)),
    ExportColumn("currency", lambda entry: entry.currency.upper()),
    ExportColumn("status", lambda entry: entry.status),
    ExportColumn("order_id", lambda entry: entry.order_id),
    ExportColumn("payment", lambda entry: entry.payment),
    ExportColumn("payout", lambda entry: entry.payout.id),
    ExportColumn("payout_amount", lambda entry: decimal_or_none(entry.payout.amount, entry.payout.currency)),
    ExportColumn("date_paym", lambda entry: paris_day(entry.payout.date_paym)),
    ExportColumn("date_bank", lambda entry: paris_day(entry.payout.date_bank)),
    ExportColumn("statement_description", lambda entry: entry.payout.statement_description),
    *person_columns(lambda entry: entry.row),
)
"""The columns of a payout's accounts."""
