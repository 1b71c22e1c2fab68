"""Batches in PostgreSQL (see `BatchStore`)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from stancer_tui.language import _
from stancer_tui.store.batch import Batch, BatchChange, BatchState
from stancer_tui.store.changes import batch_change
from stancer_tui.store.errors import BatchMoved, LedgerTrouble, LedgerUnavailable
from stancer_tui.store.owner import Owner
from stancer_tui.store.postgres.connecting import driver_errors
from stancer_tui.store.postgres.link import Link
from stancer_tui.store.postgres.rows import (
    audit_of,
    batch_documents,
    batch_of,
    intent_of,
    item_of,
    read_rows,
    storable,
)
from stancer_tui.store.postgres.troubles import MOVED, REFUSED, refusal, sqlstate, unavailable

if TYPE_CHECKING:
    from stancer_tui.store.postgres.connecting import Connection

_ANY_LIMIT = 2**62


class PostgresBatches:
    """Refunds that were confirmed together; lists are those of `account`, of all without one."""

    def __init__(self, link: Link, account: str | None) -> None:
        self._link = link
        self._account = account

    async def insert(self, batch: Batch) -> None:
        """Write a new batch durably, with all its items."""
        documents = batch_documents(replace(batch, account=self._account or ""))
        query = "SELECT stancer_tui.batch_insert($1::jsonb, $2::jsonb, $3)"
        await self._write(batch, query, *documents)

    async def get(self, batch_id: str) -> Batch | None:
        """One batch by its id."""
        found = await self._select("WHERE id = $1", batch_id)
        return found[0] if found else None

    async def history(self, live: bool | None = None, *, limit: int = 1000) -> tuple[Batch, ...]:
        """The newest batches first, of one mode or of both."""
        where = (
            "WHERE live = coalesce($1, live) AND account IN ('', coalesce($2, account)) "
            "ORDER BY number DESC LIMIT $3"
        )
        return await self._select(where, live, self._account, _ANY_LIMIT if limit < 0 else limit)

    async def unfinished(self, live: bool) -> tuple[Batch, ...]:
        """The batches that did not end, the oldest first."""
        where = (
            "WHERE live = $1 AND state <> 'ended' AND account IN ('', coalesce($2, account)) ORDER BY number"
        )
        return await self._select(where, live, self._account)

    async def advance(
        self,
        before: Batch,
        state: BatchState,
        owner: Owner,
        *,
        at: datetime,
        detail: str,
        stopped: str | None = None,
        skip: Collection[str] = (),
        note: str = "",
    ) -> Batch:
        """Move a batch durably from exactly where the caller knows it; it is this desk's from then on."""
        query = "SELECT stancer_tui.batch_advance($1, $2, $3, $4, $5, $6, $7, $8)"
        values = (before.id, before.revision, state.value, stopped, list(skip), note, storable(detail))
        await self._write(before, query, *values)
        return await self._found(before.id)

    async def skip_item(self, batch: Batch, payment: str, note: str) -> Batch:
        """Write durably that an item will not be sent, and why."""
        query = "SELECT stancer_tui.batch_skip($1, $2, $3, $4, $5)"
        await self._write(batch, query, batch.id, batch.revision, payment, storable(note))
        return await self._found(batch.id)

    async def check(self, batch: Batch) -> Batch:
        """The batch as it stands, if it is still where the caller knows it."""
        current = await self._found(batch.id)
        if current.revision != batch.revision:
            raise BatchMoved(current)
        return current

    async def changes(self, batch_id: str) -> tuple[BatchChange, ...]:
        """What happened to a batch, oldest first."""
        query = "SELECT * FROM stancer_tui.audit WHERE kind = 'batch' AND subject = $1 ORDER BY number"
        rows = await self._link.read(lambda connection: connection.fetch(query, batch_id))
        return read_rows(rows, lambda row: batch_change(audit_of(row)))

    async def _write(self, batch: Batch, query: str, *values: object) -> None:
        try:
            await self._link.write(lambda connection, desk: connection.execute(query, *values, desk))
        except driver_errors() as error:
            if sqlstate(error) == MOVED:
                raise BatchMoved(await self._found(batch.id)) from error
            if sqlstate(error) == REFUSED:
                raise refusal(error) from error
            raise unavailable(error) from error

    async def _found(self, batch_id: str) -> Batch:
        found = await self.get(batch_id)
        if found is None:
            raise LedgerUnavailable(LedgerTrouble.DAMAGED, _("a batch is gone"))
        return found

    async def _select(self, where: str, *values: object) -> tuple[Batch, ...]:
        """The batches of a clause, with their items and those items' intents."""

        async def call(connection: "Connection") -> tuple[Batch, ...]:
            chosen = f"SELECT * FROM stancer_tui.batches {where}"  # noqa: S608 - the clauses above, no value
            heads = await connection.fetch(chosen, *values)
            ids = [head["id"] for head in heads]
            rows = await connection.fetch(
                "SELECT * FROM stancer_tui.batch_items WHERE batch = ANY ($1) ORDER BY batch, place", ids
            )
            sent = await connection.fetch(
                "SELECT * FROM stancer_tui.intents WHERE id = ANY ($1)", [row["intent"] for row in rows]
            )
            intents = {each.id: each for each in read_rows(sent, intent_of)}
            return read_rows(
                heads,
                lambda head: batch_of(
                    head,
                    tuple(
                        item_of(row, intents.get(row["intent"])) for row in rows if row["batch"] == head["id"]
                    ),
                ),
            )

        return await self._link.read(call)
