"""Where the agent can be: every section of every mode is a place of its own, and stays as it was left."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from stancer_tui.models.mode import Mode
from stancer_tui.ui.commands.sections import SECTIONS, Section, section_named

if TYPE_CHECKING:
    from stancer_tui.store.desk_state import DeskState
    from stancer_tui.ui.shell.open_screens import OpenScreens

NOWHERE = "nowhere"
"""The place in which the program is for a moment while all others are rebuilt."""

SectionMaker = Callable[[Mode, Section], Screen[Any]]

Resume = Callable[[Screen[Any]], None]
"""Lets the new screen of a place become as the one before it was left."""


class Places:
    """The places of the program, each known to Textual as one of its modes, and the one that is shown.

    `make` makes the screen of a place; `state` is where the next start finds the section that was left.
    `profile` and `account` (its name, safe to show) say whose places they are, where the program has several.
    """

    def __init__(
        self,
        app: App[Any],
        make: SectionMaker,
        *,
        mode: Mode,
        section: Section,
        screens: "OpenScreens",
        state: "DeskState",
        profile: str = "",
        account: str = "",
    ) -> None:
        self.mode = mode
        self.section = section
        self.account = account
        self._profile = profile
        self._held: list[Callable[[], object]] = []
        self._app = app
        self._make = make
        self._screens = screens
        self._state = state

    @property
    def here(self) -> str:
        """The name of the place that is shown."""
        return self._name(self.mode, self.section)

    @property
    def shown(self) -> bool:
        """Whether one of them is shown, and not a place of another account."""
        return self._app.current_mode in self.known

    def _name(self, mode: Mode, section: Section) -> str:
        return place_name(mode, section, self._profile)

    def when_shown(self, lay: Callable[[], object]) -> None:
        """Do something as soon as one of these places is shown again."""
        self._held.append(lay)

    def _entered(self) -> None:
        if self._held:
            self._app.call_after_refresh(self._do_held)

    def _do_held(self) -> None:
        held, self._held = self._held, []
        for lay in held:
            lay()

    @property
    def top(self) -> Screen[Any] | None:
        """The screen that is shown, or that will be when the agent is back from another account."""
        stack = self.stack(self.here)
        return stack[-1] if stack else None

    def screen(self) -> Screen[Any]:
        """A new screen of the place that is shown."""
        return self._make(self.mode, self.section)

    @property
    def known(self) -> tuple[str, ...]:
        """The names of all places."""
        return tuple(self._name(mode, section) for mode, section in _all())

    def stack(self, place: str) -> list[Screen[Any]]:
        """The screens of a place, what lies on top last; none where the agent has not been."""
        with suppress(KeyError):
            return self._app.get_screen_stack(place)
        return []

    def add(self, resumed: Mapping[str, Resume] = MappingProxyType({})) -> None:
        """Make all places known to the program; what is `resumed` is handed the new screen of its place."""
        for mode, section in _all():
            name = self._name(mode, section)
            self._app.add_mode(name, partial(self._new, mode, section, resumed.get(name)))

    def _new(self, mode: Mode, section: Section, resume: Resume | None) -> Screen[Any]:
        screen = self._make(mode, section)
        if resume is not None:
            resume(screen)
        return screen

    async def clear(self) -> None:
        """Leave every place and forget what it showed."""
        await self._app.switch_mode(NOWHERE)
        for mode, section in _all():
            await self._app.remove_mode(self._name(mode, section))

    def enter(self, mode: Mode) -> None:
        """Show the section in a mode."""
        self.mode = mode
        self._keep()
        if self._app.current_mode == self.here:
            self.refresh()
        else:
            self._app.switch_mode(self.here)
        self._entered()

    def show(self, name: str) -> None:
        """Show a section of this mode, where the agent left it."""
        self.section = section_named(name)
        self._keep()
        self._app.switch_mode(self.here)

    def refresh(self) -> None:
        """Let the section on screen take its desk again."""
        for screen in self._screens.stacked(self.mode, self._app.screen_stack):
            screen.take_desk()

    def _keep(self) -> None:
        """The next start of the program begins where this one was last."""
        self._state.change(self.mode, section=self.section.name)


def _all() -> Iterator[tuple[Mode, Section]]:
    return ((mode, section) for mode in Mode for section in SECTIONS)


def place_name(mode: Mode, section: Section, profile: str = "") -> str:
    """The name by which Textual knows a place; `profile` where the program has several accounts."""
    return f"{profile}/{mode}.{section.name}" if profile else f"{mode}.{section.name}"
