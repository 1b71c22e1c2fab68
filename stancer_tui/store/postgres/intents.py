"""Refund intents in PostgreSQL (see `IntentStore`)."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from stancer_tui.language import _
from stancer_tui.store.changes import intent_change
from stancer_tui.store.errors import AlreadyClaimed, AlreadyOpen, LedgerTrouble, LedgerUnavailable, Stale
from stancer_tui.store.intent import AuditEntry, Intent
from stancer_tui.store.postgres.connecting import driver_errors
from stancer_tui.store.postgres.link import Link
from stancer_tui.store.postgres.rows import (
    audit_of,
    intent_document,
    intent_of,
    read_rows,
    storable,
)
from stancer_tui.store.postgres.troubles import (
    CLAIMED,
    GONE,
    OPEN,
    REFUSED,
    STALE,
    refusal,
    sqlstate,
    subject_of,
    unavailable,
)

if TYPE_CHECKING:
    from stancer_tui.store.postgres.connecting import Connection

_ANY_LIMIT = 2**62


class PostgresIntents:
    """Refund intents; lists are those of `account`, of all without one."""

    def __init__(self, link: Link, account: str | None) -> None:
        self._link = link
        self._account = account

    async def insert(self, intent: Intent, *, at: datetime) -> Intent:
        """Write a new intent durably."""
        written = replace(intent, account=self._account or "")

        async def call(connection: "Connection", desk: int) -> Intent:
            query = "SELECT * FROM stancer_tui.intent_insert($1::jsonb, $2)"
            return _one(await connection.fetch(query, intent_document(written), desk))

        try:
            return await self._link.write(call)
        except driver_errors() as error:
            raise await self._answer(error, intent) from error

    async def advance(
        self, before: Intent, after: Intent, *, at: datetime, detail: str, alone: bool = False
    ) -> Intent:
        """Replace `before` by `after` durably."""

        async def call(connection: "Connection", desk: int) -> Intent:
            query = "SELECT * FROM stancer_tui.intent_advance($1, $2, $3::jsonb, $4, $5, $6)"
            values = (before.id, before.revision, intent_document(after), storable(detail), alone, desk)
            return _one(await connection.fetch(query, *values))

        try:
            return await self._link.write(call)
        except driver_errors() as error:
            raise await self._answer(error, before) from error

    async def _answer(self, error: Exception, intent: Intent) -> Exception:
        """The typed error for one of the database."""
        code = sqlstate(error)
        if code == REFUSED:
            return refusal(error)
        if code == CLAIMED:
            return AlreadyClaimed(subject_of(error))
        if code == GONE:
            return LedgerUnavailable(LedgerTrouble.DAMAGED, _("an intent is gone"))
        if code not in {OPEN, STALE}:
            return unavailable(error)
        other = await self.get(subject_of(error) or intent.id)
        if other is None:  # it was there a moment ago, and has ended since
            return LedgerUnavailable(LedgerTrouble.AWAY)
        return AlreadyOpen(other) if code == OPEN else Stale(other)

    async def get(self, intent_id: str) -> Intent | None:
        """One intent by its id."""
        found = await self._select("WHERE id = $1", intent_id)
        return found[0] if found else None

    async def of_payment(self, live: bool, payment: str) -> tuple[Intent, ...]:
        """Every intent of a payment, oldest first."""
        return await self._select("WHERE live = $1 AND payment = $2 ORDER BY number", live, payment)

    async def unresolved(self, live: bool) -> tuple[Intent, ...]:
        """Every intent that is open or was not found, oldest first."""
        where = (
            "WHERE live = $1 AND state IN "
            "('waiting', 'prepared', 'sending', 'unknown', 'ambiguous', 'not_found') "
            "AND account IN ('', coalesce($2, account)) ORDER BY number"
        )
        return await self._select(where, live, self._account)

    async def history(self, live: bool | None = None, *, limit: int = 1000) -> tuple[Intent, ...]:
        """The newest intents first."""
        where = (
            "WHERE live = coalesce($1, live) AND account IN ('', coalesce($2, account)) "
            "ORDER BY number DESC LIMIT $3"
        )
        return await self._select(where, live, self._account, _ANY_LIMIT if limit < 0 else limit)

    async def claimed(self, intent: Intent) -> frozenset[str]:
        """The refunds of the payment that belong to other intents."""
        query = (
            "SELECT refund_id FROM stancer_tui.intents "
            "WHERE live = $1 AND payment = $2 AND id <> $3 AND refund_id IS NOT NULL"
        )
        rows = await self._link.read(lambda found: found.fetch(query, intent.live, intent.payment, intent.id))
        return frozenset(row["refund_id"] for row in rows)

    async def changes(self, intent_id: str | None = None) -> tuple[AuditEntry, ...]:
        """What happened to one intent or to all, oldest first."""
        query = (
            "SELECT * FROM stancer_tui.audit WHERE kind = 'intent' AND subject = coalesce($1, subject) "
            "ORDER BY number"
        )
        rows = await self._link.read(lambda connection: connection.fetch(query, intent_id))
        return read_rows(rows, lambda row: intent_change(audit_of(row)))

    async def _select(self, where: str, *values: object) -> tuple[Intent, ...]:
        query = f"SELECT * FROM stancer_tui.intents {where}"  # noqa: S608 - the clauses above, no value
        return read_rows(await self._link.read(lambda found: found.fetch(query, *values)), intent_of)


def _one(rows: "list[asyncpg.Record]") -> Intent:
    return read_rows(rows, intent_of)[0]


if TYPE_CHECKING:
    import asyncpg
