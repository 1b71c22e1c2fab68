"""Every command of the program: footer, palette, help and keymap all derive from these lists.

Those that the first screen does not have are imported when another one asks for them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from stancer_tui.ui.commands.command import Command, bindings, commands_of
from stancer_tui.ui.commands.lists import PAYMENTS, REFERENCE, REFUNDS, TABLE
from stancer_tui.ui.commands.notes import NOTES
from stancer_tui.ui.commands.people import PERSON, WHOSE
from stancer_tui.ui.commands.shell import SHELL

if TYPE_CHECKING:
    from stancer_tui.ui.commands.checks import CHECKS, SCORING
    from stancer_tui.ui.commands.dialogs import (
        BATCH,
        COLUMNS,
        DIALOG,
        INTENT,
        RAW,
        REASONS,
        REQUEST_LOG,
        WATCHED,
    )
    from stancer_tui.ui.commands.forms import FORM
    from stancer_tui.ui.commands.links import PAYMENT_LINK
    from stancer_tui.ui.commands.money import DISPUTE, DISPUTES, FIND_PAYOUT, PAYOUT, PAYOUTS
    from stancer_tui.ui.commands.objects import HISTORY, OBJECT, PAYMENT
    from stancer_tui.ui.commands.overview import OVERVIEW
    from stancer_tui.ui.commands.scopes import SCOPES
    from stancer_tui.ui.commands.stored import STORED

_LATER = {
    "CHECKS": "checks",
    "SCORING": "checks",
    "BATCH": "dialogs",
    "COLUMNS": "dialogs",
    "DIALOG": "dialogs",
    "INTENT": "dialogs",
    "RAW": "dialogs",
    "REASONS": "dialogs",
    "REQUEST_LOG": "dialogs",
    "WATCHED": "dialogs",
    "FORM": "forms",
    "PAYMENT_LINK": "links",
    "DISPUTE": "money",
    "DISPUTES": "money",
    "FIND_PAYOUT": "money",
    "PAYOUT": "money",
    "PAYOUTS": "money",
    "HISTORY": "objects",
    "OBJECT": "objects",
    "PAYMENT": "objects",
    "OVERVIEW": "overview",
    "STORED": "stored",
    "SCOPES": "scopes",
}
"""The modules of the others."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"stancer_tui.ui.commands.{_LATER[name]}"), name)


__all__ = [
    "BATCH",
    "CHECKS",
    "COLUMNS",
    "DIALOG",
    "DISPUTE",
    "DISPUTES",
    "FIND_PAYOUT",
    "FORM",
    "HISTORY",
    "INTENT",
    "NOTES",
    "OBJECT",
    "OVERVIEW",
    "PAYMENT",
    "PAYMENTS",
    "PAYMENT_LINK",
    "PAYOUT",
    "PAYOUTS",
    "PERSON",
    "RAW",
    "REASONS",
    "REFERENCE",
    "REFUNDS",
    "REQUEST_LOG",
    "SCOPES",
    "SCORING",
    "SHELL",
    "STORED",
    "TABLE",
    "WATCHED",
    "WHOSE",
    "Command",
    "bindings",
    "commands_of",
]
