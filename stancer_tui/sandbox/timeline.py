"""The order of one kind of object: ascending creation, any offset in constant time."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence


class Timeline:
    """Row numbers ordered by creation (ascending, then by arrival).

    SQLite's OFFSET walks over every row it skips; a position in an array does not.
    """

    def __init__(self, created: Iterable[int] = (), numbers: Iterable[int] = ()) -> None:
        """When each row was created, and its number; already in order."""
        self._created = array("q", created)
        self._numbers = array("q", numbers)

    def copy(self) -> "Timeline":
        """The same rows in a timeline of its own."""
        return Timeline(self._created, self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, rows: Sequence[tuple[int, int]]) -> None:
        """Insert rows (creation, number); a batch older or newer than everything else is cheap."""
        rows = sorted(rows, key=lambda row: row[0])
        if not rows:
            return
        created = array("q", (each for each, _ in rows))
        numbers = array("q", (each for _, each in rows))
        if not self._created or created[0] >= self._created[-1]:
            self._created.extend(created)
            self._numbers.extend(numbers)
        elif created[-1] < self._created[0]:
            self._created[0:0] = created
            self._numbers[0:0] = numbers
        else:
            for moment, number in rows:
                place = bisect_right(self._created, moment)
                self._created.insert(place, moment)
                self._numbers.insert(place, number)

    def remove(self, created: int, number: int) -> None:
        """Take one row out."""
        place = self._numbers.index(number, bisect_left(self._created, created))
        del self._created[place], self._numbers[place]

    def since(self, created: int | None) -> int:
        """The position of the first row created at or after a moment."""
        return 0 if created is None else bisect_left(self._created, created)

    def slice(self, first: int, count: int) -> list[int]:
        """The row numbers at `count` positions from `first`."""
        return self._numbers[first : first + count].tolist()

    def between(self, first: int, end: int) -> list[int]:
        """The row numbers created in [first, end)."""
        return self._numbers[self.since(first) : self.since(end)].tolist()

    def below(self, number: int) -> "tuple[array[int], array[int]]":
        """The moments and the numbers of the rows whose number is below `number`."""
        if not self._numbers or max(self._numbers) < number:
            return self._created, self._numbers
        kept = [place for place, each in enumerate(self._numbers) if each < number]
        return array("q", (self._created[at] for at in kept)), array("q", (self._numbers[at] for at in kept))
