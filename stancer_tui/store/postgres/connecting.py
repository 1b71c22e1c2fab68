"""Connects to the ledger's server: login, TLS, and what the server must offer."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from stancer_tui.language import _
from stancer_tui.models.ledger_address import LedgerAddress
from stancer_tui.models.secret import Secret
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.postgres.troubles import unavailable

if TYPE_CHECKING:
    import asyncpg

    Connection = asyncpg.Connection[asyncpg.Record]

PasswordOf = Callable[[], Awaitable[Secret | None]]
"""Gives the stored password of the ledger; None where there is none."""

CONNECT_SECONDS = 5.0
CALL_SECONDS = 10.0
"""The time limit of a call; the outcome of one that takes longer is unknown."""

_OLDEST = 140000


async def connect(address: LedgerAddress, password: PasswordOf | None = None) -> "Connection":
    """Connect and log in. Raises `LedgerUnavailable`.

    Through a Unix socket the login is first tried without the stored password: the server may know the user.
    """
    await asyncio.to_thread(_check_installed)  # importing it takes a tenth of a second
    kept = None if password is None or address.local else await password()
    try:
        return await _connect(address, kept)
    except LedgerUnavailable as error:
        if not error.not_let_in or password is None or not address.local:
            raise
        kept = await password()
        if kept is None:
            raise
    return await _connect(address, kept)


async def _connect(address: LedgerAddress, password: Secret | None) -> "Connection":
    import asyncpg
    from asyncpg.connect_utils import SessionAttribute

    try:
        tls = await asyncio.to_thread(_tls, address)  # it reads the system's certificates
        return await asyncpg.connect(
            host=address.host,
            port=address.port,
            user=address.user,
            database=address.database,
            password=None if password is None else password.get_secret_value(),
            ssl=tls,
            timeout=CONNECT_SECONDS,
            command_timeout=CALL_SECONDS,
            statement_cache_size=0,  # a pooler hands the next call to another session
            target_session_attrs=SessionAttribute.any,
            server_settings={"application_name": "stancer-tui"},
        )
    except driver_errors() as error:
        raise unavailable(error) from error


def _check_installed() -> None:
    try:
        import asyncpg  # noqa: F401 - whether it is there
    except ImportError:
        raise LedgerUnavailable(LedgerTrouble.NOT_INSTALLED, "pip install 'stancer-tui[team]'") from None


def driver_errors() -> tuple[type[Exception], ...]:
    """What the driver raises: the server's errors, its own, the network's."""
    try:
        import asyncpg
    except ImportError:
        return (OSError, TimeoutError)
    return (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError)


async def one_row(connection: "Connection", query: str, *values: object) -> "asyncpg.Record":
    """The one row of a query that always has one."""
    return (await connection.fetch(query, *values))[0]


def _tls(address: LedgerAddress) -> ssl.SSLContext | bool:
    """The TLS context, or False without TLS.

    Without a root certificate in the address, ~/.postgresql/root.crt is trusted if it exists, else the
    system's certificates.
    """
    if address.sslmode == "disable":
        return False
    own = Path.home() / ".postgresql"
    roots = address.sslrootcert or (str(own / "root.crt") if (own / "root.crt").is_file() else None)
    context = ssl.create_default_context(cafile=None if roots == "system" else roots)
    context.check_hostname = address.sslmode == "verify-full"
    if address.sslmode == "require":
        context.verify_mode = ssl.CERT_NONE
    certificate = Path(address.sslcert) if address.sslcert else own / "postgresql.crt"
    if address.sslcert or certificate.is_file():
        context.load_cert_chain(certificate, address.sslkey or own / "postgresql.key")
    return context


async def check_server(connection: "Connection") -> None:
    """Refuse a server that is too old, read-only or not durable. Raises `LedgerUnavailable`."""
    row = await one_row(
        connection,
        """
        SELECT current_setting('server_version_num')::integer AS version,
            current_setting('server_version') AS named, pg_is_in_recovery() AS standby,
            current_setting('transaction_read_only') = 'on' AS read_only,
            current_setting('fsync') = 'on' AS fsync,
            current_setting('synchronous_commit') AS synchronous_commit
        """,
    )
    if row["version"] < _OLDEST:
        raise LedgerUnavailable(LedgerTrouble.OLD_SERVER, _("this one is {version}", version=row["named"]))
    if row["standby"] or row["read_only"]:
        raise LedgerUnavailable(LedgerTrouble.STANDBY)
    if not row["fsync"]:
        raise LedgerUnavailable(LedgerTrouble.NOT_DURABLE, "fsync = off")
    if row["synchronous_commit"] == "off":
        raise LedgerUnavailable(LedgerTrouble.NOT_DURABLE, "synchronous_commit = off")
