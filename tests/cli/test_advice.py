"""Advice is chosen by what was asked, and where: no command is told to do what only the desk can."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from stancer_tui.api import errors
from stancer_tui.api.errors import ApiError, NotImplementedByApi
from stancer_tui.cli.doctor_machine import refunds
from stancer_tui.cli.findings import State
from stancer_tui.cli.main import main
from stancer_tui.cli.reading import stop_of
from stancer_tui.config import Paths
from stancer_tui.services.advice import advice_on
from stancer_tui.services.error_messages import Place, error_message
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.ui.commands.naming import key_of
from tests.api.every_error import an_error, every_kind
from tests.cli.running import without_keys
from tests.unit.fake_keyrings import FailingKeyring, MemoryKeyring, NoKeyring

PAYMENT = "paym_123456789012345678901234"
AWAY = ("--api-url", "http://localhost:1")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path / "home"))
    without_keys(monkeypatch)
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def not_offered(path: str) -> NotImplementedByApi:
    return NotImplementedByApi("no", method="GET", path=path, status=501)


def test_live_is_advised_for_payouts_of_a_test_key_only() -> None:
    payouts, payment = not_offered("/v1/payouts/?start=0"), not_offered(f"/v1/checkout/{PAYMENT}")
    assert "Add --live." in str(stop_of(payouts, live=False))
    assert "Add --live." not in str(stop_of(payouts, live=True))
    assert "live" not in str(stop_of(payment, live=False))
    assert error_message(payouts).title == "Stancer does not offer this in this mode."
    assert error_message(payment).title == "Stancer does not offer this."


@pytest.mark.parametrize(
    "backend", [NoKeyring(), FailingKeyring(KeyringLocked("locked"))], ids=["none", "locked"]
)
@pytest.mark.parametrize(
    ("command", "variable"),
    [
        (["list", "payments"], "STANCER_API_KEY_TEST"),
        (["list", "payments", "--live"], "STANCER_API_KEY_LIVE"),
        (["show", PAYMENT], "STANCER_API_KEY_TEST"),
        (["refund", PAYMENT, "--yes"], "STANCER_API_KEY_TEST"),
        (["keys", "list"], "environment"),
        (["keys", "remove", "test"], ""),
        (["doctor"], ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_without_a_keyring_no_command_says_to_type_the_key(
    backend: KeyringBackend,
    command: list[str],
    variable: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    keyring.set_keyring(backend)
    assert main([*command, *AWAY]) != 0 or command == ["doctor"]
    out, err = capsys.readouterr()
    assert "ype the key" not in out + err
    assert variable in err


@pytest.mark.parametrize(
    "backend",
    [MemoryKeyring(), NoKeyring(), FailingKeyring(KeyringLocked("locked"))],
    ids=["empty", "none", "locked"],
)
@pytest.mark.parametrize(
    "command",
    [["list", "payments"], ["refund", PAYMENT, "--yes"], ["keys", "list"], ["keys", "set"], ["doctor"]],
    ids=" ".join,
)
def test_for_a_named_profile_no_command_leads_to_the_key_of_the_default_one(
    backend: KeyringBackend, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    keyring.set_keyring(backend)
    main([*command, *AWAY, "--profile", "the garage"])
    out, err = capsys.readouterr()
    said = out + err
    assert "STANCER_API_KEY" not in said
    assert "work." not in said, "the environment has no key of it"
    asked = [said[at:].partition("\n")[0] for at in range(len(said)) if said.startswith("keys set ", at)]
    assert all("--profile 'the garage'" in line for line in asked)
    assert asked or type(backend) is not MemoryKeyring or command == ["keys", "list"]


def place(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "c", tmp_path / "s")


def test_refunds_are_on_where_a_journal_can_be_made_or_opened(tmp_path: Path) -> None:
    assert refunds(place(tmp_path)).state is State.OK
    assert not (tmp_path / "s").exists(), "looking makes nothing"
    with closing(Journal(tmp_path / "s" / "journal.db")) as journal:
        journal.open()
    found = refunds(place(tmp_path))
    assert (found.state, found.found[:19]) == (State.OK, "on; journal version")


def test_refunds_are_off_where_the_directory_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s").write_text("a file")
    found = refunds(place(tmp_path))
    assert found.state is State.WRONG
    assert found.found.startswith("off: ")
    (tmp_path / "s").unlink()
    monkeypatch.setattr(os, "access", lambda *_: False)  # as on a disk that is mounted for reading
    assert refunds(place(tmp_path)).state is State.WRONG


def test_refunds_are_off_with_the_journal_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "s" / "journal.db"
    with closing(Journal(path)) as journal:
        journal.open()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    found = refunds(place(tmp_path))
    assert found.state is State.WRONG
    assert "newer version" in found.found
    assert "Install the newer stancer-tui" in found.advice


@pytest.mark.parametrize("kind", every_kind(), ids=lambda kind: kind.__name__)
def test_what_is_advised_everywhere_names_no_command_option_or_screen(kind: type[ApiError]) -> None:
    advice = advice_on(an_error(kind))
    assert advice
    for word in ("stancer-tui ", "--", "shown", "screen", "press", "`", key_of("payments.refresh")):
        assert word not in advice.replace("Install stancer-tui again", ""), advice


@pytest.mark.parametrize("kind", every_kind(), ids=lambda kind: kind.__name__)
def test_a_command_is_advised_what_a_command_can_do(kind: type[ApiError]) -> None:
    advice = error_message(an_error(kind), Place.COMMAND).advice
    assert "shown" not in advice
    assert "Choose" not in advice


def test_a_refused_key_is_replaced_by_a_command_from_both_and_the_variable_is_named_to_a_script() -> None:
    error = an_error(errors.Unauthorized)
    assert "keys set" in error_message(error).advice
    assert "variable" in error_message(error, Place.COMMAND).advice
    assert "--since" in error_message(an_error(errors.EndlessList), Place.COMMAND).advice
    assert "--since" not in error_message(an_error(errors.EndlessList)).advice


def test_the_advice_of_a_place_never_replaces_what_to_do_about_an_unknown_outcome() -> None:
    error = an_error(errors.NotFound)
    error.effect = errors.Effect.UNKNOWN
    for place in Place:
        assert "Do not send it again" in error_message(error, place).advice
