"""What a list shows of what the team knows of a row: a sign for a note, the initials of who works on it."""

from stancer_tui.render.cells import fit
from stancer_tui.render.safe import safe

NOTE = "¶"
"""Stands before a row whose object has a note that holds."""

_INITIALS = 2


def mark_cells(*, notes: bool, claims: bool) -> int:
    """The cells that every row of a list keeps free: none where no object has a note or a claim."""
    return len(NOTE) * notes + _INITIALS * claims


def mark_text(has_note: bool, claim_name: str, *, notes: bool, claims: bool) -> str:
    """The mark of one row, in exactly `mark_cells`; `claim_name` is who works on it, "" for nobody."""
    note = (NOTE if has_note else " ") * notes
    return note + fit(initials(claim_name), _INITIALS) * claims


def initials(name: str) -> str:
    """ "NP" for Nadia Perrin, "na" for the login nadia; safe to show."""
    words = safe(name).replace(".", " ").split()
    if len(words) > 1:
        return f"{words[0][:1]}{words[-1][:1]}".upper()
    return words[0][:_INITIALS] if words else ""
