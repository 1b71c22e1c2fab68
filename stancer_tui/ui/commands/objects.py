"""The commands of the screens of one object."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.people import WHOSE

PAYMENT = (
    Command("payment.back", "escape", "back", N_("Back"), N_("Go back to the list."), "esc"),
    Command(
        "payment.links",
        "enter",
        "links",
        N_("Go to"),
        N_("Go to a duplicate or an object that this one names."),
        "enter",
    ),
    Command(
        "payment.refund",
        "r",
        "refund",
        N_("Refund"),
        N_("Open the refund form; it asks before it sends."),
        "r",
    ),
    WHOSE,
    Command(
        "payment.payout",
        "P",
        "payout",
        N_("Payout"),
        N_("Find the payout that paid this payment."),
        "P",
        hint=False,
    ),
    Command("payment.copy", "y", "copy", N_("Copy"), N_("Copy the id, the order, a summary and more."), "y"),
    Command(
        "payment.say",
        "Y",
        "say",
        N_("Copy sentence"),
        N_("Copy what may be told to the customer, in English."),
        "Y",
        hint=False,
    ),
    Command(
        "payment.browser",
        "o",
        "browser",
        N_("Browser"),
        N_("Open the payment page or the 3-D Secure address in a browser."),
        "o",
        hint=False,
    ),
    Command("payment.change", "m", "change", N_("Change"), N_("Choose what to do with the payment."), "m"),
    Command(
        "payment.capture",
        "c",
        "capture",
        N_("Capture"),
        N_("Capture the payment; it asks before it sends."),
        "c",
    ),
    Command(
        "payment.authorize",
        "A",
        "authorize",
        N_("Authorise"),
        N_("Have the payment authorised; it asks before it sends."),
        "A",
        hint=False,
    ),
    Command("payment.update", "e", "update", N_("Edit"), N_("Change the payment's fields."), "e", hint=False),
    Command(
        "payment.authenticate",
        "s",
        "authenticate",
        N_("3-D Secure"),
        N_("Ask for strong authentication of the payment."),
        "s",
        hint=False,
    ),
    Command("payment.link", "l", "link", N_("Link"), N_("Show and copy the link to the payment page."), "l"),
    Command(
        "payment.refresh", "f5,ctrl+r", "refresh_payment", N_("Refresh"), N_("Read the payment again."), "f5"
    ),
    Command(
        "payment.fields", "z", "fields", N_("Fields"), N_("Show every reported field, or fold them."), "z"
    ),
    Command("payment.raw", "v", "raw", N_("Raw JSON"), N_("Show the answer as it was received."), "v"),
    Command("payment.down", "j", "scroll('down')", N_("Down"), N_("Scroll down."), "j", hint=False),
    Command("payment.up", "k", "scroll('up')", N_("Up"), N_("Scroll up."), "k", hint=False),
    Command("payment.top", "g", "scroll('top')", N_("Top"), N_("Scroll to the top."), "g", hint=False),
    Command(
        "payment.bottom", "G", "scroll('bottom')", N_("Bottom"), N_("Scroll to the bottom."), "G", hint=False
    ),
)

HISTORY = (
    Command(
        "history.back",
        "left_square_bracket,alt+left",
        "history(-1)",
        N_("Back"),
        N_("Go to the object visited before."),
        "[",
        hint=False,
    ),
    Command(
        "history.forth",
        "right_square_bracket,alt+right",
        "history(1)",
        N_("Forward"),
        N_("Go to the object visited after."),
        "]",
        hint=False,
    ),
)

OBJECT = (
    Command("object.back", "escape", "back", N_("Back"), N_("Go back to where this was opened."), "esc"),
    Command(
        "object.links", "enter", "links", N_("Go to"), N_("Go to an object that this one names."), "enter"
    ),
    Command(
        "object.refresh", "f5,ctrl+r", "refresh_object", N_("Refresh"), N_("Read the object again."), "f5"
    ),
    Command("object.raw", "v", "raw", N_("Raw JSON"), N_("Show the answer as it was received."), "v"),
)
