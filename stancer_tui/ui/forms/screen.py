"""The screen of every form: its fields, the one action, and the outcome."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import on, work
from textual.binding import BindingType
from textual.widgets import Button, Input

from stancer_tui.api.errors import ApiError, Conflict, Effect
from stancer_tui.desk import Desk
from stancer_tui.language import N_, _, ngettext
from stancer_tui.models.ids import Kind, kind_of
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.forms import FORM
from stancer_tui.ui.dialogs.confirm import Confirm
from stancer_tui.ui.dialogs.key_guard import KeyGuard
from stancer_tui.ui.forms.drafts import Drafts
from stancer_tui.ui.forms.form import WHOLE, Created, Form, Raw
from stancer_tui.ui.forms.layout import FormLayout
from stancer_tui.ui.forms.reading import places, typed
from stancer_tui.ui.forms.suggestions import Suggestions
from stancer_tui.ui.widgets.trouble import write_words

if TYPE_CHECKING:
    from stancer_tui.models.mode import Mode
    from stancer_tui.ui.shell.mode_switch import ModeSwitch


class SendsForms(Protocol):
    """What owns a form's write once it is sent: the program, so that closing the form stops nothing."""

    drafts: Drafts
    mode_switch: "ModeSwitch"
    clock: Callable[[], float]
    open_object: Callable[[Kind, str], None]

    def send(
        self,
        work: Callable[[], Awaitable[Created]],
        *,
        what: str,
        mode: "Mode",
        left: Callable[[], str],
        listener: "FormScreen",
        on_created: Callable[[Created], object] | None,
        on_failed: Callable[[ApiError], object] | None,
    ) -> None:
        """Run the write once, and show the outcome in the form."""
        ...


class FormScreen(FormLayout):
    """Takes what is typed, checks it field by field, sends it once and stays until its outcome was read.

    What is sent belongs to the program: closing the form stops nothing.
    """

    KEYS = FORM
    BINDINGS: ClassVar[list[BindingType]] = bindings(FORM)
    AUTO_FOCUS = ""

    def __init__(
        self,
        desk: Desk,
        form: Form,
        writes: SendsForms,
        *,
        draft: dict[str, Raw] | None = None,
        on_created: Callable[[Created], object] | None = None,
    ) -> None:
        super().__init__(form, desk.mode, {**form.initial, **(draft or {})})
        self.desk = desk
        self.writes = writes
        self._on_created = on_created
        self._sending = False
        self._in_doubt = False
        self._refused = False
        self._over = False
        self._key_guard = KeyGuard(writes.clock, ready=True)

    def on_mount(self) -> None:
        """Show what applies, and put the cursor where typing begins."""
        self.fit()
        self.fields.begin()
        if self.desk.read_only:
            self.say(_("This desk is read-only: nothing can be sent from here."), "bold $text-warning")
            self.query_one("#send", Button).disabled = True
        elif typed(self.form, self.raws):
            self.say(_("What you typed before is still here."), "$muted")
        if self.form.caution is not None:
            self._read_caution(self.form)

    @work(group="caution", exclusive=True)
    async def _read_caution(self, form: Form) -> None:
        text = await form.caution() if form.caution is not None else ""
        if text and self._still_open and not self._sending and self.created is None:
            self.say(text, "bold $text-warning")

    @property
    def waiting(self) -> bool:
        """Whether the form is there to show the outcome."""
        return self._still_open and self._sending

    @property
    def _still_open(self) -> bool:
        return self.is_attached and not self._over

    @property
    def holds_typed(self) -> bool:
        """Whether something typed would be lost with the form."""
        return self.created is None and typed(self.form, self.raws)

    @on(Input.Submitted)
    def action_next_field(self) -> None:
        """Go to the next field; after the last one to the action, which enter then presses."""
        if not self.fields.go_on():
            self.set_focus(self.query_one("#send", Button))

    @on(Button.Pressed, "#send")
    def action_send(self) -> None:
        """Check every field; send what is right, once."""
        if self._sending or self.created is not None or self.desk.read_only or not self.is_current:
            return
        if self._key_guard:
            return
        if self._in_doubt:
            doubt = N_("It is not known whether the first one was done.")
            told = (_(words) for words in (doubt, self.form.repeat, self.form.unknown) if words)
            question = Confirm(_("Send it again?"), " ".join(told), yes=_("Send again"), no=_("Go back"))
            self.app.push_screen(question, lambda yes: self._submit() if yes else None)
        else:
            self._submit()

    def _submit(self) -> None:
        if self._sending:
            return
        values, errors = self.fields.read()
        whole = errors.pop(WHOLE, "")
        if self.fields.go_to(errors):
            text = ngettext(
                "Nothing was sent: {count} field needs another look.",
                "Nothing was sent: {count} fields need another look.",
                len(errors),
            )
            self.say(text, "bold $text-warning")
            return
        if whole:
            self.say(whole, "bold $text-warning")
            return
        self._sending = True
        self.set_busy(True)
        self.say(_("Sending…"), "bold")
        self.writes.send(
            partial(self.form.send, values),
            what=self.form.title,
            mode=self.mode,
            left=self.form.left,
            listener=self,
            on_created=self._on_created,
            on_failed=partial(self._keep, self.raws),
        )

    def _keep(self, raws: dict[str, Raw], error: ApiError) -> None:
        """Nothing typed is lost where the form was closed before the error came."""
        if not self._still_open:
            self.writes.drafts.keep(self.mode, self.form.name, raws)

    def show_created(self, created: Created) -> None:
        """Show what was created, and offer the next steps."""
        self._sending = False
        self._in_doubt = self._refused = False
        self.created = created
        if created.closes:
            if created.object_id is not None:
                self._open(created.kind, created.object_id)
            else:
                self._end()
            return
        self._key_guard.begin()
        self.say(f"✓ {created.words}", "bold $text-success")
        self.show_next_steps(created)

    def show_failed(self, error: ApiError) -> None:
        """Say what went wrong and what it means; what was typed stays."""
        self._sending = False
        unknown, before = _(self.form.unknown), ""
        if self._in_doubt:
            before = _("The outcome of what was sent before is still not known. {advice}", advice=unknown)
        self._in_doubt = self._in_doubt or error.effect is Effect.UNKNOWN
        self._refused = self._refused or error.effect is Effect.REFUSED
        self._key_guard.begin()
        self.set_busy(False)
        more = "" if error.effect is Effect.UNKNOWN else before
        words = (write_words(error, unknown), self.form.explain(error), more)
        text = "\n".join(filter(None, words))
        self.say(text, "bold $text-warning" if self._in_doubt else "$text-error")
        existing = error.existing_id if isinstance(error, Conflict) else None
        self.show_detours(
            look=self._in_doubt and self.form.look is not None,
            existing=existing,
            again=self._in_doubt,
        )
        self.fields.show_wrong(places(self.form, self.raws, error))

    def show_doubt(self, text: str) -> bool:
        """Show how far the search for an unknown outcome is; False when nobody waits for it here."""
        if not self._still_open or not (self._in_doubt or self._refused) or self._sending:
            return False
        self.say(text, "bold $text-warning")
        return True

    def show_lost(self) -> None:
        """Say that the program failed while it was sent."""
        self._sending = False
        self._in_doubt = True
        self.set_busy(False)
        lost = _("The program failed here: the outcome is not known.")
        self.say(f"{lost}\n{_(self.form.unknown)}", "$text-error")

    @on(Button.Pressed, "#look")
    @work(group="look", exclusive=True)
    async def look(self) -> None:
        """Read whether it was done after all."""
        if self.form.look is None or not self._in_doubt:
            return
        self.say(_("Looking…"), "bold")
        try:
            created = await self.form.look()
        except ApiError as error:
            failed, why = _("That could not be read."), write_words(error, _(self.form.unknown))
            self.say(f"{failed}\n{why}", "$text-error")
            return
        if created is not None:
            self.show_created(created)
            if self._on_created is not None:
                self._on_created(created)
        else:
            self.say(_("There is no trace of it so far. It may still appear."), "bold $text-warning")

    @on(Button.Pressed, "#existing")
    @on(Button.Pressed, "#open")
    def open_object(self) -> None:
        """Open what was created, or what the API says exists already; what was typed is then kept."""
        if self._key_guard:
            return
        if self.created is not None and self.created.object_id is not None:
            self._open(self.created.kind, self.created.object_id)
        elif self.existing is not None:
            self.writes.drafts.keep(self.mode, self.form.name, self.raws)
            self._open(kind_of(self.existing), self.existing)

    def _open(self, kind: Kind | None, object_id: str) -> None:
        app = self.app
        self._end()
        if kind is not None:
            app.call_after_refresh(self.writes.open_object, kind, object_id)

    @on(Button.Pressed, ".next-step")
    def take_next_step(self, event: Button.Pressed) -> None:
        """Run a next step."""
        next_steps = self.created.next_steps if self.created is not None else ()
        chosen = next((step for step in next_steps if f"step-{step.id}" == event.button.id), None)
        if chosen is not None and not self._key_guard:
            chosen.run()

    @on(Button.Pressed, "#suggest")
    def action_suggest(self) -> None:
        """Offer test data."""
        if self.form.suggestions and not self.mode.live and not self._sending and self.created is None:
            self.app.push_screen(
                Suggestions(self.form.suggestions),
                lambda chosen: None if chosen is None else self.fields.fill(chosen.values),
            )

    def action_other_mode(self) -> None:
        """Go to the other mode; what was typed stays with this one."""
        other = self.mode.other
        text = _(
            "What you typed stays with {mode}: open this form there again and it is back.",
            mode=self.mode.word,
        )
        if self._sending:
            text = _("What is being sent goes on, and a notice reports the outcome.")
        if other.live:
            real = _("In LIVE you see real payments of real customers, and actions move real money.")
            text = f"{text} {real}"
        question = Confirm(
            _("Leave this form for {mode}?", mode=other.word),
            text,
            yes=_("Switch to {mode}", mode=_(other)),
            no=_("Stay in {mode}", mode=_(self.mode)),
        )

        def answered(leave: bool | None) -> None:
            if leave and self._still_open:
                if self.holds_typed and not self._sending:
                    self.writes.drafts.keep(self.mode, self.form.name, self.raws)
                self._end()
                self.app.call_after_refresh(self.writes.mode_switch.go, other)

        self.app.push_screen(question, answered)

    @on(Button.Pressed, "#close")
    def close_pressed(self) -> None:
        """Close, unless the key was pressed before the outcome could be read."""
        if not self._key_guard:
            self.action_cancel()

    def action_cancel(self) -> None:
        """Close; ask first where something typed would be lost."""
        if self._sending or not self.holds_typed:
            self._end()
            return
        question = Confirm(
            _("Throw away what you typed?"),
            self.sent_so_far,
            yes=_("Throw away"),
            no=_("Go on typing"),
        )
        self.app.push_screen(question, lambda yes: self._end() if yes else None)

    @property
    def sent_so_far(self) -> str:
        """What became of what the form has sent."""
        if self._in_doubt:
            return _("It is not known whether what you sent was done.")
        return _("Stancer refused what you sent.") if self._refused else _("None of it was sent.")

    def _end(self) -> None:
        if self.is_current and not self._over:
            self._over = True
            self.dismiss(self.created)
        elif self._still_open:  # a question that lies over it is closing
            self.app.call_after_refresh(self._end)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is sent where nothing can be."""
        if action == "suggest":
            return bool(self.form.suggestions) and not self.mode.live
        return None if action == "send" and self.desk.read_only else True
