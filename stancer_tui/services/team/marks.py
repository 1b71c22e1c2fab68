"""What lists show and search of what the team knows: who noted something, who works on it."""

from collections.abc import Callable, Collection

from stancer_tui.services.team.claims import TeamClaims
from stancer_tui.services.team.notes import Notes
from stancer_tui.store.query import Condition, Facet


class TeamMarks:
    """The notes and claims of one mode, by the ids of objects."""

    def __init__(self, notes: Notes, claims: TeamClaims) -> None:
        self.notes = notes
        self.claims = claims

    @property
    def kinds(self) -> tuple[bool, bool]:
        """Whether any object has a note, and whether anybody works on one."""
        return bool(self.notes), bool(self.claims)

    async def load(self) -> None:
        """Read what is known, and follow the ledger from now on."""
        await self.notes.load()
        await self.claims.load()

    def of(self, ids: Collection[str]) -> tuple[bool, str]:
        """Whether one of these objects has a note, and who works on one of them (not yet safe)."""
        claims = self.claims
        holders = map(claims.holder, ids) if claims else ()
        return any(map(self.notes.has, ids)), next(filter(None, holders), "")

    def condition(self, field: str, value: str, facet: Facet) -> Condition:
        """What a field of the search that the team's knowledge answers asks of a row. Raises `Unclear`."""
        if field == "with":
            return self.claims.condition(field, value, facet)
        return self.notes.condition(field, value, facet)

    def subscribe(self, listener: Callable[[Collection[str]], None]) -> Callable[[], None]:
        """Call `listener` with the ids of the objects whose marks changed; calling the answer ends it."""
        ends = (self.notes.subscribe(listener), self.claims.subscribe(listener))

        def end() -> None:
            for each in ends:
                each()

        return end
