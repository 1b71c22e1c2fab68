"""The ledger's tables and functions: numbered files, applied once and in their order."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from stancer_tui.language import _
from stancer_tui.models.ledger_address import LedgerAddress
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.postgres.connecting import PasswordOf, check_server, connect, driver_errors, one_row
from stancer_tui.store.postgres.troubles import unavailable

if TYPE_CHECKING:
    from stancer_tui.store.postgres.connecting import Connection

VERSION = 7
"""The number of the last file in `sql/`."""

ROLES = ("stancer_agent", "stancer_approver", "stancer_auditor")
"""The group roles of `sql/006_roles.sql`."""


@dataclass(frozen=True, slots=True)
class SchemaStatus:
    """The ledger in a database: `version` is 0 where it was not created, `known` is this program's.

    `roles` are the ledger's roles that the login has: agent, approver, auditor.
    """

    place: str
    server: str
    me: str
    version: int
    known: int
    roles: tuple[str, ...] = ()

    @property
    def current(self) -> bool:
        """Whether this program can use it as it is."""
        return self.version == self.known


async def status(address: LedgerAddress, password: PasswordOf | None = None) -> SchemaStatus:
    """The status of the ledger at an address. Raises `LedgerUnavailable`."""
    connection = await connect(address, password)
    try:
        return await _status(connection, address)
    except driver_errors() as error:
        raise unavailable(error) from error
    finally:
        connection.terminate()


async def create(address: LedgerAddress, password: PasswordOf | None = None) -> SchemaStatus:
    """Create the ledger in a database, or bring an older one up to date: whole or not at all.

    The login must own the database and, the first time on a server, may create roles. Raises
    `LedgerUnavailable`.
    """
    connection = await connect(address, password)
    try:
        await check_server(connection)
        if await connection.fetchval("SELECT current_setting('server_encoding')") != "UTF8":
            raise LedgerUnavailable(LedgerTrouble.NOT_ALLOWED, _("the database's encoding is not UTF8"))
        async with connection.transaction():
            await connection.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended('stancer_tui.schema', 0))"
            )
            for number in range(await _version(connection) + 1, VERSION + 1):
                await connection.execute(script(number))
                await connection.execute("INSERT INTO stancer_tui.version (number) VALUES ($1)", number)
        return await _status(connection, address)
    except driver_errors() as error:
        raise unavailable(error) from error
    finally:
        connection.terminate()


async def _status(connection: "Connection", address: LedgerAddress) -> SchemaStatus:
    login = "SELECT session_user::text AS me, current_setting('server_version') AS server"
    row = await one_row(connection, login)
    version = await _version(connection)
    roles = await connection.fetch(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) "
        "AND pg_has_role(session_user, oid, 'MEMBER') ORDER BY rolname",
        ROLES,
    )
    return SchemaStatus(
        place=address.place,
        server=row["server"],
        me=row["me"],
        version=version,
        known=VERSION,
        roles=tuple(each["rolname"].removeprefix("stancer_") for each in roles),
    )


async def _version(connection: "Connection") -> int:
    """The number of the last file that was applied; 0 where there is no ledger."""
    allowed = await connection.fetchval(
        "SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = 'stancer_tui'"
    )
    if allowed is None:
        return 0
    if not allowed:
        raise LedgerUnavailable(LedgerTrouble.NOT_ALLOWED)
    return int(await connection.fetchval("SELECT max(number) FROM stancer_tui.version") or 0)


async def check_version(connection: "Connection") -> None:
    """Refuse a ledger of another version. Raises `LedgerUnavailable`."""
    found = await _version(connection)
    if found == VERSION:
        return
    if not found:
        raise LedgerUnavailable(LedgerTrouble.NOT_CREATED, "stancer-tui ledger init")
    if found < VERSION:
        raise LedgerUnavailable(LedgerTrouble.OLDER_SCHEMA, "stancer-tui ledger init")
    raise LedgerUnavailable(
        LedgerTrouble.NEWER_SCHEMA,
        _("version {version}, this program knows {known}", version=found, known=VERSION),
    )


@cache
def scripts() -> tuple[str, ...]:
    """The names of the files, in their order."""
    folder = files("stancer_tui.store.postgres") / "sql"
    return tuple(sorted(each.name for each in folder.iterdir() if each.name.endswith(".sql")))


def script(number: int) -> str:
    """The SQL of the file with a number."""
    name = next(each for each in scripts() if each.startswith(f"{number:03}_"))
    return (files("stancer_tui.store.postgres") / "sql" / name).read_text(encoding="utf-8")
