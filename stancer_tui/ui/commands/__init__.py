"""Every command of the program: footer, palette, help and keymap all derive from these lists."""

from stancer_tui.ui.commands.checks import CHECKS, SCORING
from stancer_tui.ui.commands.command import Command, bindings, commands_of, shown_key
from stancer_tui.ui.commands.dialogs import COLUMNS, DIALOG, INTENT, RAW, REQUEST_LOG
from stancer_tui.ui.commands.forms import FORM, NEW
from stancer_tui.ui.commands.links import PAYMENT_LINK
from stancer_tui.ui.commands.lists import PAYMENTS, REFERENCE, REFUNDS, TABLE
from stancer_tui.ui.commands.objects import HISTORY, OBJECT, PAYMENT
from stancer_tui.ui.commands.shell import SHELL

_ANYWHERE = tuple(command for command in SHELL if command.priority)

SCOPES = (
    *((*screen, *TABLE, *SHELL) for screen in (PAYMENTS, REFUNDS, CHECKS, REFERENCE)),
    *((*screen, *HISTORY, *SHELL) for screen in (PAYMENT, OBJECT, SCORING)),
    (*REQUEST_LOG, *TABLE, *_ANYWHERE),
    *((*dialog, *_ANYWHERE) for dialog in (INTENT, DIALOG, COLUMNS, RAW, FORM, NEW)),
    (*PAYMENT_LINK, *_ANYWHERE),
)
"""The commands that answer at the same time, by screen and dialog: no key can be two of them."""

__all__ = [
    "CHECKS",
    "COLUMNS",
    "DIALOG",
    "FORM",
    "HISTORY",
    "INTENT",
    "NEW",
    "OBJECT",
    "PAYMENT",
    "PAYMENTS",
    "PAYMENT_LINK",
    "RAW",
    "REFERENCE",
    "REFUNDS",
    "REQUEST_LOG",
    "SCOPES",
    "SCORING",
    "SHELL",
    "TABLE",
    "Command",
    "bindings",
    "commands_of",
    "shown_key",
]
