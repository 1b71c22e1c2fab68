"""The commands of the dialogs."""

from stancer_tui.ui.commands.command import Command

REQUEST_LOG = (
    Command("log.copy", "y", "copy", "Copy", "Copy the line under the cursor, for Stancer's support.", "y"),
    Command("dialog.cancel", "escape,f12", "cancel", "Close", "Close; requests are still recorded.", "esc"),
)

INTENT = (
    Command("intent.check", "c", "check", "Check now", "Read the payment again now.", "c"),
    Command("dialog.cancel", "escape", "cancel", "Close", "Close; this stops nothing.", "esc"),
)

BATCH = (
    Command("batch.stop", "x", "stop", "Stop", "Send no more after the refund that is being sent.", "x"),
    Command("batch.copy", "y", "copy", "Copy", "Copy what came of each payment, for the ticket.", "y"),
    Command("batch.export", "e", "export", "Export", "Write what came of each payment to a file.", "e"),
    Command("dialog.cancel", "escape", "cancel", "Close", "Close; this stops nothing.", "esc"),
)

WATCHED = (
    Command("watched.stop", "W,delete", "stop", "Stop", "Stop watching the one under the cursor.", "W"),
    Command("dialog.cancel", "escape,w", "cancel", "Close", "Close; watching goes on.", "esc"),
)

RAW = (
    Command("raw.search", "slash", "search", "Search", "Go to a name or a value.", "/"),
    Command("raw.next", "n", "next", "Next", "Go to the next match.", "n"),
    Command("raw.copy", "y", "copy", "Copy", "Copy the answer.", "y"),
    Command("dialog.cancel", "escape", "cancel", "Close", "Close without doing anything.", "esc"),
)

DIALOG = (Command("dialog.cancel", "escape", "cancel", "Close", "Close without doing anything.", "esc"),)

COLUMNS = (
    Command("columns.tick", "space", "tick", "Tick", "Show or hide the column.", "space"),
    *DIALOG,
)
