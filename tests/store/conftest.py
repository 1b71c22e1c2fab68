"""The servers and ledgers of these tests."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.store import team
from tests.store.contract.stands import PostgresStand, SqliteStand, Stand
from tests.store.server import PostgresServer, require, running

QUICK = ("contract/test_intents.py", "contract/test_audit.py")
"""Tests that run on a server wherever there is one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave most tests on a server to where it is required."""
    here = Path(__file__).parent
    for item in items:
        if not item.path.is_relative_to(here) or item.path.relative_to(here).as_posix() in QUICK:
            continue
        names = getattr(item, "fixturenames", ())
        kind = getattr(getattr(item, "callspec", None), "params", {}).get("stand")
        if {"postgres", "team_stand"} & {*names, kind} and (kind is None or kind == "team_stand"):
            item.add_marker(pytest.mark.postgres_real)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for the tests of a process, with a team's roles; never skipped where it is required."""
    require()
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
