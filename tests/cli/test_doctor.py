"""`stancer-tui doctor`: what works, what does not, and nothing that is secret."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest

from stancer_tui.api.request_log import RequestRecord
from stancer_tui.cli.doctor_api import clock
from stancer_tui.cli.doctor_machine import directories, terminal
from stancer_tui.cli.findings import Finding, State
from stancer_tui.cli.main import main
from stancer_tui.config import Paths
from stancer_tui.keys import SLOTS
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.store.sqlite.journal import Journal
from tests.sandbox.serving import serving
from tests.unit.fake_keyrings import FailingKeyring, MemoryKeyring, NoKeyring

UNKNOWN = "stest_NobodyKnowsThisKey123456"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(SandboxSettings(payments=5, port=0)) as running:
        yield running.url


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path / "home"))
    for slot in SLOTS:
        monkeypatch.delenv(slot.variable, raising=False)
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def memory() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def found(capsys: pytest.CaptureFixture[str]) -> dict[str, Finding]:
    """What --json printed, by what was looked at; of several the last."""
    return {
        each["what"]: Finding(each["what"], State(each["state"]), each["found"], each["advice"])
        for each in json.loads(capsys.readouterr().out)["findings"]
    }


def test_a_machine_in_order(
    url: str, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    memory.set_password("stancer-tui", SLOTS[0].entry("default"), DEMO_SECRET_TEST)
    monkeypatch.setenv("STANCER_API_KEY_LIVE", DEMO_SECRET_LIVE)
    assert main(["doctor", "--json", "--api-url", url]) == 0
    output = capsys.readouterr().out
    assert DEMO_SECRET_TEST not in output
    assert DEMO_SECRET_TEST[-4:] not in output, "not even masked: the output goes into tickets"
    findings = {each["what"]: each for each in json.loads(output)["findings"]}
    assert findings["Secret test key"]["found"] == "set, from the keyring"
    assert findings["Secret live key"]["found"] == "set, from the environment"
    assert findings["Public test key"]["state"] == "note"
    for mode in ("test", "live"):
        assert findings[f"API, {mode}"]["found"].startswith("answers in ")
    assert findings["Clock"]["state"] == "ok"
    assert main(["doctor", "--api-url", url]) == 0
    assert "ok     Keyring          answers" in capsys.readouterr().out


def test_a_refused_key_and_an_unreachable_host_are_wrong(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STANCER_API_KEY_TEST", UNKNOWN)
    assert main(["doctor", "--json", "--api-url", url]) == 1
    finding = found(capsys)["API, test"]
    assert finding.state is State.WRONG
    assert "does not accept the key" in finding.found
    assert main(["doctor", "--json", "--api-url", "http://localhost:1"]) == 1
    finding = found(capsys)["API, test"]
    assert "could not be reached" in finding.found
    assert "Check the network" in finding.advice


def test_a_key_in_the_wrong_place_is_wrong_and_not_printed(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_LIVE)
    assert main(["doctor", "--json", "--api-url", url]) == 1
    output = capsys.readouterr().out
    assert "This is a secret live key" in output
    assert DEMO_SECRET_LIVE not in output


def test_a_clock_that_is_off_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_TEST)
    with serving(SandboxSettings(payments=0, port=0, now=FixedClock(LONG_AGO))) as running:
        assert main(["doctor", "--json", "--api-url", running.url]) == 1
    finding = found(capsys)["Clock"]
    assert finding.state is State.WRONG
    assert "ahead of the API's" in finding.found


@pytest.mark.parametrize(
    ("seconds", "state", "words"),
    [
        (0, State.OK, "agrees"),
        (-12, State.OK, "12 s behind"),
        (31, State.WRONG, "31 s ahead of"),
        (-90, State.WRONG, "90 s behind"),
    ],
)
def test_the_clock_is_compared_with_the_middle_of_the_request(seconds: int, state: State, words: str) -> None:
    server = datetime(2026, 11, 21, 17, 4, 11, tzinfo=UTC)
    begun = server + timedelta(seconds=seconds, milliseconds=-100)
    finding = clock(RequestRecord(begun, "GET", "/", 200, None, 200, 1), server)
    assert finding.state is state
    assert words in finding.found


def test_every_mistake_of_the_settings_is_named_and_nothing_is_asked(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_TEST)
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('[profiles.default]\nacount = "x"\nread_only = 3\n')
    assert main(["doctor"]) == 1
    text = capsys.readouterr().out
    assert "line 2: acount is not a setting; did you mean account?" in text
    assert "line 3: read_only must be true or false" in text
    assert "correct the settings first" in text
    assert "set, from the environment" in text, "the rest is looked at all the same"


def test_directories_that_others_can_read_are_wrong(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "c", tmp_path / "s")
    assert [each.state for each in directories(paths)] == [State.OK], "what is not there yet is no fault"
    paths.state.mkdir(mode=0o700)
    with closing(Journal(paths.state / "journal.db")) as journal:
        journal.open()
    assert [each.state for each in directories(paths)] == [State.OK, State.OK]
    paths.state.chmod(0o750)
    (paths.state / "journal.db").chmod(0o604)
    findings = list(directories(paths))
    assert [each.state for each in findings] == [State.WRONG, State.WRONG]
    assert findings[0].advice == f"chmod go-rwx '{paths.state}'"


def test_a_state_directory_that_is_a_link_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "s").symlink_to(tmp_path)
    (finding,) = directories(Paths(tmp_path / "c", tmp_path / "s"))
    assert finding.state is State.WRONG


@pytest.mark.parametrize(
    ("backend", "state", "code"), [(NoKeyring(), "note", 0), (FailingKeyring(RuntimeError()), "wrong", 1)]
)
def test_a_keyring_that_does_not_serve(
    backend: MemoryKeyring, state: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    keyring.set_keyring(backend)
    assert main(["doctor", "--json"]) == code
    findings = found(capsys)
    assert findings["Keyring"].state == state
    assert findings["Secret test key"].found == "not known: the keyring cannot be used"
    assert findings["API"].found == "not asked: there is no key to ask with"


def test_the_demo_is_looked_at_without_keys_of_the_account(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STANCER_API_KEY_TEST", UNKNOWN)
    arguments = ["doctor", "--json", "--demo", "--payments", "5", "--now", "2020-01-01T00:00"]
    assert main(arguments) == 0
    assert {"API, test", "API, live"} <= set(found(capsys))


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "none (NO_COLOR)"),
        ({"COLORTERM": "truecolor"}, "16 million"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "vt100"}, "16 or fewer"),
    ],
)
def test_it_says_which_colours_the_terminal_has(env: dict[str, str], words: str) -> None:
    colours = next(each for each in terminal(env) if each.what == "Colours")
    assert words in colours.found
