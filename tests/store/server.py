"""A real PostgreSQL for tests: a cluster of its own in a folder of its own, on a socket, ended with its test.

PostgreSQL does not run as root: there the system's user `postgres` runs it. `fsync` stays on, because the
ledger refuses a server without it; the folder lies in memory where it may, so that it costs little.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote

import pytest

REQUIRED = "STANCER_TUI_REAL_POSTGRES"
"""The variable that makes a missing PostgreSQL an error instead of a reason to skip."""

PASSWORD_ROLES = "asked_for_a_password"
"""Members of this role log in with a password; everybody else is believed."""

_INSTALLED = Path("/usr/lib/postgresql")
_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30
_AUTHORITY = f"""\
local all +{PASSWORD_ROLES} scram-sha-256
local all all trust
host all +{PASSWORD_ROLES} 0.0.0.0/0 scram-sha-256
host all all 0.0.0.0/0 trust
"""
_WATCH = 'read -r _; "$0" -D "$1/data" -s -w -m immediate stop; rm -rf "$1"'
"""Waits for a line, or the end of its input, which comes with the end of who holds the other side."""

_SETTINGS = """
listen_addresses = '{addresses}'
port = {port}
unix_socket_directories = '{folder}'
max_connections = {connections}
shared_buffers = 16MB
fsync = on
synchronous_commit = on
full_page_writes = on
autovacuum = off
max_wal_size = 64MB
wal_level = minimal
max_wal_senders = 0
log_min_messages = warning
timezone = 'UTC'
"""


def programs() -> Path | None:
    """The directory of `initdb` and `pg_ctl`, of the newest version that is installed."""
    versions = [each for each in _INSTALLED.glob("*/bin") if (each / "initdb").exists()]
    if versions:
        return max(versions, key=lambda each: int(each.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found and shutil.which("pg_ctl") else None


def missing() -> str | None:
    """Why there can be no server here, if there can be none."""
    if os.name != "posix":
        return "PostgreSQL is started on POSIX systems only"
    if programs() is None:
        return "PostgreSQL is not installed"
    if os.geteuid() == 0 and not _has_account():
        return "PostgreSQL does not run as root, and there is no user postgres"
    return None


def _has_account() -> bool:
    import pwd

    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return False
    return True


def require() -> None:
    """Skip a test where there can be no server, or fail it where one is required."""
    if reason := missing():
        without(reason)


def without(reason: str) -> NoReturn:
    """Skip a test for what is not installed, or fail it where it has to be."""
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{REQUIRED}=1, and {reason}")
    pytest.skip(reason)


def account() -> dict[str, Any]:
    """The system user that runs the server, as `subprocess` takes it: root itself may not."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


@dataclass
class PostgresServer:
    """One cluster. `port` names its socket; with `address` it listens there too, over TCP."""

    folder: Path
    port: int = 5432
    address: str = ""
    connections: int = 80
    extra: Mapping[str, str] = field(default_factory=dict)

    def create(self) -> None:
        """Make the cluster, and start it."""
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
                  "--no-sync", "--no-instructions", "--wal-segsize=4")  # fmt: skip
        lines = _SETTINGS.format(
            addresses=self.address, port=self.port, folder=self.folder, connections=self.connections
        )
        lines += "".join(f"{name} = '{value}'\n" for name, value in self.extra.items())
        with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(lines)
        (data / "pg_hba.conf").write_text(_AUTHORITY, encoding="utf-8")
        self.start()
        self.sql(f"CREATE ROLE {PASSWORD_ROLES} NOLOGIN")

    def start(self) -> None:
        """Start it, and return when it takes connections."""
        self._control("start", "-t", "60", "-l", str(self.folder / "log"))

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `fast`, or `immediate`: nothing is tidied, and the next start recovers."""
        self._control("stop", "-m", mode)

    def restart(self, mode: str = "immediate") -> None:
        """Stop it so, and start it again."""
        self.stop(mode)
        self.start()

    def reload(self) -> None:
        """Make it read its settings again."""
        self._control("reload")

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return (self.folder / "data" / "postmaster.pid").exists()

    @property
    def log(self) -> str:
        """What it wrote."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def configure(self, **settings: str) -> None:
        """Change settings of the running server that need no new start."""
        for name, value in settings.items():
            self.sql(f"ALTER SYSTEM SET {name} = '{value}'")
        self.reload()
        while any(self.sql(f"SHOW {name}") != value for name, value in settings.items()):
            pass  # the next session may still begin with the settings of before

    def url(self, database: str = "postgres", user: str = "postgres", *, tcp: bool = False) -> str:
        """Where a database is, for a user; by the socket, or over TCP."""
        if tcp:
            return f"postgresql://{user}@{self.address}:{self.port}/{database}"
        return f"postgresql://{user}@/{database}?host={quote(str(self.folder))}&port={self.port}"

    def sql(self, *statements: str, database: str = "postgres", user: str = "postgres") -> str:
        """What `psql` prints for statements as a user. Raises `SqlRefused` with the server's words."""
        arguments = [argument for each in statements for argument in ("-c", each)]
        done = subprocess.run(
            [str(self._program("psql")), "-XwqAt", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder),
             "-p", str(self.port), "-U", user, "-d", database, *arguments],
            capture_output=True, text=True, check=False, timeout=60,
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
        )  # fmt: skip
        if done.returncode:
            raise SqlRefused(done.stderr.strip())
        return done.stdout.strip()

    def kill(self) -> None:
        """Kill its first process as `kill -9` does; its others follow by themselves."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        os.kill(pid, signal.SIGKILL)

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", self.folder / "data", "-s", "-w", *arguments)

    def _run(self, program: str, *arguments: object) -> None:
        errors = self.folder / f"{program}.errors"
        with errors.open("w", encoding="utf-8") as said:  # a pipe would be held open by what it starts
            done = subprocess.run(
                [str(self._program(program)), *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd=self.folder,
                check=False,
                timeout=120,
                **account(),
            )
        if done.returncode:
            log = self.folder / "log"
            texts = [
                each.read_text(encoding="utf-8", errors="replace") for each in (errors, log) if each.exists()
            ]
            raise RuntimeError("\n".join((program, *texts)))

    @staticmethod
    def _program(name: str) -> Path:
        folder = programs()
        assert folder is not None, missing()
        return folder / name


@contextmanager
def authorities(server: PostgresServer, *lines: str, names: Sequence[str] = ()) -> Iterator[None]:
    """Let `pg_hba.conf` have these lines, and `pg_ident.conf` those of `names`."""
    files = {"pg_hba.conf": lines, "pg_ident.conf": names}
    paths = {server.folder / "data" / name: wanted for name, wanted in files.items()}
    before = {path: path.read_text(encoding="utf-8") for path in paths}
    try:
        for path, wanted in paths.items():
            path.write_text("".join(f"{line}\n" for line in wanted), encoding="utf-8")
        server.restart("fast")
        yield
    finally:
        for path, text in before.items():
            path.write_text(text, encoding="utf-8")
        server.restart("fast")


class SqlRefused(Exception):
    """The server refused a statement; the message is its own."""


@contextmanager
def held_port(address: str) -> Iterator[int]:
    """A port that nobody is given meanwhile, and a server that asks for it by number still gets.

    A port that was only found free is taken by the next connection that goes out, now and then.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind((address, 0))
        yield int(holder.getsockname()[1])


@contextmanager
def running(
    *,
    tcp: bool = False,
    address: str = "127.0.0.1",
    connections: int = 80,
    on_disk: bool = False,
    **extra: str,
) -> Iterator[PostgresServer]:
    """A server of one's own, ended and removed afterwards. `extra` are settings of PostgreSQL."""
    room = not on_disk and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_MEMORY if room else None))
    if runs_as := account():
        shutil.chown(folder, runs_as["user"], runs_as["group"])
    with held_port(address) if tcp else nullcontext(5432) as port, _ended_with_us(folder):
        server = PostgresServer(
            folder, port=port, address=address if tcp else "", connections=connections, extra=extra
        )
        server.create()
        yield server


@contextmanager
def _ended_with_us(folder: Path) -> Iterator[None]:
    """A watcher that ends the server and removes its folder when we are done, or killed."""
    folder_of_programs = programs()
    assert folder_of_programs is not None
    watcher = subprocess.Popen(
        ["sh", "-c", _WATCH, str(folder_of_programs / "pg_ctl"), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
        **account(),
    )
    try:
        yield
    finally:
        watcher.communicate(b"\n")
