"""The commands that answer everywhere."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.notes import NOTE
from stancer_tui.ui.commands.sections import SECTIONS
from stancer_tui.ui.commands.team import CLAIM, HAND_OVER

SHELL = (
    *(
        Command(
            f"app.section_{section.name}",
            f"{section.digit},{section.azerty}",
            f"section('{section.name}')",
            section.title,
            section.go,
            section.digit,
            hint=False,
        )
        for section in SECTIONS
    ),
    Command(
        "app.help", "question_mark,f1", "show_help", N_("Help"), N_("Show the keys that work here."), "?"
    ),
    Command(
        "app.mode", "ctrl+t", "toggle_mode", N_("Live/test"), N_("Switch between test and live."), "ctrl+t"
    ),
    Command(
        "app.accounts",
        "ctrl+o",
        "accounts",
        N_("Merchant"),
        N_("Show another merchant's desk."),
        "ctrl+o",
        hint=False,
        priority=True,
    ),
    Command(
        "app.palette",
        "ctrl+p",
        "command_palette",
        N_("Palette"),
        N_("Find any command by name."),
        "ctrl+p",
        hint=False,
        priority=True,
    ),
    Command(
        "app.request_log",
        "f12",
        "request_log",
        N_("Request log"),
        N_("Show the requests made in this mode."),
        "f12",
        hint=False,
    ),
    Command(
        "app.goto",
        "colon",
        "go_to",
        N_("Go to"),
        N_("Go to an id, order, person, code, amount or section."),
        ":",
    ),
    Command(
        "app.new", "n", "new", N_("New"), N_("Create a payment, a link, a customer, a check and more."), "n"
    ),
    Command(
        "app.watch",
        "W",
        "watch",
        N_("Watch"),
        N_(
            "Watch what is under the cursor or open until it changes, or stop; "
            "on nothing, list what is watched."
        ),
        "W",
        hint=False,
    ),
    Command(
        "app.watches",
        "w",
        "watches",
        N_("Watched"),
        N_("List what is watched and what changed."),
        "w",
        hint=False,
    ),
    NOTE,
    CLAIM,
    HAND_OVER,
    Command(
        "app.unsettled",
        "exclamation_mark",
        "unfinished('payments')",
        N_("Unresolved payments"),
        N_("List the payments whose creation has no known outcome, and look for them again."),
        "!",
        hint=False,
    ),
    Command(
        "app.batch",
        "B",
        "unfinished('batch')",
        N_("Batch of refunds"),
        N_("Show the batch of refunds that is under way, or the last one."),
        "B",
        hint=False,
    ),
    Command(
        "app.utc", "u", "toggle_utc", N_("UTC"), N_("Show times in UTC or in your own zone."), "u", hint=False
    ),
    Command(
        "app.language", "L", "language", N_("Language"), N_("Choose English or French."), "L", hint=False
    ),
    Command("app.theme", "T", "change_theme", N_("Theme"), N_("Choose the colours."), "T", hint=False),
    Command(
        "app.suspend",
        "ctrl+z",
        "suspend_process",
        N_("To the shell"),
        N_("Stop until the shell continues the program (fg)."),
        "ctrl+z",
        hint=False,
    ),
    Command("app.quit", "q", "quit", N_("Quit"), N_("Leave the program."), "q", hint=False),
    Command(
        "app.quit_anywhere",
        "ctrl+q",
        "quit",
        N_("Quit"),
        N_("Leave the program, even while typing."),
        "ctrl+q",
        hint=False,
        priority=True,
    ),
)
