"""What the list of refunds shows, searches, exports, copies and says of the one under the cursor."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from stancer_tui.language import N_, _, capitalised
from stancer_tui.models.folding import fold
from stancer_tui.models.ids import Kind
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.behind import (
    PaymentLookup,
    customer_column,
    in_a_cell,
    method_column,
    order_column,
    text_key,
)
from stancer_tui.render.columns import NOTHING, Column, amount_key
from stancer_tui.render.csv_text import day_of_api, decimal_amount
from stancer_tui.render.export import ExportColumn, person_columns
from stancer_tui.render.money import amount, searched_amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import REFUND_WORDS
from stancer_tui.render.tones import Tone
from stancer_tui.services.refunds.batch_words import reason_text
from stancer_tui.services.search.spoken_words import search_word
from stancer_tui.ui.refunds.rows import STATES, RefundLine
from stancer_tui.ui.shell.behind_search import payment_words, text_fields, word_fields
from stancer_tui.ui.shell.lines import Searchable
from stancer_tui.ui.shell.row_kind import RowKind
from stancer_tui.ui.shell.subject import Subject

NOT_YET = N_("not yet")


def _money(line: RefundLine) -> Money:
    return Money(line.amount, line.currency)


def _behind(line: RefundLine) -> tuple[PaymentRow | None, PaymentLookup]:
    return line.row, line.behind


def _order(line: RefundLine) -> str | None:
    return line.order


def _payment(line: RefundLine) -> PaymentRow | None:
    return line.row


def _ids(line: RefundLine) -> str:
    return "\n".join(filter(None, (line.id, line.refund_id, line.payment)))


def _objects(line: RefundLine) -> tuple[str, ...]:
    """The objects whose notes are shown: the refund and its payment; new notes are written on the payment."""
    return tuple(filter(None, (line.refund_id, line.payment)))


def _text(line: RefundLine) -> str:
    shown = searched_amount(line.amount, line.currency)
    said = (
        line.view.word,
        line.view.shown,
        line.status,
        line.ticket,
        line.by,
        line.reason,
        reason_text(line.reason) if line.reason else None,
        line.order,
        shown,
        shown.replace(",", ""),
    )
    return fold("\n".join(filter(None, (*said, line.currency, _ids(line), payment_words(line.row)))))


def _agent_words(name: str) -> str:
    """A name as one word and in its parts: any of them is looked for."""
    return " ".join(dict.fromkeys((search_word(name), *name.split())))


SEARCHABLE: Searchable[RefundLine] = Searchable(
    text=_text,
    money=_money,
    created=lambda line: line.created,
    words={
        "status": lambda line: line.status,
        "currency": lambda line: line.currency,
        "reason": lambda line: search_word(line.reason or ""),
        "by": lambda line: _agent_words(line.by or ""),
        **word_fields(_payment),
    },
    texts={"order": _order, **text_fields(_payment), "id": _ids},
    ids=_objects,
)


EXPORT: tuple[ExportColumn[RefundLine], ...] = (
    ExportColumn("id", lambda line: line.refund_id),
    ExportColumn("payment", lambda line: line.payment),
    ExportColumn("created", lambda line: line.created),
    ExportColumn("amount_minor", lambda line: line.amount),
    ExportColumn("amount", lambda line: decimal_amount(line.amount, line.currency)),
    ExportColumn("currency", lambda line: line.currency.upper()),
    ExportColumn("status", lambda line: line.refund.status if line.refund is not None else None),
    ExportColumn("shown_status", lambda line: line.view.word),
    ExportColumn("sent", lambda line: line.sent),
    ExportColumn("date_bank", lambda line: day_of_api(line.settled) if line.settled else None),
    ExportColumn("order_id", _order),
    *person_columns(_payment),
    ExportColumn("ticket", lambda line: line.ticket),
    ExportColumn("reason", lambda line: line.reason),
    ExportColumn("confirmed_by", lambda line: line.by, personal=True),
    ExportColumn("journal_id", lambda line: line.intent.id if line.intent is not None else None),
    ExportColumn("journal_state", lambda line: line.intent.state.value if line.intent is not None else None),
    ExportColumn("unresolved", lambda line: "yes" if line.unresolved else "no"),
)
"""The columns of an export of refunds; one that only the journal knows has no id of the API."""

KIND: RowKind[RefundLine] = RowKind("refunds", _money, lambda: EXPORT, payment=_payment, ids=_objects)


def refund_columns(
    zone: tzinfo, now: Callable[[], datetime], *, mask: bool = False
) -> tuple[Column[RefundLine], ...]:
    """The columns of the Refunds section."""

    def created(line: RefundLine) -> str:
        return dates.in_column(line.created, now=now(), zone=zone) if line.created else _(dates.NO_DATE)

    def worth(line: RefundLine) -> str:
        return f"{amount(line.amount, line.currency)} {safe(line.currency.upper(), 3):<3}"

    def sent(line: RefundLine) -> str:
        return dates.in_column(line.sent, now=now(), zone=zone) if line.sent else _not_yet(line, SENT_LATER)

    def settled(line: RefundLine) -> str:
        day = line.settled
        if day is None:
            return _not_yet(line, SETTLED_LATER)
        return due(day, dates.paris_day(day, now=now()), now())

    moment, settled_width = dates.column_width(), dates.day_width(_("due {day}"))
    return (
        Column("created", N_("Created"), moment, "left", 2, created, lambda line: line.created, _plain),
        Column("amount", N_("Amount"), 14, "right", 1, worth, _amount_key, _plain, muted_tail=3),
        Column(
            "status",
            N_("Status"),
            18,
            "left",
            1,
            _status,
            lambda line: line.view.word,
            _tone,
            statuses=(*REFUND_WORDS, *(view.word for view in STATES.values())),
        ),
        customer_column(_behind, 3, mask=mask),
        order_column(_behind, _order, 4),
        Column("sent", N_("Sent"), moment, "left", 5, sent, lambda line: line.sent, _plain),
        Column(
            "settled", N_("Settled"), settled_width, "left", 6, settled, lambda line: line.settled, _plain
        ),
        _text_column("ticket", N_("Ticket"), 12, 7, lambda line: line.ticket, grow=False),
        method_column(_behind, 8),
        _text_column("by", N_("By"), 10, 9, lambda line: line.by, grow=False),
        _text_column(
            "reason",
            N_("Reason"),
            16,
            12,
            lambda line: reason_text(line.reason) if line.reason else None,
            grow=False,
            asked=True,
        ),
        _text_column("payment", N_("Payment"), 16, 10, lambda line: line.payment),
        _RefundColumn(
            "refund",
            "Refund",
            16,
            "left",
            11,
            _refund_id,
            lambda line: text_key(line.refund_id),
            _plain,
            grow=True,
            cut_at="middle",
        ),
    )


class _RefundColumn(Column[RefundLine]):
    """The refund itself: as a command, "Refund" is another word in some languages."""

    @property
    def heading(self) -> str:
        """The name of the object."""
        return capitalised(_("refund"))


def _refund_id(line: RefundLine) -> str:
    return safe(line.refund_id or "") or NOTHING


def due(day: datetime, shown: str, now: datetime) -> str:
    """A bank's date; one that is still to come says so: no money has settled on it yet."""
    return _("due {day}", day=shown) if day > now else shown


SENT_LATER = frozenset({"to_refund"})
SETTLED_LATER = frozenset({"to_refund", "refund_sent"})
"""Statuses in which a date is still to come; in others one that is missing is not reported."""


def _not_yet(line: RefundLine, later: frozenset[str]) -> str:
    """What stands in place of a date: still to come, not reported, or unknown without the payment."""
    if line.refund is None and line.row is None:
        return in_a_cell(line.behind)
    return _(NOT_YET) if line.refund is not None and line.refund.status in later else NOTHING


def _text_column(
    key: str,
    label: str,
    width: int,
    priority: int,
    value: Callable[[RefundLine], str | None],
    *,
    grow: bool = True,
    asked: bool = False,
) -> Column[RefundLine]:
    """A column of text that is not ours."""

    def text(line: RefundLine) -> str:
        return safe(value(line) or "") or NOTHING

    def key_of(line: RefundLine) -> str | None:
        return text_key(value(line))

    return Column(
        key,
        label,
        width,
        "left",
        priority,
        text,
        key_of,
        _plain,
        grow=grow,
        cut_at="middle" if grow else "end",
        asked=asked,
    )


def _amount_key(line: RefundLine) -> str:
    return amount_key(line.amount, line.currency)


def _status(line: RefundLine) -> str:
    return line.view.text()


def _tone(line: RefundLine) -> Tone:
    return line.view.tone


def _plain(_line: RefundLine) -> Tone:
    return Tone.PLAIN


def to_note(line: RefundLine | None) -> Subject | None:
    """The payment of a refund; the notes on the refund itself are read with its own."""
    if line is None:
        return None
    related = (line.refund_id,) if line.refund_id is not None else ()
    return Subject(Kind.PAYMENT, line.payment, _money(line), related=related)
