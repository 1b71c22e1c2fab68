"""The modes of the terminal as they were before the program, for an exit that cannot be a clean one."""

import os
import select
import sys
from contextlib import suppress
from typing import Any

if sys.platform != "win32":
    import termios

_AS_BEFORE = (
    b"\x1b[?2026l"  # a painting that was begun
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l"  # pasting, wrapping, reports of the size
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l"  # the mouse, the focus
    b"\x1b[<u\x1b[?1049l\x1b[?25h"  # the keyboard, the screen, the cursor
)


class TerminalModes:
    """What the terminal was set to, and how it is set to that again without waiting for it."""

    def __init__(self) -> None:
        self._kept: tuple[int, list[Any], int] | None = None

    def keep(self) -> None:
        """Remember how it is now, if it is one."""
        if sys.platform != "win32" and sys.__stdin__ is not None and sys.__stderr__ is not None:
            keys, screen = sys.__stdin__.fileno(), sys.__stderr__.fileno()
            with suppress(termios.error):
                self._kept = keys, termios.tcgetattr(keys), screen

    def restore(self) -> None:
        """Set it as it was; the screen too, where the terminal takes what is written."""
        if sys.platform == "win32" or self._kept is None:
            return
        keys, modes, screen = self._kept
        with suppress(termios.error):
            termios.tcsetattr(keys, termios.TCSANOW, modes)
        with suppress(OSError):
            if select.select([], [screen], [], 0)[1]:
                os.write(screen, _AS_BEFORE)
