"""The servers and ledgers of these tests."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.store import team
from tests.store.contract.stands import PostgresStand, SqliteStand, Stand
from tests.store.server import REQUIRED, PostgresServer, missing, running


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for the tests of a process, with a team's roles; never skipped where it is required."""
    if reason := missing():
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, and {reason}")
        pytest.skip(reason)
    with running() as server:
        team.prepare(server)
        yield server


@pytest.fixture
async def team_stand(postgres: PostgresServer) -> AsyncIterator[PostgresStand]:
    """An empty ledger of a team."""
    made = PostgresStand(postgres, team.new_ledger(postgres))
    yield made
    await made.aclose()
    postgres.sql(f"DROP DATABASE {made.database} WITH (FORCE)")


@pytest.fixture
async def sqlite_stand(tmp_path: Path) -> AsyncIterator[SqliteStand]:
    """An empty file."""
    made = SqliteStand(tmp_path / "state" / "journal.db")
    yield made
    await made.aclose()


@pytest.fixture(params=["sqlite_stand", "team_stand"], ids=["sqlite", "postgres"])
def stand(request: pytest.FixtureRequest) -> Stand:
    """An empty ledger of each kind."""
    made: Stand = request.getfixturevalue(request.param)
    return made
