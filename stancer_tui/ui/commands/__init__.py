"""Every command of the program: footer, palette, help and keymap all derive from these lists."""

from stancer_tui.ui.commands.command import Command, bindings, commands_of, shown_key
from stancer_tui.ui.commands.dialogs import COLUMNS, DIALOG, INTENT, RAW, REQUEST_LOG
from stancer_tui.ui.commands.forms import FORM, NEW
from stancer_tui.ui.commands.lists import PAYMENTS, REFERENCE, REFUNDS, TABLE
from stancer_tui.ui.commands.objects import HISTORY, OBJECT, PAYMENT
from stancer_tui.ui.commands.shell import SHELL
from stancer_tui.ui.commands.stored import STORED

_ANYWHERE = tuple(command for command in SHELL if command.priority)

SCOPES = (
    *((*screen, *TABLE, *SHELL) for screen in (PAYMENTS, REFUNDS, REFERENCE)),
    *((*screen, *HISTORY, *SHELL) for screen in (PAYMENT, OBJECT)),
    (*STORED, *OBJECT, *HISTORY, *SHELL),
    (*REQUEST_LOG, *TABLE, *_ANYWHERE),
    *((*dialog, *_ANYWHERE) for dialog in (INTENT, DIALOG, COLUMNS, RAW, FORM, NEW)),
)
"""The commands that answer at the same time, by screen and dialog: no key can be two of them."""

__all__ = [
    "COLUMNS",
    "DIALOG",
    "FORM",
    "HISTORY",
    "INTENT",
    "NEW",
    "OBJECT",
    "PAYMENT",
    "PAYMENTS",
    "RAW",
    "REFERENCE",
    "REFUNDS",
    "REQUEST_LOG",
    "SCOPES",
    "SHELL",
    "STORED",
    "TABLE",
    "Command",
    "bindings",
    "commands_of",
    "shown_key",
]
