"""Runs `stancer-tui` as a program or inside the test, with keys of the demo and a home of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

from stancer_tui.cli.main import main
from stancer_tui.keys import SLOTS
from stancer_tui.store.sqlite.journal import Journal

PROGRAM = (sys.executable, "-m", "stancer_tui")


@dataclass(frozen=True)
class Ran:
    """What a run of the program left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout, which must be one JSON value."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Machine:
    """One machine: a home, an environment, and where its desk speaks to."""

    home: Path
    url: str
    capsys: pytest.CaptureFixture[str]
    opened: list[Journal] = field(default_factory=list)
    """What a test looked into: closed after it."""

    @property
    def journal(self) -> Journal:
        """The journal's file of this machine."""
        self.opened.append(Journal(self.home / "state" / "journal.db"))
        return self.opened[-1]

    def here(self, *arguments: str) -> Ran:
        """Run inside this process: quicker, but it shares its pid with every other run."""
        self.capsys.readouterr()
        try:
            code = main([*arguments, "--api-url", self.url])
        except SystemExit as exit_:  # argparse
            code = int(exit_.code or 0)
        out, err = self.capsys.readouterr()
        return Ran(code, out, err)

    def start(self, *arguments: str, stdout: int | IO[bytes] = subprocess.PIPE) -> "subprocess.Popen[str]":
        """Start the program; without a terminal."""
        return subprocess.Popen(
            [*PROGRAM, *arguments, "--api-url", self.url],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> Ran:
        """Run the program to its end."""
        return ended(self.start(*arguments))


def ended(process: "subprocess.Popen[str]") -> Ran:
    """Wait for the end of a program."""
    with process:
        out, err = process.communicate(timeout=120)
    return Ran(process.returncode, out, err)


def run_plain(*arguments: str) -> Ran:
    """Run the program with nothing but these arguments."""
    return ended(
        subprocess.Popen(
            [*PROGRAM, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    )


def await_line(process: "subprocess.Popen[str]", words: str) -> Sequence[str]:
    """Read stderr until a line has these words."""
    assert process.stderr is not None
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line)
        if words in line:
            return lines
    raise AssertionError(f"{words!r} was not said: {lines}")


def without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key in the environment."""
    for slot in SLOTS:
        monkeypatch.delenv(slot.variable, raising=False)


@contextmanager
def machine_at(home: Path, url: str, capsys: pytest.CaptureFixture[str]) -> Iterator[Machine]:
    """A machine whose journals are closed at its end."""
    machine = Machine(home, url, capsys)
    try:
        yield machine
    finally:
        for journal in machine.opened:
            journal.close()
