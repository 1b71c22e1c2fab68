"""The signals that end the program: handled from before the screen is drawn, whatever it waits for."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

GRACE = 3.0
"""Seconds for a clean exit; what was sent is in the journal by then, and the next start reads it."""

_NAMES = ("SIGTERM", "SIGHUP")


class EndingSignals:
    """Ends the program on SIGTERM (it is asked to) and SIGHUP (its terminal went away).

    asyncio's own handlers run only when the loop does, and a terminal that is gone may hold it up for good:
    Textual's thread that writes to it ends, and the main thread waits for that one. These run even then,
    and the process ends after `GRACE` in any case.
    """

    def __init__(self, leave: Callable[[int], None]) -> None:
        self._leave = leave
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = False
        self._asked: int | None = None

    def heed(self) -> None:
        """Handle the signals from now on; until `begun` each ends the process at once, as by default."""
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(ValueError):  # not in the main thread, as in tests: nobody signals there
                    signal.signal(number, self._ended)

    def begun(self) -> None:
        """The loop runs, and soon the terminal is the program's: from now on the exit is a clean one."""
        self._loop = asyncio.get_running_loop()

    def ready(self) -> None:
        """The first screen is up: to leave one while it is being built would be an error."""
        self._ready = True
        if self._asked is not None:
            self._leave(self._asked)

    def _leave_when_ready(self, code: int) -> None:
        self._asked = code
        if self._ready:
            self._leave(code)

    def _ended(self, number: int, frame: FrameType | None) -> None:
        del frame
        if self._loop is None or self._loop.is_closed():
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        last = threading.Timer(GRACE, os._exit, (128 + number,))
        last.daemon = True
        last.start()
        self._loop.call_soon_threadsafe(self._leave_when_ready, 128 + number)
