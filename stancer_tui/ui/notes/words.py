"""A note as lines of a screen: who wrote it and when, what it says, who struck it through."""

from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import _
from stancer_tui.render import dates
from stancer_tui.render.notes import Author, agent_name, note_text
from stancer_tui.store.note import Note


def note_content(note: Note, author: Author, *, now: datetime, zone: tzinfo, mask: bool) -> Content:
    """A note with its author and time; `author` gives the name of a login (not yet safe)."""
    at = dates.short(note.at, now=now, zone=zone)
    head = (f"{agent_name(note.agent, author)} · {at}", "$muted")
    said = note_text(note, mask=mask)
    if note.struck_at is None:
        return Content.assemble(head, "\n", said)
    struck = _(
        "struck through by {name}, {time}",
        name=agent_name(note.struck_by, author),
        time=dates.short(note.struck_at, now=now, zone=zone),
    )
    return Content.assemble(head, (f" · {struck}", "$muted"), "\n", (said, "strike $muted"))
