"""Disputes as a list shows them, each with what is known of the payment behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from stancer_tui.language import N_, _, grouped
from stancer_tui.models import moments
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.folding import fold
from stancer_tui.models.moments import in_zone
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import PaymentRow, UnreadableRow
from stancer_tui.reference.codes import CodeEntry, Family, lookup
from stancer_tui.render import dates
from stancer_tui.render.behind import (
    PaymentLookup,
    customer_column,
    in_a_cell,
    in_words,
    method_column,
    order_column,
    text_key,
)
from stancer_tui.render.columns import NOTHING, Column, amount_key
from stancer_tui.render.csv_text import Value, day_of_api, decimal_amount
from stancer_tui.render.export import ExportColumn, person_columns
from stancer_tui.render.money import amount, searched_amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import row_status
from stancer_tui.render.tones import Tone


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A dispute, and the payment behind it once known; a listed dispute names no currency."""

    dispute: Dispute | UnreadableRow
    payment: PaymentRow | None = None
    behind: PaymentLookup = PaymentLookup.NOT_READ

    @property
    def key(self) -> str:
        """A unique key of the line."""
        return self.dispute.id or f"unreadable {self.dispute.created}"

    @property
    def created(self) -> datetime | None:
        """When the dispute was made."""
        at = self.dispute.created
        return at if isinstance(at, datetime) or at is None else moments.instant(at)

    @property
    def currency(self) -> str | None:
        """Its own currency, else its payment's."""
        if not isinstance(self.dispute, Dispute):
            return None
        own = self.dispute.currency
        return own.lower() if own else self.payment.currency if self.payment else None

    @property
    def money(self) -> Money | None:
        """The amount, where the currency is known."""
        if not isinstance(self.dispute, Dispute) or self.currency is None:
            return None
        return Money(self.dispute.amount, self.currency)

    @property
    def payment_id(self) -> str | None:
        """The payment that it contests."""
        return self.dispute.payment if isinstance(self.dispute, Dispute) else None


def dispute_entry(code: str | None) -> CodeEntry | None:
    """The entry of a dispute's code: a card network's, else a SEPA reason."""
    if code is None:
        return None
    return lookup(code, Family.DISPUTE) or lookup(code, Family.SEPA)


def network_of(code: str | None) -> str | None:
    """The network that a code belongs to; "SEPA" for a SEPA reason."""
    entry = dispute_entry(code)
    if entry is None:
        return None
    return "SEPA" if entry.family is Family.SEPA else entry.network


def money_words(line: DisputeLine) -> str:
    """The amount with its currency; why it is missing while the payment is being read, else minor units."""
    if not isinstance(line.dispute, Dispute):
        return NOTHING
    if line.money is None and line.behind is PaymentLookup.NOT_READ:
        return _("amount {why}", why=in_words(line.behind))
    if line.money is None:
        return _("{amount} minor units", amount=grouped(line.dispute.amount))
    return f"{amount(line.money.amount, line.money.currency)} {safe(line.money.currency.upper(), 8)}"


def reason_words(line: DisputeLine) -> str:
    """The code and its short meaning."""
    if not isinstance(line.dispute, Dispute):
        return safe(_("! unreadable: {reason}", reason=_(line.dispute.reason)))
    return reason_words_of(line.dispute.response)


def reason_words_of(code: str | None) -> str:
    """A dispute's code and its short meaning."""
    entry = dispute_entry(code)
    if code is None:
        return _("no code reported")
    meaning = entry.title if entry else _("unknown code")
    return f"{safe(code, 12)} {meaning}"


def dispute_columns(
    zone: tzinfo, now: Callable[[], datetime], *, mask: bool = False
) -> tuple[Column[DisputeLine], ...]:
    """The columns of the Disputes section, in order."""

    def created(line: DisputeLine) -> str:
        return date_or_day(line.created, now=now(), zone=zone) if line.created else NOTHING

    def worth(line: DisputeLine) -> str:
        if not isinstance(line.dispute, Dispute):
            return NOTHING
        if line.money is None:
            waits = line.behind is PaymentLookup.NOT_READ
            return (
                in_a_cell(line.behind) if waits else _("{amount} minor", amount=grouped(line.dispute.amount))
            )
        return f"{amount(line.money.amount, line.money.currency)} {safe(line.money.currency.upper(), 3):<3}"

    def bank(line: DisputeLine) -> str:
        at = line.dispute.date_bank if isinstance(line.dispute, Dispute) else None
        return dates.paris_day(at, now=now()) if at else NOTHING

    return (
        Column("created", N_("Created"), dates.column_width(), "left", 3, created, _created_key, _plain),
        Column("amount", N_("Amount"), 14, "right", 1, worth, _amount_key, _amount_tone, muted_tail=3),
        Column("reason", N_("Reason"), 22, "left", 2, reason_words, _reason_key, _reason_tone, grow=True),
        customer_column(_behind, 4, mask=mask),
        order_column(_behind, order_of, 5),
        method_column(_behind, 6),
        Column("network", N_("Network"), 10, "left", 7, _network, _known(_network), _plain),
        Column("bank", N_("Bank date"), dates.day_width(), "left", 8, bank, _bank_key, _plain),
        Column(
            "payment", N_("Payment"), 18, "left", 9, _payment, _payment_key, _payment_tone, cut_at="middle"
        ),
    )


def date_or_day(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """An instant for lists; midnight in Paris is a calendar date of the API and is shown without time."""
    there = in_zone(at, moments.paris())
    if not (there.hour or there.minute or there.second):
        return dates.paris_day(at, now=now)
    return dates.in_column(at, now=now, zone=zone)


def search_words(line: DisputeLine) -> str:
    """The folded text that a typed word is compared with."""
    dispute, payment = line.dispute, line.payment
    if not isinstance(dispute, Dispute):
        return fold(f"unreadable {dispute.id or ''}")
    known = (row_status(payment).word, row_status(payment).shown) if payment else ()
    worth = line.money
    amounts = (searched_amount(worth.amount, worth.currency),) if worth is not None else ()
    words = (order_of(line), reason_words(line), _network(line), money_words(line), dispute.payment)
    return fold("\n".join(filter(None, (*words, *amounts, *known, dispute.id))))


def _plain(_line: DisputeLine) -> Tone:
    return Tone.PLAIN


def _created_key(line: DisputeLine) -> datetime | None:
    return line.created


def _amount_key(line: DisputeLine) -> str | None:
    return amount_key(line.money.amount, line.money.currency) if line.money is not None else None


def _bank_key(line: DisputeLine) -> datetime | None:
    return line.dispute.date_bank if isinstance(line.dispute, Dispute) else None


def _known(text: Callable[[DisputeLine], str]) -> Callable[[DisputeLine], str | None]:
    """A sort key from a cell's text; unknown values last."""

    def key(line: DisputeLine) -> str | None:
        shown = text(line)
        return None if shown == NOTHING else text_key(shown)

    return key


def _amount_tone(line: DisputeLine) -> Tone:
    return Tone.PLAIN if line.money is not None else Tone.MUTED


def _reason_tone(line: DisputeLine) -> Tone:
    return Tone.PLAIN if isinstance(line.dispute, Dispute) else Tone.ERROR


def _network(line: DisputeLine) -> str:
    code = line.dispute.response if isinstance(line.dispute, Dispute) else None
    return network_of(code) or NOTHING


def _behind(line: DisputeLine) -> tuple[PaymentRow | None, PaymentLookup]:
    return line.payment, line.behind


def order_of(line: DisputeLine) -> str | None:
    """The dispute's order number, else its payment's; the id of an unreadable dispute."""
    if not isinstance(line.dispute, Dispute):
        return line.dispute.id
    return line.dispute.order_id or (line.payment.order_id if line.payment is not None else None)


def _payment(line: DisputeLine) -> str:
    if line.payment_id is None:
        return NOTHING
    return _("not readable") if line.behind is PaymentLookup.NOT_READABLE else safe(line.payment_id)


def _payment_tone(line: DisputeLine) -> Tone:
    return Tone.WARNING if line.behind is PaymentLookup.NOT_READABLE else Tone.PLAIN


def _payment_key(line: DisputeLine) -> str | None:
    return line.payment_id


def _reason_key(line: DisputeLine) -> str | None:
    return text_key(reason_words(line))


def _read(value: Callable[[Dispute], Value]) -> Callable[[DisputeLine], Value]:
    """A value of a readable dispute; empty for an unreadable one."""
    return lambda line: value(line.dispute) if isinstance(line.dispute, Dispute) else None


def _of_payment(value: Callable[[PaymentRow], Value]) -> Callable[[DisputeLine], Value]:
    return lambda line: value(line.payment) if line.payment is not None else None


def _decimal(line: DisputeLine) -> Value:
    return decimal_amount(line.money.amount, line.money.currency) if line.money else None


def _meaning(line: DisputeLine) -> str | None:
    entry = dispute_entry(line.dispute.response) if isinstance(line.dispute, Dispute) else None
    return entry.title if entry else None


def _unreadable(line: DisputeLine) -> str | None:
    if not isinstance(line.dispute, Dispute):
        return line.dispute.reason
    return "payment" if line.behind is PaymentLookup.NOT_READABLE else None


EXPORT: tuple[ExportColumn[DisputeLine], ...] = (
    ExportColumn("id", lambda line: line.dispute.id),
    ExportColumn("created", lambda line: line.created),
    ExportColumn("amount_minor", _read(lambda dispute: dispute.amount)),
    ExportColumn("amount", _decimal),
    ExportColumn("currency", lambda line: line.currency.upper() if line.currency else None),
    ExportColumn("response", _read(lambda dispute: dispute.response)),
    ExportColumn("meaning", _meaning),
    ExportColumn("network", _read(lambda dispute: network_of(dispute.response))),
    ExportColumn("type", _read(lambda dispute: dispute.type)),
    ExportColumn("payment", _read(lambda dispute: dispute.payment)),
    ExportColumn("order_id", lambda line: order_of(line) if isinstance(line.dispute, Dispute) else None),
    ExportColumn(
        "date_bank", _read(lambda dispute: day_of_api(dispute.date_bank) if dispute.date_bank else None)
    ),
    ExportColumn("payment_status", _of_payment(lambda payment: payment.status)),
    ExportColumn("auth_status", _of_payment(lambda payment: payment.auth_status)),
    *person_columns(lambda line: line.payment),
    ExportColumn("unreadable", _unreadable),
)
"""The columns of an export of disputes; an amount without a known currency stands in minor units alone."""
