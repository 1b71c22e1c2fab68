"""The ledger of a team: one PostgreSQL database, to which every desk writes first."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from stancer_tui.models.ledger_address import LedgerAddress
from stancer_tui.store.audit import AuditRow
from stancer_tui.store.ledger import LedgerChange
from stancer_tui.store.limits import Limit
from stancer_tui.store.owner import Owner, is_alive, this_process
from stancer_tui.store.postgres.batches import PostgresBatches
from stancer_tui.store.postgres.connecting import PasswordOf
from stancer_tui.store.postgres.follower import Follower
from stancer_tui.store.postgres.intents import PostgresIntents
from stancer_tui.store.postgres.link import Admit, Link
from stancer_tui.store.postgres.notes import PostgresClaims, PostgresNotes
from stancer_tui.store.postgres.requests import PostgresRequests
from stancer_tui.store.postgres.rows import audit_of, read_rows

if TYPE_CHECKING:
    from stancer_tui.store.postgres.connecting import Connection

_PAGE = 5000
"""Rows of the audit that are read in one call."""


class PostgresLedger:
    """A team's ledger, as used by this desk. `password` gives the stored password, if any.

    `account` is the profile whose entries are listed, None for all. The database records who did something
    and when: `at` and an entry's owner are not sent to it. `admit` may refuse the database.
    """

    shared = True

    def __init__(
        self,
        address: LedgerAddress,
        *,
        account: str | None = None,
        password: PasswordOf | None = None,
        owner: Owner | None = None,
        admit: Admit | None = None,
    ) -> None:
        self._address = address
        self._link = Link(address, owner or this_process(), password, admit=admit)
        self._listeners: list[Callable[[LedgerChange], None]] = []
        self._follower = Follower(self._link, self._tell)
        self.intents = PostgresIntents(self._link, account)
        self.batches = PostgresBatches(self._link, account)
        self.requests = PostgresRequests(self._link, account, self.alive)
        self.notes = PostgresNotes(self._link, account)
        self.claims = PostgresClaims(self._link, account)

    @property
    def place(self) -> str:
        """Host and database."""
        return self._address.place

    @property
    def owner(self) -> Owner:
        """This process, with its number as a desk once the ledger was reached."""
        return self._link.owner

    @property
    def me(self) -> str:
        """This agent's role on the server; the user of this machine until the server was reached."""
        return self.owner.user if self._link.login is None else self._link.login.me

    @property
    def clock_offset(self) -> timedelta:
        """How far the server's clock is ahead of this machine's, as last seen."""
        return timedelta() if self._link.login is None else self._link.login.offset

    @property
    def instant(self) -> bool:
        """Whether changes arrive by notification, not only by polling."""
        return self._follower.listening

    def agents(self) -> Mapping[str, str]:
        """The agents that may use it, as last read: the name to show of each."""
        return self._link.agents

    def limits(self) -> Mapping[str, Limit]:
        """What the ledger's owner allows to be refunded, by currency, as last read."""
        return self._link.limits

    def serves(self, account: str) -> bool:
        """Always true: one database is one merchant's, whatever its agents call their profiles."""
        return True

    async def adopt(self, live: bool, key_fingerprint: str) -> None:
        """Nothing to do: every entry here has its merchant."""

    async def alive(self, owner: Owner) -> bool | None:
        """Whether the desk that owns an entry still runs, by its heartbeat or its machine's processes.

        None where there was no heartbeat for a while: the desk may be cut off while it is sending a request.
        """
        if owner == self.owner:
            return True

        async def call(connection: "Connection") -> "asyncpg.Record | None":
            return await connection.fetchrow(
                "SELECT ended_at IS NOT NULL AS ended, agent = session_user AS mine, "
                "seen_at > clock_timestamp() - interval '30 seconds' AS seen "
                "FROM stancer_tui.desks WHERE id = $1",
                owner.desk,
            )

        row = await self._link.read(call)
        if row is None:
            return None
        if row["ended"]:
            return False
        gone = _same_boot(owner, self.owner) and is_alive(owner) is False
        if row["seen"]:
            return not (gone and row["mine"])
        return False if gone else None

    async def audit(self, after: int = 0) -> tuple[AuditRow, ...]:
        """Every row of the audit behind number `after`, oldest first."""
        query = "SELECT * FROM stancer_tui.audit WHERE number > $1 ORDER BY number LIMIT $2"
        found: list[AuditRow] = []
        while True:
            last = found[-1].number if found else after

            async def call(connection: "Connection", last: int = last) -> "list[asyncpg.Record]":
                return await connection.fetch(query, last, _PAGE)

            rows = read_rows(await self._link.read(call), audit_of)
            found += rows
            if len(rows) < _PAGE:
                return tuple(found)

    def subscribe(self, listener: Callable[[LedgerChange], None]) -> Callable[[], None]:
        """Call `listener` soon after a change by any desk; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, change: LedgerChange) -> None:
        loop = asyncio.get_running_loop()
        for listener in tuple(self._listeners):
            loop.call_soon(
                listener, change
            )  # so that an error in one affects neither the others nor this task

    async def open(self) -> None:
        """Reach and check it now, and follow changes from now on, also where it is away at first."""
        self._follower.start()
        await self._link.reach()

    async def aclose(self) -> None:
        """Finish what is being written, and say that this desk has ended."""
        await self._follower.aclose()
        await self._link.aclose()


def _same_boot(owner: Owner, here: Owner) -> bool:
    """Whether both processes started in the same boot of one machine; host names may not be unique."""
    boot = owner.started.partition(":")[0]
    return bool(boot) and owner.host == here.host and boot == here.started.partition(":")[0]


if TYPE_CHECKING:
    import asyncpg
