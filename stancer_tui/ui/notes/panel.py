"""The notes on an object, on its screen: those known, that there are none, or that they are not known."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widgets import Static

from stancer_tui.language import _, capitalised
from stancer_tui.render.identity import day_and_time
from stancer_tui.render.safe import safe
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.notes.claim_menu import holder_words
from stancer_tui.ui.notes.words import note_content

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from stancer_tui.desk import Desk


class NotesPanel(Static):
    """Takes no room where there are no notes; `ids` are the objects whose notes it shows, oldest first."""

    DEFAULT_CSS = """
    NotesPanel { height: auto; display: none; margin-bottom: 1; }
    """

    def __init__(
        self,
        desk: "Callable[[], Desk | None]",
        ids: Callable[[], Collection[str]],
        moment: "Callable[[], tuple[datetime, tzinfo]]",
        *,
        mask: bool,
    ) -> None:
        super().__init__(id="notes")
        self._desk = desk
        self._ids = ids
        self._moment = moment
        self._mask = mask
        self._trouble: LedgerUnavailable | None = None
        self.drawn: Callable[[], None] = lambda: None
        """Called when the notes were drawn anew: they may stand elsewhere on the screen too."""

    def follow(self, changed: Collection[str]) -> None:
        """Notes on these objects changed: draw them; where it is not known which, read them first."""
        if not changed:
            self._read()
        elif not set(changed).isdisjoint(self._ids()):
            self._trouble = None
            self.draw()

    @work(group="notes", exclusive=True)
    async def _read(self) -> None:
        desk = self._desk()
        if desk is None:
            return
        try:
            for each in self._ids():
                await desk.notes.read(each)
            self._trouble = None
        except LedgerUnavailable as trouble:
            self._trouble = trouble
        if self.is_mounted:
            self.draw()

    def _holders(self, desk: "Desk", now: "datetime", zone: "tzinfo") -> list[Content]:
        """Who works on it, and since when."""
        found = []
        for each in self._ids():
            claim = desk.claims.of(each)
            if claim is not None:
                who = capitalised(holder_words(desk.claims, each, mask=self._mask))
                since = day_and_time(claim.at, now=now, zone=zone)
                text = _("{who}, since {time}", who=who, time=since)
                found.append(Content.assemble((text, "bold $text-warning")))
        return found

    def draw(self) -> None:
        """Draw what is known now."""
        desk = self._desk()
        if desk is None:
            return
        notes = sorted(
            (note for each in self._ids() for note in desk.notes.of(each)), key=lambda note: note.at
        )
        now, zone = self._moment()
        lines = [note_content(note, desk.notes.author, now=now, zone=zone, mask=self._mask) for note in notes]
        if self._trouble is not None:
            why = safe(str(self._trouble))
            lines.append(Content.assemble((_("! Notes not known: {why}.", why=why), "$text-warning")))
        if lines:
            title = _("Notes · {key} writes one", key=key_of("app.note"))
            lines.insert(0, Content.assemble((title, "bold $text-primary")))
        lines[:0] = self._holders(desk, now, zone)
        if not desk.claims.known and desk.claims.trouble is not None:
            not_known = f"! {safe(desk.claims.not_known, 300)}"
            lines.insert(0, Content.assemble((not_known, "$text-warning")))
        self.display = bool(lines)
        if lines:
            self.update(Content("\n").join(lines))
        self.drawn()
