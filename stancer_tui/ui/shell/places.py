"""Where the agent can be: every section of every mode is a place of its own, and stays as it was left."""

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from stancer_tui.models.mode import Mode
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.shell.sections import PAYMENTS, SECTIONS, Section

if TYPE_CHECKING:
    from stancer_tui.ui.app import StancerApp

NOWHERE = "nowhere"
"""The place in which the program is for a moment while all others are made anew."""


class Places:
    """The places of the program, each known to Textual as one of its modes, and the one that is shown."""

    def __init__(self, app: "StancerApp", mode: Mode, section: Section) -> None:
        self.mode = mode
        self.section = section
        self._app = app

    @property
    def here(self) -> str:
        """The name of the place that is shown."""
        return _name(self.mode, self.section)

    @property
    def style(self) -> str:
        """The style sheet of the screen that is shown, as the program finds it."""
        return str(_screen_class(self.section).CSS_PATH)

    def screen(self) -> DeskScreen:
        """A new screen of the place that is shown."""
        return _screen(self.mode, self.section)

    def add(self) -> None:
        """Make all places known to the program."""
        for mode, section in _all():
            self._app.add_mode(_name(mode, section), partial(_screen, mode, section))

    async def clear(self) -> None:
        """Leave every place and forget what it showed."""
        await self._app.switch_mode(NOWHERE)
        for mode, section in _all():
            await self._app.remove_mode(_name(mode, section))

    def enter(self, mode: Mode) -> None:
        """Show the section in a mode."""
        self.mode = mode
        self._keep()
        if self._app.current_mode == self.here:
            self.refresh()
        else:
            self._app.switch_mode(self.here)

    def show(self, name: str) -> None:
        """Show a section of this mode, where the agent left it."""
        self.section = next(each for each in SECTIONS if each.name == name)
        self._keep()
        self._app.switch_mode(self.here)

    def refresh(self) -> None:
        """Let the section on screen take its desk again."""
        for screen in self._app.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.take_desk()

    def _keep(self) -> None:
        """The next start of the program begins where this one was last."""
        self._app.state.change(self.mode, section=self.section.name)


def section_named(name: str | None) -> Section:
    """The section of a name; Payments where there is none."""
    return next((each for each in SECTIONS if each.name == name), PAYMENTS)


def _all() -> Iterator[tuple[Mode, Section]]:
    return ((mode, section) for mode in Mode for section in SECTIONS)


def _name(mode: Mode, section: Section) -> str:
    return f"{mode}.{section.name}"


def _screen_class(section: Section) -> type[DeskScreen]:
    found: type[DeskScreen] = getattr(import_module(f"stancer_tui.ui.{section.name}.section"), section.screen)
    return found


def _screen(mode: Mode, section: Section) -> DeskScreen:
    return _screen_class(section)(mode, section)
