"""The commands of the overview."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.lists import reasons

OVERVIEW = (
    Command("overview.open", "enter", "open", N_("List"), N_("Open the list behind the number."), "enter"),
    Command(
        "overview.currency",
        "c",
        "currency",
        N_("Currency"),
        N_("Show the numbers of the next currency."),
        "c",
    ),
    Command(
        "overview.window", "d", "window", N_("Dates"), N_("Choose the dates; Payments shows the same."), "d"
    ),
    Command(
        "overview.refresh", "f5,ctrl+r", "refresh_numbers", N_("Refresh"), N_("Read everything again."), "f5"
    ),
    Command(
        "overview.auto",
        "A",
        "auto_refresh",
        N_("Auto"),
        N_("Read what is new every now and then, or stop doing so."),
        "A",
    ),
    Command(
        "overview.down", "j,down", "walk('down')", N_("Next"), N_("Go to the next number."), "j", hint=False
    ),
    Command(
        "overview.up", "k,up", "walk('up')", N_("Previous"), N_("Go to the previous number."), "k", hint=False
    ),
    Command(
        "overview.right",
        "l,right",
        "walk('right')",
        N_("Right"),
        N_("Go to the numbers on the right; in the chart, to the next column."),
        "l",
        hint=False,
    ),
    Command(
        "overview.left",
        "h,left",
        "walk('left')",
        N_("Left"),
        N_("Go to the numbers on the left; in the chart, to the previous column."),
        "h",
        hint=False,
    ),
    Command(
        "overview.first",
        "g,home",
        "walk('first')",
        N_("First"),
        N_("Go to the first number."),
        "g",
        hint=False,
    ),
    Command(
        "overview.last", "G,end", "walk('last')", N_("Last"), N_("Go to the last number."), "G", hint=False
    ),
    reasons("overview"),
    Command("overview.back", "escape", "back", N_("Stop"), N_("Stop loading."), "esc", hint=False),
)
