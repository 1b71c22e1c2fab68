"""The servers and ledgers of these tests."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.store.contract.stands import SqliteStand, Stand
from tests.store.server import REQUIRED, PostgresServer, missing, running


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for the tests of a process; skipped without PostgreSQL, but not where it is required."""
    if reason := missing():
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, and {reason}")
        pytest.skip(reason)
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite"])
async def stand(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stand]:
    """An empty ledger of each kind, and its desks; they are closed with the test."""
    made = SqliteStand(tmp_path / "state" / "journal.db")
    yield made
    await made.aclose()
