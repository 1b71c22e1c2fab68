"""What the screens of disputes ask of the program, besides what every screen may ask."""

from typing import TYPE_CHECKING, Protocol

from stancer_tui.ui.shell.host import ListHost, Loads

if TYPE_CHECKING:
    from stancer_tui.ui.disputes.new_disputes import NewDisputes


class DisputesHost(ListHost, Loads, Protocol):
    """What lists disputes and shows one beside its payment."""

    @property
    def disputes(self) -> "NewDisputes":
        """The disputes that are loaded, and how many are new."""
        ...
