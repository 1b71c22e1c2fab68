"""The audit table: rows are only added, each chained to the one before it."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from stancer_tui import __version__
from stancer_tui.store.audit import FIRST, AuditRow, chained
from stancer_tui.store.owner import Owner

_INSERT = """
INSERT INTO audit (
    number, kind, subject, at, agent, host, pid, app_version, before_state, after_state, detail, hash
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def append(
    connection: sqlite3.Connection,
    kind: str,
    subject: str,
    *,
    owner: Owner,
    at: datetime,
    before: str | None,
    after: str,
    detail: str,
) -> None:
    """Add a row, within the transaction of the change that it records."""
    row = AuditRow(
        number=0,
        kind=kind,
        subject=subject,
        at=at,
        agent=owner.user,
        host=owner.host,
        pid=owner.pid,
        app_version=__version__,
        before=before,
        after=after,
        detail=detail,
    )
    write(connection, row)


def write(connection: sqlite3.Connection, row: AuditRow) -> None:
    """Add a row after the last one; its number and hash are replaced."""
    last = connection.execute("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    number, previous = (last[0], last[1]) if last is not None else (0, FIRST)
    row = AuditRow(
        number=number + 1,
        kind=row.kind,
        subject=row.subject,
        at=row.at,
        agent=row.agent,
        host=row.host,
        pid=row.pid,
        app_version=row.app_version,
        before=row.before,
        after=row.after,
        detail=row.detail,
    )
    row = chained(previous, row)
    connection.execute(
        _INSERT,
        (
            *(row.number, row.kind, row.subject, row.at.isoformat(), row.agent, row.host, row.pid),
            *(row.app_version, row.before, row.after, row.detail, row.hash),
        ),
    )


def of_subject(connection: sqlite3.Connection, kind: str, subject: str | None) -> tuple[AuditRow, ...]:
    """The rows of one subject or of all of a kind, oldest first; ValueError where one cannot be read."""
    rows = connection.execute(
        "SELECT * FROM audit WHERE kind = ? AND subject = coalesce(?, subject) ORDER BY number",
        (kind, subject),
    )
    return tuple(map(_read, rows))


def all_rows(connection: sqlite3.Connection, after: int = 0) -> Iterator[AuditRow]:
    """Every row behind number `after`, oldest first; ValueError where one cannot be read."""
    return map(_read, connection.execute("SELECT * FROM audit WHERE number > ? ORDER BY number", (after,)))


def _read(row: sqlite3.Row) -> AuditRow:
    return AuditRow(
        number=row["number"],
        kind=row["kind"],
        subject=row["subject"],
        at=datetime.fromisoformat(row["at"]),
        agent=row["agent"],
        host=row["host"],
        pid=row["pid"],
        app_version=row["app_version"],
        before=row["before_state"],
        after=row["after_state"],
        detail=row["detail"],
        hash=row["hash"],
    )
