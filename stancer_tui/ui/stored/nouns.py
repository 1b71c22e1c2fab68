"""Objects that people keep at Stancer: their nouns, and telling their screens that one was changed."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode

if TYPE_CHECKING:
    from stancer_tui.ui.app import StancerApp

NOUNS = {
    Kind.CUSTOMER: "customer",
    Kind.SEPA: "SEPA account",
    Kind.CARD: "card",
    Kind.ADDRESS: "address",
}


@runtime_checkable
class ShowsObject(Protocol):
    """A screen of one object that is read by its id."""

    mode: Mode
    object_id: str

    def action_refresh_object(self) -> None:
        """Read it again."""
        ...


def moved(app: "StancerApp", mode: Mode, object_id: str) -> None:
    """Let the screens of an object read it again: it was changed, or may have been."""
    for stack in app._screen_stacks.values():
        for screen in stack:
            if not isinstance(screen, ShowsObject) or not screen.is_mounted:
                continue
            if screen.mode is mode and screen.object_id == object_id:
                screen.action_refresh_object()
