"""What can be done with a payment, as a menu: what its state does not allow is dimmed and says why."""

from stancer_tui.language import N_, _
from stancer_tui.ui.commands.naming import shown_key
from stancer_tui.ui.commands.objects import PAYMENT
from stancer_tui.ui.dialogs.menu import Menu, MenuEntry
from stancer_tui.ui.shell.screen import DeskScreen

_NOTES = {
    "link": N_("the page where the customer pays: copy, frame or open it"),
    "capture": N_("take the money that the bank has authorised"),
    "authorize": N_("have the bank reserve the money"),
    "update": N_("change amount, order, description, customer, card or account and more"),
    "authenticate": N_("ask the bank to authenticate the customer"),
}


def change_menu(screen: DeskScreen) -> None:
    """Offer the commands of the payment screen that change the payment."""
    entries = [
        MenuEntry(
            shown_key(command),
            _(command.label),
            _(_NOTES[command.action]),
            command.action,
            screen.why_not(command.action),
        )
        for command in PAYMENT
        if command.action in _NOTES
    ]

    def chosen(entry: MenuEntry[str] | None) -> None:
        if entry is not None:
            screen.call_later(screen.run_action, entry.value)

    screen.app.push_screen(Menu(_("Change the payment"), entries), chosen)
