"""Notes as plain text: in a ticket, a dossier, a file, on the command line."""

from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from typing import Protocol

from stancer_tui.language import _
from stancer_tui.render import dates
from stancer_tui.render.safe import safe

LONGEST = 2000
"""Characters shown of a note: the most that the ledger stores."""

_NAME = 40


class WrittenNote(Protocol):
    """A note as the ledger has it."""

    @property
    def text(self) -> str: ...
    @property
    def agent(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def struck_by(self) -> str | None: ...
    @property
    def struck_at(self) -> datetime | None: ...


Author = Callable[[str], str]
"""Gives the name of an agent by login; not yet safe to show."""


def agent_name(login: str | None, author: Author) -> str:
    """The name of an agent, safe to show."""
    return safe(author(login or ""), _NAME)


def note_text(note: WrittenNote, *, mask: bool) -> str:
    """The text of a note, line by line, safe to show; with `mask` hidden, since it may name a person."""
    if mask:
        return f"{safe(note.text[:1])}•••"
    return "\n".join(safe(line, LONGEST) for line in note.text.split("\n"))


def note_line(note: WrittenNote, author: Author, *, zone: tzinfo, mask: bool = False) -> str:
    """A note in one line: when, by whom, what it says, and who struck it through."""
    line = _(
        "{time}, {name}: {text}",
        time=dates.stamp(note.at, zone=zone),
        name=agent_name(note.agent, author),
        text=note_text(note, mask=mask).replace("\n", " / "),
    )
    if note.struck_at is None:
        return line
    struck = _(
        "struck through by {name}, {time}",
        name=agent_name(note.struck_by, author),
        time=dates.stamp(note.struck_at, zone=zone),
    )
    return f"{line} ({struck})"


def holding(notes: Iterable[WrittenNote], author: Author, *, zone: tzinfo, mask: bool = False) -> list[str]:
    """A line for each note that is not struck through, oldest first."""
    return [note_line(note, author, zone=zone, mask=mask) for note in notes if note.struck_at is None]
