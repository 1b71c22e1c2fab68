"""What a team's agent should look at: refunds that wait for approval, and what is theirs to work on."""

from collections.abc import Sequence

from stancer_tui.desk import Desk
from stancer_tui.language import _, grouped
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone
from stancer_tui.store.intent import Intent
from stancer_tui.ui.overview.figure_line import Figure, RefundsGoal, SearchGoal

_ROOM = 5
"""Lines of what to look at."""


def most_urgent(team: Sequence[Figure], others: Sequence[Figure]) -> tuple[Figure, ...]:
    """The team's figures, and of the others those for which there is room: the empty ones give way first."""
    left = _ROOM - len(team)
    kept = sorted(range(len(others)), key=lambda place: others[place].count == "0")[:left]
    return (*team, *(others[place] for place in sorted(kept)))


def team_figures(waiting: Sequence[Intent], desk: Desk | None) -> tuple[Figure, ...]:
    """A figure for each of the two that there is; `waiting` are all that wait, those of this agent too."""
    if desk is None:
        return ()
    figures = []
    theirs = [each for each in waiting if not desk.refunds.approvals.is_mine(each)]
    if theirs:
        about = _("Refunds that colleagues asked for: a second agent approves or declines them.")
        figures.append(
            Figure(_("To approve"), grouped(len(theirs)), "", Tone.WARNING, about, RefundsGoal("waiting"))
        )
    if "claims" not in vars(desk):
        return tuple(figures)
    mine, goal = desk.claims.mine(), SearchGoal("with:me")
    if not desk.claims.known and desk.claims.trouble is not None:
        about = safe(desk.claims.not_known, 300)
        figures.append(Figure(_("Mine"), "?", "", Tone.WARNING, about, goal))
    elif mine:
        about = _("What you work on. A claim fades after 24 hours.")
        figures.append(Figure(_("Mine"), grouped(len(mine)), "", Tone.PLAIN, about, goal))
    return tuple(figures)
