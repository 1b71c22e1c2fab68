"""Statuses: what a status means on the object that carries it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from stancer_tui.reference.tables import table as packaged

OBJECT_WORDS = {
    "payment": "payment",
    "refund": "refund",
    "auth": "authentication of a payment",
    "scoring": "scoring",
    "payout": "payout",
    "check": "account check",
    "page": "payment page in an iframe",
}
"""How a sentence names each object that carries a status."""

OBJECTS = tuple(OBJECT_WORDS)
"""The objects that carry a status."""


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """What is known of one status of one object.

    `settable` words are sent to the API and never answered by it. `documented` is False for a status that
    no table of the reference lists.
    """

    object: str
    status: str
    title: str
    meaning: str
    settable: bool
    source: str
    documented: bool


@cache
def entries(kind: str) -> tuple[StatusEntry, ...]:
    """Every status of the object `kind`. Raises `KeyError` for a word that is not one of `OBJECTS`."""
    section = packaged("statuses")[kind]
    return tuple(
        StatusEntry(
            object=kind,
            status=word,
            title=row["title"],
            meaning=row["meaning"],
            settable=row.get("settable", False),
            source=row.get("source", section["source"]),
            documented=row.get("documented", True),
        )
        for word, row in section["status"].items()
    )


def normalise(word: str) -> str:
    """`word` as the tables write it: no spaces around, lower case."""
    return word.strip().lower()


def status(kind: str, word: str) -> StatusEntry | None:
    """The entry of the status `word` of the object `kind`, or None when nothing is known of it."""
    wanted = normalise(word)
    if kind not in OBJECTS:
        return None
    return next((entry for entry in entries(kind) if entry.status == wanted), None)


def find(word: str) -> list[StatusEntry]:
    """The entries of the status `word` on every object that has it."""
    return [entry for kind in OBJECTS if (entry := status(kind, word)) is not None]


def search(text: str, fold: Callable[[str], str] = str.casefold) -> list[StatusEntry]:
    """The entries that hold every word of `text`, both spelled as `fold` does; all for an empty text."""
    words = fold(text).split()
    return [entry for kind in OBJECTS for entry in entries(kind) if _holds(entry, words, fold)]


def _holds(entry: StatusEntry, words: list[str], fold: Callable[[str], str]) -> bool:
    haystack = fold(f"{entry.object} {entry.status} {entry.title} {entry.meaning}")
    return all(word in haystack for word in words)
