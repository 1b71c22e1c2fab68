"""What the list of checks shows, searches, exports, copies and says of the one under the cursor."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import N_, _
from stancer_tui.models.check import Check
from stancer_tui.models.folding import fold
from stancer_tui.render import dates
from stancer_tui.render.behind import text_key
from stancer_tui.render.cells import width_of
from stancer_tui.render.clipboard import CopyEntry
from stancer_tui.render.columns import NOTHING, Column, amount_key
from stancer_tui.render.csv_text import Value, decimal_amount
from stancer_tui.render.export import ExportColumn
from stancer_tui.render.money import amount, money, searched_amount
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone
from stancer_tui.services.waiting.result_words import check_lines as result_lines
from stancer_tui.store.pending_request import RequestKind
from stancer_tui.ui.checks.rows import (
    KINDS,
    NAMES,
    OUTCOMES,
    CheckLine,
    name_text,
    request_sentence,
    subject_text,
)
from stancer_tui.ui.shell.lines import Searchable
from stancer_tui.ui.shell.row_kind import RowKind
from stancer_tui.ui.shell.subject import Subject
from stancer_tui.ui.widgets.behind_facts import NOT_REPORTED, two_lines
from stancer_tui.ui.widgets.fact_list import Fact
from stancer_tui.ui.widgets.payment_preview import toned
from stancer_tui.ui.widgets.row_preview import Preview


def _text(line: CheckLine) -> str:
    worth = line.credit
    shown = searched_amount(worth.amount, worth.currency) if worth is not None else None
    code = worth.currency if worth is not None else None
    who = (line.about.name, line.about.account)
    words = (
        line.name,
        line.view.word,
        line.view.shown,
        line.pending.object_id,
        *who,
        shown,
        code,
        (shown or "").replace(",", ""),
    )
    return fold("\n".join(filter(None, words)))


def _currency(line: CheckLine) -> str | None:
    return line.credit.currency if line.credit is not None else None


def _status(line: CheckLine) -> str:
    """The word of the list, and that of the API or the journal: "checked" finds all that were answered."""
    pending, view = line.pending, line.view
    words = dict.fromkeys((pending.reason or pending.state.value, view.word, view.shown))
    return " ".join(each.replace(" ", "_") for each in words)


def _last4(line: CheckLine) -> str | None:
    account = line.about.account
    return account.rpartition("··")[2] if account and "··" in account else None


def _ids(line: CheckLine) -> tuple[str, ...]:
    return (line.pending.object_id,) if line.pending.object_id else ()


SEARCHABLE: Searchable[CheckLine] = Searchable(
    text=_text,
    money=lambda line: line.credit,
    created=lambda line: line.pending.created_at,
    words={"status": _status, "currency": _currency, "last4": _last4},
    texts={"customer": lambda line: line.about.name, "id": lambda line: line.pending.object_id},
    ids=_ids,
)


def _decimal(line: CheckLine) -> Value:
    return decimal_amount(line.credit.amount, line.credit.currency) if line.credit is not None else None


EXPORT: tuple[ExportColumn[CheckLine], ...] = (
    ExportColumn("id", lambda line: line.pending.object_id),
    ExportColumn("kind", lambda line: line.pending.kind.value),
    ExportColumn("asked", lambda line: line.pending.created_at),
    ExportColumn("answered", lambda line: line.answered),
    ExportColumn("state", lambda line: line.pending.state.value),
    ExportColumn("outcome", lambda line: line.view.word),
    ExportColumn("about", lambda line: line.about.name, personal=True),
    ExportColumn("account", lambda line: line.about.account),
    ExportColumn("amount_minor", lambda line: line.pending.amount),
    ExportColumn("amount", _decimal),
    ExportColumn("currency", lambda line: (_currency(line) or "").upper()),
    ExportColumn("journal_id", lambda line: line.pending.id),
)
"""The columns of an export: whom a check was about and what it came to, as far as Stancer was asked again."""

KIND = RowKind("checks", lambda line: line.credit, lambda: EXPORT, ids=_ids)


_KIND = 13
"""Cells of what was asked, in English."""


def check_columns(
    zone: tzinfo, now: Callable[[], datetime], *, mask: bool = False
) -> tuple[Column[CheckLine], ...]:
    """The columns of the Checks section: what it came to and whom it was about come first."""

    def when(at: datetime | None) -> str:
        return dates.in_column(at, now=now(), zone=zone) if at is not None else NOTHING

    def credit(line: CheckLine) -> str:
        worth = line.credit
        if worth is None:
            return NOTHING
        return f"{amount(worth.amount, worth.currency)} {safe(worth.currency.upper(), 3)}"

    def asked(line: CheckLine) -> datetime:
        return line.pending.created_at

    def who(line: CheckLine) -> str:
        return name_text(line.about, mask=mask) or _unknown(line)

    def account(line: CheckLine) -> str:
        return safe(line.about.account) if line.about.account else _unknown(line)

    kinds = max(_KIND, *(width_of(_(name)) for name in NAMES.values()))
    return (
        Column(
            "created",
            N_("Asked"),
            dates.column_width(),
            "left",
            4,
            lambda line: when(asked(line)),
            asked,
            _plain,
        ),
        Column("status", N_("Outcome"), 27, "left", 1, _shown_status, _status_key, _tone, statuses=OUTCOMES),
        Column("about", N_("About"), 16, "left", 2, who, _about_key, _plain, grow=True),
        Column("account", N_("Account"), 9, "left", 3, account, lambda line: line.about.account, _plain),
        Column("kind", N_("What"), kinds, "left", 5, lambda line: line.name, lambda line: line.name, _plain),
        Column("amount", N_("Credit"), 14, "right", 6, credit, _credit_key, _plain),
        Column(
            "answered", N_("Answered"), 12, "left", 7, lambda line: when(line.answered), _answered_key, _plain
        ),
        Column(
            "object", N_("Id"), 16, "left", 8, _object_id, _object_key, _plain, grow=True, cut_at="middle"
        ),
    )


def _unknown(line: CheckLine) -> str:
    """In place of a name: it comes with the answer, or the API does not report it."""
    waits = line.pending.object_id is not None and line.result is None and not line.trouble
    return "…" if waits and not line.pending.lost else NOTHING


def _about_key(line: CheckLine) -> str | None:
    return text_key(line.about.name)


def _object_id(line: CheckLine) -> str:
    return safe(line.pending.object_id) if line.pending.object_id else NOTHING


def _object_key(line: CheckLine) -> str | None:
    return line.pending.object_id


def _answered_key(line: CheckLine) -> datetime | None:
    return line.answered


def _status_key(line: CheckLine) -> str | None:
    return text_key(line.view.word)


def _credit_key(line: CheckLine) -> str | None:
    return amount_key(line.credit.amount, line.credit.currency) if line.credit is not None else None


def _shown_status(line: CheckLine) -> str:
    return line.view.text()


def _tone(line: CheckLine) -> Tone:
    return line.view.tone


def _plain(_line: CheckLine) -> Tone:
    return Tone.PLAIN


def check_preview(line: CheckLine, *, now: datetime, zone: tzinfo, mask: bool = False) -> Preview:
    """What it came to and why, whom it was about, what the bank said, the rest."""
    pending, sentence = line.pending, Content(request_sentence(line))
    head = Content.assemble(toned(line.view), (f"   {line.name}", "$muted"), "\n\n", sentence)
    who, account = name_text(line.about, mask=mask), safe(line.about.account or "")
    unknown = _("being read…") if _unknown(line) == "…" else _(NOT_REPORTED)
    facts = (
        (_("About"), who or unknown),
        (_("Account"), account or unknown if pending.kind is RequestKind.CHECK else account or None),
        (_("Credit"), money(line.credit) if line.credit is not None else None),
    )
    rest = (
        (_("Asked"), dates.full(pending.created_at, now=now, zone=zone)),
        (_("Answered"), dates.full(line.answered, now=now, zone=zone) if line.answered else None),
        (_("Id"), safe(pending.object_id) if pending.object_id else None),
    )
    shown = [
        *(Fact(label, value) for label, value in facts if value is not None),
        *_fields(line),
        *(Fact(label, value) for label, value in rest if value is not None),
    ]
    asked = dates.short(pending.created_at, now=now, zone=zone)
    when, whose = _("asked {date}", date=asked), who or _("about: {whom}", whom=unknown)
    strip = two_lines(
        Content.assemble(toned(line.view), (f" · {sentence.plain}", "$muted")),
        " · ".join(filter(None, (whose, account, line.name, when))),
    )
    return Preview(safe(pending.object_id or line.name), head, strip, shown)


def _fields(line: CheckLine) -> list[Fact]:
    """The single answers of the bank."""
    if not isinstance(line.result, Check) or line.verdict is None:
        return []
    return [Fact(each.label, safe(each.value, 400)) for each in result_lines(line.result)]


def check_entries(line: CheckLine, *, mask: bool = False) -> list[CopyEntry]:
    """What can be copied of a check."""
    pending = line.pending
    who = subject_text(line.about, mask=mask)
    about = " ".join(filter(None, (line.name, who, safe(pending.object_id or ""))))
    outcome = _("{label}: {value}", label=about, value=line.view.shown)
    summary = f"{outcome}\n{request_sentence(line)}"
    ids = [CopyEntry("i", _("id"), safe(pending.object_id))] if pending.object_id else []
    return [*ids, CopyEntry("t", _("ticket summary"), summary)]


def to_note(line: CheckLine | None) -> Subject | None:
    """A check, once Stancer has given it an id."""
    if line is None or line.pending.object_id is None:
        return None
    return Subject(KINDS[line.pending.kind], line.pending.object_id)
