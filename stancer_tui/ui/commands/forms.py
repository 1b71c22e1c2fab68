"""The commands of the forms."""

from stancer_tui.ui.commands.command import Command

FORM = (
    Command("form.next", "enter", "next_field", "Next", "Go to the next field.", "enter"),
    Command("form.send", "ctrl+s", "send", "Send", "Check every field and send.", "ctrl+s"),
    Command("form.suggest", "f2", "suggest", "Test data", "Fill in test data, in test mode.", "f2"),
    Command(
        "form.mode",
        "ctrl+t",
        "other_mode",
        "Live/test",
        "Go to the other mode; what was typed is kept here.",
        "ctrl+t",
        hint=False,
    ),
    Command(
        "dialog.cancel",
        "escape",
        "cancel",
        "Close",
        "Close; what is being sent goes on, and typed text is not dropped unasked.",
        "esc",
    ),
)
