"""What `api` does behind the back of a library, because it has no public way to do the same."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_COMMAND_LINE = "httpx._main"


@contextmanager
def no_command_line() -> Iterator[None]:
    """Import httpx without its command line, which loads click, rich's syntax colours and pygments: 60 ms.

    httpx does without it where click is not installed; here uvicorn brings it. Tried on httpx 0.28.1.
    """
    # A module that is None counts as one that cannot be imported.
    sys.modules[_COMMAND_LINE] = None  # type: ignore[assignment] # what Python's import system asks for
    try:
        yield
    finally:
        del sys.modules[_COMMAND_LINE]
