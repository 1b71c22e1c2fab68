"""The commands of Disputes and Payouts, lists and objects."""

from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.lists import (
    arranging,
    auto_refresh,
    back,
    export,
    look_back,
    refresh,
    search,
    window,
)
from stancer_tui.ui.commands.people import WHOSE


def _list(name: str) -> tuple[Command, ...]:
    return (
        search(name, name),
        window(name),
        export(name, name),
        refresh(name, f"Read the {name} again."),
        auto_refresh(name),
        look_back(name),
        *arranging(name),
        back(name, "Stop or clear", "Stop reading, or clear the search."),
    )


def _detail(name: str, noun: str) -> tuple[Command, ...]:
    return (
        Command(f"{name}.refresh", "f5,ctrl+r", "refresh_object", "Refresh", f"Read the {noun} again.", "f5"),
        Command(f"{name}.raw", "v", "raw", "Raw JSON", "Show the answer as it was received.", "v"),
    )


DISPUTES = (
    WHOSE,
    Command("disputes.copy", "y", "copy", "Dossier", "Copy the dossier of the dispute as plain text.", "y"),
    *_list("disputes"),
)

DISPUTE = (
    Command("dispute.back", "escape", "back", "Back", "Go back to where this was opened.", "esc"),
    Command("dispute.links", "enter", "links", "Go to", "Go to an object that this one names.", "enter"),
    Command("dispute.copy", "y", "copy", "Dossier", "Copy the dossier of the dispute as plain text.", "y"),
    WHOSE,
    *_detail("dispute", "dispute and its payment"),
)

PAYOUTS = (
    Command(
        "payouts.live", "l", "live", "Go live", "Switch to live mode, where payouts are.", "l", hint=False
    ),
    Command(
        "payouts.copy",
        "y",
        "copy",
        "Copy",
        "Copy the id, the amount, the statement or a summary.",
        "y",
    ),
    *_list("payouts"),
)

PAYOUT = (
    Command("payout.back", "escape", "back", "Back", "Stop reading, or go back.", "esc"),
    Command("payout.next", "right,l", "kind(1)", "Next kind", "Show the next kind of members.", "→"),
    Command(
        "payout.previous",
        "left,h",
        "kind(-1)",
        "Previous kind",
        "Show the previous kind of members.",
        "←",
        hint=False,
    ),
    Command("payout.read_on", "t", "read_on", "Read on", "Read the missing members.", "t", hint=False),
    Command("payout.export", "e", "export", "Export", "Write the members and the fees to a file.", "e"),
    WHOSE,
    *_detail("payout", "payout and its members"),
)

FIND_PAYOUT = (
    Command("find_payout.open", "enter", "open", "Open", "Open the payout that was found.", "enter"),
    Command("dialog.cancel", "escape", "cancel", "Close", "Stop looking, and close.", "esc"),
)
