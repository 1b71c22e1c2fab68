"""A notice when a colleague gives this agent something to work on."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from stancer_tui.language import _, ngettext
from stancer_tui.render.past_refunds import colleague_text
from stancer_tui.render.safe import safe

if TYPE_CHECKING:
    from stancer_tui.services.team.claims import TeamClaims
    from stancer_tui.store.claim import Claim

Notify = Callable[[str, str], None]
"""Shows a text under a title, both safe."""


Later = Callable[[float, Callable[[], None]], object]
"""Calls something after a number of seconds."""

REST = 5.0
"""Seconds between two notices: a colleague who gives many things away causes one, not one for each."""


class GivenNotices:
    """Announces each object once; those given before the start, or within a short time, share a notice."""

    def __init__(self, claims: "TeamClaims", notify: Notify, later: Later, *, mask: bool) -> None:
        self._claims = claims
        self._notify = notify
        self._later = later
        self._mask = mask
        self._told: set[tuple[str, str]] = set()
        self._waiting: dict[str, None] = {}
        self._resting = False

    def changed(self, ids: Collection[str]) -> None:
        """Claims changed: announce those that a colleague gave, now or with those that follow."""
        self._waiting |= dict.fromkeys(ids)
        if not self._resting:
            self._tell()

    def _rested(self) -> None:
        self._resting = False
        self._tell()

    def _tell(self) -> None:
        ids, self._waiting = self._waiting, {}
        given = [claim for each in ids if (claim := self._claims.of(each)) and self._is_new(claim)]
        if not given:
            return
        self._resting = True
        self._later(REST, self._rested)
        self._told.update(_key(claim) for claim in given)
        names = ", ".join(
            dict.fromkeys(colleague_text(self._claims.name(each.by), mask=self._mask) for each in given)
        )
        if len(given) == 1:
            text = _("{name} gave you {object}.", name=names, object=safe(given[0].object_id))
        else:
            text = ngettext(
                "{names} gave you {count} object.",
                "{names} gave you {count} objects.",
                len(given),
                names=names,
            )
        self._notify(text, _("Given to you"))

    def _is_new(self, claim: "Claim") -> bool:
        mine = claim.agent == self._claims.me
        return mine and claim.given and _key(claim) not in self._told


def _key(claim: "Claim") -> tuple[str, str]:
    return claim.object_id, claim.at.isoformat()
