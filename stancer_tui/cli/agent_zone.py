"""The time zone of a command's days and times; a doubt about it is written to stderr, once."""

import os
import sys
from datetime import tzinfo

from stancer_tui.ui.shell.zone import find_zone


def local_zone() -> tzinfo:
    """The zone of this process."""
    found = find_zone(os.environ)
    if found.doubt:
        print(found.doubt, file=sys.stderr, flush=True)
    return found.zone
