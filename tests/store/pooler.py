"""A pooler between desks and their ledger: pgbouncer, which hands each transaction to another session."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import asyncpg

from tests.store.server import PostgresServer, account, without

PORT = 6432
_SETTINGS = """
[databases]
* = host={folder} port={port}
[pgbouncer]
listen_addr =
listen_port = {pooled}
unix_socket_dir = {folder}
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 2
logfile = {folder}/pooler.log
"""


@contextmanager
def pooled(server: PostgresServer, *agents: str) -> Iterator[str]:
    """The query of a URL that leads to a server through a pooler; skipped where there is none."""
    program = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin")
    if program is None:
        without("pgbouncer is not installed")
    folder = server.folder
    settings = _SETTINGS.format(folder=folder, port=server.port, pooled=PORT)
    (folder / "pooler.ini").write_text(settings, encoding="utf-8")
    (folder / "users").write_text("".join(f'"{agent}" ""\n' for agent in agents), encoding="utf-8")
    process = subprocess.Popen(
        [program, "-q", str(folder / "pooler.ini")],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        **account(),
    )
    try:
        yield f"host={quote(str(folder))}&port={PORT}"
    finally:
        process.kill()
        process.wait()


async def ready(url: str) -> None:
    """Wait until the pooler takes connections."""
    while True:
        try:
            connection = await asyncpg.connect(url, statement_cache_size=0)
        except (OSError, asyncpg.PostgresError):
            continue
        await connection.close()
        return
