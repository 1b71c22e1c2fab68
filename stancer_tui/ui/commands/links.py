"""The commands of the payment link."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command

PAYMENT_LINK = (
    Command("link.copy", "y", "copy_link", N_("Copy link"), N_("Copy the link to the payment page."), "y"),
    Command(
        "link.frame",
        "f",
        "copy_frame",
        N_("Copy iframe"),
        N_("Copy HTML that shows the page in a frame."),
        "f",
    ),
    Command("link.open", "o", "open_page", N_("Open"), N_("Open the payment page in a browser."), "o"),
    Command("dialog.cancel", "escape", "cancel", N_("Close"), N_("Close without doing anything."), "esc"),
)
