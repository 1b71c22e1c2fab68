"""The end of a shift: everything that an agent works on is given to a colleague, with a note."""

from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from stancer_tui.language import _, ngettext
from stancer_tui.render.past_refunds import colleague_text
from stancer_tui.render.safe import safe
from stancer_tui.services.team.notes import NoteRefused, checked
from stancer_tui.store.errors import LedgerUnavailable, NotAllowed
from stancer_tui.store.note import NOTE_LENGTH
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.value_choice import ValueChoice

if TYPE_CHECKING:
    from stancer_tui.desk import Desk


def ask_to_hand_over(app: App[Any], desk: "Desk", *, mask: bool) -> None:
    """Ask to whom, and why; or say that there is nothing to give, or nobody to give it to."""
    if not desk.claims.colleagues:
        text = _("Nobody else uses this ledger.")
        app.notify(text, title=_("Nothing to hand over"), severity="warning", markup=False)
    elif not desk.claims.mine():
        text = _("You work on nothing in this mode.")
        app.notify(text, title=_("Nothing to hand over"), severity="warning", markup=False)
    else:
        app.push_screen(HandOver(desk, mask=mask))


class HandOver(Dialog[None]):
    """Asks for a colleague and a note, and gives away one object after the other."""

    AUTO_FOCUS = "#colleague"

    def __init__(self, desk: "Desk", *, mask: bool) -> None:
        super().__init__(mode=desk.mode)
        self._desk = desk
        self._mask = mask

    def compose(self) -> ComposeResult:
        """Lay out how much it is, to whom it goes, and the note."""
        claims = self._desk.claims
        mine = claims.mine()
        with Vertical(classes="dialog-box") as box:
            box.border_title = Content(_("Hand over · {mode}", mode=self._desk.mode.word))
            box.border_subtitle = Content(_("{key} closes", key=key_of("dialog.cancel")))
            count = ngettext("{count} object is with you.", "{count} objects are with you.", len(mine))
            yield Static(Content(count), classes="dialog-text")
            colleagues = tuple(
                (agent, colleague_text(shown, mask=self._mask)) for agent, shown in claims.colleagues
            )
            with Horizontal(classes="dialog-row form-row"):
                yield Label(Content(_("To")), classes="row-label")
                yield ValueChoice(colleagues, id="colleague")
            with Horizontal(classes="dialog-row form-row"):
                yield Label(Content(_("Note")), classes="row-label")
                hint = _("what your colleague should know; it stands on each of them")
                yield LineInput(id="why", placeholder=hint, compact=True, max_length=NOTE_LENGTH)
            yield Label(Content(""), id="error", classes="field-error")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Close")), compact=True, id="close")
                yield Button(Content(_("Hand over")), compact=True, id="give", variant="primary")

    @on(Input.Submitted)
    @on(ValueChoice.Submitted)
    @on(Button.Pressed, "#give")
    def give(self) -> None:
        """Give everything away, or say what is missing."""
        agent: str | None = self.query_one("#colleague", ValueChoice).value
        note = self.query_one("#why", LineInput).value.strip()
        if agent is None:
            self._say(_("Choose the colleague with ← →."))
            return
        try:
            if note:
                checked(note)
        except NoteRefused as refused:
            self._say(safe(refused, 300))
            return
        self.query_one("#give", Button).disabled = True
        self._give(agent, note)

    @work(group="give", exclusive=True)
    async def _give(self, agent: str, note: str) -> None:
        desk = self._desk
        given = 0
        try:
            for claim in desk.claims.mine():
                if note:
                    await desk.notes.write(claim.object_id, note)
                await desk.claims.take(claim.object_id, agent)
                given += 1
        except (LedgerUnavailable, NotAllowed, NoteRefused) as refusal:
            left = _(
                "The rest stays with you, or that is not known: {why}.", why=safe(refusal, 300).rstrip(".")
            )
            done = ngettext("{count} was given.", "{count} were given.", given)
            self._say(f"{done} {left}")
            self.query_one("#give", Button).disabled = False
            return
        name = colleague_text(desk.claims.name(agent), mask=self._mask)
        text = ngettext(
            "{count} object is with {name} now.", "{count} objects are with {name} now.", given, name=name
        )
        self.app.notify(text, title=_("Handed over"), markup=False)
        self.answer(None)

    def _say(self, text: str) -> None:
        self.query_one("#error", Label).update(Content(text))

    @on(Button.Pressed, "#close")
    def close(self) -> None:
        """The button does what escape does."""
        self.action_cancel()
