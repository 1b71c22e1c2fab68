"""The way from what a screen shows to the person behind it."""

from typing import TYPE_CHECKING

from textual.screen import Screen

from stancer_tui.models.mode import Mode
from stancer_tui.ui.commands.sections import Section

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.services.people.person import Asked
    from stancer_tui.ui.shell.host import Host


class LeadsToPerson(Screen[None]):
    """A screen that may know whose payment it shows."""

    host: "Host"
    mode: Mode
    section: Section
    desk: "Desk | None"

    @property
    def customer_shown(self) -> str | None:
        """The id of the one customer that the screen is about: what is created from here is theirs."""
        return None

    def to_person(self) -> "Asked | None":
        """What the person is found by: a payment, or a customer's id; None where nothing is known."""
        return None

    def action_person(self) -> None:
        """Show the person."""
        asked = self.to_person()
        if asked is not None:
            self.host.navigation.open_person(self, asked)
            return
        self.notify(
            "There is no payment here, or it is not read yet.",
            title="Whose it is cannot be said",
            severity="warning",
            markup=False,
        )
