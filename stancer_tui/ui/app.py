"""The program: sections, mode, theme; it owns the desks and whatever is being written."""

import os
from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import cached_property, partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.command import Provider
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from stancer_tui.config import UiSettings
from stancer_tui.desk import Accounts, Desks, OfferedAccount
from stancer_tui.language import _, own_locale
from stancer_tui.models.ids import kind_of
from stancer_tui.models.mode import Mode
from stancer_tui.render.safe import safe
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui import registry
from stancer_tui.ui.accounts import OpenAccounts, SharedParts
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.naming import use_keys
from stancer_tui.ui.commands.sections import PAYMENTS, section_named
from stancer_tui.ui.commands.shell import SHELL
from stancer_tui.ui.composition import Composition
from stancer_tui.ui.private import CalmApp
from stancer_tui.ui.shell.crash import CrashGuard
from stancer_tui.ui.shell.heeds_signals import HeedsSignals
from stancer_tui.ui.shell.idle import IdleCover
from stancer_tui.ui.shell.idle_garbage import IdleGarbage
from stancer_tui.ui.shell.line_filter import ControlFilter, PlainSigns
from stancer_tui.ui.shell.offers_palettes import OffersPalettes
from stancer_tui.ui.shell.own_account import work_for
from stancer_tui.ui.shell.places import NOWHERE, place_name
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.shell.style_sheet import StyleSheet
from stancer_tui.ui.shell.themes import DARK, THEMES, with_our_own
from stancer_tui.ui.shell.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from stancer_tui.ui.shell.zone import AgentZone


def _command_provider() -> type[Provider]:
    from stancer_tui.ui.shell.palette import CommandProvider

    return CommandProvider


class StancerApp(CrashGuard[int], OffersPalettes[int], HeedsSignals[int], CalmApp[int]):
    """The desks of one or several accounts; one of them is shown, in one mode at a time."""

    TITLE = "stancer-tui"
    CSS_PATH = "app.tcss"
    KEYS = SHELL
    BINDINGS: ClassVar[list[BindingType]] = bindings(SHELL)
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_command_provider}
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {NOWHERE: Screen}
    ENABLE_COMMAND_PALETTE = True
    _themed = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it

    def __init__(
        self,
        desks: Desks,
        *,
        mode: Mode = Mode.TEST,
        zone: tzinfo | None = None,
        mask: bool = False,
        report_directory: Path | None = None,
        clock: Callable[[], float] = monotonic,
        open_id: str | None = None,
        settings: UiSettings | None = None,
        state: DeskState | None = None,
        idle_minutes: int | None = None,
        accounts: Accounts | None = None,
    ) -> None:
        state, settings = state or DeskState(), settings or UiSettings()
        alone = OfferedAccount("", "", desks, mask=mask, idle_minutes=idle_minutes)
        accounts = accounts or Accounts(alone)
        section = PAYMENTS if open_id else section_named(state[mode].section)
        place = place_name(mode, section, accounts.first.place)
        self.DEFAULT_MODE = place  # type: ignore[misc] # only known when it starts
        # With the first screen's own style: if it were read later, an empty screen would be drawn first.
        super().__init__(css_path=["app.tcss", str(registry.section_class(section).CSS_PATH)])
        self.settings = settings
        # Always the same ones: a line that has not changed is known by the filters that it has passed.
        self._own_filters = (ControlFilter(), PlainSigns()) if settings.ascii else (ControlFilter(),)
        own_locale()
        use_keys(settings.keys)
        self._open_id = open_id
        self.report_directory = report_directory
        self._given_zone = zone
        self.typed_ahead = TypedAhead(self, super().on_event)
        self.accounts = OpenAccounts(
            self,
            accounts,
            shared=SharedParts(lambda: self._own_zone.zone, settings, clock, self.typed_ahead),
            mode=mode,
            section=section,
            state=state,
        )
        self.idle = IdleCover(
            self,
            lambda: self.parts.idle_minutes,
            live=lambda: self.parts.places.mode.live,
            clock=clock,
        )
        self._garbage = IdleGarbage(self, self.typed_ahead.since_key, clock)
        self.set_class(bool(accounts.first.number), "-several")
        for theme in THEMES:
            self.register_theme(theme)
        self._begin_with_theme(self.settings.theme or DARK.name)

    @cached_property
    def _own_zone(self) -> "AgentZone":
        """The agent's zone, looked for when the frame is painted."""
        from stancer_tui.ui.shell.zone import AgentZone, find_zone

        given = self._given_zone
        return AgentZone(given, "") if given is not None else find_zone(os.environ)

    @property
    def parts(self) -> Composition:
        """What the program is composed of for the account that is shown."""
        return self.accounts.shown

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something, never as markup; of several merchants the title names the one whose it is."""
        del markup
        title = self.accounts.titled(title)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def push_screen(self, screen: Any, callback: Any = None, *waits: Any, mode: str | None = None) -> Any:
        """Lay a screen over the account that it belongs to, whichever is shown."""
        self.stylesheet.add(_DIALOGS)
        push = partial(super().push_screen, screen, callback, *waits)
        return push(mode=mode) if mode is not None else self.accounts.push_over_owner(push)

    def _begin_with_theme(self, name: str) -> None:
        """Paint with a theme from the first frame on: Textual would do so only after a later change."""
        self.set_reactive(StancerApp.theme, name)
        self._themed = True
        dark = self.current_theme.dark
        self.set_class(dark, "-dark-mode", update=False)
        self.set_class(not dark, "-light-mode", update=False)
        self.stylesheet: StyleSheet = StyleSheet(variables=self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """Textual's variables and our own; none before it is known which theme the program begins with.

        Textual asks for them earlier, and mixes some hundred colours for it.
        """
        return with_our_own(super().get_css_variables()) if self._themed else {}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let no control character of any widget reach the terminal, nor a sign that it cannot draw."""
        return [*super().get_line_filters(), *self._own_filters]

    def get_default_screen(self) -> Screen[Any]:
        """The section the program opens with: drawn at once, without an empty screen before it."""
        return self.parts.places.screen()

    def on_mount(self) -> None:
        """Paint the frame of the first section at once; its rows follow."""
        self.set_keymap(dict(self.settings.keys))
        self.parts.places.add()
        self.call_after_refresh(self._warn_of_doubts)
        if self._open_id is not None and (kind := kind_of(self._open_id)) is not None:
            self.call_after_refresh(self.parts.open_object, kind, self._open_id)

    async def on_event(self, event: events.Event) -> None:
        """Let each key wait for what the key before it opens; what it begins is for the account shown."""
        work_for(self.parts.profile)
        if isinstance(event, events.Key | events.MouseDown | events.Paste):
            self.idle.touched()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.typed_ahead.take(event)
        else:
            await super().on_event(event)

    def on_ready(self) -> None:
        """Load what the desk needs while the frame is painted."""
        self.idle.begin()
        self._garbage.begin()
        self.parts.desks.prepare()

    def _warn_of_doubts(self) -> None:
        """Report what could not be restored, and a doubt about the time zone."""
        if self.parts.state.trouble is not None:
            self.notify(
                _("{trouble}. The desk starts as the settings say.", trouble=safe(self.parts.state.trouble)),
                title=_("How you left the desk is not known"),
                severity="warning",
                markup=False,
            )
        if doubt := self._own_zone.doubt:
            self.notify(doubt, title=_("Time zone"), severity="warning", timeout=15, markup=False)

    def action_go_to(self) -> None:
        """Ask where to go: an id, an order number, a response code, a section."""
        if isinstance(self.screen, DeskScreen):
            self.parts.navigation.ask(self.screen)

    def on_paste(self, event: events.Paste) -> None:
        """Text pasted outside an input opens what it names."""
        from stancer_tui.models.typed_text import cleaned

        if (
            isinstance(self.screen, DeskScreen)
            and not isinstance(self.focused, Input)
            and cleaned(event.text)
        ):
            self.parts.navigation.paste(self.screen, cleaned(event.text)[:_LONGEST_PASTE])

    def action_new(self) -> None:
        """Offer what can be created."""
        from stancer_tui.ui.shell.new_menu import new_menu

        desk = self.parts.desks[self.parts.places.mode]
        if desk is None or not isinstance(self.screen, DeskScreen):
            return

        menu = new_menu(desk, registry.creatables(self.parts, self.screen.customer_shown))
        self.push_screen(menu, lambda entry: entry.value.open(desk) if entry else None)

    def action_watch(self) -> None:
        """Watch what the screen shows until it changes, or stop; on nothing, list what is watched."""
        screen = self.screen
        subject = screen.to_watch() if isinstance(screen, DeskScreen) else None
        if subject is None:
            self.parts.watchlist.ask()
        else:
            self.parts.watchlist.toggle(self.parts.desks[self.parts.places.mode], subject)

    def action_watches(self) -> None:
        """Show what is watched and what has changed."""
        self.parts.watchlist.ask()

    async def action_quit(self) -> None:
        """Leave; while something would end with it, or a form holds what was typed, ask first."""
        from stancer_tui.ui.shell.quit_warnings import ask_before_leaving

        leaving = self.accounts.leaving()

        def leave() -> None:
            if not self.parts.ask_before_losing():
                self.exit(0)

        if leaving.loses:
            ask_before_leaving(self, leaving, leave)
        else:
            leave()

    def action_unfinished(self, what: str) -> None:
        """Show the batch of refunds that is under way, or payments whose creation has no known outcome."""
        mode = self.parts.places.mode
        if what == "batch":
            self.parts.refunds.batches.show_last(mode)
            return
        from stancer_tui.ui.payments.unsettled_dialog import show_unsettled

        desk = self.parts.pending_requests.desk(mode)
        if desk is not None:
            show_unsettled(self.parts.payment_writes, desk)

    async def on_unmount(self) -> None:
        """Close what was opened."""
        await self.accounts.close()

    def action_toggle_mode(self) -> None:
        """Switch between test and live; live asks once."""
        if not self._refuses_to_leave():
            self.parts.mode_switch.ask()

    def action_accounts(self) -> None:
        """Offer the merchants of the settings."""
        if not self._refuses_to_leave():
            self.accounts.ask()

    def _refuses_to_leave(self) -> bool:
        if self.screen.is_modal:
            text = _("A form or a dialog is open here: close it first.")
            self.notify(text, title=_("Not now"), severity="warning", markup=False)
        return self.screen.is_modal

    def action_section(self, name: str) -> None:
        """Show a section, where the agent left it."""
        self.parts.places.show(name)

    def action_show_help(self) -> None:
        """Show the keys that work here."""
        from stancer_tui.ui.shell.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help.of(self.screen, self.focused))

    def action_request_log(self) -> None:
        """Show the requests made in this mode, as they happen."""
        from stancer_tui.ui.shell.request_log import RequestLogDialog

        if not isinstance(self.screen, RequestLogDialog):
            self.push_screen(
                RequestLogDialog(
                    self.parts.places.mode, self.parts.desks[self.parts.places.mode], self.parts.clock.zone
                )
            )

    def action_toggle_utc(self) -> None:
        """Show times in UTC, or in the agent's zone again."""
        self.accounts.toggle_utc()

    def action_language(self) -> None:
        """Offer the languages, and change everything on the screen to the one that is chosen."""
        from stancer_tui.ui.shell.language_switch import LanguageSwitch

        LanguageSwitch(self, [(each.places, each.navigation) for each in self.accounts.all]).ask()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Report a worker that failed: unseen, it would look as if nothing had happened."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            name = type(event.worker.error).__name__
            self.notify(_("{name}: work in the background failed", name=name), severity="error", markup=False)


_DIALOGS = Path(__file__).with_name("dialogs.tcss")

_LONGEST_PASTE = 4000
"""Characters of a pasted text that are looked at: an id may be in the middle of a mail."""
