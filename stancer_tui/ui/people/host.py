"""What the screen of a person asks of the program, besides what every screen may ask."""

from typing import TYPE_CHECKING, Protocol

from stancer_tui.ui.shell.host import Host, Loads, OpensRefunds

if TYPE_CHECKING:
    from stancer_tui.ui.disputes.new_disputes import NewDisputes


class PeopleHost(Host, Loads, OpensRefunds, Protocol):
    """What shows a person: the payments that are loaded, and the disputes."""

    @property
    def disputes(self) -> "NewDisputes":
        """The disputes that are loaded."""
        ...
