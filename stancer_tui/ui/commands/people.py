"""The commands of a person's screen, and the key that leads to it."""

from stancer_tui.ui.commands.command import Command

WHOSE = Command(
    "person.show",
    "i",
    "person",
    "Person",
    "Show whose payment it is: all that is loaded of that person.",
    "i",
)
"""On every list and screen of payments, and of what belongs to one."""

PERSON = (
    Command("person.back", "escape", "back", "Back", "Go back to where this was opened.", "esc"),
    Command(
        "person.refund",
        "r",
        "refund",
        "Refund",
        "Open the refund form of the payment under the cursor; it asks before it sends.",
        "r",
    ),
    Command("person.copy", "y", "copy", "Copy", "Copy the e-mail, the phone, a summary and more.", "y"),
    Command(
        "person.look_back",
        "b",
        "load('back')",
        "Further back",
        "Read as much again from before the loaded dates.",
        "b",
    ),
    Command(
        "person.links", "l", "links", "Customer, cards", "Go to the customer, a card or an account.", "l"
    ),
    Command("person.refresh", "f5,ctrl+r", "load('refresh')", "Refresh", "Read what is new.", "f5"),
    WHOSE,
)
