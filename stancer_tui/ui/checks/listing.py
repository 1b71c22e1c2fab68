"""What the list of checks shows, searches, exports, copies and says of the one under the cursor."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.models.folding import fold
from stancer_tui.models.moments import utc_text
from stancer_tui.render import dates
from stancer_tui.render.clipboard import CopyEntry
from stancer_tui.render.columns import NOTHING, Column, amount_key
from stancer_tui.render.csv_text import Value, decimal_amount
from stancer_tui.render.export import ExportColumn
from stancer_tui.render.money import amount, money
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone
from stancer_tui.ui.checks.rows import CheckLine, request_sentence
from stancer_tui.ui.shell.lines import Searchable
from stancer_tui.ui.shell.row_kind import RowKind
from stancer_tui.ui.widgets.fact_list import Fact
from stancer_tui.ui.widgets.payment_preview import toned
from stancer_tui.ui.widgets.row_preview import Preview


def _text(line: CheckLine) -> str:
    shown = money(line.credit) if line.credit is not None else None
    words = (line.name, line.view.word, line.pending.object_id, shown, (shown or "").replace(",", ""))
    return fold("\n".join(filter(None, words)))


def _currency(line: CheckLine) -> str | None:
    return line.credit.currency if line.credit is not None else None


def _status(line: CheckLine) -> str:
    pending = line.pending
    return f"{pending.reason or pending.state.value} {line.view.word.replace(' ', '_')}"


SEARCHABLE: Searchable[CheckLine] = Searchable(
    text=_text,
    money=lambda line: line.credit,
    created=lambda line: line.pending.created_at,
    words={"status": _status, "currency": _currency},
    texts={"id": lambda line: line.pending.object_id},
)


def _decimal(line: CheckLine) -> Value:
    return decimal_amount(line.credit.amount, line.credit.currency) if line.credit is not None else None


EXPORT: tuple[ExportColumn[CheckLine], ...] = (
    ExportColumn("id", lambda line: line.pending.object_id),
    ExportColumn("kind", lambda line: line.pending.kind.value),
    ExportColumn("asked", lambda line: utc_text(line.pending.created_at)),
    ExportColumn("answered", lambda line: utc_text(line.answered) if line.answered else None),
    ExportColumn("state", lambda line: line.pending.state.value),
    ExportColumn("shown_status", lambda line: line.view.word),
    ExportColumn("amount_minor", lambda line: line.pending.amount),
    ExportColumn("amount", _decimal),
    ExportColumn("currency", lambda line: (_currency(line) or "").upper()),
    ExportColumn("journal_id", lambda line: line.pending.id),
)
"""The columns of an export: nothing of an account or its holder is kept, so nothing of them is written."""

KIND = RowKind("checks", lambda line: line.credit, lambda: EXPORT)


def check_columns(zone: tzinfo, now: Callable[[], datetime]) -> tuple[Column[CheckLine], ...]:
    """The columns of the Checks section."""

    def when(at: datetime | None) -> str:
        return dates.short(at, now=now(), zone=zone) if at is not None else NOTHING

    def credit(line: CheckLine) -> str:
        worth = line.credit
        if worth is None:
            return NOTHING
        return f"{amount(worth.amount, worth.currency)} {safe(worth.currency.upper(), 3)}"

    def object_id(line: CheckLine) -> str:
        return safe(line.pending.object_id) if line.pending.object_id else NOTHING

    def asked(line: CheckLine) -> datetime:
        return line.pending.created_at

    return (
        Column("created", "Asked", 12, "left", 2, lambda line: when(asked(line)), asked, _plain),
        Column("kind", "What", 14, "left", 1, lambda line: line.name, lambda line: line.name, _plain),
        Column("status", "Status", 18, "left", 1, _shown_status, lambda line: line.view.word, _tone),
        Column(
            "answered",
            "Answered",
            12,
            "left",
            4,
            lambda line: when(line.answered),
            lambda line: line.answered,
            _plain,
        ),
        Column("amount", "Credit", 14, "right", 5, credit, _credit_key, _plain),
        Column(
            "object",
            "Id",
            16,
            "left",
            3,
            object_id,
            lambda line: line.pending.object_id,
            _plain,
            grow=True,
            cut_at="middle",
        ),
    )


def _credit_key(line: CheckLine) -> str | None:
    return amount_key(line.credit.amount, line.credit.currency) if line.credit is not None else None


def _shown_status(line: CheckLine) -> str:
    return line.view.text()


def _tone(line: CheckLine) -> Tone:
    return line.view.tone


def _plain(_line: CheckLine) -> Tone:
    return Tone.PLAIN


def check_preview(line: CheckLine, *, now: datetime, zone: tzinfo) -> Preview:
    """What was asked, what came of it, and what can be done."""
    pending, told = line.pending, Content(request_sentence(line.pending))
    head = Content.assemble((line.name, "bold"), "   ", toned(line.view), "\n\n", told)
    facts = (
        ("Asked", dates.full(pending.created_at, now=now, zone=zone)),
        ("Answered", dates.full(line.answered, now=now, zone=zone) if line.answered else None),
        ("Credit", money(line.credit) if line.credit is not None else None),
        ("Id", safe(pending.object_id) if pending.object_id else None),
    )
    shown = [Fact(label, value) for label, value in facts if value is not None]
    return Preview(safe(pending.object_id or line.name), head, told, shown)


def check_entries(line: CheckLine) -> list[CopyEntry]:
    """What can be copied of a check."""
    pending = line.pending
    about = f"{line.name} {pending.object_id or ''}".rstrip()
    summary = f"{safe(about)}: {line.view.word}\n{request_sentence(pending)}"
    ids = [CopyEntry("i", "id", safe(pending.object_id))] if pending.object_id else []
    return [*ids, CopyEntry("t", "ticket summary", summary)]
