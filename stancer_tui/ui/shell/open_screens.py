"""The screens of the desk that are open: shown, under another, or left behind in a section or a mode."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Protocol

from stancer_tui.models.mode import Mode

if TYPE_CHECKING:
    from stancer_tui.services.waiting.request_ledger import RequestProgress


class OpenScreen(Protocol):
    """What an open screen hears of; it reads again what concerns it."""

    mode: Mode

    @property
    def is_mounted(self) -> bool:
        """Whether it is there."""
        ...

    def show_badges(self) -> None:
        """Draw in the header what must not be forgotten."""
        ...

    def payment_changed(self, payment_id: str) -> None:
        """A payment was changed, or may have been."""
        ...

    def object_changed(self, object_id: str) -> None:
        """Another object was changed, or may have been."""
        ...

    def marks_changed(self, ids: Collection[str]) -> None:
        """The notes on these objects changed, or who works on them; none where it is not known which."""
        ...

    def request_moved(self, news: "RequestProgress") -> None:
        """A pending request has an outcome."""
        ...

    def times_changed(self) -> None:
        """Times are shown in another zone."""
        ...

    def leave(self) -> None:
        """The agent goes to the other mode."""
        ...

    def take_desk(self) -> object:
        """Open the desk, as when the screen was new."""
        ...


class OpenScreens:
    """Tells every open screen what concerns it; each puts itself here, and leaves when it goes.

    `badges_changed` is called when there is something else that must not be forgotten.
    """

    def __init__(self, badges_changed: Callable[[], None] = lambda: None) -> None:
        self._screens: list[OpenScreen] = []
        self._badges_changed = badges_changed

    def add(self, screen: OpenScreen) -> None:
        """The screen is there."""
        self._screens.append(screen)

    def discard(self, screen: OpenScreen) -> None:
        """The screen is gone."""
        if screen in self._screens:
            self._screens.remove(screen)

    def of(self, mode: Mode) -> list[OpenScreen]:
        """The open screens of a mode."""
        return [each for each in self._screens if each.mode is mode and each.is_mounted]

    def stacked(self, mode: Mode, stack: Sequence[object]) -> list[OpenScreen]:
        """The open screens of a mode that lie in a stack: the one that is shown and those under it."""
        return [each for each in self.of(mode) if any(each is screen for screen in stack)]

    def show_badges(self) -> None:
        """Draw in every header what must not be forgotten, also where another account is shown."""
        self.draw_badges()
        self._badges_changed()

    def draw_badges(self) -> None:
        """Draw it in the headers of these screens."""
        for mode in Mode:
            for screen in self.of(mode):
                screen.show_badges()

    def times_changed(self) -> None:
        """Draw every time of day again: another zone was chosen."""
        for mode in Mode:
            for screen in self.of(mode):
                screen.times_changed()

    def payment_changed(self, mode: Mode, payment_id: str) -> None:
        """Let every screen of the mode read again what it shows of a payment."""
        for screen in self.of(mode):
            screen.payment_changed(payment_id)

    def object_changed(self, mode: Mode, object_id: str) -> None:
        """Let the screens of an object read it again: it was changed, or may have been."""
        for screen in self.of(mode):
            screen.object_changed(object_id)

    def marks_changed(self, mode: Mode, ids: Collection[str]) -> None:
        """Let the screens of a mode show what the team knows of these objects now."""
        for screen in self.of(mode):
            screen.marks_changed(ids)
