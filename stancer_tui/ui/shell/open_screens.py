"""The screens of the desk that are open: shown, under another, or left behind in a section or a mode."""

from typing import TYPE_CHECKING

from stancer_tui.models.mode import Mode

if TYPE_CHECKING:
    from stancer_tui.ui.shell.screen import DeskScreen


class OpenScreens:
    """Tells every open screen what concerns it; each puts itself here, and leaves when it goes."""

    def __init__(self) -> None:
        self._screens: list[DeskScreen] = []

    def add(self, screen: "DeskScreen") -> None:
        """The screen is there."""
        self._screens.append(screen)

    def discard(self, screen: "DeskScreen") -> None:
        """The screen is gone."""
        if screen in self._screens:
            self._screens.remove(screen)

    def of(self, mode: Mode) -> "list[DeskScreen]":
        """The open screens of a mode."""
        return [each for each in self._screens if each.mode is mode and each.is_mounted]

    def show_badges(self) -> None:
        """Draw in every header what must not be forgotten."""
        for mode in Mode:
            for screen in self.of(mode):
                screen.show_badge()

    def payment_changed(self, mode: Mode, payment_id: str) -> None:
        """Let every screen of the mode read again what it shows of a payment."""
        for screen in self.of(mode):
            screen.payment_moved(payment_id)

    def object_changed(self, mode: Mode, object_id: str) -> None:
        """Let the screens of an object read it again: it was changed, or may have been."""
        for screen in self.of(mode):
            screen.object_changed(object_id)
