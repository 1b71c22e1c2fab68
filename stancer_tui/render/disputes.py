"""Disputes as one list shows them: each with what is known of the payment behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import Enum, auto

from stancer_tui.models import moments
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.folding import fold
from stancer_tui.models.moments import in_zone, utc_text
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import PaymentRow, UnreadableRow
from stancer_tui.reference.codes import CodeEntry, Family, lookup
from stancer_tui.render import dates
from stancer_tui.render.columns import NOTHING, Column, amount_key, method_text
from stancer_tui.render.csv_text import Value, decimal_amount
from stancer_tui.render.export import ExportColumn
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone


class PaymentLookup(Enum):
    """What is known of the payment behind a dispute."""

    KNOWN = auto()
    NOT_READ = auto()
    NOT_READABLE = auto()
    NOT_NAMED = auto()


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A dispute and the payment behind it, as far as that is known; a listed dispute names no currency."""

    dispute: Dispute | UnreadableRow
    payment: PaymentRow | None = None
    behind: PaymentLookup = PaymentLookup.NOT_READ

    @property
    def key(self) -> str:
        """What tells the line from all others."""
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
    """What a dispute's code means: a card network's, or a reason of a SEPA debit."""
    if code is None:
        return None
    return lookup(code, Family.DISPUTE) or lookup(code, Family.SEPA)


def network_of(code: str | None) -> str | None:
    """The network that a code is one of; SEPA for a debit's reason."""
    entry = dispute_entry(code)
    if entry is None:
        return None
    return "SEPA" if entry.family is Family.SEPA else entry.network


def money_words(line: DisputeLine) -> str:
    """The amount with its currency, or in minor units: nobody knows the decimals of no currency."""
    if not isinstance(line.dispute, Dispute):
        return NOTHING
    if line.money is None:
        return f"{line.dispute.amount:,} minor units"
    return f"{amount(line.money.amount, line.money.currency)} {safe(line.money.currency.upper(), 8)}"


def reason_words(line: DisputeLine) -> str:
    """The code and its short meaning."""
    if not isinstance(line.dispute, Dispute):
        return safe(f"! unreadable: {line.dispute.reason}")
    return reason_words_of(line.dispute.response)


def reason_words_of(code: str | None) -> str:
    """A dispute's code and its short meaning."""
    entry = dispute_entry(code)
    if code is None:
        return "no code reported"
    return f"{safe(code, 12)} {entry.title if entry else 'unknown code'}"


def dispute_columns(zone: tzinfo, now: Callable[[], datetime]) -> tuple[Column[DisputeLine], ...]:
    """The columns of the Disputes section, in order."""

    def created(line: DisputeLine) -> str:
        return date_or_day(line.created, now=now(), zone=zone) if line.created else NOTHING

    def worth(line: DisputeLine) -> str:
        if line.money is None:
            waits = isinstance(line.dispute, Dispute)
            return f"{line.dispute.amount:,} minor" if waits else NOTHING  # type: ignore[union-attr] # a dispute
        return f"{amount(line.money.amount, line.money.currency)} {safe(line.money.currency.upper(), 3):<3}"

    def bank(line: DisputeLine) -> str:
        at = line.dispute.date_bank if isinstance(line.dispute, Dispute) else None
        return dates.paris_day(at, now=now()) if at else NOTHING

    return (
        Column("created", "Created", 12, "left", 3, created, _created_key, _plain),
        Column("amount", "Amount", 14, "right", 1, worth, _amount_key, _amount_tone, muted_tail=3),
        Column("reason", "Reason", 26, "left", 2, reason_words, _reason_key, _reason_tone, grow=True),
        Column("network", "Network", 10, "left", 6, _network, _known(_network), _plain),
        Column("method", "Method", 13, "left", 4, _method, _known(_method), _payment_tone),
        Column("order", "Order", 9, "left", 5, _order, _known(_order), _plain, grow=True, cut_at="middle"),
        Column("payment", "Payment", 18, "left", 7, _payment, _payment_key, _payment_tone, cut_at="middle"),
        Column("bank", "Bank date", 11, "left", 8, bank, _bank_key, _plain),
    )


def date_or_day(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """An instant for lists; midnight in Paris is a calendar date of the API and has no time."""
    there = in_zone(at, moments.paris())
    if not (there.hour or there.minute or there.second):
        return dates.paris_day(at, now=now)
    return dates.short(at, now=now, zone=zone)


def search_words(line: DisputeLine) -> str:
    """What a typed word is compared with, folded."""
    dispute, payment = line.dispute, line.payment
    if not isinstance(dispute, Dispute):
        return fold(f"unreadable {dispute.id or ''}")
    known = (
        (payment.brand, payment.last4, payment.customer_name, payment.customer_email, payment.method)
        if payment
        else ()
    )
    words = (dispute.order_id, reason_words(line), _network(line), money_words(line), dispute.payment)
    return fold("\n".join(filter(None, (*words, *known, dispute.id))))


def _plain(_line: DisputeLine) -> Tone:
    return Tone.PLAIN


def _created_key(line: DisputeLine) -> datetime | None:
    return line.created


def _amount_key(line: DisputeLine) -> str | None:
    return amount_key(line.money.amount, line.money.currency) if line.money is not None else None


def _bank_key(line: DisputeLine) -> datetime | None:
    return line.dispute.date_bank if isinstance(line.dispute, Dispute) else None


def _known(text: Callable[[DisputeLine], str]) -> Callable[[DisputeLine], str | None]:
    """By what a cell says, lines of which nothing is known last."""

    def key(line: DisputeLine) -> str | None:
        shown = text(line)
        return None if shown == NOTHING else fold(shown)

    return key


def _amount_tone(line: DisputeLine) -> Tone:
    return Tone.PLAIN if line.money is not None else Tone.MUTED


def _reason_tone(line: DisputeLine) -> Tone:
    return Tone.PLAIN if isinstance(line.dispute, Dispute) else Tone.ERROR


def _network(line: DisputeLine) -> str:
    code = line.dispute.response if isinstance(line.dispute, Dispute) else None
    return network_of(code) or NOTHING


def _method(line: DisputeLine) -> str:
    if line.payment is not None:
        return method_text(line.payment)
    return {PaymentLookup.NOT_READ: "…", PaymentLookup.NOT_READABLE: "not readable"}.get(line.behind, NOTHING)


def _payment(line: DisputeLine) -> str:
    if line.payment_id is None:
        return NOTHING
    return "not readable" if line.behind is PaymentLookup.NOT_READABLE else safe(line.payment_id)


def _payment_tone(line: DisputeLine) -> Tone:
    return Tone.WARNING if line.behind is PaymentLookup.NOT_READABLE else Tone.PLAIN


def _payment_key(line: DisputeLine) -> str | None:
    return line.payment_id


def _reason_key(line: DisputeLine) -> str:
    return fold(reason_words(line))


def _order(line: DisputeLine) -> str:
    value = line.dispute.order_id if isinstance(line.dispute, Dispute) else line.dispute.id
    return safe(value) if value else NOTHING


def _read(value: Callable[[Dispute], Value]) -> Callable[[DisputeLine], Value]:
    """A column of readable disputes; an unreadable one leaves it empty."""
    return lambda line: value(line.dispute) if isinstance(line.dispute, Dispute) else None


def _of_payment(value: Callable[[PaymentRow], Value]) -> Callable[[DisputeLine], Value]:
    return lambda line: value(line.payment) if line.payment is not None else None


def _instant(line: DisputeLine) -> str | None:
    return utc_text(line.created) if line.created else None


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
    ExportColumn("created", _instant),
    ExportColumn("amount_minor", _read(lambda dispute: dispute.amount)),
    ExportColumn("amount", _decimal),
    ExportColumn("currency", lambda line: line.currency.upper() if line.currency else None),
    ExportColumn("response", _read(lambda dispute: dispute.response)),
    ExportColumn("meaning", _meaning),
    ExportColumn("network", _read(lambda dispute: network_of(dispute.response))),
    ExportColumn("type", _read(lambda dispute: dispute.type)),
    ExportColumn("payment", _read(lambda dispute: dispute.payment)),
    ExportColumn("order_id", _read(lambda dispute: dispute.order_id)),
    ExportColumn(
        "date_bank", _read(lambda dispute: dates.paris_date(dispute.date_bank) if dispute.date_bank else None)
    ),
    ExportColumn("payment_status", _of_payment(lambda payment: payment.status)),
    ExportColumn("method", _of_payment(lambda payment: payment.method)),
    ExportColumn("brand", _of_payment(lambda payment: payment.brand)),
    ExportColumn("last4", _of_payment(lambda payment: payment.last4)),
    ExportColumn("auth_status", _of_payment(lambda payment: payment.auth_status)),
    ExportColumn("customer_id", _of_payment(lambda payment: payment.customer_id)),
    ExportColumn("unreadable", _unreadable),
)
"""The columns of an export of disputes; an amount without a known currency stands in minor units alone."""
