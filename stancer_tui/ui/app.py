"""The program: sections, mode, theme; it owns the desks and whatever is being written."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from functools import partial
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar

from textual import events, work
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.color import Color
from textual.command import Provider
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from stancer_tui.config import DemoOptions, DeskOptions, UiSettings
from stancer_tui.desk import AccountDesks, CannotOpen, DemoDesks, Desk, Desks, import_services, state_file
from stancer_tui.models.ids import Kind, kind_of
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.render.safe import safe
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui.cares import CaringApp
from stancer_tui.ui.commands import SHELL, bindings
from stancer_tui.ui.dialogs.confirm import Confirm
from stancer_tui.ui.line_filter import ControlFilter, PlainSigns
from stancer_tui.ui.list_choices import ListChoices
from stancer_tui.ui.screens.desk_screen import DeskScreen
from stancer_tui.ui.sections import PAYMENTS, REFUNDS, SECTIONS, Section
from stancer_tui.ui.themes import DARK, THEMES
from stancer_tui.ui.warm_up import FirstRows, warm_up
from stancer_tui.ui.zone import local_zone


def _command_provider() -> type[Provider]:
    from stancer_tui.ui.palette import CommandProvider

    return CommandProvider


class StancerApp(CaringApp):
    """A desk for one account, in one mode at a time."""

    TITLE = "stancer-tui"
    CSS_PATH = "app.tcss"
    KEYS = SHELL
    BINDINGS: ClassVar[list[BindingType]] = bindings(SHELL)
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_command_provider}
    ENABLE_COMMAND_PALETTE = True
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
    ) -> None:
        self.state = state or DeskState()
        self._section = PAYMENTS if open_id else _section_named(self.state[mode].section)
        self.DEFAULT_MODE = _place(mode, self._section)  # type: ignore[misc] # only known when it starts
        # With the first screen's own style: read later, it would be an empty screen that is drawn first.
        super().__init__(css_path=["app.tcss", f"screens/{_screen_class(self._section).CSS_PATH}"])
        self.settings = settings or UiSettings()
        self._open_id = open_id
        self.mask = mask
        self.report_directory = report_directory
        self.desks = desks
        self.mode = mode
        self.zone: tzinfo = zone or local_zone()
        self.utc = False
        self.live_confirmed = mode.live
        self._desks: dict[Mode, Desk] = {}
        self._opening = {each: asyncio.Lock() for each in Mode}
        self.clock = clock
        self.first_rows = FirstRows()
        self._key_at = float("-inf")
        for theme in THEMES:
            self.register_theme(theme)
        self.set_reactive(StancerApp.theme, self.settings.theme or DARK.name)

    def get_css_variables(self) -> dict[str, str]:
        """Textual's variables and `$muted`, a colour that terminals show as it is (no transparency)."""
        variables = super().get_css_variables()
        ground, text = Color.parse(variables["background"]), Color.parse(variables["foreground"])
        return {"muted": ground.blend(text, 0.6).hex, **variables}

    @property
    def remapped(self) -> Mapping[str, str]:
        """The agent's own keys, by command."""
        return self.settings.keys

    def choices(self, mode: Mode) -> ListChoices:
        """What the payments of a mode are shown with."""
        return ListChoices(self.settings, self.state, mode)

    @property
    def shown_zone(self) -> tzinfo:
        """The zone in which instants are shown now."""
        return UTC if self.utc else self.zone

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let no control character of any widget reach the terminal, nor a sign that it cannot draw."""
        plain = [PlainSigns()] if self.settings.ascii else []
        return [*super().get_line_filters(), ControlFilter(), *plain]

    def get_default_screen(self) -> Screen[Any]:
        """The section the program opens with: drawn at once, without an empty screen before it."""
        return _screen(self.mode, self._section)

    def on_mount(self) -> None:
        """Paint the frame of the first section at once; its rows follow."""
        self.set_keymap(dict(self.remapped))
        self.add_mode(_NOWHERE, Screen)
        self._add_places()
        self._heed_signals()
        self._tell_state_trouble()
        if self._open_id is not None:
            self.call_after_refresh(self._open_first, self._open_id)

    async def on_event(self, event: events.Event) -> None:
        """Know when the agent presses keys: what is read in the background then waits a little."""
        if isinstance(event, events.Key):
            self._key_at = monotonic()
        await super().on_event(event)

    def since_key(self) -> float:
        """Seconds since the last key."""
        return monotonic() - self._key_at

    def on_ready(self) -> None:
        """Load what the desk needs while the frame is painted."""
        work = asyncio.to_thread(partial(import_services, demo=self.desks.demo))
        self.run_worker(work, group="desks")

    def _open_first(self, object_id: str) -> None:
        """Open the object that the command line named over the list."""
        kind = kind_of(object_id)
        if isinstance(self.screen, DeskScreen) and kind is not None:
            self.navigation.open(self.screen, kind, object_id)

    def _tell_state_trouble(self) -> None:
        if self.state.trouble is not None:
            self.notify(
                f"{safe(self.state.trouble)}. The desk begins as the settings say.",
                title="How you left the desk is not known",
                severity="warning",
                markup=False,
            )

    def _places(self) -> dict[str, Callable[[], DeskScreen]]:
        return {
            _place(mode, section): partial(_screen, mode, section) for mode in Mode for section in SECTIONS
        }

    def _add_places(self) -> None:
        for place, screen in self._places().items():
            self.add_mode(place, screen)

    def _heed_signals(self) -> None:
        """End in order when the terminal closes or the system asks: the journal is written, requests end."""
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    asyncio.get_running_loop().add_signal_handler(
                        number, partial(self.exit, return_code=128 + number)
                    )

    async def desk(self, mode: Mode) -> Desk:
        """The desk of `mode`, opened on first use; raises `CannotOpen`."""
        async with self._opening[mode]:
            if mode not in self._desks:
                self._take(await self.desks.open(mode))
            return self._desks[mode]

    def _take(self, desk: Desk) -> None:
        self._desks[desk.mode] = desk
        self.run_worker(self._take_up(desk), group="desks", exit_on_error=False)

    async def _take_up(self, desk: Desk) -> None:
        """Once the first rows are seen, take up what an earlier run left unresolved."""
        await self.first_rows.wait()
        await warm_up()
        if self._desks.get(desk.mode) is desk:
            self.refunds.follow(desk)
            self.errands.follow(desk)

    def open_payment(self, opener: DeskScreen, payment_id: str, row: ListedPayment | None = None) -> None:
        """Open a payment over the screen that asks for it."""
        self.navigation.open(opener, Kind.PAYMENT, payment_id, row=row)

    def action_go_to(self) -> None:
        """Ask where to go: an id, an order number, a response code, a section."""
        if isinstance(self.screen, DeskScreen):
            self.navigation.ask(self.screen)

    def on_paste(self, event: events.Paste) -> None:
        """A text pasted where nothing is typed opens what it names."""
        if isinstance(self.screen, DeskScreen) and not isinstance(self.focused, Input) and event.text.strip():
            self.navigation.paste(self.screen, event.text.strip()[:_LONGEST_PASTE])

    def search_payments(self, text: str) -> None:
        """Search the loaded payments for a text."""
        self.action_section(PAYMENTS.name)
        self.call_after_refresh(self._search_payments, text)

    def _search_payments(self, text: str) -> None:
        from stancer_tui.ui.screens.payments import PaymentsScreen

        if isinstance(self.screen, PaymentsScreen):
            self.screen.search_for(text)
        elif isinstance(self.screen, DeskScreen) and len(self.screen_stack) > 1:
            # An object lies over the list.
            self.pop_screen()
            self.call_after_refresh(self._search_payments, text)

    def show_refunds(self, group: str, text: str) -> None:
        """Show the Refunds section, narrowed to a group and a text."""
        self.action_section(REFUNDS.name)
        self.call_after_refresh(self._show_refunds, group, text)

    def _show_refunds(self, group: str, text: str) -> None:
        from stancer_tui.ui.screens.refunds import RefundsScreen

        if isinstance(self.screen, RefundsScreen):
            self.screen.show_group(group, text)

    def open_refund(self, mode: Mode, payment_id: str) -> None:
        """Open the refund form over whatever is shown."""
        desk = self._desks.get(mode)
        if desk is not None:
            self.refunds.open_form(desk, payment_id)

    def open_object(self, kind: Kind, object_id: str) -> None:
        """Open an object over the screen that is shown."""
        if isinstance(self.screen, DeskScreen):
            self.navigation.open(self.screen, kind, object_id)

    def action_new(self) -> None:
        """Offer what can be created."""
        from stancer_tui.ui.creatables import CREATABLES, Creatable
        from stancer_tui.ui.dialogs.new import NewMenu

        desk = self._desks.get(self.mode)
        if desk is None or not isinstance(self.screen, DeskScreen):
            return

        def chosen(creatable: Creatable | None) -> None:
            if creatable is not None:
                creatable.open(self, desk)

        self.push_screen(NewMenu(desk, CREATABLES), chosen)

    def action_watch(self) -> None:
        """Watch what the screen shows until it changes, or stop; on nothing, list what is watched."""
        screen = self.screen
        subject = screen.to_watch() if isinstance(screen, DeskScreen) else None
        if subject is None:
            self.watches.ask()
        else:
            self.watches.toggle(self._desks.get(self.mode), subject)

    def action_watches(self) -> None:
        """Show what is watched and what has changed."""
        self.watches.ask()

    async def action_quit(self) -> None:
        """Leave; while something is being sent, ask first."""
        if self.sending:
            self.refunds.ask_before_leaving()
        else:
            self.exit(0)

    async def on_unmount(self) -> None:
        """Close what was opened."""
        self.forget_desks()
        await self._close_desks()

    async def _close_desks(self) -> None:
        for desk in self._desks.values():
            await desk.aclose()
        await self.desks.aclose()

    def now(self) -> datetime:
        """The moment by which ages are counted."""
        return self.desks.now()

    def show_opening_trouble(self, trouble: CannotOpen) -> None:
        """Ask for a key, telling why none was found."""
        from stancer_tui.ui.screens.onboarding import Onboarding

        if isinstance(self.desks, AccountDesks) and not isinstance(self.screen, Onboarding):
            self.push_screen(Onboarding(self.desks, trouble), partial(self._onboarded, trouble.mode))

    def _onboarded(self, mode: Mode, answer: Desk | str | None) -> None:
        if isinstance(answer, Desk):
            self._take(answer)
            self.refresh_desk()
        elif answer is not None:
            self._change_desks(DemoDesks(DemoOptions()))
        elif mode.other in self._desks:
            self._enter(mode.other)
        else:
            self.exit(3)

    @work(group="desks")
    async def _change_desks(self, desks: Desks) -> None:
        """Leave the account for the demo; nothing of the account stays open."""
        await self.switch_mode(_NOWHERE)
        for place in self._places():
            await self.remove_mode(place)
        self.forget_desks()
        await self._close_desks()
        self._desks.clear()
        self.desks = desks
        self.state = DeskState()
        self._add_places()
        self._enter(Mode.TEST)

    def _enter(self, mode: Mode) -> None:
        self.mode = mode
        self.state.change(mode, section=self._section.name)
        place = _place(mode, self._section)
        if self.current_mode == place:
            self.refresh_desk()
        else:
            self.switch_mode(place)

    def refresh_desk(self) -> None:
        """Let the section on screen take its desk again."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.take_desk()

    def action_toggle_mode(self) -> None:
        """Switch between test and live; live asks once."""
        if self.screen.is_modal:
            return
        target = self.mode.other
        if self.live_is_closed(target):
            return
        if target.live and not self.live_confirmed:
            question = Confirm(
                "Switch to LIVE?",
                "You will see real payments of real customers. Actions there move real money.",
                yes="Switch to live",
                no="Stay in test",
            )
            self.push_screen(question, self._live_answered)
        else:
            self._toggle(target)

    def live_is_closed(self, target: Mode) -> bool:
        """Whether live cannot be gone to from here; says why."""
        closed = target.live and self.is_web and not self.desks.demo
        if closed:
            self.notify(
                "A browser session has no login of its own, so live keys are not used in it.",
                title="Live stays closed here",
                severity="warning",
                markup=False,
            )
        return closed

    def switch_to(self, target: Mode) -> None:
        """Go to a mode that the agent has agreed to go to."""
        self.live_confirmed = self.live_confirmed or target.live
        if self.mode is not target:
            self._toggle(target)

    def _live_answered(self, answer: bool | None) -> None:
        if answer:
            self.live_confirmed = True
            self._toggle(Mode.LIVE)

    def _toggle(self, target: Mode) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.leave()
        self._loaders[self.mode].leave()
        self._enter(target)
        self._loaders[target].come_back()

    def action_section(self, name: str) -> None:
        """Show a section, where the agent left it."""
        section = next(each for each in SECTIONS if each.name == name)
        self._section = section
        self.state.change(self.mode, section=name)
        self.switch_mode(_place(self.mode, section))

    def action_show_help(self) -> None:
        """Show the keys that work here."""
        from stancer_tui.ui.dialogs.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help.of(self.screen, self.focused))

    def action_request_log(self) -> None:
        """Show the requests made in this mode, as they happen."""
        from stancer_tui.ui.dialogs.request_log import RequestLogDialog

        if not isinstance(self.screen, RequestLogDialog):
            self.push_screen(RequestLogDialog(self.mode, self._desks.get(self.mode), self.shown_zone))

    def action_toggle_utc(self) -> None:
        """Show times in UTC, or in the agent's zone again."""
        self.utc = not self.utc
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.times_changed()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """Only the theme chooser of Textual's own palette; the rest derives from our commands."""
        yield SystemCommand("Theme", "Choose the colours.", self.action_change_theme)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that failed unseen would look like nothing happened: let it be seen."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            name = type(event.worker.error).__name__
            self.notify(f"{name}: work in the background failed", severity="error", markup=False)


def _in_a_browser(desks: Desks) -> bool:
    """textual-serve has no login: an account's live keys are not used through it."""
    return "TEXTUAL_DRIVER" in os.environ and not desks.demo


def _section_named(name: str | None) -> Section:
    return next((each for each in SECTIONS if each.name == name), PAYMENTS)


def _screen_class(section: Section) -> type[DeskScreen]:
    found: type[DeskScreen] = getattr(import_module(f"stancer_tui.ui.screens.{section.name}"), section.screen)
    return found


def _screen(mode: Mode, section: Section) -> DeskScreen:
    return _screen_class(section)(mode, section)


_LONGEST_PASTE = 4000
"""Characters of a pasted text that are looked at: an id may stand in the middle of a mail."""

_NOWHERE = "nowhere"
"""The place in which the program is for a moment while all others are made anew."""


def _place(mode: Mode, section: Section) -> str:
    return f"{mode}.{section.name}"


def run_desk(desks: AccountDesks | DemoDesks, options: DeskOptions) -> int:
    """Run the program until the agent leaves; returns the exit code."""
    state = DeskState(state_file(options), options.profile)
    app = StancerApp(
        desks,
        mode=Mode.LIVE if options.live and not _in_a_browser(desks) else Mode.TEST,
        mask=options.mask,
        report_directory=options.paths.state,
        open_id=options.open_id,
        settings=options.settings.ui,
        state=state,
    )
    result = app.run()
    with suppress(OSError):  # the next start then begins as the one before did
        state.save()
    # A crash leaves no result, only the return code that Textual sets.
    return result if result is not None else (app.return_code or 0)
