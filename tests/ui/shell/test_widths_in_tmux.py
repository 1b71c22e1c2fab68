"""A name with symbols is as wide in a real terminal as the program counts it: the frames stand straight."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from rich.cells import cell_len

from stancer_tui.render.safe import safe

NAMES = (
    "❤\ufe0f Boutique",
    "👍🏽 Bravo",
    "👨\u200d👩\u200d👧 Famille",
    "🤷🏽\u200d♀\ufe0f Qui sait",
    "1\ufe0f\u20e3 rue",
    "🇫🇷 France",
    "☕\ufe0f Café",
    "☎\ufe0f Tél",
    "e\u0301te\u0301",
    "한글",
)
PATIENCE = 20

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux on this machine")


class Pane:
    """A pane of a tmux of the test's own, in which nothing runs but `cat`."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")

    def ask(self, *words: str) -> str:
        """What a command of tmux answers."""
        environment = os.environ | {"LANG": "C.UTF-8", "TERM": "xterm-256color"}
        command = ["tmux", "-u", "-f", os.devnull, "-S", self._socket, *words]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment
        ).stdout.strip()

    def width(self, text: str) -> int:
        """The cells that a text takes: where the cursor stands behind it, and behind a letter after it."""
        tty = Path(self.ask("display", "-p", "#{pane_tty}"))
        tty.write_text(f"\r\033[2K{text}\033[{self.row}d", encoding="utf-8")
        end = monotonic() + PATIENCE
        while int(self.ask("display", "-p", "#{cursor_y}")) != self.row - 1:
            assert monotonic() < end, "tmux did not draw it"
        self.row += 1
        return int(self.ask("display", "-p", "#{cursor_x}"))

    row = 2
    """The line, counted from one, to which the cursor goes when a text is drawn: it tells that it is."""


@pytest.fixture
def pane(tmp_path: Path) -> Iterator[Pane]:
    found = Pane(tmp_path)
    found.ask("new-session", "-d", "-x", "100", "-y", "30", "cat")
    yield found
    found.ask("kill-server")


def test_names_are_as_wide_as_they_are_counted(pane: Pane) -> None:
    counted = {name: cell_len(safe(name)) for name in NAMES}
    assert {name: pane.width(safe(name)) for name in NAMES} == counted
