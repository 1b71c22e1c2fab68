"""Which commands work at the same time: help, palette and settings go by it, and no two share a key."""

from stancer_tui.ui.commands.checks import CHECKS, SCORING
from stancer_tui.ui.commands.dialogs import BATCH, COLUMNS, DIALOG, INTENT, RAW, REASONS, REQUEST_LOG, WATCHED
from stancer_tui.ui.commands.forms import FORM
from stancer_tui.ui.commands.links import PAYMENT_LINK
from stancer_tui.ui.commands.lists import PAYMENTS, REFERENCE, REFUNDS, TABLE
from stancer_tui.ui.commands.money import DISPUTE, DISPUTES, FIND_PAYOUT, PAYOUT, PAYOUTS
from stancer_tui.ui.commands.notes import NOTES
from stancer_tui.ui.commands.objects import HISTORY, OBJECT, PAYMENT
from stancer_tui.ui.commands.overview import OVERVIEW
from stancer_tui.ui.commands.people import PERSON
from stancer_tui.ui.commands.shell import SHELL
from stancer_tui.ui.commands.stored import STORED

_ANYWHERE = tuple(command for command in SHELL if command.priority)

SCOPES = (
    *((*screen, *TABLE, *SHELL) for screen in (PAYMENTS, REFUNDS, DISPUTES, PAYOUTS, CHECKS, REFERENCE)),
    (*OVERVIEW, *SHELL),
    *((*screen, *HISTORY, *SHELL) for screen in (PAYMENT, DISPUTE, OBJECT, SCORING)),
    *((*screen, *HISTORY, *TABLE, *SHELL) for screen in (PAYOUT, PERSON)),
    (*STORED, *OBJECT, *HISTORY, *SHELL),
    *((*dialog, *TABLE, *_ANYWHERE) for dialog in (REQUEST_LOG, BATCH, DIALOG)),
    *(
        (*dialog, *_ANYWHERE)
        for dialog in (INTENT, REASONS, DIALOG, COLUMNS, RAW, FORM, FIND_PAYOUT, WATCHED, NOTES)
    ),
    (*PAYMENT_LINK, *_ANYWHERE),
)
"""The commands that work at the same time, by screen and dialog: no two of them share a key."""
