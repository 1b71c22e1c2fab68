"""The commands that every list has, each with the same key in each of them, and those of single lists."""

from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.people import WHOSE

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
    Command(
        "list.mark", "space", "mark", "Mark", "Mark the row and go to the next one.", "space", hint=False
    ),
)


def search(name: str, noun: str = "list") -> Command:
    """Narrowing the list."""
    return Command(f"{name}.search", "slash", "search", "Search", f"Narrow the {noun} as you type.", "/")


def window(name: str) -> Command:
    """Choosing the dates."""
    return Command(f"{name}.window", "d", "window", "Dates", "Choose the dates to load.", "d")


def export(name: str, noun: str = "rows", *, hint: bool = True) -> Command:
    """Writing a file."""
    about = f"Write the marked or shown {noun} to a file."
    return Command(f"{name}.export", "e", "export", "Export", about, "e", hint=hint)


def refresh(name: str, about: str) -> Command:
    """Reading again."""
    return Command(f"{name}.refresh", "f5,ctrl+r", "load('refresh')", "Refresh", about, "f5")


def auto_refresh(name: str) -> Command:
    """Reading again and again."""
    about = "Read what is new every now and then, or stop doing so."
    return Command(f"{name}.auto", "A", "load('auto')", "Auto-refresh", about, "A", hint=False)


def look_back(name: str) -> Command:
    """Reading what is before the loaded dates."""
    about = "Read as much again from before the loaded dates."
    return Command(f"{name}.look_back", "b", "load('back')", "Look further back", about, "b", hint=False)


def arranging(name: str) -> tuple[Command, ...]:
    """Choosing how the list looks."""
    preview, sort, columns = "choose('preview')", "choose('sort')", "choose('columns')"
    return (
        Command(f"{name}.preview", "p", preview, "Preview", "Show or hide the preview.", "p", hint=False),
        Command(f"{name}.sort", "S", sort, "Sort", "Sort the list by a column.", "S", hint=False),
        Command(f"{name}.columns", "C", columns, "Columns", "Choose the columns.", "C", hint=False),
    )


def back(name: str, label: str, about: str) -> Command:
    """Leaving the search."""
    return Command(f"{name}.back", "escape", "back", label, about, "esc", hint=False)


PAYMENTS = (
    search("payments"),
    Command(
        "payments.refund",
        "r",
        "refund",
        "Refund",
        "Refund it, or the marked ones; it asks before it sends.",
        "r",
    ),
    WHOSE,
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
    export("payments", hint=False),
    window("payments"),
    refresh("payments", "Read the list again."),
    auto_refresh("payments"),
    look_back("payments"),
    *arranging("payments"),
    Command("payments.views", "V", "views", "Views", "Show a saved view.", "V", hint=False),
    back("payments", "Stop or clear", "Stop loading, or clear the search."),
)

REFUNDS = (
    search("refunds"),
    Command(
        "refunds.filter",
        "f",
        "filter",
        "Filter",
        "Show all refunds, or those that are unresolved, in flight, failed or done.",
        "f",
    ),
    Command(
        "refunds.check", "c", "check", "Check now", "Read the payment of an unresolved refund again now.", "c"
    ),
    Command(
        "refunds.payment", "o", "payment", "Payment", "Open the payment of the refund under the cursor.", "o"
    ),
    WHOSE,
    Command("refunds.copy", "y", "copy", "Copy", "Copy the ids, the order, a summary and more.", "y"),
    export("refunds", "refunds", hint=False),
    Command(
        "refunds.window",
        "d",
        "window",
        "Dates",
        "Choose the dates of the payments that are loaded.",
        "d",
        hint=False,
    ),
    refresh("refunds", "Read the journal and what is new of the payments again."),
    auto_refresh("refunds"),
    look_back("refunds"),
    *arranging("refunds"),
    back("refunds", "Show all", "Show every refund again."),
)

REFERENCE = (
    Command("reference.search", "slash", "search", "Search", "Narrow the list as you type.", "/"),
    Command("reference.copy", "y", "copy", "Copy", "Copy the number, the IBAN, or what may be said.", "y"),
    Command(
        "reference.copy_french", "Y", "copy_french", "Copy French", "Copy what may be said, in French.", "Y"
    ),
    Command("reference.next", "right,l", "group(1)", "Next group", "Go to the next group.", "→"),
    Command(
        "reference.previous",
        "left,h",
        "group(-1)",
        "Previous group",
        "Go to the previous group.",
        "←",
        hint=False,
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
