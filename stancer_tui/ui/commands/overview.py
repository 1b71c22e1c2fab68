"""The commands of the overview."""

from stancer_tui.ui.commands.command import Command

OVERVIEW = (
    Command("overview.open", "enter", "open", "List", "Open the list behind the number.", "enter"),
    Command("overview.currency", "c", "currency", "Currency", "Show the numbers of the next currency.", "c"),
    Command("overview.window", "d", "window", "Dates", "Choose the dates; Payments shows the same.", "d"),
    Command("overview.refresh", "f5,ctrl+r", "refresh_numbers", "Refresh", "Read everything again.", "f5"),
    Command(
        "overview.auto",
        "A",
        "auto_refresh",
        "Auto",
        "Read what is new every now and then, or stop doing so.",
        "A",
    ),
    Command("overview.down", "j,down", "walk('down')", "Next", "Go to the next number.", "j", hint=False),
    Command("overview.up", "k,up", "walk('up')", "Before", "Go to the previous number.", "k", hint=False),
    Command(
        "overview.right",
        "l,right",
        "walk('right')",
        "Right",
        "Go to the numbers on the right; in the chart, to the next column.",
        "l",
        hint=False,
    ),
    Command(
        "overview.left",
        "h,left",
        "walk('left')",
        "Left",
        "Go to the numbers on the left; in the chart, to the previous column.",
        "h",
        hint=False,
    ),
    Command("overview.first", "g,home", "walk('first')", "First", "Go to the first number.", "g", hint=False),
    Command("overview.last", "G,end", "walk('last')", "Last", "Go to the last number.", "G", hint=False),
    Command("overview.back", "escape", "back", "Stop", "Stop loading.", "esc", hint=False),
)
