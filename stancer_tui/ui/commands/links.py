"""The commands of the payment link."""

from stancer_tui.ui.commands.command import Command

PAYMENT_LINK = (
    Command("link.copy", "y", "copy_link", "Copy link", "Copy the link to the payment page.", "y"),
    Command("link.frame", "f", "copy_frame", "Copy iframe", "Copy HTML that shows the page in a frame.", "f"),
    Command("link.open", "o", "open_page", "Open", "Open the payment page in a browser.", "o"),
    Command("dialog.cancel", "escape", "cancel", "Close", "Close without doing anything.", "esc"),
)
