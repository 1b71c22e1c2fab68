"""What the list widget draws: rows in the order they are shown."""

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar


class Records(Protocol):
    """Rows in the order they are shown, addressed by position and by key."""

    def __len__(self) -> int: ...

    def row(self, position: int, /) -> Any:
        """The row at a place of the list."""
        ...

    def key(self, position: int, /) -> str:
        """What tells the row at a place from all others, also after rows have arrived."""
        ...

    def position_of(self, key: str, /) -> int | None:
        """Where the row of a key stands now."""
        ...


class Line(Protocol):
    """One line of a short list."""

    @property
    def key(self) -> str:
        """What tells it from all others."""
        ...


L = TypeVar("L", bound=Line)


class LineRecords(Generic[L]):
    """Lines in their order; none before anything has arrived."""

    def __init__(self, lines: Sequence[L] = ()) -> None:
        self.lines = tuple(lines)
        self._places = {line.key: place for place, line in enumerate(self.lines)}

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, position: int) -> L:
        """The line at a place."""
        return self.lines[position]

    def key(self, position: int) -> str:
        """Its key."""
        return self.lines[position].key

    def position_of(self, key: str) -> int | None:
        """Where a line stands."""
        return self._places.get(key)
