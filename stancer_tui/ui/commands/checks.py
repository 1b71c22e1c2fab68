"""The commands of the account checks and scorings."""

from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.lists import arranging, back, export, refresh, search
from stancer_tui.ui.commands.objects import OBJECT

CHECKS = (
    Command(
        "checks.check",
        "c",
        "check",
        "Check",
        "Have the bank check an account: its holder's name and birth date.",
        "c",
    ),
    Command("checks.scoring", "s", "scoring", "Scoring", "Ask for a customer's credit score.", "s"),
    search("checks"),
    Command("checks.copy", "y", "copy", "Copy", "Copy the id, or a summary.", "y"),
    export("checks", "checks", hint=False),
    refresh("checks", "Read the journal again, and what is still awaited."),
    *arranging("checks"),
    back("checks", "Clear", "Clear the search."),
)

SCORING = (
    *OBJECT,
    Command(
        "scoring.copy",
        "y",
        "copy",
        "Copy address",
        "Copy the address at which customers identify themselves at the bank.",
        "y",
    ),
    Command(
        "scoring.browser",
        "o",
        "browser",
        "Browser",
        "Open the address at which customers identify themselves at the bank.",
        "o",
    ),
)
