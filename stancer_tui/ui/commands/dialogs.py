"""The commands of the dialogs."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command

REQUEST_LOG = (
    Command(
        "log.copy", "y", "copy", N_("Copy"), N_("Copy the line under the cursor, for Stancer's support."), "y"
    ),
    Command(
        "dialog.cancel", "escape,f12", "cancel", N_("Close"), N_("Close; requests are still recorded."), "esc"
    ),
)

INTENT = (
    Command("intent.check", "c", "check", N_("Check now"), N_("Read the payment again now."), "c"),
    Command("dialog.cancel", "escape", "cancel", N_("Close"), N_("Close; this stops nothing."), "esc"),
)

BATCH = (
    Command(
        "batch.stop", "x", "stop", N_("Stop"), N_("Send no more after the refund that is being sent."), "x"
    ),
    Command(
        "batch.copy", "y", "copy", N_("Copy"), N_("Copy what came of each payment, for the ticket."), "y"
    ),
    Command(
        "batch.export", "e", "export", N_("Export"), N_("Write what came of each payment to a file."), "e"
    ),
    Command("dialog.cancel", "escape", "cancel", N_("Close"), N_("Close; this stops nothing."), "esc"),
)

REASONS = (
    Command(
        "reasons.before", "left,h", "month(-1)", N_("Previous month"), N_("Show the previous month."), "←"
    ),
    Command("reasons.after", "right,l", "month(1)", N_("Next month"), N_("Show the next month."), "→"),
    Command("reasons.export", "e", "export", N_("Export"), N_("Write the month's refunds to a file."), "e"),
    Command(
        "reasons.refresh",
        "f5,ctrl+r",
        "refresh_report",
        N_("Refresh"),
        N_("Read the ledger again."),
        "f5",
    ),
    Command("reasons.down", "j,down", "scroll_lines(1)", N_("Down"), N_("Scroll down."), "j", hint=False),
    Command("reasons.up", "k,up", "scroll_lines(-1)", N_("Up"), N_("Scroll up."), "k", hint=False),
    Command("dialog.cancel", "escape", "cancel", N_("Close"), N_("Close without doing anything."), "esc"),
)

WATCHED = (
    Command(
        "watched.stop", "W,delete", "stop", N_("Stop"), N_("Stop watching the one under the cursor."), "W"
    ),
    Command("dialog.cancel", "escape,w", "cancel", N_("Close"), N_("Close; watching goes on."), "esc"),
)

RAW = (
    Command("raw.search", "slash", "search", N_("Search"), N_("Go to a name or a value."), "/"),
    Command("raw.next", "n", "next", N_("Next"), N_("Go to the next match."), "n"),
    Command("raw.copy", "y", "copy", N_("Copy"), N_("Copy the answer."), "y"),
    Command("dialog.cancel", "escape", "cancel", N_("Close"), N_("Close without doing anything."), "esc"),
)

DIALOG = (
    Command("dialog.cancel", "escape", "cancel", N_("Close"), N_("Close without doing anything."), "esc"),
)

COLUMNS = (
    Command("columns.tick", "space", "tick", N_("Tick"), N_("Show or hide the column."), "space"),
    *DIALOG,
)
