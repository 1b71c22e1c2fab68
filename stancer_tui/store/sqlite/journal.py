"""The refund journal: intents are recorded durably before anything is sent, with an audit of every change."""

import errno
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from stancer_tui.language import N_, _
from stancer_tui.store.audit import AuditRow
from stancer_tui.store.changes import intent_change
from stancer_tui.store.errors import AlreadyClaimed, AlreadyOpen, LedgerTrouble, LedgerUnavailable, Stale
from stancer_tui.store.intent import AuditEntry, Intent, State
from stancer_tui.store.owner import Owner, this_process
from stancer_tui.store.sqlite import audit_table
from stancer_tui.store.sqlite.intent_rows import INSERT, UPDATE, intent_of, row_of
from stancer_tui.store.sqlite.schema import connect

R = TypeVar("R")
T = TypeVar("T")


class Journal:
    """The journal's file at `path`. Every call blocks for a moment: use one thread for all of them.

    Its entries are written as `owner`, this process. One file serves every account of its user: lists are
    limited to `account` unless that is None; queries by a payment's id cover every account.

    The file is opened at the first call, and again at the next one after a failure, but never another file
    in its place. Every call may raise `LedgerUnavailable`; a write has then not happened, or its outcome is
    not known.
    """

    def __init__(
        self, path: Path, *, account: str | None = None, owner: Owner | None = None, busy_seconds: float = 5.0
    ) -> None:
        self.path = path
        self.account = account
        self.owner = owner or this_process()
        self._busy_seconds = busy_seconds
        self._connection: sqlite3.Connection | None = None
        self._inode: tuple[int, int] | None = None

    def open(self) -> None:
        """Open and check the file now."""
        with self.reading():
            pass

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def insert(self, intent: Intent, *, at: datetime) -> None:
        """Write a new intent durably. Raises `AlreadyOpen`, also for an id that is written already."""
        with self.writing() as connection:
            other = self._get(connection, intent.id) or self._other_open(connection, intent)
            if other is not None:
                raise AlreadyOpen(other)
            connection.execute(INSERT, row_of(intent))
            self._audit(connection, intent, None, at, N_("confirmed by the agent"))

    def advance(
        self, before: Intent, after: Intent, *, at: datetime, detail: str, alone: bool = False
    ) -> Intent:
        """Replace `before` by `after` durably, with a line in the audit, and return it with its new revision.

        Raises `Stale` if `before` is not what the journal has now and `AlreadyClaimed` if the refund is
        another intent's. With `alone`, raises `AlreadyOpen` while another intent holds the payment: what is
        seen on the server may then be that one's refund.
        """
        with self.writing() as connection:
            current = self._get(connection, before.id)
            if current is None:
                raise LedgerUnavailable(LedgerTrouble.DAMAGED, _("an intent is gone"))
            if current.revision != before.revision:
                raise Stale(current)
            other = self._other_open(connection, before) if alone else None
            if other is not None:
                raise AlreadyOpen(other)
            if after.refund_id is not None and after.refund_id in self._claimed(connection, after):
                raise AlreadyClaimed(after.refund_id)
            after = replace(after, revision=before.revision + 1)
            connection.execute(UPDATE, row_of(after) | {"revision_before": before.revision})
            self._audit(connection, after, before.state, at, detail)
        return after

    def get(self, intent_id: str) -> Intent | None:
        """One intent by its id."""
        with self.reading() as connection:
            return self._get(connection, intent_id)

    def of_payment(self, live: bool, payment: str) -> tuple[Intent, ...]:
        """Every intent of a payment, oldest first."""
        with self.reading() as connection:
            return _select(
                connection,
                "SELECT * FROM intents WHERE live = ? AND payment = ? ORDER BY rowid",
                live,
                payment,
            )

    def unresolved(self, live: bool) -> tuple[Intent, ...]:
        """Every intent that is open or was not found, oldest first, whatever its age."""
        with self.reading() as connection:
            query = (
                "SELECT * FROM unresolved_intents WHERE live = ? AND account IN ('', coalesce(?, account)) "
                "ORDER BY number"
            )
            return _select(connection, query, live, self.account)

    def history(self, live: bool | None = None, *, limit: int = 1000) -> tuple[Intent, ...]:
        """The newest intents first, of one mode or of both."""
        with self.reading() as connection:
            query = (
                "SELECT * FROM intents WHERE live = coalesce(?, live) "
                "AND account IN ('', coalesce(?, account)) ORDER BY rowid DESC LIMIT ?"
            )
            return _select(connection, query, live, self.account, limit)

    def claimed(self, intent: Intent) -> frozenset[str]:
        """The refunds of the payment that belong to other intents."""
        with self.reading() as connection:
            return self._claimed(connection, intent)

    def changes(self, intent_id: str | None = None) -> tuple[AuditEntry, ...]:
        """What happened to one intent or to all, oldest first."""
        with self.reading() as connection:
            return read_rows(audit_table.of_subject(connection, "intent", intent_id), intent_change)

    def audit(self, after: int = 0) -> tuple[AuditRow, ...]:
        """Every row of the audit behind number `after`, oldest first."""
        with self.reading() as connection:
            return read_rows(audit_table.all_rows(connection, after), lambda row: row)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The open file. Raises `LedgerUnavailable`."""
        try:
            with _translated():
                if self._connection is None:
                    if self._inode is not None:
                        self._check_in_place()
                    self._connection = connect(self.path, self._busy_seconds)
                    self._inode = self._identity()
                yield self._connection
        except LedgerUnavailable:
            self.close()  # the next call opens and checks the file anew
            raise

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, durable as a whole or undone. Raises `LedgerUnavailable`."""
        with self.reading() as connection:
            self._check_in_place()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _check_in_place(self) -> None:
        """Refuse a file that is not the one first opened, since it lacks that one's intents.

        Commits to an unlinked file would be lost.
        """
        if self._identity() != self._inode:
            raise LedgerUnavailable(LedgerTrouble.REPLACED)

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

    @staticmethod
    def _get(connection: sqlite3.Connection, intent_id: str) -> Intent | None:
        return next(iter(_select(connection, "SELECT * FROM intents WHERE id = ?", intent_id)), None)

    @staticmethod
    def _other_open(connection: sqlite3.Connection, intent: Intent) -> Intent | None:
        query = "SELECT * FROM open_intents WHERE live = ? AND payment = ? AND id <> ?"
        return next(iter(_select(connection, query, intent.live, intent.payment, intent.id)), None)

    @staticmethod
    def _claimed(connection: sqlite3.Connection, intent: Intent) -> frozenset[str]:
        rows = connection.execute(
            "SELECT refund_id FROM intents "
            "WHERE live = ? AND payment = ? AND id <> ? AND refund_id IS NOT NULL",
            (intent.live, intent.payment, intent.id),
        )
        return frozenset(row["refund_id"] for row in rows)

    def _audit(
        self, connection: sqlite3.Connection, intent: Intent, before: State | None, at: datetime, detail: str
    ) -> None:
        audit_table.append(
            connection,
            "intent",
            intent.id,
            owner=self.owner,
            at=at,
            before=None if before is None else before.value,
            after=intent.state.value,
            detail=detail,
        )


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise LedgerUnavailable(_trouble(error), str(error)) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise LedgerUnavailable(LedgerTrouble.VALUE) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise LedgerUnavailable(
            LedgerTrouble.FULL if full else LedgerTrouble.READ_ONLY, error.strerror or ""
        ) from error


def _trouble(error: sqlite3.Error) -> LedgerTrouble:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return {
        sqlite3.SQLITE_BUSY: LedgerTrouble.LOCKED,
        sqlite3.SQLITE_LOCKED: LedgerTrouble.LOCKED,
        sqlite3.SQLITE_FULL: LedgerTrouble.FULL,
        sqlite3.SQLITE_READONLY: LedgerTrouble.READ_ONLY,
        sqlite3.SQLITE_CANTOPEN: LedgerTrouble.READ_ONLY,
        sqlite3.SQLITE_PERM: LedgerTrouble.READ_ONLY,
        sqlite3.SQLITE_NOTADB: LedgerTrouble.DAMAGED,
        sqlite3.SQLITE_CORRUPT: LedgerTrouble.DAMAGED,
        sqlite3.SQLITE_ERROR: LedgerTrouble.DAMAGED,
        sqlite3.SQLITE_CONSTRAINT: LedgerTrouble.VALUE,
    }.get(code, LedgerTrouble.INPUT_OUTPUT)


def _select(connection: sqlite3.Connection, query: str, *values: object) -> tuple[Intent, ...]:
    return read_rows(connection.execute(query, values), intent_of)


def read_rows(rows: Iterable[R], read: Callable[[R], T]) -> tuple[T, ...]:
    """Each row as `read` reads it; raises `LedgerUnavailable` where it cannot."""
    try:
        return tuple(read(row) for row in rows)
    except (ValueError, TypeError, OverflowError) as error:
        raise LedgerUnavailable(LedgerTrouble.DAMAGED, _("a row cannot be read")) from error
