"""The commands of the screens of customers, SEPA accounts, cards and addresses."""

from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.people import WHOSE

STORED = (
    Command("stored.change", "m", "change", "Change", "Open the form that changes the object.", "m"),
    Command("stored.delete", "D", "delete", "Delete", "Delete the object; it asks before it sends.", "D"),
    Command(
        "stored.pay", "p", "pay", "New payment", "Create a payment with this customer, account or card.", "p"
    ),
    Command(
        "stored.renew",
        "M",
        "renew",
        "New mandate",
        "Open the form of a new SEPA account and mandate, filled in from this one.",
        "M",
    ),
    WHOSE,
)
