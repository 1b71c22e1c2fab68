"""Parts of a line that do something when they are clicked."""

from collections.abc import Iterator

from textual import events
from textual.app import App
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.style import Style

_MEANT = "meant"


def leading(content: Content, meant: str) -> Content:
    """The content; a click on it means a command of this id, or whatever else its widget reads in it."""
    return content.stylize(Style.from_meta({_MEANT: meant}))


def meant_by(event: events.Click) -> str | None:
    """What the clicked part of a line means, None beside all of them."""
    meant = event.style.meta.get(_MEANT)
    return meant if isinstance(meant, str) else None


async def obey(screen: Screen[object], command_id: str) -> bool:
    """Do what a command of the screen, of a part of it or of the program does; False where it cannot be done.

    It is done as if its key had been pressed, whatever has the focus: no letter is typed into a search.
    """
    for owner in _owners(screen):
        for command in getattr(owner, "KEYS", ()):
            if command.id == command_id:
                return await screen.app.run_action(command.action, owner)
    return False


def _owners(screen: Screen[object]) -> Iterator[DOMNode | App[object]]:
    if screen.focused is not None:
        yield screen.focused
    yield from screen.walk_children()
    yield screen
    yield screen.app
