"""What a list shows of what the team knows of a row: signs for notes and refunds, an agent's initials."""

from typing import NamedTuple

from stancer_tui.render.cells import fit
from stancer_tui.render.safe import safe

NOTE = "¶"
"""Stands before a row whose object has a note that holds."""

WAITS = "¤"
"""Stands before a row whose payment has a refund that waits for approval."""

_INITIALS = 2


class MarkKinds(NamedTuple):
    """Which marks there are on any object of a list: only for these its rows keep cells free."""

    notes: bool = False
    waits: bool = False
    claims: bool = False

    @property
    def cells(self) -> int:
        """The cells that every row keeps free: none where no object has a mark."""
        return len(NOTE) * self.notes + len(WAITS) * self.waits + _INITIALS * self.claims

    def text(self, *, noted: bool, waits: bool, holder: str) -> str:
        """The marks of one row, in exactly `cells`; `holder` is who works on it, "" for nobody."""
        note = (NOTE if noted else " ") * self.notes
        refund = (WAITS if waits else " ") * self.waits
        return note + refund + fit(initials(holder), _INITIALS) * self.claims


def initials(name: str) -> str:
    """ "NP" for Nadia Perrin, "na" for the login nadia; safe to show."""
    words = safe(name).replace(".", " ").split()
    if len(words) > 1:
        return f"{words[0][:1]}{words[-1][:1]}".upper()
    return words[0][:_INITIALS] if words else ""
