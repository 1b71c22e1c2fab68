"""The notes of the journal's file."""

import sqlite3
from datetime import datetime
from uuid import uuid4

from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.note import NOTE_LENGTH, Note
from stancer_tui.store.sqlite import audit_table
from stancer_tui.store.sqlite.journal import Journal, read_rows


def add(journal: Journal, live: bool, object_id: str, text: str, *, at: datetime) -> Note:
    """Write a note of this user. Raises `LedgerUnavailable`."""
    if not 1 <= len(text) <= NOTE_LENGTH:  # SQLite's length() stops at the first NUL
        raise LedgerUnavailable(LedgerTrouble.VALUE)
    owner = journal.owner
    note = Note(id=uuid4().hex, live=live, object_id=object_id, text=text, agent=owner.user, at=at)
    with journal.writing() as connection:
        connection.execute(
            "INSERT INTO notes (id, live, object, text, agent, at, account) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (note.id, live, object_id, text, note.agent, at.isoformat(), journal.account or ""),
        )
        audit_table.append(
            connection, "note", note.id, owner=owner, at=at, before=None, after="written", detail=object_id
        )
    return note


def strike(journal: Journal, note_id: str, *, at: datetime) -> Note | None:
    """Strike a note through; None if there is none. What is struck stays so. Raises `LedgerUnavailable`."""
    owner = journal.owner
    with journal.writing() as connection:
        changed = connection.execute(
            "UPDATE notes SET struck_by = ?, struck_at = ? WHERE id = ? AND struck_at IS NULL",
            (owner.user, at.isoformat(), note_id),
        ).rowcount
        if changed:
            audit_table.append(
                connection, "note", note_id, owner=owner, at=at, before="written", after="struck", detail=""
            )
        return next(iter(_select(connection, "SELECT * FROM notes WHERE id = ?", note_id)), None)


def of(journal: Journal, live: bool, object_id: str) -> tuple[Note, ...]:
    """The notes on an object, oldest first. Raises `LedgerUnavailable`."""
    with journal.reading() as connection:
        query = "SELECT * FROM notes WHERE live = ? AND object = ? ORDER BY rowid"
        return _select(connection, query, live, object_id)


def every(journal: Journal, live: bool, *, limit: int) -> tuple[Note, ...]:
    """The newest notes of a mode and of the journal's account, oldest first. Raises `LedgerUnavailable`."""
    with journal.reading() as connection:
        query = (
            "SELECT * FROM notes WHERE live = ? AND account = coalesce(?, account) "
            "ORDER BY rowid DESC LIMIT ?"
        )
        return _select(connection, query, live, journal.account, limit)[::-1]


def _select(connection: sqlite3.Connection, query: str, *values: object) -> tuple[Note, ...]:
    return read_rows(connection.execute(query, values), _note)


def _note(row: sqlite3.Row) -> Note:
    struck = row["struck_at"]
    return Note(
        id=row["id"],
        live=bool(row["live"]),
        object_id=row["object"],
        text=row["text"],
        agent=row["agent"],
        at=datetime.fromisoformat(row["at"]),
        struck_by=row["struck_by"],
        struck_at=None if struck is None else datetime.fromisoformat(struck),
    )
