"""The commands of the forms."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command

FORM = (
    Command("form.next", "enter", "next_field", N_("Next"), N_("Go to the next field."), "enter"),
    Command("form.send", "ctrl+s", "send", N_("Send"), N_("Check every field and send."), "ctrl+s"),
    Command("form.suggest", "f2", "suggest", N_("Test data"), N_("Fill in test data, in test mode."), "f2"),
    Command(
        "form.mode",
        "ctrl+t",
        "other_mode",
        N_("Live/test"),
        N_("Go to the other mode; what was typed is kept here."),
        "ctrl+t",
        hint=False,
    ),
    Command(
        "dialog.cancel",
        "escape",
        "cancel",
        N_("Close"),
        N_("Close; what is being sent goes on, and typed text is not dropped unasked."),
        "esc",
    ),
)
