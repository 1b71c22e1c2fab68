"""The program in a real terminal of a test's own: what is typed, and the bytes that come back."""

import os
import re
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from time import monotonic

import pexpect

from tests import fixed_clock

PATIENCE = 90
"""Seconds until what should be on a screen counts as never coming: nothing that works needs them."""

_ENVIRONMENT = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "TZ": "Europe/Paris",
    "TEXTUAL_ANIMATIONS": "none",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
}

_OWN = re.compile(
    rb"\x1b\[[0-9;?<>=]*[A-Za-z~]"  # colours, cursor, modes
    rb"|\x1b\[\?[0-9;]*\$p"  # asks whether a mode is known
    rb"|\x1b[78=>]|\x1b\(B"
    rb"|\x1b\]22;[a-z-]*\x07"  # the shape of the pointer
    rb"|\x1b\]11;\?(?:\x07|\x1b\\)"  # asks for the background's colour
)
"""The sequences that the drawing library itself writes; none of them carries a text."""


_NOTHING = re.compile(rb"(?!)")
"""Matches nothing: to go on reading until another condition holds."""


class Terminal:
    """A running program: `press` keys, `see` a text, and read every byte afterwards."""

    def __init__(self, child: "pexpect.spawn[bytes]", received: BytesIO) -> None:
        self._child = child
        self._received = received

    def press(self, keys: str) -> None:
        """Type into it."""
        self._child.send(keys)

    def see(self, text: str) -> None:
        """Wait until `text` is painted, whatever colours stand between its words."""
        between = rb"(?:\x1b\[[0-9;]*m|\s)*"
        self._child.expect(between.join(re.escape(word.encode()) for word in text.split()))

    def ends(self) -> int | None:
        """Wait for its end; the value is the exit code."""
        self._child.expect(pexpect.EOF)
        self._child.close()
        code: int | None = self._child.exitstatus
        return code

    def waits_for(self, condition: Callable[[], bool]) -> None:
        """Read what it writes until `condition` holds; an end before that is a failure."""
        until = monotonic() + PATIENCE
        while not condition():
            assert monotonic() < until, self.received[-2000:]
            with suppress(pexpect.TIMEOUT):
                self._child.expect(_NOTHING, timeout=0.05)

    def hang_up(self) -> None:
        """Close the terminal, as when its window is closed."""
        os.close(self._child.child_fd)

    def ended_with(self) -> int:
        """Wait for the end of the process; the exit code, or minus the signal that ended it."""
        until = monotonic() + PATIENCE
        while monotonic() < until:
            with suppress(OSError, pexpect.EOF, pexpect.TIMEOUT):
                self._child.read_nonblocking(1 << 16, timeout=0.05)  # a full terminal would hold it up
            if not self._child.isalive():
                ended: int | None = self._child.exitstatus
                return -int(self._child.signalstatus) if ended is None else ended
        raise AssertionError("it did not end")

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, as when its window is pulled."""
        self._child.setwinsize(rows, columns)

    @property
    def echoes(self) -> bool:
        """Whether it is as a shell needs it: it echoes what is typed, and sends it line by line."""
        modes = termios.tcgetattr(self._child.child_fd)[3]
        return bool(modes & termios.ECHO and modes & termios.ICANON and modes & termios.ISIG)

    @property
    def foreground(self) -> int:
        """The process that reads what is typed, where a shell has started it."""
        return os.tcgetpgrp(self._child.child_fd)

    @property
    def pid(self) -> int:
        """Its process."""
        return int(self._child.pid)

    @property
    def received(self) -> bytes:
        """Everything it wrote."""
        return self._received.getvalue()

    @property
    def left(self) -> bytes:
        """What is not a sequence of the drawing library's own."""
        return _OWN.sub(b"", self.received)


@contextmanager
def terminal(
    home: Path,
    *arguments: str,
    size: tuple[int, int] = (80, 24),
    program: tuple[str, ...] = ("-m", "stancer_tui"),
    **environment: str,
) -> Iterator[Terminal]:
    """`python -m stancer_tui` with `arguments`, its files under `home`; killed if the block leaves it.

    `program` are other arguments of Python, such as a text to run.
    """
    received = BytesIO()
    child = pexpect.spawn(
        sys.executable,
        [*program, *arguments],
        env=_ENVIRONMENT
        | fixed_clock.variables()
        | {"STANCER_TUI_HOME": str(home), "HOME": str(home)}
        | environment,
        dimensions=size[::-1],
        timeout=PATIENCE,
    )
    child.logfile_read = received
    try:
        yield Terminal(child, received)
    finally:
        with suppress(OSError):  # hung up before
            child.close(force=True)
        child.terminate(force=True)
