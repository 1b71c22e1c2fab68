"""A colleague whose role and name are made to deceive: kept as they are, and shown as plain text."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC
from pathlib import Path
from urllib.parse import quote

import pytest

from stancer_tui.cli.main import main
from stancer_tui.config import HOME_VARIABLE
from stancer_tui.render.past_refunds import colleague_text
from stancer_tui.store.intent import State
from stancer_tui.ui.refunds.holder import holder_text
from tests.store.contract.entries import PAYMENT, written
from tests.store.contract.stands import KARIM, NADIA, PostgresStand, now

ROLE = '[red]k"\x1b[31m\u202e\u200b; DROP'
NAME = "[bold]Nadia Perrin[/bold]\x1b]0;owned\x07\u202e\n\u2066'"
DECEIT = ("\x1b", "\x07", "\u202e", "\u200b", "\u2066")


def literal(text: str) -> str:
    """A string of SQL that holds any text."""
    return "E'" + "".join(f"\\u{ord(sign):04x}" for sign in text) + "'"


@pytest.fixture
async def hostile(team_stand: PostgresStand) -> AsyncIterator[str]:
    """How a URL names a role that lies about who it is."""
    named = '"' + ROLE.replace('"', '""') + '"'
    team_stand.server.sql(
        f"CREATE ROLE {named} LOGIN IN ROLE stancer_agent",
        f"DO $$ BEGIN EXECUTE format('COMMENT ON ROLE %I IS %L', {literal(ROLE)}, {literal(NAME)}); END $$",
    )
    yield quote(ROLE, safe="")
    team_stand.server.sql(
        f"DROP DATABASE {team_stand.database} WITH (FORCE)",
        f"DROP ROLE {named}",
        f"CREATE DATABASE {team_stand.database}",
    )


async def test_it_works_under_its_name_and_is_shown_without_deceit(
    team_stand: PostgresStand, hostile: str
) -> None:
    theirs, mine = team_stand.desk(hostile), team_stand.desk(NADIA)
    known = await written(theirs, State.SENDING)
    await theirs.claims.take(False, PAYMENT, theirs.me, at=now(theirs))
    assert theirs.me == known.agent == ROLE
    await mine.open()
    (claim,) = await mine.claims.current(False, now=now(mine))
    names = mine.agents()
    assert (claim.agent, names[ROLE]) == (ROLE, NAME)
    for mask in (False, True):
        shown = holder_text(known, NADIA, names, now=now(mine), zone=UTC, mask=mask)
        for text in (shown, colleague_text(names[claim.agent], mask=mask), colleague_text(ROLE, mask=mask)):
            assert not any(sign in text for sign in DECEIT), ascii(text)
            assert "\n" not in text
    assert "Nadia Perrin" not in holder_text(known, NADIA, names, now=now(mine), zone=UTC, mask=True)


async def test_the_command_line_shows_it_without_deceit(
    team_stand: PostgresStand,
    hostile: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await written(team_stand.desk(hostile), State.SENDING)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(
        f'[profiles.default]\nledger = "{team_stand.server.url(team_stand.database, KARIM)}"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    for command in (["ledger", "status"], ["journal"]):
        await asyncio.to_thread(main, command)
        out, err = capsys.readouterr()
        assert not any(sign in out + err for sign in DECEIT), ascii(out + err)
        assert "[bold]" in out or "[red]" in out, ascii(out + err)
