"""An empty ledger of one kind, and as many desks at it as a test asks for."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from stancer_tui.models.ledger_address import ledger_address
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.owner import Owner, this_process
from stancer_tui.store.postgres.ledger import PostgresLedger
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.store.server import PostgresServer

NADIA, KARIM, AMELIE = "nadia", "karim", "amelie"
"""Two agents, and one who may approve as well."""


class Stand(Protocol):
    """Where a test's desks stand; every desk is closed with it."""

    def desk(self, agent: str = NADIA, account: str = "") -> Ledger:
        """A desk of an agent, not opened yet."""

    def program(self, agent: str) -> tuple[str, ...]:
        """What `tests.store.contract.program` is told to open a desk in a process of its own."""

    async def aclose(self) -> None:
        """Close every desk."""


def now(ledger: Ledger) -> datetime:
    """The time by the ledger's clock."""
    return datetime.now(UTC) + ledger.clock_offset


class SqliteStand:
    """Programs that share one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._desks: list[SqliteLedger] = []

    def desk(self, agent: str = NADIA, account: str = "") -> Ledger:
        """Another program on the file; `agent` is its user."""
        self._desks.append(desk := sqlite_desk(self._path, agent, account))
        return desk

    def program(self, agent: str) -> tuple[str, ...]:
        """The kind, the file and the user."""
        return "sqlite", str(self._path), agent

    async def aclose(self) -> None:
        """Close every desk."""
        for desk in self._desks:
            await desk.aclose()


def sqlite_desk(path: Path, agent: str, account: str = "") -> SqliteLedger:
    """A program of a user on a file."""
    process = this_process()
    owner = Owner(process.pid, process.started, agent, process.host)
    return SqliteLedger(Journal(path, account=account or None, owner=owner))


class PostgresStand:
    """Desks of a team on one database."""

    def __init__(self, server: PostgresServer, database: str) -> None:
        self.server = server
        self.database = database
        self._desks: list[PostgresLedger] = []

    def desk(self, agent: str = NADIA, account: str = "") -> Ledger:
        """Another desk of an agent, who logs in as the role of this name."""
        desk = postgres_desk(self.server.url(self.database, agent), account)
        self._desks.append(desk)
        return desk

    def program(self, agent: str) -> tuple[str, ...]:
        """The kind, the address without its user, and the role."""
        return "postgres", self.server.url(self.database, agent), agent

    async def aclose(self) -> None:
        """Close every desk."""
        for desk in self._desks:
            await desk.aclose()


def postgres_desk(url: str, account: str = "") -> PostgresLedger:
    """A desk of the agent that a URL names."""
    return PostgresLedger(ledger_address(url), account=account or None)


def desk_of(kind: str, place: str, agent: str) -> Ledger:
    """The desk that a stand's `program` describes, in a process of its own."""
    return sqlite_desk(Path(place), agent) if kind == "sqlite" else postgres_desk(place)
