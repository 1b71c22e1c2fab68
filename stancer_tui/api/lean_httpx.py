"""httpx without its command line, which would load click, rich's syntax colours and pygments: 60 ms."""

import sys

_COMMAND_LINE = "httpx._main"

if "httpx" not in sys.modules:
    # A module that is None counts as one that cannot be imported, and httpx does without it then.
    sys.modules[_COMMAND_LINE] = None  # type: ignore[assignment] # what Python's import system asks for
    try:
        import httpx
    finally:
        del sys.modules[_COMMAND_LINE]
else:
    import httpx

__all__ = ["httpx"]
