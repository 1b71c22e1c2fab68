"""A note as lines of a screen: who wrote it and when, what it says, who struck it through."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import _
from stancer_tui.render import dates
from stancer_tui.render.field_values import HIDDEN
from stancer_tui.render.safe import safe
from stancer_tui.store.note import NOTE_LENGTH, Note

_NAME = 40
"""Characters shown of an agent's name."""


def note_text(note: Note, *, mask: bool) -> str:
    """What a note says, its lines apart, safe to show; hidden where persons are: it may name one."""
    if mask:
        return f"{safe(note.text[:1])}{HIDDEN}"
    return "\n".join(safe(line, NOTE_LENGTH) for line in note.text.split("\n"))


def note_content(
    note: Note, author: Callable[[str], str], *, now: datetime, zone: tzinfo, mask: bool
) -> Content:
    """A note with its author and time; `author` gives the name of a login (not yet safe)."""
    at = dates.short(note.at, now=now, zone=zone)
    head = (f"{safe(author(note.agent), _NAME)} · {at}", "$muted")
    said = note_text(note, mask=mask)
    if note.struck_at is None:
        return Content.assemble(head, "\n", said)
    struck = _(
        "struck through by {name}, {time}",
        name=safe(author(note.struck_by or ""), _NAME),
        time=dates.short(note.struck_at, now=now, zone=zone),
    )
    return Content.assemble(head, (f" · {struck}", "$muted"), "\n", (said, "strike $muted"))
