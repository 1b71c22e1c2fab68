"""The first minutes: no key yet. Paste one, or look around in the demo."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Input, Label, Static

from stancer_tui.api.errors import ApiError, Unauthorized
from stancer_tui.desk import AccountDesks, CannotOpen, Desk, fingerprint_of, not_twice
from stancer_tui.language import N_, _
from stancer_tui.models.mode import Mode
from stancer_tui.models.secret import Secret
from stancer_tui.models.typed_text import key_text
from stancer_tui.render.safe import safe
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.dialogs import DIALOG
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.tick_box import TickBox
from stancer_tui.ui.widgets.trouble import trouble_words

DEMO = "demo"

_ABOUT_DEMO = N_("The demo needs no key and no network: it runs on invented payments.")


class Onboarding(SurvivesLeaving, Screen["Desk | str | None"]):
    """Asks for the secret key of one mode; answers the desk it opened, `DEMO`, or None for leaving.

    The key is proven by one GET before it is kept anywhere, and shown nowhere. The desk that it opens is
    given to `take` at once: the form may be left for another account while the key is tried, and closes when
    it is next shown. Only an account that is `alone` in the program can be left for the demo; `whose_key`
    names the open one that has a key already.
    """

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#key"

    def __init__(
        self,
        desks: AccountDesks,
        reason: CannotOpen,
        *,
        alone: bool,
        whose_key: Callable[[str], str],
        take: Callable[[Desk], None],
    ) -> None:
        super().__init__(classes=f"mode-{reason.mode}")
        self.desks = desks
        self._alone = alone
        self._whose_key = whose_key
        self._take = take
        self._made: Desk | None = None
        self.mode = reason.mode
        self.reason = reason

    def compose(self) -> ComposeResult:
        """Lay out the reason, the field and the buttons."""
        prefix = "sprod_" if self.mode.live else "stest_"
        with VerticalScroll(classes="frame", id="onboarding") as frame:
            whose = "" if self._alone else f" · {safe(self.desks.name, 60)}"
            frame.border_title = Content(f"stancer-tui{whose} · {self.mode.word}")
            yield Static(Content(safe(self.reason)), id="reason")
            yield Label(
                Content(
                    _(
                        "Secret live key. It starts with {prefix}; your Stancer account shows it.",
                        prefix=prefix,
                    )
                    if self.mode.live
                    else _(
                        "Secret test key. It starts with {prefix}; your Stancer account shows it.",
                        prefix=prefix,
                    )
                ),
                classes="dialog-label",
            )
            yield LineInput(
                password=True,
                placeholder=_("paste the key ({prefix}…)", prefix=prefix),
                id="key",
                max_length=200,
                clean=key_text,
                compact=True,
            )
            yield Label(Content(""), id="error", classes="field-error")
            yield TickBox(
                Content(_("Keep it in this system's keyring (otherwise for this session only)")),
                value=self.reason.missing,
            )
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Leave")), compact=True, id="leave")
                if self._alone:
                    yield Button(Content(_("Open the demo")), compact=True, id="demo")
                yield Button(Content(_("Use this key")), compact=True, id="use", variant="primary")
            yield Static(
                Content(
                    _(
                        "The key is tried with one request for a single payment. "
                        "It is never written to a file."
                    )
                    + (f"\n{_(_ABOUT_DEMO)}" if self._alone else "")
                ),
                id="explanation",
            )

    @property
    def holds_typed(self) -> bool:
        """Whether a key was typed, or is being tried."""
        return bool(self.query_one("#key", Input).value)

    @on(Input.Submitted, "#key")
    @on(Button.Pressed, "#use")
    def use_key(self) -> None:
        """Try the key that was typed."""
        self._say(_("Trying the key…"))
        self.query_one("#use", Button).disabled = True
        self._use_key()

    @work(group="key", exclusive=True)
    async def _use_key(self) -> None:
        from stancer_tui.keys import WrongKey

        text = self.query_one("#key", Input).value
        try:
            desk = await self.desks.try_key(self.mode, text, refuse=self._refuse)
        except (WrongKey, CannotOpen) as error:
            self._say(safe(error))
        except Unauthorized:
            self._say(_("Stancer does not accept this key (401). Copy it again from your Stancer account."))
        except ApiError as error:
            words = trouble_words(error)
            trouble = f"{words.title} {words.advice}"
            self._say(_("The key could not be tried: {trouble}", trouble=trouble))
        else:
            self._keep(desk)
        finally:
            if self.is_mounted:
                self.query_one("#use", Button).disabled = False

    def _refuse(self, key: Secret) -> None:
        from stancer_tui.keys import WrongKey

        if whose := self._whose_key(fingerprint_of(key)):
            raise WrongKey(not_twice(whose))

    def _keep(self, desk: Desk) -> None:
        if self.query_one(TickBox).value:
            # A keyring may take a minute, or ask for its password: the desk does not wait for it.
            self.app.run_worker(_store(self.app, self.desks, self.mode), group="keyring")
        self._take(desk)
        self._made = desk
        self._close()

    def on_screen_resume(self) -> None:
        """The agent is back: where the key was accepted meanwhile, nothing is left to ask."""
        self._close()

    def _close(self) -> None:
        if self._made is not None and self.is_current:
            self.dismiss(self._made)

    def _say(self, text: str) -> None:
        if self.is_mounted:
            self.query_one("#error", Label).update(Content(text))

    @on(Button.Pressed, "#demo")
    def open_demo(self) -> None:
        """Look around without a key."""
        if self.is_current:
            self.dismiss(DEMO)

    @on(Button.Pressed, "#leave")
    def action_cancel(self) -> None:
        """Go back, or leave the program when there is nothing to go back to."""
        if self.is_current:
            self.dismiss(None)


async def _store(app: App[object], desks: AccountDesks, mode: Mode) -> None:
    """Ask the keyring to keep the key; where it does not, say that the key serves for this session."""
    from stancer_tui.keys import KeyringTrouble

    try:
        await desks.keep_key(mode)
    except KeyringTrouble as trouble:
        app.notify(
            _("{trouble} The key works and is kept for this session.", trouble=safe(trouble)),
            title=_("Key not stored"),
            severity="warning",
            timeout=20,
            markup=False,
        )
