"""The commands of a person's screen, and the key that leads to it."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command

WHOSE = Command(
    "person.show",
    "i",
    "person",
    N_("Person"),
    N_("Show whose payment it is: all that is loaded of that person."),
    "i",
)
"""On every list and screen of payments, and of what belongs to one."""

PERSON = (
    Command("person.back", "escape", "back", N_("Back"), N_("Go back to where this was opened."), "esc"),
    Command(
        "person.refund",
        "r",
        "refund",
        N_("Refund"),
        N_("Open the refund form of the payment under the cursor; it asks before it sends."),
        "r",
    ),
    Command(
        "person.copy", "y", "copy", N_("Copy"), N_("Copy the e-mail, the phone, a summary and more."), "y"
    ),
    Command(
        "person.look_back",
        "b",
        "load('back')",
        N_("Further back"),
        N_("Read as much again from before the loaded dates."),
        "b",
    ),
    Command(
        "person.links",
        "l",
        "links",
        N_("Customer, cards"),
        N_("Go to the customer, a card or an account."),
        "l",
    ),
    Command("person.refresh", "f5,ctrl+r", "load('refresh')", N_("Refresh"), N_("Read what is new."), "f5"),
    WHOSE,
)
