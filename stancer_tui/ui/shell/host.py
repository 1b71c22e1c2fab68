"""What a screen may ask of the program it runs in: small protocols, of which each part names those it needs.

The composition has all of it; a part that named the program itself could reach everything. What is imported
here imports neither this module nor a screen.
"""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from stancer_tui.config import UiSettings
    from stancer_tui.models.mode import Mode
    from stancer_tui.models.payment_row import PaymentRow
    from stancer_tui.store.desk_state import DeskState
    from stancer_tui.ui.shell.desk_clock import DeskClock
    from stancer_tui.ui.shell.first_paint import FirstPaint
    from stancer_tui.ui.shell.header import Badges, Merchant
    from stancer_tui.ui.shell.mode_switch import ModeSwitch
    from stancer_tui.ui.shell.navigation import JumpsToLists, Navigation, OpenedFrom
    from stancer_tui.ui.shell.open_desks import OpenDesks
    from stancer_tui.ui.shell.open_screens import OpenScreens
    from stancer_tui.ui.shell.places import Places
    from stancer_tui.ui.shell.windows import Windows


class Frame(Protocol):
    """What every screen stands in: its desks, its place, its header, and the screens that hear of changes."""

    @property
    def desks(self) -> "OpenDesks":
        """The desks that are open."""
        ...

    @property
    def places(self) -> "Places":
        """The sections of each mode, and which one is shown."""
        ...

    @property
    def open_screens(self) -> "OpenScreens":
        """The screens that are open."""
        ...

    @property
    def first_paint(self) -> "FirstPaint":
        """Whether the first rows are on the screen."""
        ...

    @property
    def profile(self) -> str:
        """The profile whose desks they are."""
        ...

    @property
    def merchant(self) -> "Merchant | None":
        """Whose desks they are, where the program has several accounts."""
        ...

    def badges(self, mode: "Mode") -> "Badges":
        """What the header of a mode must not let the agent forget."""
        ...


class Shows(Protocol):
    """How values are shown, and the ways to the objects that they name."""

    @property
    def clock(self) -> "DeskClock":
        """The current time, from which ages are counted, and the zone in which times are shown."""
        ...

    @property
    def mask(self) -> bool:
        """Whether what is personal is hidden."""
        ...

    @property
    def navigation(self) -> "Navigation":
        """Going to objects, and the way back."""
        ...


class Host(Frame, Shows, Protocol):
    """What any screen of the desk may ask for."""


class ListHost(Host, Protocol):
    """What a section that is a list asks for besides: how the agent arranged it."""

    @property
    def settings(self) -> "UiSettings":
        """The agent's settings."""
        ...

    @property
    def state(self) -> "DeskState":
        """How each mode was left."""
        ...


class Loads(Protocol):
    """The payments that are loaded, which sections share."""

    @property
    def windows(self) -> "Windows":
        """The window of payments of each mode."""
        ...


class Jumps(Protocol):
    """The lists behind the numbers of another screen."""

    @property
    def lists(self) -> "JumpsToLists":
        """A section's list, narrowed."""
        ...


class SwitchesMode(Protocol):
    """The way to the other mode."""

    @property
    def mode_switch(self) -> "ModeSwitch":
        """From test to live and back."""
        ...


class OpensRefunds(Protocol):
    """The refund form, opened from wherever a payment is shown."""

    def open_refund(self, mode: "Mode", payment_id: str) -> None:
        """Open the refund form over whatever is shown."""
        ...


class FindsPayouts(Protocol):
    """The payout that paid a payment."""

    def find_payout(
        self, opener: "OpenedFrom", payment: "PaymentRow", paid: "datetime | None" = None
    ) -> None:
        """Look for it, and open it if it is found."""
        ...
