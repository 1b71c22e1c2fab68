"""The commands of the screens of one object."""

from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.people import WHOSE

PAYMENT = (
    Command("payment.back", "escape", "back", "Back", "Go back to the list.", "esc"),
    Command(
        "payment.links",
        "enter",
        "links",
        "Go to",
        "Go to a duplicate or an object that this one names.",
        "enter",
    ),
    Command("payment.refund", "r", "refund", "Refund", "Open the refund form; it asks before it sends.", "r"),
    WHOSE,
    Command(
        "payment.payout", "P", "payout", "Payout", "Find the payout that paid this payment.", "P", hint=False
    ),
    Command("payment.copy", "y", "copy", "Copy", "Copy the id, the order, a summary and more.", "y"),
    Command(
        "payment.say",
        "Y",
        "say",
        "Copy sentence",
        "Copy what may be told to the customer, in English.",
        "Y",
        hint=False,
    ),
    Command(
        "payment.browser",
        "o",
        "browser",
        "Browser",
        "Open the payment page or the 3-D Secure address in a browser.",
        "o",
        hint=False,
    ),
    Command("payment.change", "m", "change", "Change", "Choose what to do with the payment.", "m"),
    Command(
        "payment.capture", "c", "capture", "Capture", "Capture the payment; it asks before it sends.", "c"
    ),
    Command(
        "payment.authorize",
        "a",
        "authorize",
        "Authorise",
        "Have the payment authorised; it asks before it sends.",
        "a",
        hint=False,
    ),
    Command("payment.update", "e", "update", "Edit", "Change the payment's fields.", "e", hint=False),
    Command(
        "payment.authenticate",
        "s",
        "authenticate",
        "3-D Secure",
        "Ask for strong authentication of the payment.",
        "s",
        hint=False,
    ),
    Command("payment.link", "l", "link", "Link", "Show and copy the link to the payment page.", "l"),
    Command("payment.refresh", "f5,ctrl+r", "refresh_payment", "Refresh", "Read the payment again.", "f5"),
    Command("payment.fields", "z", "fields", "Fields", "Show every reported field, or fold them.", "z"),
    Command("payment.raw", "v", "raw", "Raw JSON", "Show the answer as it was received.", "v"),
    Command("payment.down", "j", "scroll('down')", "Down", "Scroll down.", "j", hint=False),
    Command("payment.up", "k", "scroll('up')", "Up", "Scroll up.", "k", hint=False),
    Command("payment.top", "g", "scroll('top')", "Top", "Scroll to the top.", "g", hint=False),
    Command("payment.bottom", "G", "scroll('bottom')", "Bottom", "Scroll to the bottom.", "G", hint=False),
)

HISTORY = (
    Command(
        "history.back",
        "left_square_bracket,alt+left",
        "history(-1)",
        "Back",
        "Go to the object visited before.",
        "[",
        hint=False,
    ),
    Command(
        "history.forth",
        "right_square_bracket,alt+right",
        "history(1)",
        "Forth",
        "Go to the object visited after.",
        "]",
        hint=False,
    ),
)

OBJECT = (
    Command("object.back", "escape", "back", "Back", "Go back to where this was opened.", "esc"),
    Command("object.links", "enter", "links", "Go to", "Go to an object that this one names.", "enter"),
    Command("object.refresh", "f5,ctrl+r", "refresh_object", "Refresh", "Read the object again.", "f5"),
    Command("object.raw", "v", "raw", "Raw JSON", "Show the answer as it was received.", "v"),
)
