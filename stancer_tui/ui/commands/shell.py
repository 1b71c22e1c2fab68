"""The commands that answer everywhere."""

from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.sections import SECTIONS

SHELL = (
    *(
        Command(
            f"app.section_{section.name}",
            f"{section.digit},{section.azerty}",
            f"section('{section.name}')",
            section.title,
            f"Go to {section.title}.",
            section.digit,
            hint=False,
        )
        for section in SECTIONS
    ),
    Command("app.help", "question_mark,f1", "show_help", "Help", "Show the keys that work here.", "?"),
    Command("app.mode", "ctrl+t", "toggle_mode", "Live/test", "Switch between test and live.", "ctrl+t"),
    Command(
        "app.palette",
        "ctrl+p",
        "command_palette",
        "Palette",
        "Find any command by name.",
        "ctrl+p",
        hint=False,
        priority=True,
    ),
    Command(
        "app.request_log",
        "f12",
        "request_log",
        "Request log",
        "Show the requests made in this mode.",
        "f12",
        hint=False,
    ),
    Command(
        "app.goto", "colon", "go_to", "Go to", "Go to an id, order, person, code, amount or section.", ":"
    ),
    Command("app.new", "n", "new", "New", "Create a payment, a link, a customer, a check and more.", "n"),
    Command(
        "app.watch",
        "W",
        "watch",
        "Watch",
        "Watch what is under the cursor or open until it changes, or stop; on nothing, list what is watched.",
        "W",
        hint=False,
    ),
    Command(
        "app.watches",
        "w",
        "watches",
        "Watched",
        "List what is watched and what changed.",
        "w",
        hint=False,
    ),
    Command(
        "app.unsettled",
        "exclamation_mark",
        "unfinished('payments')",
        "Unresolved payments",
        "List the payments whose creation has no known outcome, and look for them again.",
        "!",
        hint=False,
    ),
    Command(
        "app.batch",
        "B",
        "unfinished('batch')",
        "Batch of refunds",
        "Show the batch of refunds that is under way, or the last one.",
        "B",
        hint=False,
    ),
    Command("app.utc", "u", "toggle_utc", "UTC", "Show times in UTC or in your own zone.", "u", hint=False),
    Command("app.quit", "q", "quit", "Quit", "Leave the program.", "q", hint=False),
    Command(
        "app.quit_anywhere",
        "ctrl+q",
        "quit",
        "Quit",
        "Leave the program, even while typing.",
        "ctrl+q",
        hint=False,
        priority=True,
    ),
)
