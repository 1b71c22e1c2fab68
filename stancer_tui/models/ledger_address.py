"""The address of a team's ledger: the URL of a PostgreSQL database."""

import os
import sys
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from stancer_tui.language import _

SCHEMES = ("postgresql", "postgres")
PORT = 5432

TLS = ("disable", "require", "verify-ca", "verify-full")
"""libpq's modes without those that fall back to an unencrypted connection."""

_OPTIONS = ("host", "port", "user", "sslmode", "sslrootcert", "sslcert", "sslkey")
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class LedgerAddress:
    """A database and how it is reached. `host` is a name, an IP address, or the folder of a Unix socket.

    `user` is None for the login name on this machine. `sslmode` is one of `TLS`; the rest are paths of PEM
    files.
    """

    host: str
    port: int
    database: str
    user: str | None = None
    sslmode: str = "verify-full"
    sslrootcert: str | None = None
    sslcert: str | None = None
    sslkey: str | None = None

    @property
    def local(self) -> bool:
        """Whether it is reached through a Unix socket."""
        return self.host.startswith(("/", "@"))

    @property
    def place(self) -> str:
        """Host and database, for a person."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}{'' if self.port == PORT else f':{self.port}'}/{self.database}"


def ledger_address(url: str) -> LedgerAddress:
    """Parse the URL of a ledger; raises ValueError with a sentence that never repeats the URL."""
    scheme, _separator, _rest = url.partition("://")
    if scheme not in SCHEMES or not _separator:
        raise ValueError(_("a ledger's address begins with postgresql://"))
    try:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise ValueError(_("this is no address that can be read")) from None
    login, _at, place = parts.netloc.rpartition("@")
    user, colon, _password = login.partition(":")
    if colon or "password" in options:
        raise ValueError(
            _("a password does not belong into an address: stancer-tui ledger login keeps it in the keyring")
        )
    unknown = next((name for name in options if name not in _OPTIONS), None)
    if unknown is not None:
        raise ValueError(_("{name} is no option of a ledger's address", name=unknown))
    database = unquote(parts.path.removeprefix("/"))
    if not database:
        raise ValueError(
            _("a ledger's address ends with the name of the database: postgresql://host/stancer")
        )
    host, port = _host_and_port(place)
    host = options.get("host") or host or _socket_folder()
    return LedgerAddress(
        host=host,
        port=_port(options["port"]) if options.get("port") else port,
        database=database,
        user=options.get("user") or unquote(user) or None,
        sslmode=_sslmode(options.get("sslmode"), host),
        sslrootcert=options.get("sslrootcert"),
        sslcert=options.get("sslcert"),
        sslkey=options.get("sslkey"),
    )


def _host_and_port(place: str) -> tuple[str, int]:
    if place.startswith("["):
        host, _bracket, rest = place[1:].partition("]")
        return host, _port(rest.removeprefix(":")) if rest else PORT
    host, _colon, port = place.partition(":")
    if "," in host:
        raise ValueError(_("a ledger is on one host"))
    return unquote(host), _port(port) if port else PORT


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:6]) < 65536:
        raise ValueError(_("a port is a number from 1 to 65535"))
    return int(text)


def _sslmode(asked: str | None, host: str) -> str:
    """The mode asked for; by default none on this machine and a verified certificate elsewhere."""
    if asked is not None and asked not in TLS:
        raise ValueError(_("sslmode is one of {modes}", modes=", ".join(TLS)))
    return asked or ("disable" if host in _HERE or host.startswith(("/", "@")) else "verify-full")


def _socket_folder() -> str:
    """The default folder of PostgreSQL's socket; PGHOST is not read."""
    if sys.platform == "win32":
        return "localhost"
    return "/run/postgresql" if os.path.isdir("/run/postgresql") else "/tmp"  # noqa: PTH112,S108 - libpq's own place
