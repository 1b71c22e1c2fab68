"""`stancer-tui journal`: who refunded what and when, for which ticket, and what came of it."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from operator import attrgetter

from stancer_tui.cli import journal_batches
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.journal_filter import JournalFilter, journal_filter_of
from stancer_tui.cli.journal_lines import ALL, changed_by, csv_writer, moment, read
from stancer_tui.cli.journal_reasons import write_reasons
from stancer_tui.cli.options import desk_options_of
from stancer_tui.cli.shapes import JournalChangeShape, JournalEntryShape, shape_line
from stancer_tui.config import DeskOptions
from stancer_tui.desk import journal_file
from stancer_tui.language import N_, _
from stancer_tui.models.mode import Mode
from stancer_tui.render.csv_text import Value, decimal_amount
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.evidence import alarm
from stancer_tui.store.intent import AuditEntry, Intent
from stancer_tui.store.ledger import Ledger

_HEADINGS = (
    N_("CONFIRMED"),
    N_("MODE"),
    N_("KIND"),
    N_("STATE"),
    N_("AMOUNT"),
    N_("PAYMENT"),
    N_("REFUND"),
    N_("TICKET"),
    N_("WHO"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An intent with the changes of its state, oldest first."""

    intent: Intent
    changes: tuple[AuditEntry, ...]

    @property
    def user(self) -> str:
        """Who confirmed it: another user's program may have found out about it later."""
        if self.intent.agent:
            return self.intent.agent
        return self.changes[0].os_user if self.changes else self.intent.owner.user

    @property
    def mode(self) -> Mode:
        """Its mode."""
        return Mode.of(live=self.intent.live)


def run(args: argparse.Namespace) -> int:
    """Print the journal, newest first, and return the exit code; needs no key and no network."""
    options = desk_options_of(args)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    wanted = journal_filter_of(args)
    _check(args, wanted)
    if args.batches:
        return journal_batches.run(options, args)
    entries = _entries(options, args.payment, wanted, args.limit)
    if not entries:
        print(_nothing(options, args), file=sys.stderr)
    _print(entries, args)
    return Exit.DONE


def _check(args: argparse.Namespace, wanted: JournalFilter) -> None:
    """Refuse what would be left undone without a word; raises Stop."""
    if args.batches and wanted.narrows:
        raise Stop(
            Exit.USAGE,
            _("Batches are not narrowed by agent, ticket, reason or date: leave that or --batches out."),
        )
    if args.reasons and (args.batches or args.json or args.audit):
        raise Stop(
            Exit.USAGE,
            _("--reasons prints sums, as lines or as CSV: leave out --batches, --json and --audit."),
        )


def _print(entries: Sequence[Entry], args: argparse.Namespace) -> None:
    if args.reasons:
        write_reasons([entry.intent for entry in entries], args.csv)
    elif args.json:
        for entry in entries:
            print(shape_line(_shape(entry)))
    elif args.csv:
        write = csv_writer(args.csv)
        for values in _change_rows(entries) if args.audit else _intent_rows(entries):
            write(values)
    else:
        if entries and sys.stdout.isatty():
            print("\t".join(map(_, _HEADINGS)))
        for entry in entries:
            print("\t".join(_columns(entry)))
            if args.audit:
                for change in entry.changes:
                    print("\t" + "\t".join(_change_columns(change)))


def _entries(
    options: DeskOptions, payment: str | None, wanted: JournalFilter, limit: int | None
) -> Sequence[Entry]:
    """The entries of the ledger, newest first. Raises Stop."""

    async def found(ledger: Ledger) -> Sequence[Entry]:
        intents = await _intents(ledger, payment)
        changes: dict[str, list[AuditEntry]] = {}
        for change in await ledger.intents.changes():
            changes.setdefault(change.intent, []).append(change)
        entries = (Entry(intent, tuple(changes.get(intent.id, ()))) for intent in intents)
        names = ledger.agents()
        return [entry for entry in entries if wanted.takes(entry.intent, entry.user, names)][:limit]

    return read(options, found, ())


async def _intents(ledger: Ledger, payment: str | None) -> Sequence[Intent]:
    if payment is None:
        return await ledger.intents.history(limit=ALL)
    found = [intent for live in (False, True) for intent in await ledger.intents.of_payment(live, payment)]
    return sorted(found, key=attrgetter("created_at"), reverse=True)


def _nothing(options: DeskOptions, args: argparse.Namespace) -> str:
    if journal_file(options) is None:
        return _("No refunds yet: the demo keeps a journal only with --db DIR.")
    if journal_filter_of(args).narrows:
        return _("No refund is as asked for.")
    return _("No refunds yet.") if args.payment is None else _("No refunds of this payment yet.")


def _columns(entry: Entry) -> Iterator[str]:
    """One line: when, mode, what came of it, amount, payment, refund, ticket, who."""
    intent = entry.intent
    yield moment(intent.created_at)
    yield entry.mode.value
    yield intent.kind.value
    yield intent.state.value
    yield f"{amount(intent.amount, intent.currency)} {safe(intent.currency.upper(), 8)}"
    for text in (intent.payment, intent.refund_id, intent.ticket, entry.user):
        yield safe(text) if text else "-"


def _change_columns(change: AuditEntry) -> Iterator[str]:
    yield moment(change.at)
    yield f"{change.before.value if change.before else 'begun'} -> {change.after.value}"
    yield safe(change.detail)
    yield changed_by(change)


def _shape(entry: Entry) -> JournalEntryShape:
    """An intent for JSON: amounts in minor units, times in UTC, nothing left out."""
    intent = entry.intent
    return JournalEntryShape(
        intent=intent.id,
        confirmed_at=moment(intent.created_at),
        confirmed_by=entry.user,
        mode=entry.mode.value,
        key_fingerprint=intent.key_fingerprint,
        kind=intent.kind.value,
        payment=intent.payment,
        amount=intent.amount,
        currency=intent.currency,
        amount_decimal=str(decimal_amount(intent.amount, intent.currency)),
        ticket=intent.ticket,
        refund_reason=intent.refund_reason,
        approved_by=intent.approved_by,
        state=intent.state.value,
        refund=intent.refund_id,
        sent_at=_known(intent.sent_at),
        server_date=_known(intent.server_date),
        http_status=intent.http_status,
        error=intent.error_class,
        reason=intent.reason,
        refunds_before=list(intent.baseline_ids),
        sum_before=intent.baseline_sum,
        sum_after=intent.sum_after,
        alarm=alarm(intent),
        supersedes=intent.supersedes,
        app_version=intent.app_version,
        changes=[
            JournalChangeShape(
                at=moment(change.at),
                before=change.before.value if change.before else None,
                after=change.after.value,
                detail=change.detail,
                user=change.os_user,
                process=change.pid,
                app_version=change.app_version,
            )
            for change in entry.changes
        ],
    )


def _intent_rows(entries: Sequence[Entry]) -> Iterator[list[Value]]:
    yield [
        *("confirmed_at", "confirmed_by", "mode", "kind", "payment", "amount", "amount_minor", "currency"),
        *("ticket", "state", "refund", "sent_at", "http_status", "error", "reason", "intent", "supersedes"),
        *("refund_reason", "approved_by"),
    ]
    for entry in entries:
        intent = entry.intent
        yield [
            intent.created_at,
            *(entry.user, entry.mode.value, intent.kind.value, intent.payment),
            decimal_amount(intent.amount, intent.currency),
            intent.amount,
            *(intent.currency, intent.ticket, intent.state.value, intent.refund_id),
            intent.sent_at,
            intent.http_status,
            *(intent.error_class, intent.reason, intent.id, intent.supersedes),
            *(intent.refund_reason, intent.approved_by),
        ]


def _change_rows(entries: Sequence[Entry]) -> Iterator[list[Value]]:
    yield [
        *("at", "user", "mode", "payment", "intent", "before", "after", "detail", "process", "app_version")
    ]
    for entry in entries:
        for change in entry.changes:
            yield [
                change.at,
                *(change.os_user, entry.mode.value, entry.intent.payment, change.intent),
                *(change.before, change.after, change.detail),
                change.pid,
                change.app_version,
            ]


def _known(at: datetime | None) -> str | None:
    return None if at is None else moment(at)
