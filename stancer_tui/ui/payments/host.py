"""What the screens of payments ask of the program, besides what every screen may ask."""

from typing import TYPE_CHECKING, Protocol

from stancer_tui.ui.shell.host import FindsPayouts, Host, ListHost, Loads, OpensRefunds

if TYPE_CHECKING:
    from stancer_tui.ui.payments.writes import PaymentWrites
    from stancer_tui.ui.refunds.in_flight import RefundsInFlight
    from stancer_tui.ui.shell.typed_ahead import TypedAhead


class Writes(Protocol):
    """What sends the changes of payments."""

    @property
    def payment_writes(self) -> "PaymentWrites":
        """Creations and changes of payments: sent once, followed."""
        ...


class PaymentHost(Host, Loads, OpensRefunds, FindsPayouts, Writes, Protocol):
    """What the screen of one payment asks for."""

    @property
    def refunds(self) -> "RefundsInFlight":
        """The refunds that are being sent or unresolved."""
        ...


class PaymentListHost(ListHost, Loads, OpensRefunds, FindsPayouts, Writes, Protocol):
    """What the list of payments asks for."""

    @property
    def refunds(self) -> "RefundsInFlight":
        """The refunds that are being sent or unresolved."""
        ...

    @property
    def keys(self) -> "TypedAhead":
        """The keys as they come."""
        ...
