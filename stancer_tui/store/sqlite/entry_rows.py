"""The fields that every entry has, to and from a row of the file."""

import sqlite3
from datetime import datetime
from typing import TypedDict

from stancer_tui.store.journal_entry import JournalEntry
from stancer_tui.store.owner import Owner


class EntryFields(TypedDict):
    """The fields of a `JournalEntry`."""

    id: str
    created_at: datetime
    key_fingerprint: str
    live: bool
    owner: Owner
    agent: str
    account: str
    app_version: str
    http_status: int | None
    error_class: str | None
    reason: str | None


def columns_of(entry: JournalEntry) -> dict[str, str | int | None]:
    """The values that every entry has, by column."""
    return {
        "id": entry.id,
        "created_at": entry.created_at.isoformat(),
        "key_fingerprint": entry.key_fingerprint,
        "live": int(entry.live),
        "pid": entry.owner.pid,
        "pid_started": entry.owner.started,
        "os_user": entry.owner.user,
        "host": entry.owner.host,
        "agent": entry.agent,
        "account": entry.account,
        "app_version": entry.app_version,
        "http_status": entry.http_status,
        "error_class": entry.error_class,
        "reason": entry.reason,
    }


def fields_of(row: sqlite3.Row) -> EntryFields:
    """The fields that every entry has; ValueError or TypeError if this program cannot read them."""
    return {
        "id": row["id"],
        "created_at": datetime.fromisoformat(row["created_at"]),
        "key_fingerprint": row["key_fingerprint"],
        "live": bool(row["live"]),
        "owner": Owner(row["pid"], row["pid_started"], row["os_user"], row["host"]),
        "agent": row["agent"],
        "account": row["account"],
        "app_version": row["app_version"],
        "http_status": row["http_status"],
        "error_class": row["error_class"],
        "reason": row["reason"],
    }


def time_text(value: datetime | None) -> str | None:
    """A time as it is stored."""
    return None if value is None else value.isoformat()


def time_of(value: str | None) -> datetime | None:
    """A time from its stored text."""
    return None if value is None else datetime.fromisoformat(value)
