"""What the Overview section asks of the program, besides what every screen may ask."""

from typing import TYPE_CHECKING, Protocol

from stancer_tui.ui.shell.host import Host, Jumps, Loads

if TYPE_CHECKING:
    from stancer_tui.ui.refunds.in_flight import RefundsInFlight
    from stancer_tui.ui.shell.typed_ahead import TypedAhead


class OverviewHost(Host, Loads, Jumps, Protocol):
    """What sums up the loaded payments, and leads to the lists behind the numbers."""

    @property
    def refunds(self) -> "RefundsInFlight":
        """The refunds: what waits for a second agent."""
        ...

    @property
    def keys(self) -> "TypedAhead":
        """The keys as they come."""
        ...
