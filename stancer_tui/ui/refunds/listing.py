"""What the list of refunds shows, searches, exports, copies and says of the one under the cursor."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.models.folding import fold
from stancer_tui.models.moments import utc_text
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.clipboard import CopyEntry
from stancer_tui.render.columns import NOTHING, Column, amount_key, customer_text, method_text
from stancer_tui.render.csv_text import decimal_amount
from stancer_tui.render.export import ExportColumn
from stancer_tui.render.money import amount, money
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone
from stancer_tui.services.refunds import words
from stancer_tui.ui.refunds.rows import LATE, RefundLine
from stancer_tui.ui.shell.lines import Searchable
from stancer_tui.ui.shell.row_kind import RowKind
from stancer_tui.ui.widgets.fact_list import Fact
from stancer_tui.ui.widgets.payment_preview import toned
from stancer_tui.ui.widgets.row_preview import Preview


def _ticket(line: RefundLine) -> str | None:
    return line.intent.ticket if line.intent is not None else None


def _money(line: RefundLine) -> Money:
    return Money(line.amount, line.currency)


def _of_payment(name: str) -> Callable[[RefundLine], str | None]:
    return lambda line: getattr(line.row, name) if line.row is not None else None


def _customer(line: RefundLine) -> str | None:
    row = line.row
    return None if row is None else "\n".join(filter(None, _names(row)))


def _names(row: PaymentRow) -> tuple[str | None, ...]:
    return (row.customer_name, row.customer_email, row.customer_id)


def _ids(line: RefundLine) -> str:
    return "\n".join(filter(None, (line.id, line.refund_id, line.payment)))


def _text(line: RefundLine) -> str:
    shown = amount(line.amount, line.currency)
    row = line.row
    known = (*_names(row), row.last4, row.brand) if row is not None else ()
    said = (line.view.word, line.status, _ticket(line), line.order, shown, shown.replace(",", ""))
    return fold("\n".join(filter(None, (*said, line.currency, _ids(line), *known))))


SEARCHABLE: Searchable[RefundLine] = Searchable(
    text=_text,
    money=_money,
    created=lambda line: line.created,
    words={
        "status": lambda line: line.status,
        "currency": lambda line: line.currency,
        "method": _of_payment("method"),
        "brand": _of_payment("brand"),
        "last4": _of_payment("last4"),
    },
    texts={"order": lambda line: line.order, "customer": _customer, "id": _ids},
)


EXPORT: tuple[ExportColumn[RefundLine], ...] = (
    ExportColumn("id", lambda line: line.refund_id),
    ExportColumn("payment", lambda line: line.payment),
    ExportColumn("created", lambda line: utc_text(line.created) if line.created else None),
    ExportColumn("amount_minor", lambda line: line.amount),
    ExportColumn("amount", lambda line: decimal_amount(line.amount, line.currency)),
    ExportColumn("currency", lambda line: line.currency.upper()),
    ExportColumn("status", lambda line: line.refund.status if line.refund is not None else None),
    ExportColumn("shown_status", lambda line: line.view.word),
    ExportColumn("order_id", lambda line: line.order),
    ExportColumn("ticket", _ticket),
    ExportColumn("journal_id", lambda line: line.intent.id if line.intent is not None else None),
    ExportColumn("journal_state", lambda line: line.intent.state.value if line.intent is not None else None),
    ExportColumn("unresolved", lambda line: "yes" if line.unresolved else "no"),
)
"""The columns of an export of refunds; one that only the journal knows has no id of the API."""

KIND: RowKind[RefundLine] = RowKind("refunds", _money, lambda: EXPORT, payment=lambda line: line.row)


def refund_columns(
    zone: tzinfo, now: Callable[[], datetime], *, mask: bool = False
) -> tuple[Column[RefundLine], ...]:
    """The columns of the Refunds section."""

    def created(line: RefundLine) -> str:
        return dates.short(line.created, now=now(), zone=zone) if line.created else dates.NO_DATE

    def worth(line: RefundLine) -> str:
        return f"{amount(line.amount, line.currency)} {safe(line.currency.upper(), 3):<3}"

    def customer(line: RefundLine) -> str:
        return customer_text(line.row, mask=mask) if line.row is not None else NOTHING

    return (
        Column("created", "Created", 12, "left", 2, created, lambda line: line.created, _plain),
        Column("amount", "Amount", 14, "right", 1, worth, _amount_key, _plain, muted_tail=3),
        Column("status", "Status", 18, "left", 1, _status, lambda line: line.view.word, _tone),
        _text_column("payment", "Payment", 16, 3, lambda line: line.payment),
        _text_column("refund", "Refund", 16, 4, lambda line: line.refund_id),
        _text_column("ticket", "Ticket", 12, 5, _ticket, grow=False),
        _text_column("order", "Order", 9, 6, lambda line: line.order),
        Column("customer", "Customer", 16, "left", 7, customer, _folded(_customer), _plain, grow=True),
    )


def _text_column(
    key: str,
    label: str,
    width: int,
    priority: int,
    value: Callable[[RefundLine], str | None],
    *,
    grow: bool = True,
) -> Column[RefundLine]:
    """A column of a foreign text."""

    def text(line: RefundLine) -> str:
        return safe(value(line) or "") or NOTHING

    key_of = _folded(value)
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
    )


def _folded(value: Callable[[RefundLine], str | None]) -> Callable[[RefundLine], str | None]:
    return lambda line: fold(value(line) or "") or None


def _amount_key(line: RefundLine) -> str:
    return amount_key(line.amount, line.currency)


def _status(line: RefundLine) -> str:
    return line.view.text()


def _tone(line: RefundLine) -> Tone:
    return line.view.tone


def _plain(_line: RefundLine) -> Tone:
    return Tone.PLAIN


def refund_preview(line: RefundLine, *, now: datetime, zone: tzinfo, mask: bool) -> Preview:
    """The amount and the status, what happened to the money and when it arrives, then whose it is."""
    sentence, row = Content(outcome_words(line)), line.row
    head = Content.assemble((money(_money(line)), "bold"), "   ", toned(line.view), "\n\n", sentence)
    known = row is not None and any(_names(row))
    facts = (
        ("Created", dates.full(line.created, now=now, zone=zone) if line.created else None),
        ("Customer", customer_text(row, mask=mask) if row is not None and known else None),
        ("Method", method_text(row) if row is not None and row.method else None),
        ("Order", safe(line.order) if line.order else None),
        ("Ticket", safe(_ticket(line) or "") or None),
        ("Payment", safe(line.payment)),
        ("Refund", safe(line.refund_id) if line.refund_id else None),
    )
    shown = [Fact(label, value) for label, value in facts if value is not None]
    return Preview(safe(line.refund_id or line.payment), head, sentence, shown)


def refund_entries(line: RefundLine) -> list[CopyEntry]:
    """What can be copied of a refund; what it does not have is left out."""
    parts = (
        ("i", "refund id", line.refund_id),
        ("p", "payment id", line.payment),
        ("o", "order number", line.order),
        ("a", "amount", money(_money(line))),
        ("k", "ticket", _ticket(line)),
        ("t", "ticket summary", _summary(line)),
    )
    return [
        CopyEntry(key, label, "\n".join(safe(part, 2048) for part in text.split("\n")))
        for key, label, text in parts
        if text
    ]


def _summary(line: RefundLine) -> str:
    of = f"payment {line.payment}" + (f", order {line.order}" if line.order else "")
    return f"Refund of {money(_money(line))}: {line.view.word} ({of})\n{outcome_words(line)}"


def outcome_words(line: RefundLine) -> str:
    """One sentence on a line: what happened to the money, and when it arrives."""
    parts = []
    if line.intent is not None:
        parts.append(safe(words.outcome(line.intent), 400))
    if line.refund is not None:
        parts.append(words.arrival(line.refund.status))
    if line.late and line.refund is not None:
        parts.append(late_words(line.refund.status))
    return " ".join(parts)


def late_words(status: str | None) -> str:
    """Why a refund that is still under way is said to be late."""
    days = LATE[status or ""].days
    if status == "to_refund":
        return f"Late: Stancer sends refunds within the day, and this one waits for {days} days or more."
    return f"Late: the bank has not answered for {days} days or more (a rule of this program, not Stancer's)."
