"""The commands of Disputes and Payouts, lists and objects."""

from stancer_tui.language import N_
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


def _list(name: str, searching: str, exporting: str, refreshing: str) -> tuple[Command, ...]:
    return (
        search(name, searching),
        window(name),
        export(name, exporting),
        refresh(name, refreshing),
        auto_refresh(name),
        look_back(name),
        *arranging(name),
        back(name, N_("Stop or clear"), N_("Stop reading, or clear the search.")),
    )


def _detail(name: str, refreshing: str) -> tuple[Command, ...]:
    return (
        Command(f"{name}.refresh", "f5,ctrl+r", "refresh_object", N_("Refresh"), refreshing, "f5"),
        Command(f"{name}.raw", "v", "raw", N_("Raw JSON"), N_("Show the answer as it was received."), "v"),
    )


DISPUTES = (
    WHOSE,
    Command(
        "disputes.copy", "y", "copy", N_("Dossier"), N_("Copy the dossier of the dispute as plain text."), "y"
    ),
    *_list(
        "disputes",
        N_("Narrow the disputes as you type."),
        N_("Write the marked or shown disputes to a file."),
        N_("Read the disputes again."),
    ),
)

DISPUTE = (
    Command("dispute.back", "escape", "back", N_("Back"), N_("Go back to where this was opened."), "esc"),
    Command(
        "dispute.links", "enter", "links", N_("Go to"), N_("Go to an object that this one names."), "enter"
    ),
    Command(
        "dispute.copy", "y", "copy", N_("Dossier"), N_("Copy the dossier of the dispute as plain text."), "y"
    ),
    WHOSE,
    *_detail("dispute", N_("Read the dispute and its payment again.")),
)

PAYOUTS = (
    Command(
        "payouts.live",
        "l",
        "live",
        N_("Go live"),
        N_("Switch to live mode, where payouts are."),
        "l",
        hint=False,
    ),
    Command(
        "payouts.copy",
        "y",
        "copy",
        N_("Copy"),
        N_("Copy the id, the amount, the statement or a summary."),
        "y",
    ),
    *_list(
        "payouts",
        N_("Narrow the payouts as you type."),
        N_("Write the marked or shown payouts to a file."),
        N_("Read the payouts again."),
    ),
)

PAYOUT = (
    Command("payout.back", "escape", "back", N_("Back"), N_("Stop reading, or go back."), "esc"),
    Command("payout.next", "right,l", "kind(1)", N_("Next kind"), N_("Show the next kind of members."), "→"),
    Command(
        "payout.previous",
        "left,h",
        "kind(-1)",
        N_("Previous kind"),
        N_("Show the previous kind of members."),
        "←",
        hint=False,
    ),
    Command(
        "payout.read_on", "t", "read_on", N_("Read on"), N_("Read the missing members."), "t", hint=False
    ),
    Command(
        "payout.export", "e", "export", N_("Export"), N_("Write the members and the fees to a file."), "e"
    ),
    WHOSE,
    *_detail("payout", N_("Read the payout and its members again.")),
)

FIND_PAYOUT = (
    Command("find_payout.open", "enter", "open", N_("Open"), N_("Open the payout that was found."), "enter"),
    Command("dialog.cancel", "escape", "cancel", N_("Close"), N_("Stop looking, and close."), "esc"),
)
