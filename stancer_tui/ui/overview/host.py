"""What the Overview section asks of the program, besides what every screen may ask."""

from typing import Protocol

from stancer_tui.ui.shell.host import Host, Jumps, Loads


class OverviewHost(Host, Loads, Jumps, Protocol):
    """What sums up the loaded payments, and leads to the lists behind the numbers."""
