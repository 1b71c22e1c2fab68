"""The commands that every list has, each with the same key in each of them, and those of single lists."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.people import WHOSE

TABLE = (
    Command("list.open", "enter", "open", N_("Open"), N_("Open the record under the cursor."), "enter"),
    Command("list.down", "j,down", "move(1)", N_("Down"), N_("Move down one row."), "j", hint=False),
    Command("list.up", "k,up", "move(-1)", N_("Up"), N_("Move up one row."), "k", hint=False),
    Command(
        "list.page_down",
        "pagedown,ctrl+f",
        "page(1)",
        N_("Page down"),
        N_("Move down a screen."),
        "pgdn",
        hint=False,
    ),
    Command(
        "list.page_up",
        "pageup,ctrl+b",
        "page(-1)",
        N_("Page up"),
        N_("Move up a screen."),
        "pgup",
        hint=False,
    ),
    Command("list.first", "g,home", "first", N_("First"), N_("Go to the first row."), "g", hint=False),
    Command("list.last", "G,end", "last", N_("Last"), N_("Go to the last row."), "G", hint=False),
    Command(
        "list.mark",
        "space",
        "mark",
        N_("Mark"),
        N_("Mark the row and go to the next one."),
        "space",
        hint=False,
    ),
)


def search(name: str, about: str = N_("Narrow the list as you type.")) -> Command:
    """Narrowing the list."""
    return Command(f"{name}.search", "slash", "search", N_("Search"), about, "/")


def window(name: str) -> Command:
    """Choosing the dates."""
    return Command(f"{name}.window", "d", "window", N_("Dates"), N_("Choose the dates to load."), "d")


def export(
    name: str, about: str = N_("Write the marked or shown rows to a file."), *, hint: bool = True
) -> Command:
    """Writing a file."""
    return Command(f"{name}.export", "e", "export", N_("Export"), about, "e", hint=hint)


def refresh(name: str, about: str) -> Command:
    """Reading again."""
    return Command(f"{name}.refresh", "f5,ctrl+r", "load('refresh')", N_("Refresh"), about, "f5")


def auto_refresh(name: str) -> Command:
    """Reading again and again."""
    about = N_("Read what is new every now and then, or stop doing so.")
    return Command(f"{name}.auto", "A", "load('auto')", N_("Auto-refresh"), about, "A", hint=False)


def look_back(name: str) -> Command:
    """Reading what is before the loaded dates."""
    about = N_("Read as much again from before the loaded dates.")
    return Command(f"{name}.look_back", "b", "load('back')", N_("Look further back"), about, "b", hint=False)


def reasons(name: str) -> Command:
    """The report of refunds."""
    about = N_("Show a month's refunds by reason, with their sums; they can be written to a file.")
    return Command(f"{name}.reasons", "R", "reasons", N_("By reason"), about, "R", hint=False)


def arranging(name: str) -> tuple[Command, ...]:
    """Choosing how the list looks."""
    preview, sort, columns = "choose('preview')", "choose('sort')", "choose('columns')"
    return (
        Command(
            f"{name}.preview", "p", preview, N_("Preview"), N_("Show or hide the preview."), "p", hint=False
        ),
        Command(f"{name}.sort", "S", sort, N_("Sort"), N_("Sort the list by a column."), "S", hint=False),
        Command(f"{name}.columns", "C", columns, N_("Columns"), N_("Choose the columns."), "C", hint=False),
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
        N_("Refund"),
        N_("Refund it, or the marked ones; it asks before it sends."),
        "r",
    ),
    WHOSE,
    Command(
        "payments.payout",
        "P",
        "payout",
        N_("Payout"),
        N_("Find the payout that paid this payment."),
        "P",
        hint=False,
    ),
    Command(
        "payments.capture",
        "c",
        "capture",
        N_("Capture"),
        N_("Capture the authorised payment under the cursor; it asks before it sends."),
        "c",
        hint=False,
    ),
    Command("payments.copy", "y", "copy", N_("Copy"), N_("Copy the id, the order, a summary and more."), "y"),
    export("payments", hint=False),
    window("payments"),
    refresh("payments", N_("Read the list again.")),
    auto_refresh("payments"),
    look_back("payments"),
    *arranging("payments"),
    Command("payments.views", "V", "views", N_("Views"), N_("Show a saved view."), "V", hint=False),
    back("payments", N_("Stop or clear"), N_("Stop loading, or clear the search.")),
)

REFUNDS = (
    search("refunds"),
    Command(
        "refunds.filter",
        "f",
        "filter",
        N_("Filter"),
        N_("Show all refunds, or those that are unresolved, in flight, failed or done."),
        "f",
    ),
    Command(
        "refunds.check",
        "c",
        "check",
        N_("Check now"),
        N_("Read the payment of an unresolved refund again now."),
        "c",
    ),
    Command(
        "refunds.payment",
        "o",
        "payment",
        N_("Payment"),
        N_("Open the payment of the refund under the cursor."),
        "o",
    ),
    WHOSE,
    Command("refunds.copy", "y", "copy", N_("Copy"), N_("Copy the ids, the order, a summary and more."), "y"),
    reasons("refunds"),
    export("refunds", N_("Write the marked or shown refunds to a file."), hint=False),
    Command(
        "refunds.window",
        "d",
        "window",
        N_("Dates"),
        N_("Choose the dates of the payments that are loaded."),
        "d",
        hint=False,
    ),
    refresh("refunds", N_("Read the journal and what is new of the payments again.")),
    auto_refresh("refunds"),
    look_back("refunds"),
    *arranging("refunds"),
    back("refunds", N_("Show all"), N_("Show every refund again.")),
)

REFERENCE = (
    search("reference"),
    Command(
        "reference.copy", "y", "copy", N_("Copy"), N_("Copy the number, the IBAN, or what may be said."), "y"
    ),
    Command(
        "reference.copy_french",
        "Y",
        "copy_french",
        N_("Copy French"),
        N_("Copy what may be said, in French."),
        "Y",
    ),
    Command("reference.next", "right,l", "group(1)", N_("Next group"), N_("Go to the next group."), "→"),
    Command(
        "reference.previous",
        "left,h",
        "group(-1)",
        N_("Previous group"),
        N_("Go to the previous group."),
        "←",
        hint=False,
    ),
    Command(
        "reference.back",
        "escape",
        "back",
        N_("Back"),
        N_("Leave the entry, clear the search, or show every group."),
        "esc",
        hint=False,
    ),
)
