"""What can be changed of the payment on a screen, as far as its state allows; else it is said why not."""

from typing import TYPE_CHECKING

from stancer_tui.services.payments.actions import Action, standing, why_not
from stancer_tui.services.payments.words import PaymentAction

if TYPE_CHECKING:
    from stancer_tui.ui.payments.screen import PaymentScreen

_ACTIONS = {
    "link": Action.PAGE,
    "capture": Action.CAPTURE,
    "authorize": Action.AUTHORIZE,
    "update": Action.UPDATE,
    "authenticate": Action.AUTHENTICATE,
}
"""What the state of a payment decides, by the screen's own action."""


class PaymentChanges:
    """Opens the question or the form of each change; the program sends what they ask for."""

    def __init__(self, screen: "PaymentScreen") -> None:
        self._screen = screen

    def why_not(self, action: str) -> str | None:
        """What the payment's state does not allow."""
        if action not in _ACTIONS:
            return None
        desk, known = self._screen.desk, self._screen.payment or self._screen.row
        if known is None or desk is None:
            return "The payment is still being read."
        return why_not(_ACTIONS[action], standing(known), live=desk.mode.live, read_only=desk.read_only)

    def link(self) -> None:
        """Show the link to the payment page."""
        screen = self._screen
        if screen.desk is not None and screen.payment is not None and not screen.refuses("link"):
            from stancer_tui.ui.payments.page_links import show_link

            show_link(screen.desk_app, screen.desk, screen.payment)

    def capture(self) -> None:
        """Ask whether to capture the payment."""
        self._ask(PaymentAction.CAPTURE)

    def authorize(self) -> None:
        """Ask whether to have the payment authorised."""
        self._ask(PaymentAction.AUTHORIZE)

    def _ask(self, action: PaymentAction) -> None:
        screen = self._screen
        if screen.desk is not None and not screen.refuses(action.value):
            screen.desk_app.payment_writes.open_action(screen.desk, screen.payment_id, action)

    def update(self) -> None:
        """Open the form that changes the payment."""
        screen = self._screen
        if screen.desk is not None and screen.payment is not None and not screen.refuses("update"):
            from stancer_tui.ui.payments.update_form import open_update

            open_update(screen.desk_app, screen.desk, screen.payment)

    def authenticate(self) -> None:
        """Open the form that asks for 3-D Secure."""
        screen = self._screen
        if screen.desk is not None and screen.payment is not None and not screen.refuses("authenticate"):
            from stancer_tui.ui.payments.update_form import open_authentication

            open_authentication(screen.desk_app, screen.desk, screen.payment)
