"""The way from what a screen shows to the person behind it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from stancer_tui.language import N_, _
from stancer_tui.models.mode import Mode
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.private import OpensOnce
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.services.people.person import Asked
    from stancer_tui.ui.shell.host import Host


class LeadsToPerson(SurvivesLeaving, OpensOnce, Screen[None]):
    """A screen that may know whose payment it shows."""

    NOBODY: ClassVar[str] = N_("There is no payment here, or it is not read yet.")
    """Said where nobody can be shown."""

    host: "Host"
    mode: Mode
    section: Section
    desk: "Desk | None"
    whose: "Callable[[], Asked | None]" = staticmethod(lambda: None)
    """What the person is found by: a payment, or an id; None where nothing is known."""

    @property
    def customer_shown(self) -> str | None:
        """The id of the one customer that the screen is about: what is created from here is theirs."""
        return None

    def action_person(self) -> None:
        """Show the person."""
        asked = self.whose()
        if asked is not None:
            self.host.navigation.open_person(self, asked)
            return
        self.notify(_(self.NOBODY), title=_("Nobody else to show"), severity="warning", markup=False)
