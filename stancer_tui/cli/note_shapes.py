"""What `--json` prints of a note."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from stancer_tui.models.mode import Mode
from stancer_tui.models.moments import utc_text
from stancer_tui.store.note import Note


@dataclass(frozen=True, slots=True)
class NoteShape:
    """A note on an object, as the ledger has it; moments are in UTC. Struck through, it holds no longer."""

    name: ClassVar[str] = "note"
    version: ClassVar[int] = 1

    note: str
    mode: Literal["test", "live"]
    object: str
    text: str
    agent: str
    at: str
    struck_by: str | None
    struck_at: str | None


def note_shape(note: Note, mode: Mode) -> NoteShape:
    """The shape of a note."""
    return NoteShape(
        note=note.id,
        mode=mode.value,
        object=note.object_id,
        text=note.text,
        agent=note.agent,
        at=utc_text(note.at),
        struck_by=note.struck_by,
        struck_at=None if note.struck_at is None else utc_text(note.struck_at),
    )
