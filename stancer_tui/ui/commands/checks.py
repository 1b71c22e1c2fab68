"""The commands of the account checks and scorings."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.lists import arranging, back, export, refresh, search
from stancer_tui.ui.commands.objects import OBJECT

CHECKS = (
    Command(
        "checks.check",
        "c",
        "check",
        N_("Check"),
        N_("Have the bank check an account: its holder's name and birth date."),
        "c",
    ),
    Command("checks.scoring", "s", "scoring", N_("Scoring"), N_("Ask for a customer's credit score."), "s"),
    search("checks"),
    Command("checks.copy", "y", "copy", N_("Copy"), N_("Copy the id, or a summary."), "y"),
    export("checks", N_("Write the marked or shown checks to a file."), hint=False),
    refresh("checks", N_("Read the journal again, and what is still awaited.")),
    *arranging("checks"),
    back("checks", N_("Clear"), N_("Clear the search.")),
)

SCORING = (
    *OBJECT,
    Command(
        "scoring.copy",
        "y",
        "copy",
        N_("Copy address"),
        N_("Copy the address at which customers identify themselves at the bank."),
        "y",
    ),
    Command(
        "scoring.browser",
        "o",
        "browser",
        N_("Browser"),
        N_("Open the address at which customers identify themselves at the bank."),
        "o",
    ),
)
