"""For which account a piece of work is done: what it opens and says while another one is shown is its own.

A screen says it of itself, the program of each key that it takes; widgets, dialogs and background work begin
in such a task, and so inherit it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_PROFILE: ContextVar[str] = ContextVar("account", default="")


def work_for(profile: str) -> None:
    """From here on this task, and what it begins, works for the account of a profile."""
    _PROFILE.set(profile)


@contextmanager
def meanwhile_for(profile: str) -> Iterator[None]:
    """What is begun inside works for the account of a profile."""
    token = _PROFILE.set(profile)
    try:
        yield
    finally:
        _PROFILE.reset(token)


def working_for() -> str:
    """The profile that the running task works for; "" where no screen began it."""
    return _PROFILE.get()
