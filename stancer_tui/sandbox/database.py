"""The sandbox's database: how it is created once, and how another program's file is refused."""

import sqlite3
from pathlib import Path

from stancer_tui.language import _

VERSION = 1
"""Of the database file; another version's file is refused."""

_MARK = 0x53746372
"""The file's `application_id`, so that no other program's database is taken for ours."""

_SCHEMA = """
CREATE TABLE object (
    number INTEGER PRIMARY KEY,
    live INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    created INTEGER NOT NULL,
    json TEXT NOT NULL,
    private TEXT,
    fingerprint TEXT,
    parent TEXT,
    order_id TEXT,
    unique_id TEXT,
    due INTEGER,
    UNIQUE (live, id)
) STRICT;
CREATE INDEX object_fingerprint ON object (live, fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX object_parent ON object (parent) WHERE parent IS NOT NULL;
CREATE INDEX object_order_id ON object (live, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX object_unique_id ON object (live, unique_id) WHERE unique_id IS NOT NULL;
CREATE INDEX object_due ON object (due) WHERE due IS NOT NULL;
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


class StoreError(Exception):
    """The database file cannot be used; the message says why."""


def open_database(path: Path | None) -> sqlite3.Connection:
    """Open the file, or a database in memory without one; raises `StoreError`."""
    try:
        database = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
    except sqlite3.Error as error:
        raise StoreError(_("cannot open the database {path}: {reason}", path=path, reason=error)) from error
    try:
        _prepare(database, path)
    except sqlite3.Error as error:
        database.close()
        raise StoreError(_("cannot open the database {path}: {reason}", path=path, reason=error)) from error
    except StoreError:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection, path: Path | None) -> None:
    mark = database.execute("PRAGMA application_id").fetchone()[0]
    version = database.execute("PRAGMA user_version").fetchone()[0]
    tables = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables and mark != _MARK:
        raise StoreError(_("{path} is not a database of this sandbox", path=path))
    if tables and version != VERSION:
        raise StoreError(
            _(
                "{path} was written by another version of the sandbox "
                "(format {theirs}, this one uses {ours}): remove it or give another --db",
                path=path,
                theirs=version,
                ours=VERSION,
            )
        )
    # The sandbox may lose its last writes with the machine, never its consistency.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    if not tables:
        database.executescript(
            f"BEGIN; {_SCHEMA} PRAGMA application_id = {_MARK}; PRAGMA user_version = {VERSION}; COMMIT;"
        )
