"""The commands of the screens of customers, SEPA accounts, cards and addresses."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.people import WHOSE

STORED = (
    Command("stored.change", "m", "change", N_("Change"), N_("Open the form that changes the object."), "m"),
    Command(
        "stored.delete", "D", "delete", N_("Delete"), N_("Delete the object; it asks before it sends."), "D"
    ),
    Command(
        "stored.pay",
        "p",
        "pay",
        N_("New payment"),
        N_("Create a payment with this customer, account or card."),
        "p",
    ),
    Command(
        "stored.renew",
        "M",
        "renew",
        N_("New mandate"),
        N_("Open the form of a new SEPA account and mandate, filled in from this one."),
        "M",
    ),
    WHOSE,
)
