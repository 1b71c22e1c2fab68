"""Payouts for lists, sums and exports."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from stancer_tui.language import N_, _, grouped, pgettext
from stancer_tui.models import moments
from stancer_tui.models.folding import fold, sort_text
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.models.payout import Payout, PayoutPart
from stancer_tui.reference.statuses import status as status_entry
from stancer_tui.render import dates
from stancer_tui.render.columns import NOTHING, Column, amount_key
from stancer_tui.render.csv_text import Value, day_of_api, decimal_amount
from stancer_tui.render.export import ExportColumn
from stancer_tui.render.money import amount, searched_amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import PAYOUT_WORDS, UNREADABLE, StatusView, payout_status
from stancer_tui.render.tones import Tone


@dataclass(frozen=True, slots=True)
class PayoutLine:
    """A payout as a list shows it."""

    payout: Payout | UnreadableRow

    @property
    def key(self) -> str:
        """A unique key of the line."""
        return self.payout.id or f"unreadable {self.payout.created}"

    @property
    def created(self) -> datetime | None:
        """When the payout was made."""
        at = self.payout.created
        return at if isinstance(at, datetime) or at is None else moments.instant(at)

    @property
    def view(self) -> StatusView:
        """Its status."""
        return payout_status(self.payout.status) if isinstance(self.payout, Payout) else UNREADABLE


def minor(value: int | None, currency: str | None) -> str:
    """An amount without its currency; in minor units where the currency is not known."""
    if value is None:
        return NOTHING
    return amount(value, currency) if currency else _("{amount} minor", amount=grouped(value))


def status_meaning(payout: Payout) -> str:
    """What the status means, in a sentence."""
    entry = status_entry("payout", payout.status) if payout.status else None
    return entry.meaning if entry else _("The reference does not explain this status.")


def payout_columns(now: Callable[[], datetime]) -> tuple[Column[PayoutLine], ...]:
    """The columns of the Payouts section, in order; its dates are calendar dates in Paris."""

    def day(name: str) -> Callable[[PayoutLine], str]:
        def text(line: PayoutLine) -> str:
            at = getattr(line.payout, name, None)
            return dates.paris_day(at, now=now()) if isinstance(at, datetime) else NOTHING

        return text

    def part(name: str, label: str, priority: int, brief: Callable[[], str]) -> Column[PayoutLine]:
        return Column(name, label, 10, "right", priority, _part(name), _part_key(name), _plain, brief=brief)

    paid, bank = day("date_paym"), day("date_bank")
    return (
        Column("paid", N_("Payments of"), dates.day_width(), "left", 2, paid, _day_key("date_paym"), _plain),
        Column("amount", N_("Amount"), 14, "right", 1, _amount, _amount_key, _plain, muted_tail=3),
        Column("status", N_("Status"), 12, "left", 3, _status, _status, _tone, statuses=PAYOUT_WORDS),
        Column("payments", N_("Payments"), 12, "right", 5, _part("payments"), _part_key("payments"), _plain),
        part("refunds", N_("Refunds"), 6, lambda: pgettext("short", "Refunds")),
        part("disputes", N_("Disputes"), 7, lambda: pgettext("short", "Disputes")),
        Column(
            "fees",
            N_("Fees"),
            9,
            "right",
            8,
            _fees,
            _fees_key,
            _plain,
            brief=lambda: pgettext("short", "Fees"),
        ),
        Column("bank", N_("Bank date"), dates.day_width(), "left", 4, bank, _day_key("date_bank"), _plain),
        Column(
            "statement", N_("On the statement"), 16, "left", 9, _statement, _statement_key, _muted, grow=True
        ),
    )


def search_words(line: PayoutLine) -> str:
    """The folded text that a typed word is compared with."""
    payout = line.payout
    if not isinstance(payout, Payout):
        return fold(f"unreadable {payout.id or ''}")
    worth = payout.money
    shown = searched_amount(worth.amount, worth.currency) if worth else f"{payout.amount:,}"
    days = [dates.paris_date(at) for at in (payout.date_paym, payout.date_bank) if at is not None]
    words = (payout.statement_description, payout.id, line.view.word, line.view.shown, payout.currency, shown)
    return fold("\n".join(filter(None, (*words, shown.replace(",", ""), *days))))


def _created(line: PayoutLine) -> datetime | None:
    return line.created


def _amount_key(line: PayoutLine) -> str | None:
    return _money_key(line, line.payout.amount) if isinstance(line.payout, Payout) else None


def _money_key(line: PayoutLine, value: int | None) -> str | None:
    return None if value is None else amount_key(value, getattr(line.payout, "currency", None) or "")


def _part_key(name: str) -> Callable[[PayoutLine], str | None]:
    return lambda line: _money_key(line, getattr(getattr(line.payout, name, None), "amount", None))


def _fees_key(line: PayoutLine) -> str | None:
    return _money_key(line, getattr(line.payout, "fees", None))


def _day_key(name: str) -> Callable[[PayoutLine], datetime | None]:
    return lambda line: getattr(line.payout, name, None)


def _statement_key(line: PayoutLine) -> str | None:
    words = getattr(line.payout, "statement_description", None)
    return sort_text(words) if words else None


def _amount(line: PayoutLine) -> str:
    if not isinstance(line.payout, Payout):
        return NOTHING
    currency = line.payout.currency
    return f"{minor(line.payout.amount, currency)} {safe((currency or '').upper(), 3):<3}"


def _status(line: PayoutLine) -> str:
    return line.view.text()


def _tone(line: PayoutLine) -> Tone:
    return line.view.tone


def _plain(_line: PayoutLine) -> Tone:
    return Tone.PLAIN


def _muted(_line: PayoutLine) -> Tone:
    return Tone.MUTED


def _part(name: str) -> Callable[[PayoutLine], str]:
    def text(line: PayoutLine) -> str:
        part = getattr(line.payout, name, None)
        known = part.amount if isinstance(part, PayoutPart) else None
        return minor(known, getattr(line.payout, "currency", None))

    return text


def _fees(line: PayoutLine) -> str:
    return minor(getattr(line.payout, "fees", None), getattr(line.payout, "currency", None))


def _statement(line: PayoutLine) -> str:
    if not isinstance(line.payout, Payout):
        return safe(_(line.payout.reason))
    return safe(line.payout.statement_description) if line.payout.statement_description else NOTHING


def _read(value: Callable[[Payout], Value]) -> Callable[[PayoutLine], Value]:
    return lambda line: value(line.payout) if isinstance(line.payout, Payout) else None


def decimal_or_none(value: int | None, currency: str | None) -> Value:
    """An amount in minor units as a decimal number; None where it or its currency is not known."""
    return decimal_amount(value, currency) if value is not None and currency else None


def _part_value(name: str) -> Callable[[PayoutLine], Value]:
    def value(payout: Payout) -> Value:
        part = getattr(payout, name)
        return decimal_or_none(part.amount if part is not None else None, payout.currency)

    return _read(value)


def paris_day(at: datetime | None) -> date | None:
    """The day in Paris; None for None."""
    return day_of_api(at) if at is not None else None


EXPORT: tuple[ExportColumn[PayoutLine], ...] = (
    ExportColumn("id", lambda line: line.payout.id),
    ExportColumn("created", lambda line: line.created),
    ExportColumn("date_paym", _read(lambda payout: paris_day(payout.date_paym))),
    ExportColumn("date_bank", _read(lambda payout: paris_day(payout.date_bank))),
    ExportColumn("amount_minor", _read(lambda payout: payout.amount)),
    ExportColumn("amount", _read(lambda payout: decimal_or_none(payout.amount, payout.currency))),
    ExportColumn("currency", _read(lambda payout: (payout.currency or "").upper())),
    ExportColumn("payments", _part_value("payments")),
    ExportColumn("refunds", _part_value("refunds")),
    ExportColumn("disputes", _part_value("disputes")),
    ExportColumn("fees", _read(lambda payout: decimal_or_none(payout.fees, payout.currency))),
    ExportColumn("status", _read(lambda payout: payout.status)),
    ExportColumn("statement_description", _read(lambda payout: payout.statement_description)),
    ExportColumn("unreadable", lambda line: getattr(line.payout, "reason", None)),
)
"""The columns of an export of payouts."""


def member_date(created: int | None, *, now: datetime, zone: tzinfo) -> str:
    """A member's date for lists."""
    at = moments.instant(created)
    return dates.in_column(at, now=now, zone=zone) if at else _(dates.NO_DATE)
