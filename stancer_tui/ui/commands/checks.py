"""The commands of the account checks and scorings."""

from stancer_tui.ui.commands.command import Command
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
    Command(
        "checks.refresh",
        "f5,ctrl+r",
        "load('refresh')",
        "Refresh",
        "Read the journal again, and what is still awaited.",
        "f5",
    ),
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
