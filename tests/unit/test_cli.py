"""The command line: options before and after a command, exit codes, what goes where, what is imported."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest

import stancer_tui
from stancer_tui.__main__ import WEB_DRIVER, scrub
from stancer_tui.cli import desk
from stancer_tui.cli.main import main
from stancer_tui.config import DemoOptions, DeskOptions
from stancer_tui.keys import SLOTS
from stancer_tui.sandbox.keys import DEMO_PUBLIC_TEST, DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from tests.unit.fake_keyrings import HangingKeyring, MemoryKeyring, NoKeyring

UNKNOWN = "stest_NobodyKnowsThisKey123456"
ENTRY = ("stancer-tui", SLOTS[0].entry("default"))


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path / "home"))
    for slot in SLOTS:
        monkeypatch.delenv(slot.variable, raising=False)


@pytest.fixture
def memory() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    """The address of a sandbox that `stancer-tui sandbox` serves."""
    command = [sys.executable, "-m", "stancer_tui", "sandbox", "--port", "0", "--payments", "5"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        yield first.split()[-1]
        process.terminate()
        process.stdout.read()


def opened(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> DeskOptions:
    """The options with which the desk would open."""
    seen: list[DeskOptions] = []

    def run(options: DeskOptions, keys: Mapping[str, str]) -> int:
        seen.append(options)
        return 0

    monkeypatch.setattr(desk, "open_desk", run)
    monkeypatch.setattr(desk, "check_terminal", lambda: None)
    assert main(arguments) == 0
    return seen[0]


def python(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class TestOptions:
    def test_the_desk_opens_in_test_mode_on_stancer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        options = opened(monkeypatch)
        assert (options.live, options.read_only, options.mask, options.demo) == (False, False, False, None)
        assert options.api_url == "https://api.stancer.com"
        assert options.profile == "default"

    def test_every_option_reaches_the_desk(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        options = opened(
            monkeypatch, "--demo", "--live", "--read-only", "--mask", "--profile", "second",
            "--db", str(tmp_path), "--seed", "7", "--payments", "50", "--now", "2026-11-21T18:04",
            "--fault", "lose-answer", "--fault", "error-rate=0.5", "--latency", "40",
            "--check-delay", "5",
        )  # fmt: skip
        assert (options.live, options.read_only, options.mask, options.profile) == (
            True,
            True,
            True,
            "second",
        )
        assert options.demo == DemoOptions(
            db=tmp_path,
            seed=7,
            payments=50,
            now=datetime(2026, 11, 21, 18, 4, tzinfo=UTC),
            faults=("lose-answer", "error-rate=0.5"),
            latency_ms=40,
            check_delay=5,
        )

    def test_settings_fill_what_the_command_line_leaves_out(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        config = tmp_path / "c.toml"
        config.write_text(
            '[profiles.default]\naccount = "Lune"\nbase_url = "http://localhost:1/"\nread_only = true\n'
        )
        options = opened(monkeypatch, "--config", str(config))
        assert (options.api_url, options.read_only) == ("http://localhost:1", True)
        assert options.settings.account == "Lune"
        assert (
            opened(monkeypatch, "--config", str(config), "--api-url", "https://a.b").api_url == "https://a.b"
        )

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--profile", "code", "code", "51"),
            ("code", "51", "--profile", "code"),
            ("--demo", "--seed", "3", "code", "51", "--mask"),
            ("code", "--live", "51", "--family", "card"),
        ],
    )
    def test_global_options_before_and_after_a_command(
        self, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(arguments) == 0
        assert capsys.readouterr().out.startswith("51")

    def test_the_sandbox_reads_its_own_options_before_it_too(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["--seed", "x", "sandbox", "--port", "0"]) == 2
        assert "seed" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--seed", "3"), "--seed is for the demo: add --demo."),
            (("--demo", "--api-url", "https://a.b"), "leave out --api-url"),
            (("--api-url", "http://a.b"), "--api-url: the API address must begin with https://"),
            (("--demo", "--fault", "lose-all"), "--fault: unknown fault 'lose-all'"),
            (("--config", "/nonexistent/c.toml"), "there is no such file"),
            (("keys", "set"), "Which key?"),
            (("--demo", "keys", "list"), "leave out --demo"),
        ],
    )
    def test_wrong_usage_is_a_sentence_and_2(
        self, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(arguments) == 2
        output = capsys.readouterr()
        assert said in output.err
        assert output.out == ""

    @pytest.mark.parametrize(
        "arguments", [("--bogus",), ("bogus",), ("--demo", "--latency", "-1"), ("--demo", "--now", "noon")]
    )
    def test_what_no_option_allows_is_2(self, arguments: tuple[str, ...]) -> None:
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2


class TestStart:
    def test_no_terminal_is_a_sentence_and_2(self) -> None:
        result = python("-m", "stancer_tui", "--demo")
        assert result.returncode == 2
        assert result.stdout == ""
        assert result.stderr.startswith("The desk needs a terminal")
        assert "Traceback" not in result.stderr

    def test_no_stdin_at_all_is_the_same(self) -> None:
        result = subprocess.run(
            ["/bin/sh", "-c", 'exec "$0" -m stancer_tui --demo <&-', sys.executable],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert result.returncode == 2
        assert result.stderr.startswith("The desk needs a terminal")

    @pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["code", "51"], ["keys", "--help"]])
    def test_quick_answers_import_no_heavy_library(self, arguments: list[str]) -> None:
        script = (
            "import atexit, sys\n"
            "from stancer_tui.__main__ import main\n"
            "heavy = ('textual', 'rich', 'httpx', 'pydantic', 'keyring', 'starlette', 'uvicorn', 'sqlite3')\n"
            "found = lambda: sys.stderr.write(f'HEAVY {[m for m in heavy if m in sys.modules]}\\n')\n"
            "atexit.register(found)\n"
            f"sys.argv[1:] = {arguments!r}\n"
            "sys.exit(main())\n"
        )
        result = python("-c", script)
        assert result.returncode == 0
        assert result.stdout
        assert result.stderr == "HEAVY []\n"

    def test_the_version(self) -> None:
        result = python("-m", "stancer_tui", "--version")
        assert result.stdout == f"stancer-tui {stancer_tui.__version__}\n"

    def test_textuals_variables_are_dropped_before_it_reads_them(self) -> None:
        env = {
            "TEXTUAL": "debug", "TEXTUAL_LOG": "/tmp/x", "TEXTUAL_PRESS": "q", "TEXTUAL_SCREENSHOT": "1",
            "TEXTUAL_SCREENSHOT_LOCATION": "/tmp", "TEXTUAL_DEVTOOLS_HOST": "evil", "TEXTUAL_DRIVER": "a:B",
            "TEXTUAL_ANIMATIONS": "none", "HOME": "/root",
        }  # fmt: skip
        scrub(env, [])
        assert env == {"TEXTUAL_ANIMATIONS": "none", "HOME": "/root"}

    def test_the_driver_of_textual_serve_stays(self) -> None:
        env = {"TEXTUAL_DRIVER": WEB_DRIVER}
        scrub(env, [])
        assert env == {"TEXTUAL_DRIVER": WEB_DRIVER}

    def test_a_developer_keeps_them_with_invented_data_only(self) -> None:
        env = {"STANCER_TUI_DEV": "1", "TEXTUAL_LOG": "log"}
        scrub(env, ["--demo"])
        assert "TEXTUAL_LOG" in env
        scrub(env, ["--live"])
        assert "TEXTUAL_LOG" not in env

    def test_the_process_starts_with_them_dropped_and_writes_for_its_owner_only(self, tmp_path: Path) -> None:
        script = (
            "import os, sys\n"
            "import stancer_tui.cli.main as cli\n"
            "def look(keys):\n"
            "    mask = os.umask(0); os.umask(mask)\n"
            "    print(os.environ.get('TEXTUAL_LOG'), oct(mask), 'textual' in sys.modules)\n"
            "    return 0\n"
            "cli.main = look\n"
            "from stancer_tui.__main__ import main\n"
            "sys.exit(main())\n"
        )
        assert python("-c", script, TEXTUAL_LOG="x").stdout == "None 0o77 False\n"

    def test_a_small_alphabet_is_no_crash(self) -> None:
        env = {"STANCER_API_KEY_TEST": DEMO_SECRET_TEST, "PYTHONIOENCODING": "ascii"}
        result = python("-m", "stancer_tui", "keys", "list", PYTHON_KEYRING_BACKEND="", **env)
        assert result.stdout.startswith("secret test key\tstest_?t123\tenvironment\n")
        assert "Traceback" not in result.stderr

    def test_a_reader_that_leaves_gets_no_traceback(self) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "stancer_tui", "code", "51"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == ""
        assert process.returncode == 1

    def test_a_crash_of_a_command_shows_no_key_and_no_control_character(self) -> None:
        script = (
            "import sys\n"
            "import stancer_tui.cli.main as cli\n"
            "def crash(keys):\n"
            f"    raise RuntimeError('{DEMO_SECRET_TEST} \\x1b]52;c;x\\x07')\n"
            "cli.main = crash\n"
            "from stancer_tui.__main__ import main\n"
            "main()\n"
        )
        result = python("-c", script)
        assert result.returncode == 1
        assert "stopped on an unexpected error (RuntimeError). Report: " in result.stderr
        assert DEMO_SECRET_TEST not in result.stderr
        assert "\x1b" not in result.stderr


class TestKeys:
    def set(self, monkeypatch: pytest.MonkeyPatch, text: str, *arguments: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{text}\n"))
        return main(["keys", "set", *arguments])

    def test_a_key_is_checked_then_stored_then_listed_masked(
        self,
        monkeypatch: pytest.MonkeyPatch,
        memory: MemoryKeyring,
        sandbox: str,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        assert self.set(monkeypatch, DEMO_SECRET_TEST, "test", "--api-url", sandbox) == 0
        assert memory.copies == {ENTRY: [DEMO_SECRET_TEST]}
        assert self.set(monkeypatch, DEMO_SECRET_LIVE, "live", "--api-url", sandbox) == 0
        assert self.set(monkeypatch, DEMO_PUBLIC_TEST, "test", "--public") == 0
        output = capsys.readouterr()
        assert output.out == ""
        assert "stest_…t123" in output.err
        assert DEMO_SECRET_TEST not in output.err

        assert main(["keys", "list"]) == 0
        assert capsys.readouterr().out.splitlines() == [
            "secret test key\tstest_…t123\tkeyring",
            "secret live key\tsprod_…e123\tkeyring",
            "public test key\tptest_…t123\tkeyring",
            "public live key\t-\tnot set",
        ]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (UNKNOWN, "The API refused this secret test key (401). Nothing was stored."),
            (DEMO_PUBLIC_TEST, "This is a public test key."),
            (DEMO_SECRET_LIVE, "This is a secret live key."),
            ("", "No key was given."),
        ],
    )
    def test_a_bad_key_is_not_stored_and_gives_3(
        self,
        text: str,
        said: str,
        monkeypatch: pytest.MonkeyPatch,
        memory: MemoryKeyring,
        sandbox: str,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        assert self.set(monkeypatch, text, "test", "--api-url", sandbox) == 3
        output = capsys.readouterr()
        assert said in output.err
        assert not text or text not in output.out + output.err
        assert memory.copies == {}

    def test_a_key_that_cannot_be_checked_is_not_stored(
        self, monkeypatch: pytest.MonkeyPatch, memory: MemoryKeyring, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.set(monkeypatch, DEMO_SECRET_TEST, "test", "--api-url", "http://127.0.0.1:1") == 1
        assert "could not be checked" in capsys.readouterr().err
        assert memory.copies == {}

    def test_a_live_key_stays_with_stancer(
        self, monkeypatch: pytest.MonkeyPatch, memory: MemoryKeyring, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.set(monkeypatch, DEMO_SECRET_LIVE, "live", "--api-url", "https://api.example.org") == 2
        assert "api.stancer.com only" in capsys.readouterr().err
        assert memory.copies == {}

    def test_without_a_keyring_there_is_a_way_on(
        self, monkeypatch: pytest.MonkeyPatch, memory: MemoryKeyring, capsys: pytest.CaptureFixture[str]
    ) -> None:
        keyring.set_keyring(NoKeyring())
        monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_TEST)
        assert main(["keys", "list"]) == 1, "what cannot be read is not reported as absent"
        output = capsys.readouterr()
        assert output.out.startswith(
            "secret test key\tstest_…t123\tenvironment\nsecret live key\t-\tnot readable\n"
        )
        assert output.err.count("No system keyring answers here.") == 1
        assert self.set(monkeypatch, DEMO_PUBLIC_TEST, "test", "--public") == 1

    def test_a_hanging_keyring_is_waited_for_once(
        self, monkeypatch: pytest.MonkeyPatch, memory: MemoryKeyring, capsys: pytest.CaptureFixture[str]
    ) -> None:
        backend = HangingKeyring()
        keyring.set_keyring(backend)
        monkeypatch.setattr("stancer_tui.cli.keys.PATIENT", 0.05)
        monkeypatch.setenv("STANCER_PUBLIC_KEY_TEST", DEMO_PUBLIC_TEST)
        assert main(["keys", "list"]) == 1
        backend.gate.set()
        output = capsys.readouterr()
        assert output.err.count("did not answer within") == 1
        assert output.out.count("not readable") == 3
        assert "public test key\tptest_…t123\tenvironment" in output.out

    def test_a_removed_key_leaves_the_keyring_and_the_variable_is_named(
        self, monkeypatch: pytest.MonkeyPatch, memory: MemoryKeyring, capsys: pytest.CaptureFixture[str]
    ) -> None:
        memory.set_password(*ENTRY, DEMO_SECRET_TEST)
        monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_TEST)
        assert main(["keys", "remove", "test"]) == 0
        output = capsys.readouterr().err
        assert "was removed from the keyring" in output
        assert "STANCER_API_KEY_TEST is still set" in output
        assert memory.get_password(*ENTRY) is None
        assert main(["keys", "remove", "test"]) == 0
        assert "is not in the keyring" in capsys.readouterr().err


def test_httpx_is_loaded_without_its_command_line() -> None:
    """httpx has no public way to leave it out: this tells when an upgrade has changed it."""
    program = (
        "import sys\n"
        "from stancer_tui.__main__ import skip_httpx_command_line\n"
        "skip_httpx_command_line()\n"
        "import stancer_tui.api.transport\n"
        "loaded = [name for name in ('click', 'rich.syntax') if name in sys.modules]\n"
        "sys.exit(f'{loaded}' if loaded else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
