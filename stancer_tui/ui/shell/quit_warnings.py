"""What is true of a write in flight when the program is left before its answer has come."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.ui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from stancer_tui.desk import Desk

REFUND = "The refund may have been made: the next start finds out and tells you."
BATCH = "What the batch has not sent yet stays unsent; the next start lists it and asks whether to go on."
_FORGOTTEN = "the journal cannot be used, so nothing here will tell you."


def created() -> str:
    """Of what is kept and has no list to look in."""
    return "It may have been made, and nothing here will tell you."


def changed() -> str:
    """Of what was changed or deleted and can be read."""
    return "The change may have been made: nothing here will tell you, the object itself shows it."


def payment_changed() -> str:
    """Of a capture or any other change of a payment."""
    return "The payment may have been changed: nothing here will tell you, the payment itself shows it."


def payment_created(desk: "Desk") -> str:
    """Of a payment that is being created: it is in the journal, if there is one."""
    if desk.pending_requests.trouble is not None:
        return f"The payment may have been created: {_FORGOTTEN}"
    return "The payment may have been created: a start within 24 hours looks for it and tells you."


def bank_asked(desk: "Desk") -> str:
    """Of an account check or a scoring: it is in the journal, but without its id."""
    if desk.pending_requests.trouble is not None:
        return f"The question may have reached the bank: {_FORGOTTEN}"
    return (
        "The question may have reached the bank: the next start lists it in Checks with its outcome unknown, "
        "for there is nothing to look it up in. It moves no money."
    )


class QuitQuestion(Confirm):
    """Asks before leaving while something is being sent, and says what would be known of each."""

    def __init__(self, left: Sequence[str]) -> None:
        known = tuple(dict.fromkeys(left))
        waits = "Its answer has" if len(left) == 1 else "Answers have"
        super().__init__(
            "A refund is being sent" if REFUND in left or BATCH in left else "Something is being sent",
            f"{waits} not come yet. If you leave now: {' '.join(known)} Waiting a moment is better.",
            yes="Leave now",
            no="Wait",
        )


def ask_before_leaving(app: App[Any], left: Sequence[str]) -> None:
    """Ask whether to leave anyway; `left` says of each write in flight what would be known of it."""
    if not isinstance(app.screen, QuitQuestion):
        app.push_screen(QuitQuestion(left), lambda leave: app.exit(0) if leave else None)
