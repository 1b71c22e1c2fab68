"""What ends the program from outside: signals, and a terminal that goes away, whatever it waits for."""

import asyncio
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from stancer_tui.ui.shell.terminal_modes import TerminalModes

GRACE = 3.0
"""Seconds for a clean exit; what was sent is in the journal by then, and the next start reads it."""

_NAMES = ("SIGTERM", "SIGHUP")


class EndingSignals:
    """Ends the program on SIGTERM (it is asked to), on SIGHUP and when its terminal goes away.

    asyncio's own handlers run only when the loop does, and a terminal that takes nothing may hold it up for
    good: the main thread waits for Textual's thread that writes. These run even then, and the process ends
    after `GRACE` in any case.
    """

    def __init__(self, leave: Callable[[int], None]) -> None:
        self._leave = leave
        self._loop: asyncio.AbstractEventLoop | None = None
        self._heeded = self._ready = False
        self._asked: int | None = None
        self._modes = TerminalModes()

    @property
    def asked(self) -> bool:
        """Whether the program is about to end."""
        return self._asked is not None

    def heed(self) -> None:
        """Handle the signals from now on; until `begun` each ends the process at once, as by default."""
        self._heeded = True
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(ValueError):  # not in the main thread, as in tests: nobody signals there
                    signal.signal(number, self._ended)

    def begun(self) -> None:
        """The loop runs, and soon the terminal is the program's: from now on the exit is a clean one."""
        self._loop = asyncio.get_running_loop()
        self._modes.keep()
        if self._heeded and hasattr(select, "poll") and sys.__stdin__ is not None:
            fileno = sys.__stdin__.fileno()
            threading.Thread(target=self._wait_for_hang_up, args=(fileno,), daemon=True).start()

    def ready(self) -> None:
        """The first screen is up: to leave one while it is being built would be an error."""
        self._ready = True
        if self._asked is not None:
            self._leave(self._asked)

    def _wait_for_hang_up(self, fileno: int) -> None:
        """SIGHUP goes to another process where the program was started by one that has the terminal."""
        poll = select.poll()
        poll.register(fileno, 0)  # nothing but the end of it
        if any(event & select.POLLHUP for _, event in poll.poll()):
            self._end(signal.SIGHUP)

    def _leave_when_ready(self, code: int) -> None:
        if self._ready and self._asked is None:
            self._leave(code)
        self._asked = code

    def _ended(self, number: int, frame: FrameType | None) -> None:
        del frame
        if self._loop is None or self._loop.is_closed():
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        self._end(number)

    def _end(self, number: int) -> None:
        last = threading.Timer(GRACE, self._end_at_once, (128 + number,))
        last.daemon = True
        last.start()
        with suppress(RuntimeError):  # the loop is closed already
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._leave_when_ready, 128 + number)

    def _end_at_once(self, code: int) -> None:
        self._modes.restore()
        os._exit(code)
