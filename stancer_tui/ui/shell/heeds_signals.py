"""An app that ends, stops and continues as the system and the shell ask it to."""

from functools import cached_property
from typing import TypeVar

from textual.app import App

from stancer_tui.ui.shell.job_control import JobControl
from stancer_tui.ui.shell.signals import EndingSignals

T = TypeVar("T")


class HeedsSignals(App[T]):
    """Handles the signals of its process, once `heed_signals` has said that it has one of its own."""

    @cached_property
    def _ending(self) -> EndingSignals:
        return EndingSignals(lambda code: self.exit(return_code=code))

    @cached_property
    def _job(self) -> JobControl:
        return JobControl(self, lambda: self._ending.asked)

    def heed_signals(self) -> None:
        """Handle the signals: the process is this program's alone."""
        self._ending.heed()
        self._job.heed()

    def on_load(self) -> None:
        """Exit cleanly from now on when the terminal closes or the system asks."""
        self._ending.begun()

    def on_mount(self) -> None:
        """Stop and continue as the shell says."""
        self._job.begun()

    def on_ready(self) -> None:
        """Leave at once when that was asked for before."""
        self._ending.ready()

    def action_suspend_process(self) -> None:
        """Go back to the shell until it continues the program; Textual would stop for good without one."""
        self._job.stop()
