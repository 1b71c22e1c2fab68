"""The claims of the journal's file: at most one for each object."""

import sqlite3
from datetime import datetime

from stancer_tui.store.claim import FADES_AFTER, Claim
from stancer_tui.store.sqlite import audit_table
from stancer_tui.store.sqlite.journal import Journal, read_rows


def take(journal: Journal, live: bool, object_id: str, agent: str, *, at: datetime) -> Claim:
    """Claim an object for `agent`, whoever had it before. Raises `LedgerUnavailable`."""
    claim = Claim(live=live, object_id=object_id, agent=agent, by=journal.owner.user, at=at)
    with journal.writing() as connection:
        _write(journal, connection, claim, before=_of(connection, live, object_id))
    return claim


def give(journal: Journal, live: bool, object_id: str, agent: str, *, at: datetime) -> Claim | None:
    """Pass the user's claim to `agent`; None if the user has no claim. Raises `LedgerUnavailable`."""
    claim = Claim(live=live, object_id=object_id, agent=agent, by=journal.owner.user, at=at)
    with journal.writing() as connection:
        before = _of(connection, live, object_id)
        if before is None or before.agent != claim.by:
            return None
        _write(journal, connection, claim, before=before)
    return claim


def _write(journal: Journal, connection: sqlite3.Connection, claim: Claim, *, before: Claim | None) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO claims (live, object, agent, given_by, at, account) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (claim.live, claim.object_id, claim.agent, claim.by, claim.at.isoformat(), journal.account or ""),
    )
    audit_table.append(
        connection,
        "claim",
        claim.object_id,
        owner=journal.owner,
        at=claim.at,
        before=None if before is None else before.agent,
        after=claim.agent,
        detail="given" if claim.given else "taken",
    )


def release(journal: Journal, live: bool, object_id: str, *, at: datetime) -> None:
    """Remove the claim on an object. Raises `LedgerUnavailable`."""
    with journal.writing() as connection:
        before = _of(connection, live, object_id)
        if before is None:
            return
        connection.execute("DELETE FROM claims WHERE live = ? AND object = ?", (live, object_id))
        audit_table.append(
            connection,
            "claim",
            object_id,
            owner=journal.owner,
            at=at,
            before=before.agent,
            after="",
            detail="let go",
        )


def current(journal: Journal, live: bool, *, now: datetime) -> tuple[Claim, ...]:
    """The claims of a mode and of the journal's account that have not faded. Raises `LedgerUnavailable`."""
    with journal.reading() as connection:
        rows = connection.execute(
            "SELECT * FROM claims WHERE live = ? AND account = coalesce(?, account) ORDER BY at",
            (live, journal.account),
        )
        return tuple(each for each in read_rows(rows, _claim) if now - each.at < FADES_AFTER)


def _of(connection: sqlite3.Connection, live: bool, object_id: str) -> Claim | None:
    rows = connection.execute("SELECT * FROM claims WHERE live = ? AND object = ?", (live, object_id))
    return next(iter(read_rows(rows, _claim)), None)


def _claim(row: sqlite3.Row) -> Claim:
    return Claim(
        live=bool(row["live"]),
        object_id=row["object"],
        agent=row["agent"],
        by=row["given_by"],
        at=datetime.fromisoformat(row["at"]),
    )
