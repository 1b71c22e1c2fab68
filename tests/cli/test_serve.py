"""`stancer-tui serve`: the demo and nothing else, with the options that were given."""

import os
import shlex
import socket
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from stancer_tui.__main__ import WEB_DRIVER
from stancer_tui.cli.main import build_parser, main
from stancer_tui.cli.serve import visitors_command
from tests.unit.test_cli import python

REFUSED = b"In a browser only the demo opens"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((), "add --demo"), (("--live",), "add --demo"), (("--demo", "--db", "kept"), "leave out --db")],
)
def test_it_serves_only_a_demo_that_keeps_nothing(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_visitor_s_demo_has_the_options_of_the_start() -> None:
    given = "--lang fr --team --mask --seed 7 --now 2026-11-21T18:04:11+01:00 --fault lose-answer --fault b"
    parse = build_parser(only="serve").parse_args
    args = parse(["serve", "--demo", "--profile", "own", *given.split()])
    command = visitors_command(args)
    assert command[:4] == [sys.executable, "-m", "stancer_tui", "--demo"]
    assert "own" not in command
    visitor = build_parser(only="").parse_args(command[3:])
    assert (visitor.lang, visitor.team, visitor.mask, visitor.seed) == ("fr", True, True, 7)
    assert visitor.now == datetime.fromisoformat("2026-11-21T18:04:11+01:00")
    assert visitor.fault == ["lose-answer", "b"]
    assert shlex.split(shlex.join(command)) == command


def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    pytest.importorskip("textual_serve", reason="needs the extra `web`")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ran = python("-m", "stancer_tui", "serve", "--demo", "--host", "127.0.0.1", "--port", port)
    assert ran.returncode == 1
    assert f"Nothing can be served at 127.0.0.1:{port}: " in ran.stderr
    assert "Traceback" not in ran.stderr + ran.stdout


@pytest.mark.parametrize("arguments", [(), ("--live",), ("open", "paym_" + "a" * 24)])
def test_in_a_browser_no_desk_with_keys_opens(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """As textual-serve runs it: packets of a kind, a length and so many bytes, both ways."""
    keys = {"STANCER_API_KEY_LIVE": "sprod_" + "Zq7" * 8, "STANCER_API_KEY_TEST": "stest_" + "Zq7" * 8}
    program = subprocess.Popen(
        [sys.executable, "-m", "stancer_tui", *arguments],
        env=os.environ | {"STANCER_TUI_HOME": str(tmp_path), "TEXTUAL_DRIVER": WEB_DRIVER} | keys,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with program:
        assert program.stdin is not None
        assert program.stdout is not None
        painted = b""
        while REFUSED not in painted:
            more = os.read(program.stdout.fileno(), 1 << 16)
            assert more, painted
            painted += more
        program.stdin.write(b"D" + (1).to_bytes(4, "big") + b"q")
        program.stdin.flush()
        painted += program.stdout.read()
        assert program.stderr is not None
        said = program.stderr.read()
    assert program.returncode == 2
    assert REFUSED in said
    assert b"Zq7" not in painted + said
    assert b"LIVE" not in painted
    assert list(tmp_path.rglob("*.db")) == []
