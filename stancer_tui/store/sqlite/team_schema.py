"""What version 5 adds to the journal: who and where, the chained audit, notes, claims, approvals."""

import sqlite3
from datetime import datetime

from stancer_tui.store.audit import AuditRow
from stancer_tui.store.sqlite import audit_table

TEAM = (
    *(
        f"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT ''"
        for table in ("intents", "errands", "batches")
        for column in ("host", "agent", "account")
    ),
    "ALTER TABLE intents ADD COLUMN baseline_status TEXT",
    "ALTER TABLE intents ADD COLUMN refund_reason TEXT",
    "ALTER TABLE intents ADD COLUMN approved_by TEXT",
    "DROP VIEW open_intents",
    "DROP VIEW unresolved_intents",
    "DROP INDEX one_open_intent",
    """
    CREATE UNIQUE INDEX one_open_intent ON intents (live, payment)
        WHERE state IN ('waiting', 'prepared', 'sending', 'unknown', 'ambiguous')
    """,
    """
    CREATE VIEW open_intents AS
        SELECT rowid AS number, * FROM intents
        WHERE state IN ('waiting', 'prepared', 'sending', 'unknown', 'ambiguous')
    """,
    """
    CREATE VIEW unresolved_intents AS
        SELECT rowid AS number, * FROM intents
        WHERE state IN ('waiting', 'prepared', 'sending', 'unknown', 'ambiguous', 'not_found')
    """,
    """
    CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        at TEXT NOT NULL,
        agent TEXT NOT NULL,
        host TEXT NOT NULL,
        pid INTEGER NOT NULL,
        app_version TEXT NOT NULL,
        before_state TEXT,
        after_state TEXT NOT NULL,
        detail TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX audit_of_subject ON audit (kind, subject)",
    """
    CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is never deleted'); END
    """,
    """
    CREATE TRIGGER audit_stands BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is never rewritten'); END
    """,
    """
    CREATE TABLE notes (
        id TEXT PRIMARY KEY,
        live INTEGER NOT NULL CHECK (live IN (0, 1)),
        object TEXT NOT NULL,
        text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
        agent TEXT NOT NULL,
        at TEXT NOT NULL,
        struck_by TEXT,
        struck_at TEXT,
        account TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX notes_of_object ON notes (live, object)",
    """
    CREATE TRIGGER notes_are_kept BEFORE DELETE ON notes
        BEGIN SELECT RAISE(ABORT, 'a note is never deleted'); END
    """,
    """
    CREATE TRIGGER notes_stand BEFORE UPDATE OF id, live, object, text, agent, at ON notes
        BEGIN SELECT RAISE(ABORT, 'a note is never rewritten'); END
    """,
    """
    CREATE TABLE claims (
        live INTEGER NOT NULL CHECK (live IN (0, 1)),
        object TEXT NOT NULL,
        agent TEXT NOT NULL,
        given_by TEXT NOT NULL,
        at TEXT NOT NULL,
        account TEXT NOT NULL,
        PRIMARY KEY (live, object)
    ) STRICT
    """,
)
"""Statement by statement: a script would end the transaction that it runs in."""


def chain_what_was(connection: sqlite3.Connection) -> None:
    """Move the audit of older versions into the chain, ordered by time."""
    rows = connection.execute(
        """
        SELECT 'intent' AS kind, intent AS subject, at, before_state, after_state, detail, pid, os_user,
            app_version
        FROM changes
        UNION ALL
        SELECT 'batch', batch, at, NULL, state, detail, pid, os_user, app_version FROM batch_changes
        """
    ).fetchall()
    for row in sorted(rows, key=lambda each: datetime.fromisoformat(each["at"])):
        audit_table.write(
            connection,
            AuditRow(
                number=0,
                kind=row["kind"],
                subject=row["subject"],
                at=datetime.fromisoformat(row["at"]),
                agent=row["os_user"],
                host="",
                pid=row["pid"],
                app_version=row["app_version"],
                before=row["before_state"],
                after=row["after_state"],
                detail=row["detail"],
            ),
        )
    connection.execute("DROP TABLE changes")
    connection.execute("DROP TABLE batch_changes")
