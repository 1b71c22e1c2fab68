"""The team's marks on a row of a list: signs for notes and waiting refunds, an agent's initials."""

from typing import NamedTuple

from stancer_tui.render.cells import fit
from stancer_tui.render.safe import safe

NOTE = "¶"
"""Before a row whose object has a note that is not struck through."""

WAITS = "¤"
"""Before a row whose payment has a refund that waits for approval."""

_INITIALS = 2


class MarkKinds(NamedTuple):
    """Which marks occur in a list; its rows keep cells free only for these."""

    notes: bool = False
    waits: bool = False
    claims: bool = False

    @property
    def cells(self) -> int:
        """The cells that every row keeps free."""
        return len(NOTE) * self.notes + len(WAITS) * self.waits + _INITIALS * self.claims

    def text(self, *, noted: bool, waits: bool, holder: str) -> str:
        """The marks of one row, in exactly `cells`; `holder` is the agent who works on it, "" for nobody."""
        note = (NOTE if noted else " ") * self.notes
        refund = (WAITS if waits else " ") * self.waits
        return note + refund + fit(initials(holder), _INITIALS) * self.claims


def initials(name: str) -> str:
    """ "NP" for Nadia Perrin, "na" for the login nadia; safe to show."""
    words = safe(name).replace(".", " ").split()
    if len(words) > 1:
        return f"{words[0][:1]}{words[-1][:1]}".upper()
    return words[0][:_INITIALS] if words else ""
