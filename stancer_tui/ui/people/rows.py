"""A person's payments, refunds and disputes as lines of one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from stancer_tui.language import N_, _
from stancer_tui.models import moments
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payment_row import ListedRefund, PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.columns import NOTHING, Column, amount_cell, method_text, order_text
from stancer_tui.render.disputes import reason_words_of
from stancer_tui.render.safe import safe
from stancer_tui.render.status import PAYMENT_WORDS, StatusView, refund_status, row_status
from stancer_tui.render.tones import Tone
from stancer_tui.services.people.person import Person, TiedPayment
from stancer_tui.services.people.ties import TIE_WORDS, Tie

PERHAPS = "?"
"""Stands before the tie of a payment that is perhaps the person's, and is counted nowhere."""

DISPUTED = "⚑"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A payment of a person, or a refund or a dispute of one; `place` is the refund's in its payment."""

    row: PaymentRow
    tie: Tie | None
    perhaps: bool = False
    refund: ListedRefund | None = None
    place: int = 0
    dispute: Dispute | None = None

    @property
    def key(self) -> str:
        """What identifies it."""
        if self.dispute is not None:
            return self.dispute.id
        return self.row.id if self.refund is None else f"{self.row.id} {self.place}"

    @property
    def created(self) -> int | None:
        """When it was created, in Unix seconds."""
        if self.dispute is not None:
            return int(self.dispute.created.timestamp()) if self.dispute.created else None
        return self.row.created if self.refund is None else self.refund.created

    @property
    def age(self) -> tuple[bool, int, int, str, int]:
        """What the order newest first compares; a refund without a date stands at its payment."""
        own = self.created
        at = self.row.created if own is None else own
        return (at is None, -(at or 0), 0 if self.refund or self.dispute else 1, self.row.id, self.place)


def person_lines(person: Person, disputes: Iterable[object]) -> tuple[PersonLine, ...]:
    """What is theirs, newest first; behind it what is perhaps theirs."""
    contested: dict[str, list[Dispute]] = {}
    for each in disputes:
        if isinstance(each, Dispute) and each.payment:
            contested.setdefault(each.payment, []).append(each)
    sure = [line for each in person.payments for line in _lines(each, contested, perhaps=False)]
    perhaps = [line for each in person.perhaps for line in _lines(each, contested, perhaps=True)]
    return (*sorted(sure, key=lambda line: line.age), *sorted(perhaps, key=lambda line: line.age))


def _lines(tied: TiedPayment, contested: dict[str, list[Dispute]], *, perhaps: bool) -> Iterable[PersonLine]:
    row, tie = tied.row, tied.tie
    yield PersonLine(row, tie, perhaps)
    for place, refund in enumerate(row.refunds):
        yield PersonLine(row, tie, perhaps, refund=refund, place=place)
    for dispute in contested.get(row.id, ()):
        yield PersonLine(row, tie, perhaps, dispute=dispute)


def perhaps_of_another(line: PersonLine | None, person: Person | None) -> PaymentRow | None:
    """The payment of a line that may be somebody else's: of a group, or one that is perhaps theirs."""
    if line is None or person is None:
        return None
    return line.row if line.perhaps or person.group else None


def person_columns(zone: tzinfo, now: Callable[[], datetime]) -> tuple[Column[PersonLine], ...]:
    """The columns of what a person paid and got back."""

    def created(line: PersonLine) -> str:
        at = moments.instant(line.created)
        return dates.in_column(at, now=now(), zone=zone) if at else _(dates.NO_DATE)

    return (
        Column("created", N_("Created"), dates.column_width(), "left", 3, created, _age, _muted_perhaps),
        Column("amount", N_("Amount"), 13, "right", 1, _amount, _age, _muted_perhaps, muted_tail=3),
        Column("status", N_("Status"), 15, "left", 2, _status, _age, _tone, statuses=PAYMENT_WORDS),
        Column("method", N_("Method"), 13, "left", 7, _method, _age, _muted_perhaps),
        Column("code", N_("Code"), 4, "left", 5, _code, _age, _code_tone),
        Column("order", N_("Order"), 9, "left", 6, _order, _age, _muted_perhaps, grow=True, cut_at="middle"),
        Column("by", N_("By"), 8, "left", 4, _by, _age, lambda _line: Tone.MUTED),
    )


def line_words(line: PersonLine) -> str:
    """The order and the instrument of a line, which a narrow list has no room for."""
    parts = (order_text(line.row), method_text(line.row))
    return " · ".join(part for part in parts if part != NOTHING)


def _age(line: PersonLine) -> tuple[bool, int, int, str, int]:
    return line.age


def _muted_perhaps(line: PersonLine) -> Tone:
    return Tone.MUTED if line.perhaps else Tone.PLAIN


def _amount(line: PersonLine) -> str:
    units = line.row.amount if line.refund is None else -line.refund.amount
    return amount_cell(units if line.dispute is None else line.dispute.amount, line.row.currency)


def _view(line: PersonLine) -> StatusView:
    if line.dispute is not None:
        return StatusView(DISPUTED, reason_words_of(line.dispute.response), Tone.ERROR)
    return row_status(line.row) if line.refund is None else refund_status(line.refund.status)


def _status(line: PersonLine) -> str:
    return _view(line).text()


def _tone(line: PersonLine) -> Tone:
    return Tone.MUTED if line.perhaps else _view(line).tone


def _method(line: PersonLine) -> str:
    return method_text(line.row)


def _order(line: PersonLine) -> str:
    return order_text(line.row)


def _code(line: PersonLine) -> str:
    if line.refund is not None:
        return NOTHING
    code = line.row.response if line.dispute is None else line.dispute.response
    return safe(code) if code else NOTHING


def _code_tone(line: PersonLine) -> Tone:
    return Tone.MUTED if line.perhaps or _code(line) in {NOTHING, "00"} else Tone.ERROR


def _by(line: PersonLine) -> str:
    if line.refund is not None:
        return _("refund")
    if line.dispute is not None:
        return _("dispute")
    if line.tie is None:
        return NOTHING
    tie = _(TIE_WORDS[line.tie])
    return f"{PERHAPS} {tie}" if line.perhaps else tie
