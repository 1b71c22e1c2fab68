"""The objects that were opened, for going back and forth."""

from dataclasses import dataclass

from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode

_MOST = 100


@dataclass(frozen=True, slots=True)
class Visit:
    """An object that was opened in a mode."""

    mode: Mode
    kind: Kind
    id: str


class Visits:
    """A line of visits and the place in it; a new visit drops what lay ahead."""

    def __init__(self) -> None:
        self._line: list[Visit] = []
        self._place = -1

    def add(self, visit: Visit) -> None:
        """An object was opened."""
        if 0 <= self._place < len(self._line) and self._line[self._place] == visit:
            return
        self._line = [*self._line[: self._place + 1], visit][-_MOST:]
        self._place = len(self._line) - 1

    def step(self, mode: Mode, by: int) -> Visit | None:
        """The visit of this mode one step back (-1) or forth (1), which is then the current one."""
        place = self._place + by
        while 0 <= place < len(self._line):
            if self._line[place].mode is mode:
                self._place = place
                return self._line[place]
            place += by
        return None

    def trail(self, mode: Mode) -> tuple[Visit, ...]:
        """The visits of this mode up to the current one, the oldest first."""
        return tuple(visit for visit in self._line[: self._place + 1] if visit.mode is mode)
