"""What the Refunds section asks of the program, besides what every screen may ask."""

from typing import TYPE_CHECKING, Protocol

from stancer_tui.ui.shell.host import ListHost, Loads, OpensRefunds

if TYPE_CHECKING:
    from stancer_tui.ui.refunds.in_flight import RefundsInFlight


class RefundsHost(ListHost, Loads, OpensRefunds, Protocol):
    """What lists refunds, of the journal and of the loaded payments."""

    @property
    def refunds(self) -> "RefundsInFlight":
        """The refunds that are being sent or unresolved."""
        ...
