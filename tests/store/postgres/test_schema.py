"""Creating a ledger: whole or not at all, once, and never over another one."""

import asyncio
from collections.abc import Iterator

import pytest

from stancer_tui.models.ledger_address import LedgerAddress, ledger_address
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.postgres import schema
from tests.store.server import PostgresServer


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[str]:
    """An empty database whose owner is no administrator."""
    postgres.sql(
        "DO $$ BEGIN CREATE ROLE odile LOGIN CREATEROLE; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        "CREATE DATABASE empty OWNER odile",
    )
    yield "empty"
    postgres.sql("DROP DATABASE empty WITH (FORCE)")


def address(server: PostgresServer, database: str, user: str = "odile") -> LedgerAddress:
    """Where it is."""
    return ledger_address(server.url(database, user))


async def test_it_is_created_once_and_says_what_stands(postgres: PostgresServer, database: str) -> None:
    place = address(postgres, database)
    before = await schema.status(place)
    assert (before.version, before.current, before.me) == (0, False, "odile")
    made = await schema.create(place)
    assert (made.version, made.current) == (schema.VERSION, True)
    applied = "SELECT count(*), max(applied_at) FROM stancer_tui.version"
    once = postgres.sql(applied, database=database)
    assert await schema.create(place) == made == await schema.status(place)
    assert postgres.sql(applied, database=database) == once


async def test_two_who_create_it_at_once_make_one(postgres: PostgresServer, database: str) -> None:
    place = address(postgres, database)
    made = await asyncio.gather(*(schema.create(place) for _ in range(3)))
    assert {each.version for each in made} == {schema.VERSION}


async def test_an_older_one_is_brought_up_to_date(
    postgres: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = address(postgres, database)
    with monkeypatch.context() as older:
        older.setattr(schema, "VERSION", 3)
        assert (await schema.create(place)).version == 3
    assert not (await schema.status(place)).current
    assert (await schema.create(place)).current


async def test_what_cannot_be_created_whole_is_not_created(
    postgres: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = schema.script

    def broken(number: int) -> str:
        return whole(number) if number < 4 else "SELECT 1 / 0"

    monkeypatch.setattr(schema, "script", broken)
    with pytest.raises(LedgerUnavailable):
        await schema.create(address(postgres, database))
    assert (
        postgres.sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'stancer_tui'", database=database)
        == "0"
    )


async def test_who_does_not_own_the_database_creates_nothing(postgres: PostgresServer, database: str) -> None:
    with pytest.raises(LedgerUnavailable) as caught:
        await schema.create(address(postgres, database, "nadia"))
    assert caught.value.trouble is LedgerTrouble.NOT_ALLOWED


async def test_a_database_that_cannot_keep_every_text_is_refused(postgres: PostgresServer) -> None:
    postgres.sql("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    try:
        with pytest.raises(LedgerUnavailable, match="UTF8"):
            await schema.create(address(postgres, "latin", "postgres"))
    finally:
        postgres.sql("DROP DATABASE latin WITH (FORCE)")


def test_the_files_are_numbered_without_a_gap() -> None:
    assert [int(name[:3]) for name in schema.scripts()] == list(range(1, schema.VERSION + 1))
