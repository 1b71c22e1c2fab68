"""httpx without its command line: whatever needs httpx imports it from here."""

import sys

from stancer_tui.api.private import no_command_line

if "httpx" in sys.modules:
    import httpx
else:
    with no_command_line():
        import httpx

__all__ = ["httpx"]
