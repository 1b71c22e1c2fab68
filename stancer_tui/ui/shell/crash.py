"""An app whose crash is a line on the terminal, and a private report without local variables."""

from pathlib import Path
from typing import TypeVar

from stancer_tui.crash import last_words
from stancer_tui.ui.private import CrashHooks
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

T = TypeVar("T")


class CrashGuard(SurvivesLeaving, CrashHooks[T]):
    """An app whose crash shows no value of any variable, neither on the terminal nor in its report.

    It stops at no error that only says that somebody left while an answer was being drawn.
    """

    report_directory: Path | None = None
    """Where a crash report is written; without one none is."""

    def last_words(self, error: BaseException) -> str:
        """One sentence; the report is written meanwhile."""
        return last_words(error, self.report_directory)
