"""The notes on one object: read, written and struck through."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from stancer_tui.language import N_, _, grouped
from stancer_tui.render.safe import safe
from stancer_tui.services.team.notes import NoteRefused
from stancer_tui.store.errors import LedgerUnavailable, NotAllowed
from stancer_tui.store.note import NOTE_LENGTH
from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.notes import NOTES
from stancer_tui.ui.dialogs.confirm import Confirm
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.notes.words import note_content
from stancer_tui.ui.widgets.choice_list import ChoiceList

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from stancer_tui.desk import Desk
    from stancer_tui.store.note import Note

_REFUSED = 4 * NOTE_LENGTH
"""Characters of a pasted text from which on it is refused as a whole: drawing megabytes takes seconds."""

_WARNING = 30.0
"""Seconds for which a notice says that something was not done."""

NOT_HERE = N_("No card number, IBAN or password belongs in it.")


class NoteArea(TextArea):
    """Takes a note; a text far too long is refused before it is drawn."""

    def __init__(self, text: str, refused: Callable[[int], None]) -> None:
        super().__init__(text, tab_behavior="focus", id="note")
        self._refused = refused

    async def _on_paste(self, event: events.Paste) -> None:
        if len(event.text) > _REFUSED:
            event.stop()
            event.prevent_default()
            self._refused(len(event.text))


class NotesDialog(Dialog[None]):
    """Shows the notes on `ids`; what is written stands on the first of them, `label` (safe) names it.

    What was typed and not written stays with the desk for as long as the program runs.
    """

    DEFAULT_CSS = """
    NotesDialog #notes-list { max-height: 40vh; margin-bottom: 1; }
    NotesDialog #notes-none { margin-bottom: 1; }
    NotesDialog #note { height: 6; border: tall $border-blurred; background: $panel; }
    NotesDialog #note:focus { border: tall $border; }
    """
    KEYS: ClassVar[tuple[Command, ...]] = NOTES
    BINDINGS: ClassVar[list[BindingType]] = bindings(NOTES)
    AUTO_FOCUS = "#note"

    def __init__(
        self,
        desk: "Desk",
        ids: Collection[str],
        label: str,
        moment: "Callable[[], tuple[datetime, tzinfo]]",
        *,
        mask: bool,
    ) -> None:
        super().__init__(mode=desk.mode)
        self._desk = desk
        self._ids = tuple(ids)
        self._label = label
        self._moment = moment
        self._mask = mask
        self._end: Callable[[], None] | None = None
        self.shown: tuple[Note, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the notes over the one that is being written."""
        with Vertical(classes="dialog-box help-box notes-box") as box:
            mode = self._desk.mode.word
            box.border_title = Content(_("Notes · {object} · {mode}", object=self._label, mode=mode))
            box.border_subtitle = Content(
                _(
                    "{write} writes · tab to the notes, {strike} strikes through · {close} closes",
                    write=key_of("notes.write"),
                    strike=key_of("notes.strike"),
                    close=key_of("dialog.cancel"),
                )
            )
            yield ChoiceList(id="notes-list")
            yield Static(Content(_("Reading the notes…")), id="notes-none")
            yield NoteArea(self._desk.notes.drafts.get(self._ids[0], ""), self._too_long)
            yield Static(id="note-said")
            yield Static(Content(f"{self._readers} {_(NOT_HERE)}"), classes="form-note")

    @property
    def _readers(self) -> str:
        """Who reads a note."""
        shared = self._desk.notes.shared
        return _("Every colleague reads it.") if shared else _("It stays on this machine.")

    def on_mount(self) -> None:
        """Show what is known, then what the ledger has now; follow what others write."""
        self._end = self._desk.notes.subscribe(self._changed)
        self._draw()
        self._read()

    def on_unmount(self) -> None:
        """Follow no longer."""
        if self._end is not None:
            self._end()

    def _changed(self, ids: Collection[str]) -> None:
        if not set(ids).isdisjoint(self._ids):
            self._draw()

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        try:
            for each in self._ids:
                await self._desk.notes.read(each)
        except LedgerUnavailable as trouble:
            self._say_unknown(trouble)
            return
        if self.is_mounted:
            self._draw()
            if not self.shown:
                self._tell_list(_("No notes yet."))

    def _say_unknown(self, trouble: LedgerUnavailable) -> None:
        if self.is_mounted:
            self._tell_list(_("! Notes not known: {why}.", why=safe(str(trouble))))

    def _tell_list(self, text: str) -> None:
        place = self.query_one("#notes-none", Static)
        place.display = True
        place.update(Content(text))

    def _draw(self) -> None:
        notes = self._desk.notes
        found = [note for each in self._ids for note in notes.of(each)]
        self.shown = tuple(sorted(found, key=lambda note: note.at))
        now, zone = self._moment()
        entries = self.query_one(OptionList)
        place = entries.highlighted
        entries.clear_options()
        entries.add_options(
            Option(note_content(note, notes.author, now=now, zone=zone, mask=self._mask))
            for note in self.shown
        )
        entries.display = bool(self.shown)
        if self.shown:
            self.query_one("#notes-none").display = False
            last = len(self.shown) - 1
            entries.highlighted = last if place is None else min(place, last)

    def _say(self, text: str) -> None:
        self.query_one("#note-said", Static).update(Content.assemble((text, "$text-error")))

    def _too_long(self, length: int) -> None:
        self._say(
            _(
                "A note has {most} characters at most; this one has {count}.",
                most=grouped(NOTE_LENGTH),
                count=grouped(length),
            )
        )

    @on(TextArea.Changed)
    def keep(self, event: TextArea.Changed) -> None:
        """Keep what was typed, and count it where it becomes long."""
        text = event.text_area.text
        self._desk.notes.keep_draft(self._ids[0], text)
        if len(text.strip()) > NOTE_LENGTH:
            self._too_long(len(text.strip()))
        else:
            self._say("")

    def action_write(self) -> None:
        """Write the note; where that fails what was typed stays."""
        area = self.query_one(NoteArea)
        if not area.read_only:  # else it is being written
            area.read_only = True
            self.app.run_worker(self._write(area), group="team", exit_on_error=False)

    async def _write(self, area: NoteArea) -> None:
        text, app = area.text, self.app
        try:
            await self._desk.notes.write(self._ids[0], text)
        except (NoteRefused, NotAllowed) as refused:
            self._say_not_done(safe(str(refused)))
        except LedgerUnavailable as trouble:
            why = safe(str(trouble))
            self._say_not_done(
                _("The note may not have been written: {why}. What you typed is kept.", why=why)
            )
        else:
            if self.is_open:
                area.text = ""
            app.notify(self._readers, title=_("Note written"), markup=False)
        finally:
            if self.is_open:
                area.read_only = False

    def action_strike(self) -> None:
        """Ask whether to strike the chosen note through."""
        entries = self.query_one(OptionList)
        place = entries.highlighted
        if place is None or place >= len(self.shown):
            self._say(_("There is no note to strike through yet."))
            return
        note = self.shown[place]
        if note.struck:
            self._say(_("That note is struck through already."))
            return
        self.app.push_screen(
            Confirm(
                _("Strike the note through?"),
                _("It stays to be read, struck through, with your name. That cannot be undone."),
                yes=_("Strike through"),
                no=_("Keep"),
            ),
            partial(self._answered, note),
        )

    def _answered(self, note: "Note", yes: bool | None) -> None:
        if yes:
            self.app.run_worker(self._strike(note), group="team", exit_on_error=False)

    async def _strike(self, note: "Note") -> None:
        try:
            struck = await self._desk.notes.strike(note)
        except NotAllowed as refused:
            self._say_not_done(safe(str(refused)))
        except LedgerUnavailable as trouble:
            self._say_not_done(_("The note may not be struck through: {why}.", why=safe(str(trouble))))
        else:
            if struck is None:
                self._say_not_done(_("The ledger does not have that note."))

    def _say_not_done(self, text: str) -> None:
        """Say it here, or in a notice where this was closed meanwhile."""
        if self.is_open:
            self._say(text)
        else:
            title = _("Notes · {object} · {mode}", object=self._label, mode=self._desk.mode.word)
            self.app.notify(text, title=title, severity="warning", timeout=_WARNING, markup=False)
