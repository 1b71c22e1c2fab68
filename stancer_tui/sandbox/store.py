"""Where the sandbox keeps its objects: SQLite, in memory or in a file."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from stancer_tui.sandbox.database import open_database
from stancer_tui.sandbox.kinds import LISTED, Kind
from stancer_tui.sandbox.rows import COLUMNS, Object, Row, row_of, values_of
from stancer_tui.sandbox.timeline import Timeline


class Filter(NamedTuple):
    """What a list asks for. `union` keeps an item that meets any of the filters, else it must meet all."""

    created: int | None = None
    order_id: str | None = None
    unique_id: str | None = None
    union: bool = True


class Store:
    """Objects by mode, kind and id, and their order. Safe to use from several threads.

    Raises `StoreError` when the file is another program's or another version's.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._lock = RLock()
        self._after_commit: list[Callable[[], None]] = []
        self._db = open_database(path)
        self._read_order()

    def _read_order(self) -> None:
        """Learn from the database how its objects follow each other."""
        self._next_number: int = self._db.execute(
            "SELECT coalesce(max(number), 0) + 1 FROM object"
        ).fetchone()[0]
        self._timelines = {
            (live, kind.name): Timeline(
                self._db.execute(
                    "SELECT created, number FROM object WHERE live = ? AND kind = ? ORDER BY created, number",
                    (live, kind.name),
                ).fetchall()
            )
            for live in (False, True)
            for kind in LISTED
        }

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept, or nothing of it; other threads wait."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                self._after_commit.clear()
                raise
            for change in self._after_commit:
                change()
            self._after_commit.clear()

    def note(self, name: str) -> str | None:
        """A fact about the whole database."""
        with self._lock:
            found = self._db.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def write_note(self, name: str, value: str) -> None:
        """Keep a fact about the whole database."""
        with self.transaction():
            self._db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    def add(self, live: bool, rows: Iterable[Row]) -> None:
        """Keep objects; an id that is already there keeps its older object."""
        values = [values_of(live, row) for row in rows]
        with self.transaction():
            first = self._next_number
            self._next_number += len(values)
            self._db.executemany(
                "INSERT OR IGNORE INTO object (live, kind, id, created, json, private, fingerprint, parent,"
                " order_id, unique_id, due, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((*each, first + place) for place, each in enumerate(values)),
            )
            added = self._db.execute(
                "SELECT kind, created, number FROM object WHERE number >= ? AND number < ?",
                (first, self._next_number),
            )
            for kind, group in groupby(sorted(added), key=itemgetter(0)):
                if (live, kind) in self._timelines:
                    numbers = [(created, number) for _, created, number in group]
                    self._after_commit.append(partial(self._timelines[live, kind].add, numbers))

    def replace(self, live: bool, row: Row) -> None:
        """Put a changed object in the place of the one with its id; it keeps its place in the order."""
        values = values_of(live, row)
        with self.transaction():
            self._db.execute(
                "UPDATE object SET json = ?, private = ?, fingerprint = ?, parent = ?, order_id = ?,"
                " unique_id = ?, due = ? WHERE live = ? AND id = ?",
                (*values[4:], live, values[2]),
            )

    def delete(self, live: bool, kind: Kind, object_id: str) -> bool:
        """Forget an object; False when it was not there."""
        with self.transaction():
            found = self._db.execute(
                "DELETE FROM object WHERE live = ? AND id = ? AND kind = ? RETURNING created, number",
                (live, object_id, kind.name),
            ).fetchone()
            if found is None:
                return False
            if (live, kind.name) in self._timelines:
                self._after_commit.append(partial(self._timelines[live, kind.name].remove, *found))
            return True

    def wipe(self) -> None:
        """Forget every object and every note."""
        with self.transaction():
            self._db.execute("DELETE FROM object")
            self._db.execute("DELETE FROM note")
            self._timelines = {key: Timeline() for key in self._timelines}

    def dump(self) -> bytes:
        """The whole database."""
        with self._lock:
            return self._db.serialize()

    def load(self, database: bytes) -> None:
        """Hold what another store's `dump` gave, and nothing else."""
        with self._lock:
            self._db.deserialize(database)
            self._read_order()

    def text(self, live: bool, kind: Kind, object_id: str) -> str | None:
        """An object's JSON, as answers send it."""
        with self._lock:
            found = self._db.execute(
                "SELECT json FROM object WHERE live = ? AND id = ? AND kind = ?", (live, object_id, kind.name)
            ).fetchone()
        return None if found is None else str(found[0])

    def holds(self, object_id: str) -> bool:
        """Whether an object of either mode has this id."""
        with self._lock:
            found = self._db.execute("SELECT 1 FROM object WHERE live IN (0, 1) AND id = ?", (object_id,))
            return found.fetchone() is not None

    def row(self, live: bool, kind: Kind, object_id: str) -> Row | None:
        """An object and what answers never show of it."""
        rows = self._rows("live = ? AND id = ? AND kind = ?", (live, object_id, kind.name))
        return rows[0][1] if rows else None

    def children(self, live: bool, kind: Kind, parent: str) -> list[Object]:
        """The objects of a kind that belong to a payment, oldest first."""
        found = self._rows("live = ? AND kind = ? AND parent = ?", (live, kind.name, parent))
        return [row.object for _, row in found]

    def twins(self, live: bool, fingerprint: str) -> list[Row]:
        """The objects with this fingerprint, the first one first."""
        return [row for _, row in self._rows("live = ? AND fingerprint = ?", (live, fingerprint), "number")]

    def payment_with(self, live: bool, unique_id: str) -> str | None:
        """The id of the payment that holds a unique_id."""
        with self._lock:
            found = self._db.execute(
                "SELECT id FROM object WHERE live = ? AND unique_id = ?", (live, unique_id)
            ).fetchone()
        return None if found is None else str(found[0])

    def is_due(self, now: int) -> bool:
        """Whether time changes anything at or before `now`."""
        with self._lock:
            return (
                self._db.execute("SELECT 1 FROM object WHERE due <= ? LIMIT 1", (now,)).fetchone() is not None
            )

    def due(self, now: int) -> list[tuple[bool, Row]]:
        """The objects that time changes at or before `now`."""
        return self._rows("due <= ?", (now,), order="due, number")

    def created_between(self, live: bool, kind: Kind, first: int, end: int) -> list[Object]:
        """The objects of a kind created in [first, end), oldest first."""
        with self._lock:
            numbers = self._timelines[live, kind.name].between(first, end)
            return [json.loads(text) for text in self._texts(numbers)]

    def page(self, live: bool, kind: Kind, wanted: Filter, start: int, limit: int) -> tuple[list[str], bool]:
        """The JSON of `limit` objects from position `start`, oldest first, and whether more follow."""
        with self._lock:
            if wanted.order_id is None and wanted.unique_id is None:
                timeline = self._timelines[live, kind.name]
                first = timeline.since(wanted.created) + start
                return self._texts(timeline.slice(first, limit)), first + limit < len(timeline)
            clauses: list[str] = []
            values: list[object] = []
            if wanted.created is not None:
                clauses.append("created >= ?")
                values.append(wanted.created)
            for column in ("order_id", "unique_id"):
                if (value := getattr(wanted, column)) is not None:
                    clauses.append(f"{column} = ?")
                    values.append(value)
            condition = (" OR " if wanted.union else " AND ").join(clauses)
            found = self._db.execute(
                f"SELECT json FROM object WHERE live = ? AND kind = ? AND ({condition})"  # noqa: S608 - of our words
                " ORDER BY created, number LIMIT ? OFFSET ?",
                (live, kind.name, *values, limit + 1, min(start, 2**62)),
            ).fetchall()
        return [text for (text,) in found[:limit]], len(found) > limit

    def count(self, live: bool, kind: Kind) -> int:
        """How many objects of a kind there are."""
        return len(self._timelines[live, kind.name])

    def _texts(self, numbers: Sequence[int]) -> list[str]:
        if not numbers:
            return []
        marks = ",".join("?" * len(numbers))
        found = dict(
            self._db.execute(f"SELECT number, json FROM object WHERE number IN ({marks})", numbers)  # noqa: S608 - of our words
        )
        return [found[number] for number in numbers]

    def _rows(
        self, condition: str, values: tuple[object, ...], order: str = "created, number"
    ) -> list[tuple[bool, Row]]:
        with self._lock:
            found = self._db.execute(
                f"SELECT {COLUMNS} FROM object WHERE {condition} ORDER BY {order}",  # noqa: S608 - of our words
                values,
            ).fetchall()
        return [row_of(each) for each in found]
