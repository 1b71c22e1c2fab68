"""The sandbox's database: how it is created once, and how another program's file is refused."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from weakref import finalize

from stancer_tui.language import _

VERSION = 2
"""Of the database file; a later version's file is refused, an older one's is brought up to this one."""

Connection = sqlite3.Connection
"""What the parts of the store read and write through."""

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

_SINCE_2 = """
CREATE TABLE day (
    place INTEGER PRIMARY KEY,
    live INTEGER NOT NULL,
    number INTEGER NOT NULL,
    persons BLOB NOT NULL,
    moments BLOB NOT NULL,
    stories BLOB NOT NULL,
    words BLOB NOT NULL
) STRICT;
CREATE TABLE lookup (bucket INTEGER PRIMARY KEY, names BLOB NOT NULL) STRICT;
CREATE TABLE chronology (
    live INTEGER NOT NULL, kind TEXT NOT NULL, created BLOB NOT NULL, numbers BLOB NOT NULL
) STRICT;
CREATE TABLE gone (live INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (live, id)) STRICT, WITHOUT ROWID;
"""
"""What the invented data of a large sandbox is generated from, and which of its objects were deleted."""

TABLES = ("object", "note", "day", "lookup", "chronology", "gone")


class StoreError(Exception):
    """The database file cannot be used; the message says why."""


class Database:
    """One connection, its transactions and its notes. Safe to use from several threads.

    Raises `StoreError` when the file is another program's or another version's.
    """

    def __init__(self, path: Path | None) -> None:
        self._lock = RLock()
        self._after_commit: list[Callable[[], None]] = []
        self._db = open_database(path)
        # A test that mounts the sandbox may forget it without closing it: Python 3.13 would warn of that.
        finalize(self, self._db.close).atexit = False

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything written inside, or nothing; other threads wait."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                self._after_commit.clear()
                raise
            for change in self._after_commit:
                change()
            self._after_commit.clear()

    def note(self, name: str) -> str | None:
        """A fact about the whole database."""
        with self._lock:
            found = self._db.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def write_note(self, name: str, value: str) -> None:
        """Keep a fact about the whole database."""
        with self.transaction():
            self._db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))


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
    if tables and not 1 <= version <= VERSION:
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
    if not tables or version < VERSION:
        made = _SINCE_2 if tables else _SCHEMA + _SINCE_2
        database.executescript(
            f"BEGIN; {made} PRAGMA application_id = {_MARK}; PRAGMA user_version = {VERSION}; COMMIT;"
        )
