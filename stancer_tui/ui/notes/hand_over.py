"""The end of a shift: everything that an agent works on is given to a colleague, with a note."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from stancer_tui.language import _, ngettext
from stancer_tui.render.past_refunds import colleague_text
from stancer_tui.render.safe import safe
from stancer_tui.services.team.hand_over import HandedOver, hand_over
from stancer_tui.services.team.notes import NoteRefused, checked
from stancer_tui.store.note import NOTE_LENGTH
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.value_choice import ValueChoice

if TYPE_CHECKING:
    from stancer_tui.desk import Desk

GIVING = "hand over"
"""The name of the work that gives; the program does one at a time."""

_NOTICE, _WARNING = 5.0, 30.0
"""Seconds for which it is said what became of it."""


def ask_to_hand_over(app: App[Any], desk: "Desk", *, mask: bool) -> None:
    """Ask to whom, and why; or say that there is nothing to give, or nobody to give it to."""
    if _under_way(app):
        text = _("What was with you is being handed over; wait for the notice.")
        app.notify(text, title=_("Not yet"), severity="warning", markup=False)
    elif not desk.claims.colleagues:
        text = _("Nobody else uses this ledger.")
        app.notify(text, title=_("Nothing to hand over"), severity="warning", markup=False)
    elif not desk.claims.known:
        text = safe(desk.claims.not_known, 300)
        app.notify(text, title=_("Nothing was handed over"), severity="warning", markup=False)
    elif not desk.claims.mine():
        text = _("You work on nothing in this mode.")
        app.notify(text, title=_("Nothing to hand over"), severity="warning", markup=False)
    else:
        app.push_screen(HandOver(desk, mask=mask))


def _under_way(app: App[Any]) -> bool:
    return any(each.name == GIVING and not each.is_finished for each in app.workers)


class HandOver(Dialog[None]):
    """Asks for a colleague and a note; the program gives away one object after the other."""

    AUTO_FOCUS = "#colleague"

    def __init__(self, desk: "Desk", *, mask: bool) -> None:
        super().__init__(mode=desk.mode)
        self._desk = desk
        self._mask = mask
        self._giving = False

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
        if not self._giving:
            self._show_giving(True)
            work = self._give(agent, note)
            self.app.run_worker(work, name=GIVING, group="team", exit_on_error=False)

    async def _give(self, agent: str, note: str) -> None:
        """Give it, whether or not this stays open; what became of it is said here or in a notice."""
        app, claims = self.app, self._desk.claims
        done = await hand_over(claims, self._desk.notes, agent, note)
        told = " ".join(self._outcome(agent, done))
        if done.refusal is not None and self.is_open:
            self._show_giving(False)
            self._say(told)
            return
        whole = done.refusal is None and not done.taken
        app.notify(
            told,
            title=_("Handed over") if whole else _("Not all was handed over"),
            severity="information" if whole else "warning",
            timeout=_NOTICE if whole else _WARNING,
            markup=False,
        )
        if self.is_open:
            self.answer(None)

    def _outcome(self, agent: str, done: HandedOver) -> Iterator[str]:
        """What was given, what was not, and what is not known of the rest."""
        claims, given = self._desk.claims, len(done.given)
        if given:
            name = colleague_text(claims.name(agent), mask=self._mask)
            yield ngettext(
                "{count} object is with {name} now.", "{count} objects are with {name} now.", given, name=name
            )
        for each in done.taken:
            holder = claims.holder(each)
            who = colleague_text(holder, mask=self._mask)
            yield (
                _("{object} was not given: {name} works on it now.", object=safe(each), name=who)
                if holder
                else _("{object} was not given: it is not with you any more.", object=safe(each))
            )
        if done.refusal is not None:
            why = safe(done.refusal, 300).rstrip(".")
            yield (
                _("The rest may still be with you: {why}.", why=why)
                if given
                else _("Perhaps nothing was handed over: {why}.", why=why)
            )

    def _show_giving(self, giving: bool) -> None:
        self._giving = giving
        self.query_one("#give", Button).disabled = giving
        self._say(_("Handing over…") if giving else "")

    def _say(self, text: str) -> None:
        self.query_one("#error", Label).update(Content(text))

    @on(Button.Pressed, "#close")
    def close(self) -> None:
        """The button does what escape does."""
        self.action_cancel()
