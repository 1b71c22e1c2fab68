"""An app whose crash is a line on the terminal, and a private report without local variables."""

import sys
from pathlib import Path
from typing import TypeVar

from rich.console import RenderableType
from rich.text import Text
from textual.app import App

from stancer_tui.crash import last_words

T = TypeVar("T")


class CrashGuard(App[T]):
    """An app whose crash shows no value of any variable, neither on the terminal nor in its report.

    Textual's own crash screen prints local variables, keys among them. Its `_fatal_error` is private: the
    tests of this class tell when an upgrade of Textual no longer calls it.
    """

    report_directory: Path | None = None
    """Where a crash is written down; without one nothing is written."""

    def _fatal_error(self) -> None:
        error = sys.exception() or self._exception
        if error is not None and not self._exit_renderables:
            self._exit_renderables.append(Text(last_words(error, self.report_directory)))
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Stop as after any other crash: an error that draws itself would draw its values."""
        del renderables
        self._fatal_error()
