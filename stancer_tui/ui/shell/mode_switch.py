"""From test to live and back: live is agreed to once, and the mode that is left reads no further."""

from typing import TYPE_CHECKING

from stancer_tui.models.mode import Mode
from stancer_tui.ui.shell.screen import DeskScreen

if TYPE_CHECKING:
    from stancer_tui.ui.app import StancerApp


class ModeSwitch:
    """Switches the mode for the agent; `live_agreed` says whether they have agreed to see live."""

    def __init__(self, app: "StancerApp", *, live_agreed: bool) -> None:
        self.live_agreed = live_agreed
        self._app = app

    def ask(self) -> None:
        """Switch to the other mode; live asks once."""
        target = self._app.mode.other
        if self.is_closed(target):
            return
        if not target.live or self.live_agreed:
            self._switch(target)
            return
        from stancer_tui.ui.dialogs.confirm import Confirm

        question = Confirm(
            "Switch to LIVE?",
            "You will see real payments of real customers. Actions there move real money.",
            yes="Switch to live",
            no="Stay in test",
        )
        self._app.push_screen(question, self._live_answered)

    def _live_answered(self, answer: bool | None) -> None:
        if answer:
            self.live_agreed = True
            self._switch(Mode.LIVE)

    def is_closed(self, target: Mode) -> bool:
        """Whether a mode cannot be gone to from here; says why."""
        closed = target.live and self._app.is_web and not self._app.desks.demo
        if closed:
            self._app.notify(
                "A browser session has no login of its own, so live keys are not used in it.",
                title="Live stays closed here",
                severity="warning",
                markup=False,
            )
        return closed

    def go(self, target: Mode) -> None:
        """Go to a mode that the agent has agreed to go to."""
        self.live_agreed = self.live_agreed or target.live
        if self._app.mode is not target:
            self._switch(target)

    def _switch(self, target: Mode) -> None:
        app = self._app
        for screen in app.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.leave()
        app.loader(app.mode).leave()
        app.places.enter(target)
        app.loader(target).come_back()
