"""To the shell and back: ctrl+z, and what else stops and continues the program."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from textual.app import App, SuspendNotSupported


class JobControl:
    """Gives the terminal back while the program is stopped, and takes it again when it goes on.

    Textual does so inside its signal handlers, which may interrupt it in the middle of the same. It takes the
    terminal twice where the program was not stopped: the kernel sends SIGCONT with each SIGHUP.
    `ending` says whether the program is about to end.
    """

    def __init__(self, app: App[Any], ending: Callable[[], bool]) -> None:
        self._app = app
        self._ending = ending
        self._heeded = self._stopping = False
        self._loop: asyncio.AbstractEventLoop | None = None

    def heed(self) -> None:
        """Handle the signals, once the program has begun."""
        self._heeded = sys.platform != "win32"

    def begun(self) -> None:
        """The terminal is the program's, and Textual has set handlers of its own: these take their place."""
        self._loop = asyncio.get_running_loop()
        if self._heeded:
            signal.signal(signal.SIGTSTP, self._asked_to_stop)
            signal.signal(signal.SIGCONT, self._continued)

    def stop(self) -> None:
        """Give the terminal back and stop, with all that was started together, until the shell goes on."""
        if not self._heeded or self._stopping:
            return
        self._stopping = True
        try:
            with suppress(SuspendNotSupported), self._app.suspend():
                before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
                # Without a shell that could go on with it, the kernel does not stop the program.
                os.kill(0, signal.SIGTSTP)
                signal.signal(signal.SIGTSTP, before)
                _wait_for_the_foreground()
        finally:
            self._stopping = False

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._soon(self.stop)

    def _continued(self, number: int, frame: FrameType | None) -> None:
        if not self._stopping:
            self._soon(self._take_again)

    def _soon(self, call: Callable[[], None]) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call)

    def _take_again(self) -> None:
        """Set the terminal anew: the program was stopped by SIGSTOP, and the shell has set it since."""
        if not self._ending():
            with suppress(SuspendNotSupported), self._app.suspend():
                pass


def _wait_for_the_foreground() -> None:
    """Wait while the shell has continued the program in its background: to set a terminal stops it there."""
    import termios

    with suppress(termios.error, ValueError):
        fileno = sys.__stdin__.fileno() if sys.__stdin__ is not None else -1
        termios.tcsetattr(fileno, termios.TCSANOW, termios.tcgetattr(fileno))
