"""The commands of notes: the key that leads to them everywhere, and those of their dialog."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command

NOTE = Command(
    "app.note",
    "N",
    "screen.note",
    N_("Note"),
    N_("Read the notes on what is under the cursor or open, and write one."),
    "N",
    hint=False,
)
"""Everywhere: on what is under the cursor, or open."""

NOTES = (
    Command("notes.write", "ctrl+s", "write", N_("Write"), N_("Write the note."), "ctrl+s"),
    Command(
        "notes.strike",
        "x,delete",
        "strike",
        N_("Strike through"),
        N_("Strike the chosen note through; it asks first."),
        "x",
    ),
    Command("dialog.cancel", "escape", "cancel", N_("Close"), N_("Close; what was typed is kept."), "esc"),
)
"""In the dialog of an object's notes."""
