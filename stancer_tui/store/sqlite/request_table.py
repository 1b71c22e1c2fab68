"""The table of pending requests: in the same file, connection and thread as the refunds'."""

import sqlite3
from dataclasses import replace

from stancer_tui.store.owner import is_alive, this_process
from stancer_tui.store.pending_request import PendingRequest, RequestKind, RequestState
from stancer_tui.store.sqlite.entry_rows import columns_of, fields_of, time_of, time_text
from stancer_tui.store.sqlite.journal import Journal, read_rows

_PUT = """
INSERT INTO errands (
    id, kind, live, created_at, key_fingerprint, state, object_id, unique_id, amount, currency, http_status,
    error_class, reason, finished_at, pid, pid_started, os_user, host, agent, account, app_version
) VALUES (
    :id, :kind, :live, :created_at, :key_fingerprint, :state, :object_id, :unique_id, :amount, :currency,
    :http_status, :error_class, :reason, :finished_at, :pid, :pid_started, :os_user,
    :host, :agent, :account, :app_version
) ON CONFLICT (id) DO UPDATE SET
    state = :state, object_id = :object_id, http_status = :http_status, error_class = :error_class,
    reason = :reason, finished_at = :finished_at, pid = :pid, pid_started = :pid_started, os_user = :os_user,
    host = :host
"""


def put(journal: Journal, pending: PendingRequest) -> None:
    """Write a pending request durably, new or as it stands now. Raises `LedgerUnavailable`."""
    with journal.writing() as connection:
        connection.execute(_PUT, _row(pending))


def history(journal: Journal, live: bool, *, limit: int = 1000) -> tuple[PendingRequest, ...]:
    """The newest pending requests of a mode first, of the journal's account. Raises `LedgerUnavailable`."""
    with journal.reading() as connection:
        rows = connection.execute(
            "SELECT * FROM errands WHERE live = ? AND account IN ('', coalesce(?, account)) "
            "ORDER BY rowid DESC LIMIT ?",
            (live, journal.account, limit),
        )
        return read_rows(rows, _pending)


def take_up(journal: Journal, live: bool) -> tuple[PendingRequest, ...]:
    """Settle the requests that ended programs left unfinished, and return those that await a result.

    A prepared request was not sent; one that was being sent may have been done. Raises `LedgerUnavailable`.
    """
    mine = [each for each in history(journal, live) if not journal.account or each.account == journal.account]
    for pending in mine:
        if pending.state is RequestState.SENDING and is_alive(pending.owner) is False:
            put(journal, replace(pending, state=RequestState.UNKNOWN, owner=this_process()))
        elif pending.state is RequestState.PREPARED and is_alive(pending.owner) is False:
            put(journal, replace(pending, state=RequestState.NOT_SENT, owner=this_process()))
    return tuple(each for each in history(journal, live) if each.waits)


def _row(pending: PendingRequest) -> dict[str, str | int | None]:
    return columns_of(pending) | {
        "kind": pending.kind.value,
        "state": pending.state.value,
        "object_id": pending.object_id,
        "unique_id": pending.unique_id,
        "amount": pending.amount,
        "currency": pending.currency,
        "finished_at": time_text(pending.finished_at),
    }


def _pending(row: sqlite3.Row) -> PendingRequest:
    return PendingRequest(
        **fields_of(row),
        kind=RequestKind(row["kind"]),
        state=RequestState(row["state"]),
        object_id=row["object_id"],
        unique_id=row["unique_id"],
        amount=row["amount"],
        currency=row["currency"],
        finished_at=time_of(row["finished_at"]),
    )
