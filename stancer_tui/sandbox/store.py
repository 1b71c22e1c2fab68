"""Where the sandbox keeps its objects: SQLite, in memory or in a file."""

import json
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from stancer_tui.language import _
from stancer_tui.sandbox.database import TABLES, Database, StoreError
from stancer_tui.sandbox.invented import FIRST_LOOSE, Invented, Origin
from stancer_tui.sandbox.kinds import PAYMENT, REFUND, Kind
from stancer_tui.sandbox.listing import Filter, Listing, Timelines
from stancer_tui.sandbox.rows import COLUMNS, Object, Row, compact, row_of, values_of
from stancer_tui.sandbox.shop.scenario import Day, Shop

__all__ = ["Filter", "Store"]

_INSERT = (
    "INSERT OR IGNORE INTO object (live, kind, id, created, json, private, fingerprint, parent,"
    " order_id, unique_id, due, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Dump(NamedTuple):
    """Everything in a store: its database, and the order of its objects, which takes longest to read."""

    database: bytes
    timelines: Timelines


class Store(Database):
    """Objects by mode, kind and id, and their order; those of a large shop are generated again when read.

    Raises `StoreError` when the file is another program's, another version's or another shop's.
    """

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path)
        self._read()
        if self._invented is not None and not self._invented.is_told_as_before():
            self.close()
            raise StoreError(
                _(
                    "{path} holds payments that another version of the sandbox invented: "
                    "remove it or give another --db",
                    path=path,
                )
            )

    def _read(self, timelines: Timelines | None = None) -> None:
        """Read what the invented objects are generated from, and the order of all objects."""
        origin = self.note("origin")
        self._invented: Invented | None = None
        if origin is not None:
            built = self.note("built") is not None
            self._invented = Invented(self._db, Origin(*json.loads(origin)), complete=built)
        self._listing = Listing(self._db, self._invented, timelines)
        self._next_number: int = max(
            self._db.execute("SELECT coalesce(max(number), 0) + 1 FROM object").fetchone()[0],
            1 if self._invented is None else FIRST_LOOSE,
        )

    def expect(self, origin: Origin) -> dict[bool, Shop]:
        """Prepare an empty store for the days of large shops, kept as records; returns the shops by mode."""
        with self.transaction():
            self.write_note("origin", json.dumps([origin.seed, origin.payments, origin.now]))
            self._read()
        return {} if self._invented is None else self._invented.shops

    def invent(self, live: bool, day: Day, changing: Iterable[Row]) -> None:
        """Add the next older day of an expected mode; `changing` are its objects that time still changes."""
        told = self._invented
        if told is None:
            raise RuntimeError("no shop is expected")
        with self.transaction():
            # What --data brought stays as it is, should it have the id of an invented object.
            known = self._db.execute(
                "SELECT id FROM object WHERE live = ? AND number >= ?", (live, FIRST_LOOSE)
            )
            without = frozenset(found for (found,) in known)
            numbers = told.add(live, day, without=without)
            self._db.executemany(
                _INSERT,
                [(*values_of(live, row), numbers[row.object["id"]]) for row in changing],
            )
            for kind in ("payments", "refunds", "disputes"):
                orders = [
                    (each["created"], numbers[each["id"]])
                    for each in getattr(day, kind)
                    if each["id"] not in without
                ]
                self._order_later(live, kind, orders)

    def complete(self) -> None:
        """Note that all invented data is there."""
        if self._invented is not None:
            self._invented.complete(self._listing.timelines, self.transaction)
        self.write_note("built", "yes")

    def _order_later(self, live: bool, kind: str, orders: list[tuple[int, int]]) -> None:
        timeline = self._listing.timelines.get((live, kind))
        if timeline is not None:
            self._after_commit.append(partial(timeline.add, orders))

    def add(self, live: bool, rows: Iterable[Row]) -> None:
        """Keep objects; an id that is already there keeps its older object."""
        with self.transaction():
            told = self._invented
            values = [
                values_of(live, row)
                for row in rows
                if told is None or told.find(live, row.kind, row.object["id"]) is None
            ]
            first = self._next_number
            self._next_number += len(values)
            self._db.executemany(_INSERT, ((*each, first + place) for place, each in enumerate(values)))
            added = self._db.execute(
                "SELECT kind, created, number FROM object WHERE number >= ? AND number < ?",
                (first, self._next_number),
            )
            for kind, group in groupby(sorted(added), key=itemgetter(0)):
                self._order_later(live, kind, [(created, number) for _kind, created, number in group])

    def replace(self, live: bool, row: Row) -> None:
        """Put a changed object in the place of the one with its id; it keeps its place in the order."""
        values = values_of(live, row)
        with self.transaction():
            changed = self._db.execute(
                "UPDATE object SET json = ?, private = ?, fingerprint = ?, parent = ?, order_id = ?,"
                " unique_id = ?, due = ? WHERE live = ? AND id = ?",
                (*values[4:], live, values[2]),
            )
            if changed.rowcount or self._invented is None:
                return
            found = self._invented.find(live, row.kind, values[2])
            if found is not None:
                number = found.number
                if (live, row.kind.name) not in self._listing.timelines:
                    # Found through a payment, whose number it is.
                    number, self._next_number = self._next_number, self._next_number + 1
                self._db.execute(_INSERT, (*values, number))

    def delete(self, live: bool, kind: Kind, object_id: str) -> bool:
        """Forget an object; False when it was not there."""
        with self.transaction():
            found = self._db.execute(
                "DELETE FROM object WHERE live = ? AND id = ? AND kind = ? RETURNING created, number",
                (live, object_id, kind.name),
            ).fetchone()
            hidden = self._invented is not None and self._invented.hide(live, kind, object_id)
            if found is not None and (live, kind.name) in self._listing.timelines:
                timeline = self._listing.timelines[live, kind.name]
                self._after_commit.append(partial(timeline.remove, *found))
            return found is not None or hidden

    def wipe(self) -> None:
        """Forget every object and every note."""
        with self.transaction():
            for table in TABLES:
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - of our words
            self._read()

    def dump(self) -> Dump:
        """The whole database, and the order of all objects."""
        with self._lock:
            timelines = {key: timeline.copy() for key, timeline in self._listing.timelines.items()}
            return Dump(self._db.serialize(), timelines)

    def load(self, dump: Dump) -> None:
        """Replace everything by the `dump` of another store."""
        with self._lock:
            self._db.deserialize(dump.database)
            self._read(dump.timelines)

    def text(self, live: bool, kind: Kind, object_id: str) -> str | None:
        """An object's JSON, as answers send it."""
        with self._lock:
            found = self._db.execute(
                "SELECT json FROM object WHERE live = ? AND id = ? AND kind = ?", (live, object_id, kind.name)
            ).fetchone()
            if found is not None:
                return str(found[0])
            told = self._invented and self._invented.find(live, kind, object_id)
        return compact(told.object) if told else None

    def holds(self, object_id: str) -> bool:
        """Whether an object of either mode has this id."""
        with self._lock:
            found = self._db.execute("SELECT 1 FROM object WHERE live IN (0, 1) AND id = ?", (object_id,))
            return found.fetchone() is not None or (
                self._invented is not None and self._invented.holds(object_id)
            )

    def row(self, live: bool, kind: Kind, object_id: str) -> Row | None:
        """An object with its private part, which answers never show; None if there is none."""
        with self._lock:
            rows = self._rows("live = ? AND id = ? AND kind = ?", (live, object_id, kind.name))
            if rows:
                return rows[0][1]
            told = self._invented and self._invented.find(live, kind, object_id)
        return Row(kind, told.object) if told else None

    def objects(self, live: bool, kind: Kind, ids: Sequence[str]) -> list[Object]:
        """The objects of a listed kind with these ids, in the order of `ids`; missing ones are left out."""
        with self._lock:
            marks = ",".join("?" * len(ids))
            rows = self._rows(f"live = ? AND kind = ? AND id IN ({marks})", (live, kind.name, *ids))
            found = {row.object["id"]: row.object for _live, row in rows}
            if self._invented is not None:
                found = self._invented.find_all(live, (each for each in ids if each not in found)) | found
        return [found[each] for each in ids if each in found]

    def children(self, live: bool, kind: Kind, parent: str) -> list[Object]:
        """The objects of a kind that belong to a payment, oldest first; of invented ones only the refunds."""
        with self._lock:
            found = {
                object_id: (created, number, json.loads(text))
                for object_id, created, number, text in self._db.execute(
                    "SELECT id, created, number, json FROM object WHERE live = ? AND kind = ? AND parent = ?",
                    (live, kind.name, parent),
                )
            }
            large = kind == REFUND and self._invented is not None
            payment = self.row(live, PAYMENT, parent) if large else None
            # A refund that is not stored has never changed: it is what the payment shows.
            for place, each in enumerate(payment.object.get("refunds") or ()) if payment else ():
                if isinstance(each, dict) and each["id"] not in found:
                    found[each["id"]] = each["created"], place, each
        return [item for _created, _number, item in sorted(found.values(), key=itemgetter(0, 1))]

    def twins(self, live: bool, fingerprint: str) -> list[Row]:
        """The objects with this fingerprint, the first one first."""
        return [
            row for _live, row in self._rows("live = ? AND fingerprint = ?", (live, fingerprint), "number")
        ]

    def payment_with(self, live: bool, unique_id: str) -> str | None:
        """The id of the payment that holds a unique_id."""
        with self._lock:
            return self._listing.holder(live, unique_id)

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
            return self._listing.between(live, kind, first, end)

    def page(self, live: bool, kind: Kind, wanted: Filter, start: int, limit: int) -> tuple[list[str], bool]:
        """The JSON of `limit` objects from position `start`, oldest first, and whether more follow."""
        with self._lock:
            return self._listing.page(live, kind, wanted, start, limit)

    def count(self, live: bool, kind: Kind) -> int:
        """How many objects of a kind there are."""
        return len(self._listing.timelines[live, kind.name])

    def _rows(
        self, condition: str, values: tuple[object, ...], order: str = "created, number"
    ) -> list[tuple[bool, Row]]:
        with self._lock:
            found = self._db.execute(
                f"SELECT {COLUMNS} FROM object WHERE {condition} ORDER BY {order}",  # noqa: S608 - of our words
                values,
            ).fetchall()
        return [row_of(each) for each in found]
