"""What lists show and search of what the team knows: notes, claims, refunds that wait for approval."""

from collections.abc import Callable, Collection, Iterable

from stancer_tui.services.listeners import Listeners
from stancer_tui.services.team.claims import TeamClaims
from stancer_tui.services.team.notes import Notes
from stancer_tui.store.intent import Intent
from stancer_tui.store.query import Condition, Facet


class TeamMarks:
    """The notes, claims and waiting refunds of one mode, by the ids of objects."""

    def __init__(self, notes: Notes, claims: TeamClaims) -> None:
        self.notes = notes
        self.claims = claims
        self._waiting: dict[str, Intent] = {}
        self._listeners = Listeners[Collection[str]]()

    @property
    def waits(self) -> bool:
        """Whether the refund of any payment waits for approval."""
        return bool(self._waiting)

    def waiting(self, ids: Iterable[str]) -> Intent | None:
        """The refund of one of these payments that waits for approval."""
        return next((found for each in ids if (found := self._waiting.get(each))), None)

    def show_waiting(self, intents: Iterable[Intent]) -> None:
        """Replace the refunds that wait for approval."""
        before, self._waiting = self._waiting, {each.payment: each for each in intents}
        changed = [
            each
            for each in before.keys() | self._waiting.keys()
            if before.get(each) != self._waiting.get(each)
        ]
        if changed:
            self._listeners.tell(changed)

    async def load(self) -> None:
        """Read notes and claims, and follow the ledger from now on."""
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
        """Call `listener` with the ids of objects whose marks changed; returns a function that ends that."""
        parts = (self.notes, self.claims, self._listeners)
        ends = [each.subscribe(listener) for each in parts]

        def end() -> None:
            for each in ends:
                each()

        return end
