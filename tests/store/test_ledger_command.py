"""`stancer-tui ledger` with a team's ledger on a real server."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from stancer_tui.cli.main import main
from stancer_tui.config import HOME_VARIABLE
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.store.audit import FIRST
from stancer_tui.store.intent import Intent, State, fingerprint
from stancer_tui.store.sqlite.journal import Journal
from tests.cli.running import Ran
from tests.cli.test_ledger import intent
from tests.store import team
from tests.store.contract.stands import KARIM, NADIA
from tests.store.server import PostgresServer


class Home:
    """The home of one agent: settings that name the ledger."""

    def __init__(self, path: Path, server: PostgresServer, capsys: pytest.CaptureFixture[str]) -> None:
        self._path = path
        self._server = server
        self._capsys = capsys

    def settings(self, database: str, user: str) -> None:
        """Name the ledger of a database, as a role."""
        self.write(f'[profiles.default]\nledger = "{self._server.url(database, user)}"\n')

    def write(self, text: str) -> None:
        """Write the settings."""
        folder = self._path / "config"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.toml").write_text(text, encoding="utf-8")

    @property
    def journal(self) -> Journal:
        """The journal of this machine."""
        return self.journal_of("default")

    def journal_of(self, account: str | None) -> Journal:
        """The same, for a profile; without one, as older versions wrote it."""
        return Journal(self._path / "state" / "journal.db", account=account)

    def wrote(self, account: str | None, *intents: Intent) -> None:
        """What a profile's desk left in the journal."""
        with closing(self.journal_of(account)) as journal:
            for each in intents:
                journal.insert(replace(each, account=account or ""), at=each.created_at)

    def run(self, *arguments: str) -> Ran:
        """Run a command here."""
        self._capsys.readouterr()
        code = main([*arguments])
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)


@pytest.fixture
def home(
    postgres: PostgresServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Home:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    return Home(tmp_path, postgres, capsys)


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[str]:
    """A database with an empty ledger."""
    name = team.new_ledger(postgres)
    yield name
    postgres.sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty(postgres: PostgresServer) -> Iterator[str]:
    """A database without a ledger."""
    postgres.sql("CREATE DATABASE without_ledger")
    yield "without_ledger"
    postgres.sql("DROP DATABASE without_ledger WITH (FORCE)")


def test_a_ledger_is_created_once(home: Home, empty: str) -> None:
    home.settings(empty, "postgres")
    before = home.run("ledger", "status")
    assert (before.code, before.out) == (1, "")
    assert "was not created yet (stancer-tui ledger init)" in before.err
    made, again = home.run("ledger", "init"), home.run("ledger", "init")
    assert (made.code, again.code) == (0, 0)
    assert made.out.startswith("The ledger was created on ")
    assert "IN ROLE stancer_agent" in made.out, "it says how agents are let in"
    assert again.out.startswith("The ledger on ")
    assert home.run("ledger", "verify").out == f"The audit is whole: 0 rows, ending in {FIRST}\n"


def test_who_an_agent_is_and_who_the_others_are(home: Home, database: str) -> None:
    home.settings(database, KARIM)
    ran = home.run("ledger", "status")
    assert ran.code == 0
    assert "(shared by a team)" in ran.out
    assert f"You are: {KARIM}\n" in ran.out
    assert f"Nadia Perrin ({NADIA})" in ran.out


def test_an_agent_creates_no_ledger(home: Home, empty: str) -> None:
    home.settings(empty, NADIA)
    ran = home.run("ledger", "init")
    assert (ran.code, ran.out) == (1, "")
    assert "does not allow this to this agent" in ran.err


def test_the_journal_of_this_machine_is_taken_over_and_then_read_from_the_ledger(
    home: Home, database: str
) -> None:
    made = intent("n", agent="nadia", state=State.CONFIRMED)
    home.wrote("default", made)
    home.settings(database, "postgres")
    assert (
        home.run("ledger", "import").out.splitlines()[0].endswith("1 refund, 0 batches, 0 requests, 0 notes.")
    )
    assert (
        home.run("ledger", "import").out == "Nothing was taken over: all of the journal is in the ledger.\n"
    )
    home.settings(database, KARIM)
    (line,) = home.run("journal", "--json", "--agent", "Nadia Perrin").out.splitlines()
    assert json.loads(line)["intent"] == made.id
    assert home.run("ledger", "verify").code == 0


def test_another_merchant_s_refunds_are_not_taken_over(
    home: Home, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_TEST)
    mine = fingerprint(SecretStr(DEMO_SECRET_TEST))
    home.wrote("second", intent("theirs", state=State.UNKNOWN, payment="paym_" + "B" * 24))
    home.wrote(
        None,
        intent("old", state=State.UNKNOWN, key_fingerprint=mine, payment="paym_" + "C" * 24),
        intent("strange", state=State.CONFIRMED, key_fingerprint="9" * 12, payment="paym_" + "D" * 24),
    )
    home.wrote("default", intent("mine", state=State.CONFIRMED))
    home.settings(database, "postgres")
    ran = home.run("ledger", "import")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("1 entry of an older version stays in the file: it may be another account's.\n")
    assert "2 refunds, 0 batches" in ran.out
    home.settings(database, KARIM)
    told = [json.loads(line)["intent"] for line in home.run("journal", "--json").out.splitlines()]
    assert sorted(told) == ["mine", "old"]


def test_an_open_refund_of_nobody_known_stops_it(home: Home, database: str) -> None:
    strange = intent("s", state=State.UNKNOWN, key_fingerprint="9" * 12)
    home.wrote(None, strange)
    home.wrote("default", intent("mine", state=State.CONFIRMED, payment="paym_" + "B" * 24))
    home.settings(database, "postgres")
    ran = home.run("ledger", "import")
    assert (ran.code, ran.out) == (1, "")
    assert f"A refund of {strange.payment} is open, and whose it is is not known." in ran.err
    assert "Nothing was taken over" in ran.err
    assert "then try again." in ran.err
    assert home.run("journal", "--json").out == ""


def test_what_the_owner_of_the_database_changes_is_found(
    home: Home, database: str, postgres: PostgresServer
) -> None:
    home.wrote("default", intent("n", agent="nadia"))
    home.settings(database, "postgres")
    home.run("ledger", "import")
    postgres.sql(
        "ALTER TABLE stancer_tui.audit DISABLE TRIGGER ALL",
        "UPDATE stancer_tui.audit SET agent = 'karim' WHERE number = 1",
        database=database,
    )
    ran = home.run("ledger", "verify")
    assert (ran.code, ran.out) == (1, "")
    assert "broken at row 1" in ran.err


def test_without_a_ledger_in_the_settings_it_says_what_to_write(home: Home) -> None:
    home.write("")
    for action in ("init", "import", "login"):
        ran = home.run("ledger", action)
        assert (ran.code, ran.out) == (2, "")
        assert 'ledger = "postgresql://host/database"' in ran.err


def test_a_server_that_is_away_is_a_sentence(home: Home, tmp_path: Path) -> None:
    home.write(f'[profiles.default]\nledger = "postgresql:///stancer?host={tmp_path}"\n')
    for command in (("ledger", "status"), ("ledger", "init"), ("journal",)):
        ran = home.run(*command)
        assert (ran.code, ran.out) == (1, "")
        assert "the team's ledger cannot be reached" in ran.err
        assert "Traceback" not in ran.err


def test_a_password_in_the_address_is_refused_without_repeating_it(home: Home) -> None:
    home.write('[profiles.default]\nledger = "postgresql://nadia:hunter2@db.example/stancer"\n')
    ran = home.run("ledger", "status")
    assert (ran.code, ran.out) == (2, "")
    assert "a password does not belong into an address" in ran.err
    assert "hunter2" not in ran.err
