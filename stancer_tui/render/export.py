"""Rows as CSV and as JSON Lines: pure text, safe to open in a spreadsheet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

from stancer_tui.models import moments
from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.render.csv_text import PLAIN, CsvForm, Value, csv_line, decimal_amount
from stancer_tui.render.json_text import json_text
from stancer_tui.render.status import row_status

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ExportColumn(Generic[R]):
    """One column of an export: its name in the header, and its value for a row.

    `personal` marks a value that names a person, or may.
    """

    name: str
    value: Callable[[R], Value]
    personal: bool = False


def masked(columns: Sequence[ExportColumn[R]]) -> tuple[ExportColumn[R], ...]:
    """The columns, with only the first letter of personal values."""
    return tuple(_masked(column) if column.personal else column for column in columns)


def _masked(column: ExportColumn[R]) -> ExportColumn[R]:
    def value(row: R) -> Value:
        known = column.value(row)
        return f"{str(known)[:1]}•••" if known else known

    return replace(column, value=value)


def person_columns(payment: Callable[[R], PaymentRow | None]) -> tuple[ExportColumn[R], ...]:
    """Columns with the customer and the payment method of the payment behind a row."""

    def of(name: str) -> Callable[[R], Value]:
        def value(row: R) -> Value:
            known = payment(row)
            return None if known is None else getattr(known, name)

        return value

    return (
        ExportColumn("method", of("method")),
        ExportColumn("brand", of("brand")),
        ExportColumn("last4", of("last4")),
        ExportColumn("customer_id", of("customer_id")),
        ExportColumn("customer_name", of("customer_name"), personal=True),
        ExportColumn("customer_email", of("customer_email"), personal=True),
        ExportColumn("customer_mobile", of("customer_mobile"), personal=True),
        ExportColumn("holder", of("holder"), personal=True),
    )


def csv_lines(columns: Sequence[ExportColumn[R]], rows: Iterable[R], form: CsvForm = PLAIN) -> Iterator[str]:
    """The beginning of the form, a header and a line for each row, with line ends (see `csv_line`)."""
    if form.beginning:
        yield form.beginning
    yield csv_line((column.name for column in columns), form)
    for row in rows:
        yield csv_line((column.value(row) for column in columns), form)


def json_lines(columns: Sequence[ExportColumn[R]], rows: Iterable[R]) -> Iterator[str]:
    """One JSON object a row, one a line: texts exactly as received, decimal amounts as texts."""
    for row in rows:
        values = {column.name: column.value(row) for column in columns}
        yield json_text({name: _plain(value) for name, value in values.items()}, indent=None) + "\n"


def _plain(value: Value) -> str | int | None:
    if isinstance(value, date):
        return PLAIN.instant(value) if isinstance(value, datetime) else PLAIN.day(value)
    return str(value) if isinstance(value, Decimal) else value


def _read(value: Callable[[PaymentRow], Value]) -> Callable[[ListedPayment], Value]:
    """A value of a readable payment; empty for an unreadable one."""
    return lambda row: value(row) if isinstance(row, PaymentRow) else None


def _created(row: ListedPayment) -> Value:
    return moments.instant(row.created)


PAYMENT_COLUMNS: tuple[ExportColumn[ListedPayment], ...] = (
    ExportColumn("id", lambda row: row.id),
    ExportColumn("created", _created),
    ExportColumn("amount_minor", _read(lambda row: row.amount)),
    ExportColumn("amount", _read(lambda row: decimal_amount(row.amount, row.currency))),
    ExportColumn("currency", _read(lambda row: row.currency.upper())),
    ExportColumn("status", _read(lambda row: row.status)),
    ExportColumn(
        "shown_status", lambda row: row_status(row).word if isinstance(row, PaymentRow) else "unreadable"
    ),
    ExportColumn("response", _read(lambda row: row.response)),
    ExportColumn("method", _read(lambda row: row.method)),
    ExportColumn("brand", _read(lambda row: row.brand)),
    ExportColumn("last4", _read(lambda row: row.last4)),
    ExportColumn("card_country", _read(lambda row: row.card_country)),
    ExportColumn("auth_status", _read(lambda row: row.auth_status)),
    ExportColumn("order_id", _read(lambda row: row.order_id)),
    ExportColumn("unique_id", _read(lambda row: row.unique_id)),
    ExportColumn("description", _read(lambda row: row.description), personal=True),
    ExportColumn("customer_id", _read(lambda row: row.customer_id)),
    ExportColumn("customer_name", _read(lambda row: row.customer_name), personal=True),
    ExportColumn("customer_email", _read(lambda row: row.customer_email), personal=True),
    ExportColumn("card_or_account_id", _read(lambda row: row.instrument_id)),
    ExportColumn("refunded_minor", _read(lambda row: row.refunded)),
    ExportColumn("refunded", _read(lambda row: decimal_amount(row.refunded, row.currency))),
    ExportColumn("refunds", _read(lambda row: row.refund_count)),
    ExportColumn("live_mode", _read(lambda row: row.live_mode)),
    ExportColumn("unreadable", lambda row: None if isinstance(row, PaymentRow) else row.reason),
)
"""The columns of an export of payments; each amount is there in minor units and as a decimal number."""
