"""Notes and claims in PostgreSQL (see `NoteStore` and `ClaimStore`)."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from stancer_tui.store.claim import FADES_AFTER, Claim
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.note import NOTE_LENGTH, Note
from stancer_tui.store.postgres.connecting import driver_errors
from stancer_tui.store.postgres.link import Link
from stancer_tui.store.postgres.rows import claim_of, kept, note_of, read_rows
from stancer_tui.store.postgres.troubles import REFUSED, refusal, sqlstate, unavailable

if TYPE_CHECKING:
    import asyncpg


class _Part:
    def __init__(self, link: Link, account: str | None) -> None:
        self._link = link
        self._account = account

    async def _write(self, query: str, *values: object) -> "list[asyncpg.Record]":
        try:
            return await self._link.write(lambda connection, desk: connection.fetch(query, *values, desk))
        except driver_errors() as error:
            raise (refusal(error) if sqlstate(error) == REFUSED else unavailable(error)) from error

    async def _read(self, query: str, *values: object) -> "list[asyncpg.Record]":
        return await self._link.read(lambda connection: connection.fetch(query, *values))


class PostgresNotes(_Part):
    """Notes; lists are those of `account`, of all without one."""

    async def add(self, live: bool, object_id: str, text: str, *, at: datetime) -> Note:
        """Write a note of this agent."""
        if not 1 <= len(text) <= NOTE_LENGTH:
            raise LedgerUnavailable(LedgerTrouble.VALUE)
        query = "SELECT * FROM stancer_tui.note_add($1, $2, $3, $4, $5, $6)"
        values = (uuid4().hex, live, object_id, kept(text), self._account or "")
        return read_rows(await self._write(query, *values), note_of)[0]

    async def strike(self, note_id: str, *, at: datetime) -> Note | None:
        """Strike a note through; None if there is none. What is struck stays so."""
        rows = await self._write("SELECT * FROM stancer_tui.note_strike($1, $2)", note_id)
        return next(iter(read_rows(rows, note_of)), None)

    async def of(self, live: bool, object_id: str) -> tuple[Note, ...]:
        """The notes on an object, oldest first."""
        query = "SELECT * FROM stancer_tui.notes WHERE live = $1 AND object = $2 ORDER BY number"
        return read_rows(await self._read(query, live, object_id), note_of)

    async def every(self, live: bool, *, limit: int = 10_000) -> tuple[Note, ...]:
        """The newest notes of a mode, oldest first."""
        query = (
            "SELECT * FROM stancer_tui.notes WHERE live = $1 AND account IN ('', coalesce($2, account)) "
            "ORDER BY number DESC LIMIT $3"
        )
        rows = await self._read(query, live, self._account, 2**62 if limit < 0 else limit)
        return read_rows(rows, note_of)[::-1]


class PostgresClaims(_Part):
    """Claims; lists are those of `account`, of all without one."""

    async def take(self, live: bool, object_id: str, agent: str, *, at: datetime) -> Claim:
        """Write that `agent` works on an object, whoever did before."""
        query = "SELECT * FROM stancer_tui.claim_take($1, $2, $3, $4, $5)"
        rows = await self._write(query, live, object_id, agent, self._account or "")
        return read_rows(rows, claim_of)[0]

    async def give(self, live: bool, object_id: str, agent: str, *, at: datetime) -> Claim | None:
        """Write that `agent` works on what this agent works on; None if this agent does not."""
        query = """
            SELECT made.* FROM stancer_tui.claims AS held,
                LATERAL stancer_tui.claim_take(held.live, held.object, $3, $4, $5) AS made
            WHERE held.live = $1 AND held.object = $2 AND held.agent = session_user
        """
        rows = await self._write(query, live, object_id, agent, self._account or "")
        return next(iter(read_rows(rows, claim_of)), None)

    async def release(self, live: bool, object_id: str, *, at: datetime) -> None:
        """Write that nobody works on an object."""
        await self._write("SELECT stancer_tui.claim_release($1, $2, $3)", live, object_id)

    async def current(self, live: bool, *, now: datetime) -> tuple[Claim, ...]:
        """The claims of a mode that have not faded, oldest first."""
        query = (
            "SELECT * FROM stancer_tui.claims WHERE live = $1 AND account IN ('', coalesce($2, account)) "
            "AND at > $3 ORDER BY at"
        )
        return read_rows(await self._read(query, live, self._account, now - FADES_AFTER), claim_of)
