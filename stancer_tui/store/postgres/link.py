"""The one connection of a desk to its ledger, opened when needed and reopened when lost."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from stancer_tui import __version__
from stancer_tui.models.ledger_address import LedgerAddress
from stancer_tui.models.secret import Secret
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.limits import Limit
from stancer_tui.store.owner import Owner
from stancer_tui.store.postgres.connecting import PasswordOf, check_server, connect, driver_errors, one_row
from stancer_tui.store.postgres.schema import check_version
from stancer_tui.store.postgres.troubles import NO_DESK, sqlstate, unavailable

if TYPE_CHECKING:
    from stancer_tui.store.postgres.connecting import Connection

T = TypeVar("T")

Admit = Callable[[str], None]
"""Raises `LedgerUnavailable` where the ledger identified by this text must not be used."""

LEAVE_SECONDS = 3.0
"""How long closing may take when the server does not answer."""

_KEEP_ALIVE = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
"""Otherwise a desk that loses its network in the middle of a change would block the others for two hours."""

_IDENTITY = """
SELECT format('%s %s', (SELECT oid FROM pg_database WHERE datname = current_database()),
    min(applied_at AT TIME ZONE 'UTC')) FROM stancer_tui.version
"""
"""Identifies a ledger, by its database and creation time, at every address and after a restart."""

_SILENT_AGAIN = 2.0
"""Seconds for which a server that did not answer is not tried again, so that not every caller waits."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who the server says this desk is. `offset` is how far its clock is ahead of this machine's.

    `head` is the number of the audit's last row when the desk logged in. `desk` is 0 for an auditor.
    """

    me: str
    desk: int
    offset: timedelta
    head: int


class Link:
    """One connection, one call at a time; `on_try` is called before it is made, `on_login` after.

    `admit` is asked about the ledger that was reached before anything of it is read or written.
    """

    def __init__(
        self, address: LedgerAddress, owner: Owner, password: PasswordOf | None, *, admit: Admit | None = None
    ) -> None:
        self.owner = owner
        self.login: Login | None = None
        self.agents: Mapping[str, str] = {}
        self.limits: Mapping[str, Limit] = {}
        self.missed = False
        """Whether the ledger was unreachable since this was last reset."""
        self.on_try: Callable[[], None] = lambda: None
        self.on_login: Callable[[Connection], None] = lambda _connection: None
        self._address = address
        self._password = password
        self._admit = admit
        self._connection: Connection | None = None
        self._turn = asyncio.Lock()
        self._works: set[asyncio.Task[object]] = set()
        self._closed = False
        self._silence: tuple[float, LedgerUnavailable] | None = None
        self._kept: tuple[Secret | None] | None = None

    async def read(self, call: "Callable[[Connection], Awaitable[T]]") -> T:
        """Run a call that reads; it is repeated once on a new connection if the old one was lost."""
        return await self._run(call, again=True)

    async def write(self, call: "Callable[[Connection, int], Awaitable[T]]") -> T:
        """Run a call that writes as this desk: once, and to its end even if the caller is cancelled."""
        return await self._run(lambda connection: call(connection, self._desk()), again=False)

    async def reach(self) -> None:
        """Make sure that the connection is there."""
        await self._run(_nothing, again=True)

    async def aclose(self) -> None:
        """Wait a moment for pending writes, report that this desk has ended, and disconnect."""
        self._closed = True
        if self._works:
            _, cut = await asyncio.wait(set(self._works), timeout=LEAVE_SECONDS)
            for work in cut:
                work.cancel()
            if cut:
                self._drop()
                await asyncio.wait(cut)
        connection, login = self._connection, self.login
        if connection is not None and login is not None and login.desk and not connection.is_closed():
            try:
                await connection.execute("SELECT stancer_tui.desk_end($1)", login.desk, timeout=LEAVE_SECONDS)
            except driver_errors():
                pass  # the others will not see it any more
        self._drop()

    async def _run(self, call: "Callable[[Connection], Awaitable[T]]", *, again: bool) -> T:
        """Run a call in a task of its own, so that cancelling the caller does not interrupt it."""
        work = asyncio.create_task(self._in_turn(call, again=again))
        self._works.add(work)
        work.add_done_callback(self._works.discard)
        work.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            caller = asyncio.current_task()
            if caller is not None and caller.cancelling():
                raise
            raise LedgerUnavailable(LedgerTrouble.AWAY) from None  # the link was closed meanwhile

    async def _in_turn(self, call: "Callable[[Connection], Awaitable[T]]", *, again: bool) -> T:
        async with self._turn:
            for first in (True, False):
                connection = await self._connected()
                try:
                    return await call(connection)
                except driver_errors() as error:
                    code = sqlstate(error)
                    if code.startswith("SX") and code != NO_DESK:
                        raise
                    lost = not code or code[:2] in {"08", "57"} or connection.is_closed()
                    if lost or code == NO_DESK:
                        self._drop()
                    # The outcome of an interrupted call is unknown; for an unknown desk nothing was done.
                    harmless = code == NO_DESK or (lost and again and not isinstance(error, TimeoutError))
                    if not (first and harmless):
                        raise unavailable(error) from error
            raise LedgerUnavailable(LedgerTrouble.AWAY)

    def _desk(self) -> int:
        if self.login is None or not self.login.desk:
            raise LedgerUnavailable(LedgerTrouble.NOT_ALLOWED)
        return self.login.desk

    async def _connected(self) -> "Connection":
        if self._closed:
            raise LedgerUnavailable(LedgerTrouble.AWAY)
        if self._connection is not None and not self._connection.is_closed():
            return self._connection
        if self._silence is not None and time.monotonic() - self._silence[0] < _SILENT_AGAIN:
            raise self._silence[1]
        self.on_try()
        try:
            connection = await connect(self._address, self._remembered)
        except LedgerUnavailable as error:
            if error.not_let_in:
                self._kept = None
            self.missed = True
            silent = isinstance(error.__cause__, TimeoutError)
            self._silence = (time.monotonic(), error) if silent else None
            raise
        try:
            await self._log_in(connection)
        except BaseException as error:
            connection.terminate()
            self.missed = True
            if isinstance(error, driver_errors()):
                raise unavailable(error) from error
            raise
        self._silence = None
        self._connection = connection
        self.on_login(connection)
        return connection

    async def _remembered(self) -> Secret | None:
        """The password, read only once: a locked keyring may ask the person."""
        if self._kept is None:
            self._kept = (None if self._password is None else await self._password(),)
        return self._kept[0]

    async def _log_in(self, connection: "Connection") -> None:
        await check_server(connection)
        await connection.execute(_KEEP_ALIVE)
        await check_version(connection)
        if self._admit is not None:
            self._admit(await connection.fetchval(_IDENTITY))
        asked = datetime.now(UTC)
        row = await one_row(
            connection,
            """
            SELECT session_user::text AS me, pg_has_role(session_user, 'stancer_agent', 'MEMBER') AS agent,
                (SELECT coalesce(max(number), 0) FROM stancer_tui.audit) AS head, clock_timestamp() AS now
            """,
        )
        offset = _offset(row["now"], asked)
        desk = 0
        if row["agent"]:
            known = self.owner.desk
            process = (self.owner.host, self.owner.pid, self.owner.started, self.owner.user, __version__)
            begin = "SELECT stancer_tui.desk_begin($1, $2, $3, $4, $5, $6)"
            desk = await connection.fetchval(begin, known, *process)
        self.owner = replace(self.owner, desk=desk)
        self.login = Login(row["me"], desk, offset, row["head"])
        self.agents, self.limits = await agents(connection), await limits(connection)

    async def beat(self) -> None:
        """Send a heartbeat, and read the server's clock, the agents and the limits again."""

        async def call(connection: "Connection") -> None:
            if self.login is None:
                return
            seen = f"stancer_tui.desk_seen({self.login.desk})" if self.login.desk else "true"
            asked = datetime.now(UTC)
            row = await one_row(connection, f"SELECT {seen} AS known, clock_timestamp() AS now")
            self.login = replace(self.login, offset=_offset(row["now"], asked))
            self.agents, self.limits = await agents(connection), await limits(connection)
            if not row["known"]:  # the database was replaced, as after a restore: log in again
                self._drop()

        await self.read(call)

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None


def _offset(there: datetime, asked: datetime) -> timedelta:
    """How far a clock is ahead, if it was read halfway between `asked` and now."""
    return there - asked - (datetime.now(UTC) - asked) / 2


async def _nothing(_connection: "Connection") -> None:
    """Ask nothing."""


async def agents(connection: "Connection") -> Mapping[str, str]:
    """The roles that may use the ledger, with the names to show, which COMMENT ON ROLE gives."""
    rows = await connection.fetch(
        """
        SELECT rolname::text AS agent, shobj_description(oid, 'pg_authid') AS shown FROM pg_roles
        WHERE rolcanlogin AND pg_has_role(oid, 'stancer_agent', 'MEMBER')
            AND (NOT rolsuper OR rolname = session_user)
        ORDER BY rolname
        """
    )
    return {row["agent"]: (row["shown"] or "").strip() or row["agent"] for row in rows}


async def limits(connection: "Connection") -> Mapping[str, Limit]:
    """What the ledger's owner allows to be refunded, by currency."""
    rows = await connection.fetch("SELECT currency, approval_above, ceiling FROM stancer_tui.limits")
    return {row["currency"]: Limit(row["approval_above"], row["ceiling"]) for row in rows}
