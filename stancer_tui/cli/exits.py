"""Exit codes, and how a command ends with one."""

from enum import IntEnum


class Exit(IntEnum):
    """What the program tells the shell."""

    DONE = 0
    """Done; a list in which nothing matches is done too."""
    FAILED = 1
    """Failed: no answer, an unknown object or code, a refund that was refused or not sent, a row that cannot
    be read, a variable of the environment that cannot be followed."""
    USAGE = 2
    """Wrong usage or settings, a status that does not exist, or no terminal where one is needed."""
    KEY = 3
    """No key, or one that Stancer does not accept."""
    UNKNOWN_OUTCOME = 4
    """A refund was sent and its outcome is not known: run the same command again, it sends nothing new."""
    WAITS = 5
    """A refund waits for the approval of a second agent: nothing was sent."""


class Stop(Exception):
    """A command cannot go on: a sentence for stderr and the exit code."""

    def __init__(self, code: Exit, message: str) -> None:
        super().__init__(message)
        self.code = code
