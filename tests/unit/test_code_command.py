"""The `code` command: its words, its exit codes, and what it keeps out of the process."""

import json
import subprocess
import sys

import pytest

from stancer_tui.cli.code import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")


def test_a_card_code_is_explained_whole(capsys: Capture) -> None:
    assert run("51", "card", json_output=False) == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[0] == "51  Not enough money"
    assert [line[:18].strip() for line in lines[1:] if line[2] != " "] == [
        "Family",
        "Meaning",
        "Who can fix it",
        "Retry",
        "Tell them (EN)",
        "Tell them (FR)",
        "Source",
    ]
    assert "  Who can fix it  The customer" in lines
    assert any(line.startswith("  Retry           Later. ") for line in lines)


def test_all_families_are_looked_through_when_none_is_named(capsys: Capture) -> None:
    assert run("14", None, json_output=False) == 0
    out = capsys.readouterr().out
    assert "  Family          card response code\n" in out
    assert "  Family          dispute response code, National\n" in out


def test_one_family_leaves_the_others_out(capsys: Capture) -> None:
    assert run("14", "dispute", json_output=False) == 0
    assert "card response code" not in capsys.readouterr().out


def test_a_sensitive_code_warns_the_agent(capsys: Capture) -> None:
    run("43", "card", json_output=False)
    assert "This is for you alone." in capsys.readouterr().out
    run("51", "card", json_output=False)
    assert "This is for you alone." not in capsys.readouterr().out


def test_a_status_is_shown_for_every_object_that_has_it(capsys: Capture) -> None:
    assert run("Declined", "status", json_output=False) == 0
    out = capsys.readouterr().out
    assert out.count("declined  ") == 2
    assert "status of the scoring" in out


def test_a_settable_status_says_that_it_is_only_sent(capsys: Capture) -> None:
    assert run("capture", None, json_output=False) == 0
    out = capsys.readouterr().out
    assert "never returned by it" in out
    assert "Tell them" not in out


def test_a_status_is_explained_as_a_code_is(capsys: Capture) -> None:
    assert run("expired", None, json_output=False) == 0
    lines = capsys.readouterr().out.split("\n\n")[0].splitlines()
    assert lines[0] == "expired  Not captured in time"
    assert [line[:18].strip() for line in lines[1:] if line[2] != " "] == [
        "Family",
        "Meaning",
        "Who can fix it",
        "Retry",
        "Tell them (EN)",
        "Tell them (FR)",
        "Source",
    ]
    assert "Approved" not in "".join(lines)


def test_no_status_at_all_is_explained_too(capsys: Capture) -> None:
    assert run("No Status", None, json_output=False) == 0
    assert "no status  No attempt reported" in capsys.readouterr().out


def test_501_is_known_as_the_answer_of_payouts_in_test_mode(capsys: Capture) -> None:
    assert run("501", "http", json_output=False) == 0
    assert "only live mode has payouts" in capsys.readouterr().out


def test_json_holds_the_same_entries(capsys: Capture) -> None:
    assert run(" ac04 ", None, json_output=True) == 0
    entry = json.loads(capsys.readouterr().out)
    assert (entry["family"], entry["code"], entry["network"]) == ("sepa", "AC04", "SEPA")
    assert run("paid", "status", json_output=True) == 0
    entry = json.loads(capsys.readouterr().out)
    assert (entry["family"], entry["object"], entry["code"]) == ("status", "payout", "paid")


def test_an_unknown_code_leaves_stdout_empty_and_names_the_families(capsys: Capture) -> None:
    assert run("ZZ9", None, json_output=False) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "The code 'ZZ9' is not known in the families card, sepa, dispute, http or status.\n"
    assert run("ZZ9", "sepa", json_output=True) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "The code 'ZZ9' is not known in the family sepa.\n"


def test_an_unknown_family_is_a_misuse(capsys: Capture) -> None:
    assert run("51", "cards", json_output=False) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "card, sepa, dispute, http or status" in err


def test_what_was_typed_cannot_steer_the_terminal(capsys: Capture) -> None:
    assert run("\x1b]0;owned\x07\u202e" + "x" * 500, None, json_output=False) == 1
    err = capsys.readouterr().err
    assert err.removesuffix("\n").isprintable()
    assert "\u202e" not in err
    assert len(err) < 200


def test_a_narrow_terminal_gets_wrapped_lines(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    run("7810", None, json_output=False)
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 60


def test_the_command_needs_neither_the_screen_nor_the_network() -> None:
    program = (
        "import sys; from stancer_tui.cli.code import run; run('51', None, json_output=False);"
        "sys.exit(str(sorted({'textual', 'rich', 'httpx', 'pydantic'} & sys.modules.keys()) or ''))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
    assert "Not enough money" in done.stdout
