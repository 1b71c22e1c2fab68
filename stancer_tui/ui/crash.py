"""What is left of a crash: a line on the terminal, and a private report without local variables."""

import os
import sys
import time
import traceback
from pathlib import Path
from typing import TypeVar

from rich.console import RenderableType
from rich.text import Text
from textual.app import App

from stancer_tui import __version__
from stancer_tui.config import private
from stancer_tui.ui.late_drawing import is_late_drawing

T = TypeVar("T")

MOST_CHARACTERS = 100_000


class CrashGuard(App[T]):
    """An app whose crash shows no value of any variable, neither on the terminal nor in its report.

    Textual's own crash screen prints local variables, keys among them. Its `_fatal_error` and
    `_handle_exception` are private: the tests of this class tell when an upgrade no longer calls them.
    """

    report_directory: Path | None = None
    """Where a crash is written down; without one nothing is written."""

    def _handle_exception(self, error: Exception) -> None:
        """Stop, unless it is only that somebody left while an answer was being drawn."""
        if not is_late_drawing(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        error = sys.exception() or self._exception
        if error is not None and not self._exit_renderables:
            self._exit_renderables.append(Text(_last_words(error, self.report_directory)))
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Stop as after any other crash: an error that draws itself would draw its values."""
        del renderables
        self._fatal_error()


def _last_words(error: BaseException, directory: Path | None) -> str:
    words = f"stancer-tui stopped on an unexpected error ({type(error).__name__})."
    if directory is None:
        return words
    try:
        path = write_report(error, private(directory))
    except OSError:
        return f"{words} No report of it could be written."
    return f"{words} Report: {path}"


def write_report(error: BaseException, directory: Path) -> Path:
    """Write the redacted traceback of `error` to a new file of mode 0600; raises OSError."""
    path = directory / f"crash-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{os.getpid()}.txt"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(report(error))
    return path


def report(error: BaseException) -> str:
    """The traceback of `error` with its causes; keys and control characters are taken out of messages."""
    from stancer_tui.keys import redact  # costs start-up time, and a crash is rare

    text = "".join(traceback.format_exception(error))
    if len(text) > MOST_CHARACTERS:
        text = f"{text[:MOST_CHARACTERS]}\n(cut)\n"
    text = redact(f"stancer-tui {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n\n{text}")
    return "".join(each if each.isprintable() or each == "\n" else "\ufffd" for each in text)
