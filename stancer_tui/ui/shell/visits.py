"""The objects that were opened, for going back and forth."""

from dataclasses import dataclass

from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode

_MOST = 100


@dataclass(frozen=True, slots=True)
class Visit:
    """An object that was opened in a mode; without a kind a person, found by `id`."""

    mode: Mode
    kind: Kind | None
    id: str


class Visits:
    """For each mode a line of visits and the place in it; a new visit drops what lay ahead in its mode."""

    def __init__(self) -> None:
        self._lines: dict[Mode, tuple[Visit, ...]] = dict.fromkeys(Mode, ())
        self._places = dict.fromkeys(Mode, -1)

    def add(self, visit: Visit) -> None:
        """An object was opened."""
        trail = self.trail(visit.mode)
        if trail[-1:] == (visit,):
            return
        self._lines[visit.mode] = line = (*trail, visit)[-_MOST:]
        self._places[visit.mode] = len(line) - 1

    def step(self, mode: Mode, by: int) -> Visit | None:
        """The visit of this mode one step back (-1) or forth (1), which is then the current one."""
        place = self._places[mode] + by
        if not 0 <= place < len(self._lines[mode]):
            return None
        self._places[mode] = place
        return self._lines[mode][place]

    def trail(self, mode: Mode) -> tuple[Visit, ...]:
        """The visits of this mode up to the current one, the oldest first."""
        return self._lines[mode][: self._places[mode] + 1]
