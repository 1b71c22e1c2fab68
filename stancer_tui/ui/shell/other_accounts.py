"""What one account may ask of the others that are open in this program."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from stancer_tui.models.mode import Mode
    from stancer_tui.services.search.jump import Target
    from stancer_tui.ui.shell.leads import InAccount, Lead


class OtherAccounts(Protocol):
    """The other accounts, seen from one of them."""

    def badges_changed(self) -> None:
        """This account has something else that must not be forgotten."""
        ...

    def unresolved(self) -> str:
        """Whose other desks have something unresolved; safe to show."""
        ...

    def whose_key(self, fingerprint: str) -> str:
        """The other account that is open with this key; "" where there is none. Safe to show."""
        ...

    def go_back(self) -> bool:
        """Show another account that has an open desk; returns whether there is one."""
        ...

    async def show_demo(self) -> None:
        """Leave this account, of which nothing stays open, for the demo."""
        ...

    def leads(self, mode: "Mode", found: "Sequence[Target]") -> "list[Lead]":
        """The ways to what the others have of what was typed."""
        ...

    def enter(self, there: "InAccount") -> None:
        """Show another open account, and there what was found."""
        ...
