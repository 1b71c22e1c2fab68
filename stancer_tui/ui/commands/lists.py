"""The commands of the lists."""

from stancer_tui.ui.commands.command import Command

TABLE = (
    Command("list.open", "enter", "open", "Open", "Open the record under the cursor.", "enter"),
    Command("list.down", "j,down", "move(1)", "Down", "Move down one row.", "j", hint=False),
    Command("list.up", "k,up", "move(-1)", "Up", "Move up one row.", "k", hint=False),
    Command(
        "list.page_down", "pagedown,ctrl+f", "page(1)", "Page down", "Move down a screen.", "pgdn", hint=False
    ),
    Command("list.page_up", "pageup,ctrl+b", "page(-1)", "Page up", "Move up a screen.", "pgup", hint=False),
    Command("list.first", "g,home", "first", "First", "Go to the first row.", "g", hint=False),
    Command("list.last", "G,end", "last", "Last", "Go to the last row.", "G", hint=False),
    Command("list.mark", "space", "mark", "Mark", "Mark the row and step on.", "space", hint=False),
)

PAYMENTS = (
    Command("payments.search", "slash", "search", "Search", "Narrow the list as you type.", "/"),
    Command(
        "payments.refund", "r", "refund", "Refund", "Open the refund form; it asks before it sends.", "r"
    ),
    Command(
        "payments.payout", "P", "payout", "Payout", "Find the payout that paid this payment.", "P", hint=False
    ),
    Command(
        "payments.capture",
        "c",
        "capture",
        "Capture",
        "Capture the authorised payment under the cursor; it asks before it sends.",
        "c",
        hint=False,
    ),
    Command("payments.copy", "y", "copy", "Copy", "Copy the id, the order, a summary and more.", "y"),
    Command(
        "payments.export",
        "e",
        "export",
        "Export",
        "Write the marked or shown rows to a file.",
        "e",
        hint=False,
    ),
    Command("payments.window", "d", "window", "Dates", "Choose the dates that are loaded.", "d"),
    Command("payments.refresh", "f5,ctrl+r", "refresh_list", "Refresh", "Read the list again.", "f5"),
    Command(
        "payments.auto",
        "A",
        "auto_refresh",
        "Auto-refresh",
        "Read what is new every now and then, or stop doing so.",
        "A",
        hint=False,
    ),
    Command(
        "payments.look_back",
        "b",
        "look_back",
        "Look further back",
        "Read as much again from before the dates that are loaded.",
        "b",
        hint=False,
    ),
    Command(
        "payments.preview", "p", "toggle_preview", "Preview", "Show or hide the preview.", "p", hint=False
    ),
    Command("payments.sort", "S", "sort", "Sort", "Sort the list by a column.", "S", hint=False),
    Command("payments.columns", "C", "columns", "Columns", "Choose the columns.", "C", hint=False),
    Command("payments.views", "V", "views", "Views", "Show a saved view.", "V", hint=False),
    Command(
        "payments.back",
        "escape",
        "back",
        "Stop or clear",
        "Stop loading, or clear the search.",
        "esc",
        hint=False,
    ),
)

REFUNDS = (
    Command("refunds.search", "slash", "search", "Search", "Narrow the list as you type.", "/"),
    Command(
        "refunds.filter",
        "f",
        "filter",
        "Filter",
        "Show all, the unresolved, those in flight, the failed, or those that are done.",
        "f",
    ),
    Command(
        "refunds.check", "c", "check", "Check now", "Read the payment of an unresolved refund again now.", "c"
    ),
    Command(
        "refunds.payment", "o", "payment", "Payment", "Open the payment of the refund under the cursor.", "o"
    ),
    Command("refunds.refresh", "f5,ctrl+r", "refresh_list", "Refresh", "Read the journal again.", "f5"),
    Command("refunds.back", "escape", "back", "Show all", "Show every refund again.", "esc", hint=False),
)

REFERENCE = (
    Command("reference.search", "slash", "search", "Search", "Narrow the list as you type.", "/"),
    Command("reference.copy", "y", "copy", "Copy", "Copy the number, the IBAN, or what may be said.", "y"),
    Command(
        "reference.copy_french", "Y", "copy_french", "Copy French", "Copy what may be said, in French.", "Y"
    ),
    Command("reference.next", "right,l", "group(1)", "Next group", "Go to the next group.", "→"),
    Command(
        "reference.previous", "left,h", "group(-1)", "Group before", "Go back one group.", "←", hint=False
    ),
    Command(
        "reference.back",
        "escape",
        "back",
        "Back",
        "Leave the entry, clear the search, or show every group.",
        "esc",
        hint=False,
    ),
)
