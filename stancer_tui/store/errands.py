"""Errands in the journal: the same file, connection and thread as the refunds'."""

import sqlite3
from dataclasses import replace

from stancer_tui.store.errand import Errand, ErrandKind, ErrandState
from stancer_tui.store.intent import Owner
from stancer_tui.store.journal import Journal, readable
from stancer_tui.store.journal_rows import time_of, time_text
from stancer_tui.store.owner import is_alive, this_process

_PUT = """
INSERT INTO errands (
    id, kind, live, created_at, key_fingerprint, state, object_id, unique_id, amount, currency, http_status,
    error_class, reason, finished_at, pid, pid_started, os_user, app_version
) VALUES (
    :id, :kind, :live, :created_at, :key_fingerprint, :state, :object_id, :unique_id, :amount, :currency,
    :http_status, :error_class, :reason, :finished_at, :pid, :pid_started, :os_user, :app_version
) ON CONFLICT (id) DO UPDATE SET
    state = :state, object_id = :object_id, http_status = :http_status, error_class = :error_class,
    reason = :reason, finished_at = :finished_at, pid = :pid, pid_started = :pid_started, os_user = :os_user
"""


def put(journal: Journal, errand: Errand) -> None:
    """Write an errand durably, new or as it stands now. Raises `JournalUnavailable`."""
    with journal.writing() as connection:
        connection.execute(_PUT, _row(errand))


def history(journal: Journal, live: bool, *, limit: int = 1000) -> tuple[Errand, ...]:
    """The newest errands of a mode first. Raises `JournalUnavailable`."""
    with journal.reading() as connection:
        rows = connection.execute(
            "SELECT * FROM errands WHERE live = ? ORDER BY rowid DESC LIMIT ?", (live, limit)
        )
        return readable(rows, _errand)


def take_up(journal: Journal, live: bool) -> tuple[Errand, ...]:
    """Settle what programs that have ended left being sent, and return every errand whose answer is awaited.

    What was only prepared was not sent; what was being sent may have been done. Raises `JournalUnavailable`.
    """
    for errand in history(journal, live):
        if errand.state is ErrandState.SENDING and is_alive(errand.owner) is False:
            put(journal, replace(errand, state=ErrandState.UNKNOWN, owner=this_process()))
        elif errand.state is ErrandState.PREPARED and is_alive(errand.owner) is False:
            put(journal, replace(errand, state=ErrandState.NOT_SENT, owner=this_process()))
    return tuple(each for each in history(journal, live) if each.waits)


def _row(errand: Errand) -> dict[str, str | int | None]:
    return {
        "id": errand.id,
        "kind": errand.kind.value,
        "live": int(errand.live),
        "created_at": errand.created_at.isoformat(),
        "key_fingerprint": errand.key_fingerprint,
        "state": errand.state.value,
        "object_id": errand.object_id,
        "unique_id": errand.unique_id,
        "amount": errand.amount,
        "currency": errand.currency,
        "http_status": errand.http_status,
        "error_class": errand.error_class,
        "reason": errand.reason,
        "finished_at": time_text(errand.finished_at),
        "pid": errand.owner.pid,
        "pid_started": errand.owner.started,
        "os_user": errand.owner.user,
        "app_version": errand.app_version,
    }


def _errand(row: sqlite3.Row) -> Errand:
    created = time_of(row["created_at"])
    if created is None:
        raise ValueError("an errand without a date")
    return Errand(
        id=row["id"],
        kind=ErrandKind(row["kind"]),
        live=bool(row["live"]),
        created_at=created,
        key_fingerprint=row["key_fingerprint"],
        state=ErrandState(row["state"]),
        owner=Owner(row["pid"], row["pid_started"], row["os_user"]),
        object_id=row["object_id"],
        unique_id=row["unique_id"],
        amount=row["amount"],
        currency=row["currency"],
        http_status=row["http_status"],
        error_class=row["error_class"],
        reason=row["reason"],
        finished_at=time_of(row["finished_at"]),
        app_version=row["app_version"],
    )
