"""An app whose crash is a line on the terminal, and a private report without local variables."""

import sys
from pathlib import Path
from typing import TypeVar

from rich.console import RenderableType
from rich.text import Text
from textual.app import App

from stancer_tui.crash import last_words
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving, is_late_drawing

T = TypeVar("T")


class CrashGuard(SurvivesLeaving, App[T]):
    """An app whose crash shows no value of any variable, neither on the terminal nor in its report.

    Textual's own crash screen prints local variables, keys among them. Its `_fatal_error` and
    `_handle_exception` are private: the tests of this class tell when an upgrade no longer calls them.
    """

    report_directory: Path | None = None
    """Where a crash report is written; without one none is."""

    def _handle_exception(self, error: Exception) -> None:
        """Stop, unless it is only that somebody left while an answer was being drawn."""
        if not is_late_drawing(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        error = sys.exception() or self._exception
        if error is not None and not self._exit_renderables:
            self._exit_renderables.append(Text(last_words(error, self.report_directory)))
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Stop as after any other crash: an error that draws itself would draw its values."""
        del renderables
        self._fatal_error()
