"""`stancer-tui journal --batches`: which refunds were confirmed together, and what came of each."""

import argparse
import sys
from collections.abc import Iterator, Sequence

from stancer_tui.cli.exits import Exit
from stancer_tui.cli.journal_lines import ALL, changed_by, csv_writer, moment, read
from stancer_tui.cli.shapes import BatchChangeShape, BatchItemShape, JournalBatchShape, shape_line
from stancer_tui.config import DeskOptions
from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.render.csv_text import Value, decimal_amount
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.batch_words import counts
from stancer_tui.store.batch import Batch, BatchChange, BatchItem
from stancer_tui.store.ledger import Ledger

Changes = dict[str, tuple[BatchChange, ...]]


def run(options: DeskOptions, args: argparse.Namespace) -> int:
    """Print the batches, newest first, and return the exit code; the caller has set up stdout."""
    batches, changes = _read(options, args.payment, args.limit)
    if not batches:
        every = args.payment is None
        none = _("No batches of refunds yet.") if every else _("No batches of refunds with this payment yet.")
        print(none, file=sys.stderr)
    if args.json:
        for batch in batches:
            print(shape_line(_shape(batch, changes[batch.id])))
    elif args.csv:
        write = csv_writer(args.csv)
        for values in _rows(batches, changes):
            write(values)
    else:
        for batch in batches:
            print("\t".join(_columns(batch, changes[batch.id])))
            for item in batch.items:
                print("\t" + "\t".join(_item_columns(item)))
            for change in changes[batch.id] if args.audit else ():
                print("\t" + "\t".join(_change_columns(change)))
    return Exit.DONE


def _read(options: DeskOptions, payment: str | None, limit: int | None) -> tuple[Sequence[Batch], Changes]:
    """The batches with their changes, newest first. Raises Stop."""

    async def found(ledger: Ledger) -> tuple[Sequence[Batch], Changes]:
        batches = await ledger.batches.history(limit=ALL)
        if payment is not None:
            batches = tuple(each for each in batches if any(item.payment == payment for item in each.items))
        batches = batches[:limit]
        return batches, {each.id: await ledger.batches.changes(each.id) for each in batches}

    nothing: tuple[Sequence[Batch], Changes] = ((), {})
    return read(options, found, nothing)


def _mode(batch: Batch) -> str:
    return Mode.of(live=batch.live).value


def _state(item: BatchItem) -> str:
    return item.state.value if item.intent is None else item.intent.state.value


def _refund(item: BatchItem) -> str | None:
    return None if item.intent is None else item.intent.refund_id


def _columns(batch: Batch, changes: Sequence[BatchChange]) -> Iterator[str]:
    """One line: when, mode, state, reason, what came of it, why it stopped, ticket, who."""
    yield moment(batch.created_at)
    yield from (_mode(batch), batch.state.value, batch.reason.value, counts(batch))
    for text in (batch.stopped, batch.ticket, _user(batch, changes)):
        yield safe(text) if text else "-"


def _item_columns(item: BatchItem) -> Iterator[str]:
    yield safe(item.payment)
    yield f"{amount(item.amount, item.currency)} {safe(item.currency.upper(), 8)}"
    yield _state(item)
    for text in (_refund(item), item.note):
        yield safe(text, 300) if text else "-"


def _change_columns(change: BatchChange) -> Iterator[str]:
    yield moment(change.at)
    yield change.state.value
    yield safe(change.detail)
    yield changed_by(change)


def _user(batch: Batch, changes: Sequence[BatchChange]) -> str:
    """Who confirmed it: another user's program may have taken it over later."""
    return changes[0].os_user if changes else batch.owner.user


def _shape(batch: Batch, changes: Sequence[BatchChange]) -> JournalBatchShape:
    """A batch for JSON: nothing left out."""
    return JournalBatchShape(
        batch=batch.id,
        confirmed_at=moment(batch.created_at),
        confirmed_by=_user(batch, changes),
        mode="live" if batch.live else "test",
        key_fingerprint=batch.key_fingerprint,
        reason=batch.reason.value,
        ticket=batch.ticket,
        state=batch.state.value,
        stopped=batch.stopped,
        app_version=batch.app_version,
        items=[
            BatchItemShape(
                payment=item.payment,
                amount=item.amount,
                currency=item.currency,
                amount_decimal=str(decimal_amount(item.amount, item.currency)),
                intent=item.intent_id,
                state=_state(item),
                refund=_refund(item),
                note=item.note,
            )
            for item in batch.items
        ],
        changes=[
            BatchChangeShape(
                at=moment(change.at),
                state=change.state.value,
                detail=change.detail,
                user=change.os_user,
                process=change.pid,
                app_version=change.app_version,
            )
            for change in changes
        ],
    )


def _rows(batches: Sequence[Batch], changes: Changes) -> Iterator[list[Value]]:
    yield [
        *("confirmed_at", "confirmed_by", "mode", "batch", "reason", "ticket", "batch_state", "stopped"),
        *("place", "payment", "amount", "amount_minor", "currency", "state", "refund", "note", "intent"),
    ]
    for batch in batches:
        for place, item in enumerate(batch.items, 1):
            yield [
                *(batch.created_at, _user(batch, changes[batch.id]), _mode(batch), batch.id),
                *(batch.reason.value, batch.ticket, batch.state.value, batch.stopped, place, item.payment),
                decimal_amount(item.amount, item.currency),
                *(item.amount, item.currency, _state(item), _refund(item), item.note, item.intent_id),
            ]
