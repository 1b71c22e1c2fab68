"""Pending requests in PostgreSQL (see `RequestStore`)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from stancer_tui.store.errors import LedgerUnavailable, NotAllowed
from stancer_tui.store.owner import Owner
from stancer_tui.store.pending_request import PendingRequest, RequestState
from stancer_tui.store.postgres.connecting import driver_errors
from stancer_tui.store.postgres.link import Link
from stancer_tui.store.postgres.rows import read_rows, request_document, request_of
from stancer_tui.store.postgres.troubles import REFUSED, refusal, sqlstate, unavailable

_LEFT = {RequestState.SENDING: RequestState.UNKNOWN, RequestState.PREPARED: RequestState.NOT_SENT}
"""The state of a request after its desk has ended: a prepared one was not sent."""


class PostgresRequests:
    """Pending requests; lists are those of `account`, of all without one."""

    def __init__(
        self, link: Link, account: str | None, alive: Callable[[Owner], Awaitable[bool | None]]
    ) -> None:
        self._link = link
        self._account = account
        self._alive = alive

    async def put(self, pending: PendingRequest) -> None:
        """Write a pending request durably, new or as it stands now."""
        document = request_document(replace(pending, account=pending.account or self._account or ""))
        query = "SELECT stancer_tui.request_put($1::jsonb, $2)"
        try:
            await self._link.write(lambda connection, desk: connection.execute(query, document, desk))
        except driver_errors() as error:
            raise (refusal(error) if sqlstate(error) == REFUSED else unavailable(error)) from error

    async def history(self, live: bool, *, limit: int = 1000) -> tuple[PendingRequest, ...]:
        """The newest pending requests of a mode first."""
        query = (
            "SELECT * FROM stancer_tui.requests WHERE live = $1 AND account IN ('', coalesce($2, account)) "
            "ORDER BY number DESC LIMIT $3"
        )
        values = (live, self._account, 2**62 if limit < 0 else limit)
        return read_rows(await self._link.read(lambda found: found.fetch(query, *values)), request_of)

    async def take_up(self, live: bool) -> tuple[PendingRequest, ...]:
        """Settle what desks that are gone left being sent; returns what awaits its answer."""
        for pending in await self.history(live):
            left = _LEFT.get(pending.state)
            if left is None or await self._alive(pending.owner) is not False:
                continue
            try:
                await self.put(replace(pending, state=left))
            except NotAllowed:
                continue  # its desk is back
            except LedgerUnavailable as error:
                if not error.reads_only:
                    raise
        return tuple(each for each in await self.history(live) if each.waits)
