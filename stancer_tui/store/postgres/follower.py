"""Keeps a desk up to date: sends its heartbeat, and reads what any desk has changed."""

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.ledger import LedgerChange
from stancer_tui.store.postgres.connecting import driver_errors
from stancer_tui.store.postgres.link import Link

if TYPE_CHECKING:
    from stancer_tui.store.postgres.connecting import Connection

CHANNEL = "stancer_tui"
HEARTBEAT = 10.0
"""Seconds between two heartbeats; a desk that misses three counts as gone."""

POLL = 2.0
"""Seconds between two reads of the audit where no notifications arrive, as behind a pooler."""

PROOF = 1.0
"""Seconds within which this desk's own test notification must arrive."""

_RETRY = (0.5, 1.0, 2.0, 5.0, 10.0)
_REFUSED = 60.0
"""Seconds until a server that refused is tried again: a person has to do something first."""

_ANSWERED_NO = frozenset(
    {
        *(LedgerTrouble.LOGIN, LedgerTrouble.PASSWORD, LedgerTrouble.NOT_ALLOWED),
        LedgerTrouble.NOT_DURABLE,
        *(LedgerTrouble.NOT_CREATED, LedgerTrouble.OLDER_SCHEMA, LedgerTrouble.NEWER_SCHEMA),
        *(LedgerTrouble.OLD_SERVER, LedgerTrouble.NOT_INSTALLED),
    }
)

_MOST = 500
"""The most changes that are reported one by one; after more, everything is read again."""


class Follower:
    """Reports each new row of the audit, and the kinds "away" and "all" around a lost connection.

    A notification only wakes it: anybody could send one, but nobody can forge the audit.
    """

    def __init__(self, link: Link, tell: Callable[[LedgerChange], None]) -> None:
        self._link = link
        self._tell = tell
        self._work: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._seen: int | None = None
        self._fresh = False
        self._behind = False
        self.listening = False
        link.on_try = self.start
        link.on_login = self._logged_in

    def start(self) -> None:
        """Follow from now on."""
        if self._work is None:
            self._work = asyncio.create_task(self._follow(), name="ledger")

    async def aclose(self) -> None:
        """Follow no more."""
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)

    def _logged_in(self, connection: "Connection") -> None:
        """For the link: a new connection has to listen again, and to read what was missed."""
        connection.add_termination_listener(lambda _connection: self._woken.set())
        if self._link.missed or self._seen is not None:
            self._behind = True
        if self._seen is None and self._link.login is not None:
            self._seen = self._link.login.head
        self._link.missed = False
        self._fresh = True
        self._woken.set()

    def _notified(self, *_: object) -> None:
        self.listening = True
        self._woken.set()

    async def _follow(self) -> None:
        failures, beaten = 0, time.monotonic()
        while True:
            self._woken.clear()
            try:
                if failures or time.monotonic() - beaten >= HEARTBEAT:
                    await self._link.beat()
                    beaten = time.monotonic()
                if self._fresh:
                    self._fresh = False
                    await self._listen()
                await self._read()
                failures = 0
            except LedgerUnavailable as error:
                if not failures and self._seen is not None:  # else whoever opens it is told
                    self._tell(LedgerChange("away"))
                refused = error.trouble in _ANSWERED_NO
                await self._wait(_REFUSED if refused else _RETRY[min(failures, len(_RETRY) - 1)])
                failures += 1
                continue
            rest = HEARTBEAT - (time.monotonic() - beaten)
            await self._wait(max(0.0, rest if self.listening else min(POLL, rest)))

    def _did(self, row: "asyncpg.Record") -> bool:
        """Whether this desk did it: its agent may have another one."""
        owner, login = self._link.owner, self._link.login
        mine = login is not None and row["agent"] == login.me
        return mine and (row["host"], row["pid"]) == (owner.host, owner.pid)

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass

    async def _listen(self) -> None:
        """Listen, and test with a notification to itself whether they arrive."""
        self.listening = False

        async def call(connection: "Connection") -> None:
            # A pooler reports another pid. Notifications through it reach whoever has the session just then.
            if await connection.fetchval("SELECT pg_backend_pid()") != connection.get_server_pid():
                return
            try:
                await connection.add_listener(CHANNEL, self._notified)
                await connection.execute("SELECT pg_notify($1, 'here')", CHANNEL)
            except driver_errors():
                if connection.is_closed():
                    raise  # otherwise it is a pooler without LISTEN: the audit is polled instead

        await self._link.read(call)
        deadline = time.monotonic() + PROOF
        while not self.listening and time.monotonic() < deadline:
            await self._wait(deadline - time.monotonic())
            if not self.listening:
                self._woken.clear()

    async def _read(self) -> None:
        async def call(connection: "Connection") -> list[tuple[int, LedgerChange]]:
            rows = await connection.fetch(
                "SELECT number, kind, subject, agent, host, pid, live, object FROM stancer_tui.audit "
                "WHERE number > $1 ORDER BY number LIMIT $2",
                self._seen or 0,
                _MOST + 1,
            )
            head = await connection.fetchval("SELECT coalesce(max(number), 0) FROM stancer_tui.audit")
            another_past = head < (self._seen or 0)  # as after a backup
            if self._behind or another_past or len(rows) > _MOST:
                self._behind = False
                return [(head, LedgerChange("all"))]
            return [(row["number"], _change(row, here=self._did(row))) for row in rows]

        for number, change in await self._link.read(call):
            self._seen = number
            self._tell(change)


def _change(row: "asyncpg.Record", *, here: bool) -> LedgerChange:
    kind, about = row["kind"], row["object"]
    subject = about if kind == "note" else row["subject"]
    payment = about if kind == "intent" else ""
    return LedgerChange(kind, subject, row["agent"], row["live"], payment, here)


if TYPE_CHECKING:
    import asyncpg
