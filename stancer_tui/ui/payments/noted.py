"""The notes on a payment among what happened to it."""

from typing import TYPE_CHECKING

from stancer_tui.language import _
from stancer_tui.render.cells import cut
from stancer_tui.render.notes import agent_name, note_text
from stancer_tui.services.payments.timeline import TimelineEvent

if TYPE_CHECKING:
    from stancer_tui.desk import Desk

_PIECE = 60
"""Cells of a note that stand there; the whole of it is above."""


def noted_events(desk: "Desk | None", payment_id: str, *, mask: bool) -> list[TimelineEvent]:
    """Who noted what when, and struck it through, as far as it is known."""
    if desk is None:
        return []
    events, author = [], desk.notes.author
    for note in desk.notes.of(payment_id):
        name = agent_name(note.agent, author)
        text = cut(note_text(note, mask=mask).replace("\n", " "), _PIECE)
        events.append(TimelineEvent(note.at, _("note by {name}: {text}", name=name, text=text), "note"))
        if note.struck_at is not None:
            name = agent_name(note.struck_by, author)
            said = _("note struck through by {name}", name=name)
            events.append(TimelineEvent(note.struck_at, said, "note"))
    return events
