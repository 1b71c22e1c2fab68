"""What dialogs about refunds ask of the program, which owns every refund once it is confirmed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from stancer_tui.models.mode import Mode

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.services.refunds.approvals import Request
    from stancer_tui.services.refunds.errors import RefundNotBegun
    from stancer_tui.services.refunds.offer import Consent, Offer
    from stancer_tui.ui.refunds.answers import RefundAnswers
    from stancer_tui.ui.refunds.decision import LoadedData
    from stancer_tui.ui.shell.desk_clock import DeskClock
    from stancer_tui.ui.shell.open_screens import OpenScreens


class ShowsRefusal(Protocol):
    """A refund form, seen by what reports to it why nothing was sent."""

    desk: "Desk"
    mode: Mode

    @property
    def is_mounted(self) -> bool:
        """Whether it is still there."""
        ...

    def show_not_begun(self, refusal: "RefundNotBegun") -> None:
        """Say why nothing was sent."""
        ...


class ConfirmsRefunds(Protocol):
    """What owns a refund once it is confirmed: the program, so that closing the form stops nothing."""

    clock: Callable[[], float]
    """Counts the seconds in which a dialog that has just opened takes no answer."""

    screens: "OpenScreens"
    desk_clock: "DeskClock"

    @property
    def answers(self) -> "RefundAnswers":
        """What agents answer about refunds in the ledger, whatever is closed meanwhile."""
        ...

    def loaded(self, mode: Mode) -> "LoadedData":
        """What is loaded of a mode: it warns, and no request is made for it."""
        ...

    def confirm(
        self,
        form: "ShowsRefusal",
        offer: "Offer",
        amount: int,
        *,
        ticket: str,
        reason: str | None,
        consents: "frozenset[Consent]",
    ) -> None:
        """Send what the agent confirmed, once."""
        ...

    def approve(self, desk: "Desk", request: "Request", refused: Callable[[str], None]) -> None:
        """Send what a colleague asked for and this agent approved, once; `refused` is called with why not."""
        ...
