"""From test to live and back: live is agreed to once, and the mode that is left reads no further."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.language import _
from stancer_tui.models.mode import Mode

if TYPE_CHECKING:
    from stancer_tui.ui.shell.open_screens import OpenScreens
    from stancer_tui.ui.shell.places import Places
    from stancer_tui.ui.shell.windows import Windows


def ask_to_go_live(app: App[Any], go: Callable[[], object]) -> None:
    """Ask whether to see live; `go` is what to do then."""
    from stancer_tui.ui.dialogs.confirm import Confirm

    question = Confirm(
        _("Switch to LIVE?"),
        _("You will see real payments of real customers. Actions there move real money."),
        yes=_("Switch to live"),
        no=_("Stay in test"),
    )

    def answered(yes: bool | None) -> None:
        if yes:
            go()

    app.push_screen(question, answered)


class ModeSwitch:
    """Switches the mode for the agent; `live_agreed` says whether they have agreed to see live."""

    def __init__(
        self,
        app: App[Any],
        *,
        places: "Places",
        screens: "OpenScreens",
        windows: "Callable[[], Windows]",
        live_agreed: bool,
    ) -> None:
        self.live_agreed = live_agreed
        self._app = app
        self._places = places
        self._screens = screens
        self._windows = windows

    def ask(self) -> None:
        """Switch to the other mode; live asks once."""
        target = self._places.mode.other
        if not target.live or self.live_agreed:
            self._switch(target)
        else:
            ask_to_go_live(self._app, self._go_live)

    def _go_live(self) -> None:
        self.live_agreed = True
        self._switch(Mode.LIVE)

    def go(self, target: Mode) -> None:
        """Go to a mode that the agent has agreed to go to."""
        self.live_agreed = self.live_agreed or target.live
        if self._places.mode is not target:
            self._switch(target)

    def _switch(self, target: Mode) -> None:
        self.leave()
        self.come_back(target)

    def leave(self) -> None:
        """Read no further in the mode that is shown: the agent goes elsewhere."""
        left = self._places.mode
        for screen in self._screens.stacked(left, self._places.stack(self._places.here)):
            screen.leave()
        self._windows().loader(left).leave()

    def come_back(self, target: Mode) -> None:
        """Show a mode, and read on in it."""
        self._places.enter(target)
        self._windows().loader(target).come_back()
