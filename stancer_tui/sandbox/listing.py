"""The order of the objects of which there are lists, and pages of them."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stancer_tui.sandbox.database import Connection
from stancer_tui.sandbox.invented import FIRST_LOOSE, Invented
from stancer_tui.sandbox.kinds import LISTED, PAYMENT, Kind
from stancer_tui.sandbox.rows import Object, compact
from stancer_tui.sandbox.timeline import Timeline

_MOST = 500
"""Numbers in one question to the database."""

Timelines = Mapping[tuple[bool, str], Timeline]
"""By mode (live or not) and the name of a kind."""

_REFERENCES = ("order_id", "unique_id")


class Filter(NamedTuple):
    """What a list asks for. `union` keeps an item that meets any of the filters, else it must meet all."""

    created: int | None = None
    order_id: str | None = None
    unique_id: str | None = None
    union: bool = True


class Listing:
    """A timeline for each mode and kind, read from the database once. Its owner keeps threads apart.

    `timelines` are those of the same database, where they are known.
    """

    def __init__(
        self, database: Connection, invented: Invented | None, timelines: Timelines | None = None
    ) -> None:
        self._db = database
        self._invented = invented
        self.timelines: dict[tuple[bool, str], Timeline] = {}
        if timelines is None:
            self._read()
        else:
            self.timelines.update((key, timeline.copy()) for key, timeline in timelines.items())

    def _read(self) -> None:
        invented = self._invented
        completed = {} if invented is None else invented.timelines()
        for live in (False, True):
            for kind in LISTED:
                timeline = self.timelines[live, kind.name] = completed.get((live, kind.name)) or Timeline()
                timeline.add(
                    self._db.execute(
                        "SELECT created, number FROM object WHERE live = ? AND kind = ? AND number >= ?"
                        " ORDER BY created, number",
                        (live, kind.name, 0 if invented is None else FIRST_LOOSE),
                    ).fetchall()
                )

    def page(self, live: bool, kind: Kind, wanted: Filter, start: int, limit: int) -> tuple[list[str], bool]:
        """The JSON of `limit` objects from position `start`, oldest first, and whether more follow."""
        timeline = self.timelines[live, kind.name]
        since, end = timeline.since(wanted.created), len(timeline)
        before: list[int] = []
        if wanted.order_id is not None or wanted.unique_id is not None:
            before, alone = self._referred_to(live, kind, wanted)
            since = end if alone else since
        numbers = before[start : start + limit]
        numbers += timeline.slice(since + max(0, start - len(before)), limit - len(numbers))
        return self._texts(numbers), start + limit < len(before) + end - since

    def _referred_to(self, live: bool, kind: Kind, wanted: Filter) -> tuple[list[int], bool]:
        """The objects that references name, and whether they are all that is wanted.

        Else they are those that stand before everything created since the wanted moment.
        """
        found = [
            set(self._matching(live, kind, column, value))
            for column in _REFERENCES
            if (value := getattr(wanted, column)) is not None
        ]
        since = wanted.created
        alone = since is None or not wanted.union
        orders = set.union(*found) if wanted.union else set.intersection(*found)
        return [
            number
            for created, number in sorted(orders)
            if since is None or (created < since if wanted.union else created >= since)
        ], alone

    def _matching(self, live: bool, kind: Kind, column: str, value: str) -> list[tuple[int, int]]:
        """When each object with a reference was created, and its number."""
        found = self._db.execute(
            f"SELECT created, number FROM object WHERE live = ? AND kind = ? AND {column} = ?",  # noqa: S608 - of our words
            (live, kind.name, value),
        ).fetchall()
        if self._invented is None:
            return found
        told = self._invented.referred_to(live, column, value)
        changed = self._stored([each.number for each in told])
        return [*found, *(each.order for each in told if each.number not in changed)]

    def holder(self, live: bool, unique_id: str) -> str | None:
        """The id of the payment that holds a unique_id."""
        texts = self._texts([number for _, number in self._matching(live, PAYMENT, "unique_id", unique_id)])
        return str(json.loads(texts[0])["id"]) if texts else None

    def between(self, live: bool, kind: Kind, first: int, end: int) -> list[Object]:
        """The objects of a kind created in [first, end), oldest first."""
        numbers = self.timelines[live, kind.name].between(first, end)
        found = {number: json.loads(text) for number, text in self._stored(numbers).items()}
        if self._invented is not None:
            found.update(self._invented.objects(each for each in numbers if each not in found))
        return [found[number] for number in numbers]

    def _texts(self, numbers: Sequence[int]) -> list[str]:
        found = self._stored(numbers)
        if self._invented is not None:
            missing = [number for number in numbers if number not in found]
            found.update((number, compact(each)) for number, each in self._invented.objects(missing).items())
        return [found[number] for number in numbers]

    def _stored(self, numbers: Sequence[int]) -> dict[int, str]:
        """The JSON of those that are in the database, by number."""
        found: dict[int, str] = {}
        for first in range(0, len(numbers), _MOST):
            piece = numbers[first : first + _MOST]
            marks = ",".join("?" * len(piece))
            found.update(
                self._db.execute(f"SELECT number, json FROM object WHERE number IN ({marks})", piece)  # noqa: S608 - of our words
            )
        return found
