"""The batches of the journal: in the same file, connection and thread as the refunds."""

import sqlite3
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from stancer_tui import __version__
from stancer_tui.language import _
from stancer_tui.store.batch import Batch, BatchChange, BatchItem, BatchState, ItemState
from stancer_tui.store.changes import batch_change
from stancer_tui.store.errors import BatchMoved, LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import RefundReason
from stancer_tui.store.owner import Owner
from stancer_tui.store.sqlite import audit_table
from stancer_tui.store.sqlite.intent_rows import intent_of
from stancer_tui.store.sqlite.journal import Journal, read_rows

_INSERT = """
INSERT INTO batches (
    id, created_at, key_fingerprint, live, reason, ticket, state, revision, stopped, pid, pid_started,
    os_user, host, agent, account, app_version
) VALUES (
    :id, :created_at, :key_fingerprint, :live, :reason, :ticket, :state, :revision, :stopped, :pid,
    :pid_started, :os_user, :host, :agent, :account, :app_version
)
"""

_ITEM = """
INSERT INTO batch_items (batch, place, payment, amount, currency, intent, state, note)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""

_UPDATE = """
UPDATE batches SET
    state = :state, revision = :revision, stopped = :stopped, pid = :pid, pid_started = :pid_started,
    os_user = :os_user, host = :host, app_version = :app_version
WHERE id = :id
"""


def insert(journal: Journal, batch: Batch) -> None:
    """Write a new batch durably, with all its items. Raises `LedgerUnavailable`."""
    with journal.writing() as connection:
        connection.execute(_INSERT, _row(batch))
        for place, item in enumerate(batch.items):
            values = (item.payment, item.amount, item.currency, item.intent_id, item.state.value, item.note)
            connection.execute(_ITEM, (batch.id, place, *values))
        _audit(connection, batch, batch.created_at, "confirmed by the agent")


def get(journal: Journal, batch_id: str) -> Batch | None:
    """One batch by its id. Raises `LedgerUnavailable`."""
    with journal.reading() as connection:
        return _get(connection, batch_id)


def history(journal: Journal, live: bool | None = None, *, limit: int = 1000) -> tuple[Batch, ...]:
    """The newest batches first, of one mode or of both. Raises `LedgerUnavailable`."""
    with journal.reading() as connection:
        return _select(
            connection,
            "SELECT * FROM batches WHERE live = coalesce(?, live) AND account IN ('', coalesce(?, account)) "
            "ORDER BY rowid DESC LIMIT ?",
            live,
            journal.account,
            limit,
        )


def unfinished(journal: Journal, live: bool) -> tuple[Batch, ...]:
    """The batches that did not end, the oldest first. Raises `LedgerUnavailable`."""
    with journal.reading() as connection:
        query = (
            "SELECT * FROM batches WHERE live = ? AND state <> 'ended' "
            "AND account IN ('', coalesce(?, account)) ORDER BY rowid"
        )
        return _select(connection, query, live, journal.account)


def advance(
    journal: Journal,
    before: Batch,
    state: BatchState,
    owner: Owner,
    *,
    at: datetime,
    detail: str,
    stopped: str | None = None,
    skip: Collection[str] = (),
    note: str = "",
) -> Batch:
    """Move a batch durably from exactly where the caller knows it, and return it as it is then.

    The payments of `skip` will not be sent, `note` says why. Raises `BatchMoved`, `LedgerUnavailable`.
    """
    with journal.writing() as connection:
        current = _current(connection, before)
        revision = current.revision + 1
        after = replace(
            current, state=state, owner=owner, stopped=stopped, revision=revision, app_version=__version__
        )
        connection.execute(_UPDATE, _row(after))
        for payment in skip:
            _skip(connection, after, payment, note)
        _audit(connection, after, at, detail)
        return _current(connection, after)


def skip_item(journal: Journal, batch: Batch, payment: str, note: str) -> Batch:
    """Write durably that an item will not be sent, and why. Raises `BatchMoved`, `LedgerUnavailable`."""
    with journal.writing() as connection:
        current = _current(connection, batch)
        _skip(connection, current, payment, note)
        return _current(connection, batch)


def check(journal: Journal, batch: Batch) -> Batch:
    """The batch as it stands, if it is still where the caller knows it.

    Raises `BatchMoved`, `LedgerUnavailable`.
    """
    with journal.reading() as connection:
        return _current(connection, batch)


def changes(journal: Journal, batch_id: str) -> tuple[BatchChange, ...]:
    """The audit of a batch, oldest first. Raises `LedgerUnavailable`."""
    with journal.reading() as connection:
        return tuple(map(batch_change, audit_table.of_subject(connection, "batch", batch_id)))


def _current(connection: sqlite3.Connection, known: Batch) -> Batch:
    current = _get(connection, known.id)
    if current is None:
        raise LedgerUnavailable(LedgerTrouble.DAMAGED, _("a batch is gone"))
    if current.revision != known.revision:
        raise BatchMoved(current)
    return current


def _get(connection: sqlite3.Connection, batch_id: str) -> Batch | None:
    return next(iter(_select(connection, "SELECT * FROM batches WHERE id = ?", batch_id)), None)


def _select(connection: sqlite3.Connection, query: str, *values: object) -> tuple[Batch, ...]:
    rows = connection.execute(query, values).fetchall()
    return read_rows(rows, lambda row: _batch(row, _items(connection, row["id"])))


def _items(connection: sqlite3.Connection, batch_id: str) -> tuple[BatchItem, ...]:
    query = "SELECT * FROM intents WHERE id IN (SELECT intent FROM batch_items WHERE batch = ?)"
    intents = {each.id: each for each in read_rows(connection.execute(query, (batch_id,)), intent_of)}
    rows = connection.execute("SELECT * FROM batch_items WHERE batch = ? ORDER BY place", (batch_id,))
    return tuple(
        BatchItem(
            payment=row["payment"],
            amount=row["amount"],
            currency=row["currency"],
            intent_id=row["intent"],
            state=ItemState(row["state"]),
            note=row["note"],
            intent=intents.get(row["intent"]),
        )
        for row in rows
    )


def _skip(connection: sqlite3.Connection, batch: Batch, payment: str, note: str) -> None:
    connection.execute(
        "UPDATE batch_items SET state = ?, note = ? WHERE batch = ? AND payment = ? "
        "AND intent NOT IN (SELECT id FROM intents)",  # what was sent meanwhile was not left out
        (ItemState.SKIPPED.value, note, batch.id, payment),
    )


def _audit(connection: sqlite3.Connection, batch: Batch, at: datetime, detail: str) -> None:
    subject, owner = batch.id, batch.owner
    audit_table.append(
        connection, "batch", subject, owner=owner, at=at, before=None, after=batch.state.value, detail=detail
    )


def _row(batch: Batch) -> dict[str, str | int | None]:
    return {
        "id": batch.id,
        "created_at": batch.created_at.isoformat(),
        "key_fingerprint": batch.key_fingerprint,
        "live": int(batch.live),
        "reason": batch.reason.value,
        "ticket": batch.ticket,
        "state": batch.state.value,
        "revision": batch.revision,
        "stopped": batch.stopped,
        "pid": batch.owner.pid,
        "pid_started": batch.owner.started,
        "os_user": batch.owner.user,
        "host": batch.owner.host,
        "agent": batch.agent,
        "account": batch.account,
        "app_version": batch.app_version,
    }


def _batch(row: sqlite3.Row, items: tuple[BatchItem, ...]) -> Batch:
    return Batch(
        id=row["id"],
        created_at=datetime.fromisoformat(row["created_at"]),
        key_fingerprint=row["key_fingerprint"],
        live=bool(row["live"]),
        owner=Owner(row["pid"], row["pid_started"], row["os_user"], row["host"]),
        agent=row["agent"],
        account=row["account"],
        app_version=row["app_version"],
        reason=RefundReason(row["reason"]),
        ticket=row["ticket"],
        state=BatchState(row["state"]),
        revision=row["revision"],
        stopped=row["stopped"],
        items=items,
    )
