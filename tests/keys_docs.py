"""docs/keys.md, from the registered commands: `python -m tests.keys_docs --write`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from textual.keys import format_key

from stancer_tui.ui.commands import (
    checks,
    dialogs,
    forms,
    links,
    lists,
    money,
    notes,
    objects,
    overview,
    people,
    shell,
    stored,
)
from stancer_tui.ui.commands.command import Command

_ALWAYS = ", ".join(f"`{each.show}`" for each in shell.SHELL if each.priority)

PAGE = Path(__file__).parents[1] / "docs" / "keys.md"
BEGIN, END = "<!-- keys: python -m tests.keys_docs --write -->\n", "<!-- end of the keys -->"


class Group(NamedTuple):
    """The commands of one screen, list or dialog."""

    title: str
    commands: Sequence[Command]
    about: str = ""


GROUPS = (
    Group(
        "Everywhere",
        shell.SHELL,
        f"In every section and on every object. In dialogs and while you type too: {_ALWAYS}.",
    ),
    Group("Every list", lists.TABLE),
    Group("1 Overview", overview.OVERVIEW),
    Group("2 Payments", lists.PAYMENTS),
    Group("3 Refunds", lists.REFUNDS),
    Group("4 Disputes", money.DISPUTES),
    Group("5 Payouts", money.PAYOUTS),
    Group("6 Checks", checks.CHECKS),
    Group("7 Reference", lists.REFERENCE),
    Group("A payment", objects.PAYMENT),
    Group("A dispute", money.DISPUTE),
    Group("A payout", money.PAYOUT),
    Group("A person", people.PERSON),
    Group("A scoring", checks.SCORING),
    Group("A customer, SEPA account, card or address", stored.STORED, "And those of any object, below."),
    Group("Any object", objects.OBJECT),
    Group("From object to object", objects.HISTORY),
    Group("A form", forms.FORM),
    Group("A dialog", dialogs.DIALOG),
    Group("Finding the payout of a payment", money.FIND_PAYOUT),
    Group("The link to a payment page", links.PAYMENT_LINK),
    Group("A refund that is under way", dialogs.INTENT),
    Group("A batch of refunds", dialogs.BATCH),
    Group("Refunds by reason", dialogs.REASONS),
    Group("Notes", notes.NOTES),
    Group("What is watched", dialogs.WATCHED),
    Group("Columns", dialogs.COLUMNS),
    Group("The answer as it was received", dialogs.RAW),
    Group("The requests that were made", dialogs.REQUEST_LOG),
)
"""Every command, where it works; a command of several places stands in each."""


def written(page: str) -> str:
    """The page with the keys as they are."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}{_text()}{END}{rest.split(END)[1]}"


def spelled(command: Command) -> str:
    """Its keys as a person reads them, the one that the program shows first."""
    keys = dict.fromkeys((command.show, *(_as_read(key) for key in command.keys.split(","))))
    return " ".join(f"`{key}`" for key in keys)


def _as_read(key: str) -> str:
    *modifiers, last = key.split("+")
    return "+".join((*modifiers, last if last in {"enter", "backspace"} else format_key(last)))


def _text() -> str:
    parts = []
    for group in GROUPS:
        rows = [f"| {spelled(each)} | {each.tooltip} | `{each.id}` |" for each in group.commands]
        about = f"{group.about}\n\n" if group.about else ""
        parts.append(
            "\n".join([f"## {group.title}\n\n{about}| key | | command |", "|---|---|---|", *rows, ""])
        )
    return "\n".join(parts)


if __name__ == "__main__" and "--write" in sys.argv:
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
