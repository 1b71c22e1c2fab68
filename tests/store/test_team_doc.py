"""docs/team.md: its commands are run as they stand there, on a server of the test's own."""

import getpass
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stancer_tui.models.ledger_address import ledger_address
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.postgres import schema
from tests.store.server import PostgresServer, authorities, programs, running

GUIDE = (Path(__file__).parents[2] / "docs" / "team.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```sh(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OWNER = "desk_owner"


@pytest.fixture
def server(postgres: PostgresServer) -> Iterator[PostgresServer]:
    """A server without any role or ledger; `postgres` says whether there can be one."""
    with running() as made:
        yield made


def test_a_team_is_set_up_by_the_lines_of_the_guide(server: PostgresServer, tmp_path: Path) -> None:
    outputs: dict[str, str] = {}
    for agent, script in BLOCK.findall(GUIDE):
        who = agent or OWNER
        outputs[who] = outputs.get(who, "") + _run(script, who, server, tmp_path)
    assert "The ledger was created on " in outputs[OWNER]
    assert "You are: Nadia Perrin (nadia)" in outputs["nadia"]
    assert "Karim Haddad (karim)" in outputs["nadia"]
    assert "Nadia Perrin: The parcel came back." in outputs["karim"]
    assert "The audit is whole: 1 row," in outputs["karim"]


async def test_the_lines_of_the_guide_let_the_user_who_sets_it_up_be_the_owner(
    server: PostgresServer,
) -> None:
    rule, named = (re.search(rf"^({word} .*?)\s+#", GUIDE, re.MULTILINE) for word in ("local", "desk"))
    assert rule is not None
    assert named is not None
    server.sql("CREATE DATABASE stancer", f"CREATE ROLE {OWNER} LOGIN", "CREATE ROLE karim LOGIN")
    me = getpass.getuser()
    others = "local all all peer"  # as Debian has them
    with authorities(server, rule[1], others, names=(named[1].replace("postgres", me),)):
        assert (await schema.status(ledger_address(server.url("stancer", OWNER)))).me == OWNER
        with pytest.raises(LedgerUnavailable, match="karim"):
            await schema.status(ledger_address(server.url("stancer", "karim")))


def test_the_guide_names_the_ledger_as_the_settings_read_it() -> None:
    named = set(re.findall(r'ledger = "postgresql://(\w+)@/stancer"', GUIDE))
    assert named == {OWNER, "nadia", "karim"}


def _run(script: str, who: str, server: PostgresServer, home: Path) -> str:
    """Run a block in the home of one agent: only where the server is differs from the guide."""
    tools, folder = programs(), home / who / "config"
    assert tools is not None
    folder.mkdir(parents=True, exist_ok=True)
    url = server.url("stancer", who)
    (folder / "config.toml").write_text(f'[profiles.default]\nledger = "{url}"\n', encoding="utf-8")
    wrapper = home / "bin" / "stancer-tui"
    if not wrapper.exists():
        wrapper.parent.mkdir()
        wrapper.write_text(f'#!/bin/sh\nexec {sys.executable} -m stancer_tui "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
    shell = shutil.which("sh")
    assert shell is not None
    done = subprocess.run(
        [shell, "-e"],
        input=script,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={
            **os.environ,
            "PATH": f"{wrapper.parent}:{tools}:{os.environ['PATH']}",
            "PGHOST": str(server.folder),
            "PGPORT": str(server.port),
            "PGUSER": "postgres",
            "STANCER_TUI_HOME": str(home / who),
            "STANCER_API_KEY_TEST": DEMO_SECRET_TEST,
        },
    )
    assert done.returncode == 0, (script, done.stdout, done.stderr)
    return done.stdout
