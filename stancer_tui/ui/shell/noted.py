"""What every screen of the desk has for the team: the notes on what it shows, told when they change."""

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from stancer_tui.language import _
from stancer_tui.ui.shell.leads_to_person import LeadsToPerson

if TYPE_CHECKING:
    from stancer_tui.ui.shell.subject import Subject


class Noted(LeadsToPerson):
    """A screen of objects that the team notes things on."""

    marks_changed: Callable[[Collection[str]], None] = staticmethod(lambda _ids: None)
    """The notes on these objects changed, or who works on them; none where it is not known which."""

    to_note: "Callable[[], Subject | None]"
    """What a note is written on: what is under the cursor, or open; None where there is nothing."""

    def to_watch(self) -> "Subject | None":
        """What of this screen can be watched until it changes; None where there is nothing."""
        return None

    def action_note(self) -> None:
        """Show the notes on it, and let the agent write one."""
        subject = self.to_note()
        if subject is None:
            text = _("There is nothing under the cursor that a note could stand on.")
            self.notify(text, title=_("No note here"), severity="warning", markup=False)
        elif self.desk is not None and self.desk.notes.is_being_written(subject.id):
            text = _("A note on it is being written. Wait for the notice.")
            self.notify(text, title=_("Not yet"), severity="warning", markup=False)
        elif self.desk is not None:
            from stancer_tui.ui.notes.dialog import NotesDialog

            clock = self.host.clock
            self.app.push_screen(
                NotesDialog(
                    self.desk,
                    (subject.id, *subject.related),
                    subject.label,
                    lambda: (clock.now(), clock.zone),
                    mask=self.host.mask,
                )
            )

    def action_claim(self) -> None:
        """Say who works on it: take it, give it to a colleague, or let it go."""
        subject = self.to_note()
        if subject is None:
            text = _("There is nothing under the cursor that somebody could work on.")
            self.notify(text, title=_("Nothing to take"), severity="warning", markup=False)
        elif self.desk is not None:
            from stancer_tui.ui.notes.claim_menu import ask_who

            ask_who(self.app, self.desk, subject.id, subject.label, mask=self.host.mask)

    def action_hand_over(self) -> None:
        """Give everything that this agent works on to a colleague, with a note."""
        if self.desk is not None:
            from stancer_tui.ui.notes.hand_over import ask_to_hand_over

            ask_to_hand_over(self.app, self.desk, mask=self.host.mask)


def notes_for_copy(screen: Noted, ids: Iterable[str]) -> list[str]:
    """The notes that hold on these objects, a line each; one line says so where they are not known."""
    from stancer_tui.render.notes import holding

    desk, zone = screen.desk, screen.host.clock.zone
    if desk is None or not desk.notes.known:
        return [_("not known: the ledger was not read")]
    notes = (note for each in ids for note in desk.notes.of(each))
    return holding(notes, desk.notes.author, zone=zone, mask=screen.host.mask)
