"""Exit codes, and how a command ends with one."""

from enum import IntEnum


class Exit(IntEnum):
    """What the program tells the shell."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    """Wrong usage or settings, or no terminal."""
    KEY = 3
    """No key, or a refused one."""
    UNKNOWN_OUTCOME = 4
    """A refund was sent and its outcome is not known."""
    WAITS = 5
    """A refund waits for the approval of a second agent; nothing was sent."""


class Stop(Exception):
    """A command cannot go on: a sentence for stderr and the exit code."""

    def __init__(self, code: Exit, message: str) -> None:
        super().__init__(message)
        self.code = code
