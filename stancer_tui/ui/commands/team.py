"""The commands of a team: who works on what."""

from stancer_tui.language import N_
from stancer_tui.ui.commands.command import Command

CLAIM = Command(
    "app.claim",
    "a",
    "screen.claim",
    N_("Take"),
    N_("Say who works on what is under the cursor or open: take it, give it, or let it go."),
    "a",
    hint=False,
)
"""Everywhere: on what is under the cursor, or open."""

HAND_OVER = Command(
    "app.hand_over",
    "H",
    "screen.hand_over",
    N_("Hand over"),
    N_("Give everything that you work on to a colleague, with a note."),
    "H",
    hint=False,
)
"""At the end of a shift."""
