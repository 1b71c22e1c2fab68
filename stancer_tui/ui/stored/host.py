"""What the screens and forms of stored objects ask of the program, besides what every screen may ask."""

from typing import TYPE_CHECKING, Protocol

from stancer_tui.ui.forms.host import OpensForms
from stancer_tui.ui.shell.host import Host, Loads

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.models.ids import Kind


class StoredHost(Host, Loads, OpensForms, Protocol):
    """What creates, changes and deletes stored objects, and pays with them."""

    def pay_with(self, desk: "Desk", kind: "Kind", object_id: str) -> None:
        """Open the form of a payment of a customer, or by a card or an account."""
        ...
