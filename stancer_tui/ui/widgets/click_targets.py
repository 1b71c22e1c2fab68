"""Parts of a line that do something when they are clicked."""

from collections.abc import Iterator

from textual import events
from textual.app import App
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.style import Style

_TARGET = "click_target"


def clickable(content: Content, target: str) -> Content:
    """The content; `target` is the id of the command a click on it runs, or what its widget reads in it."""
    return content.stylize(Style.from_meta({_TARGET: target}))


def clicked_target(event: events.Click) -> str | None:
    """The target of the part that was clicked, None beside all of them."""
    target = event.style.meta.get(_TARGET)
    return target if isinstance(target, str) else None


async def run_command(screen: Screen[object], command_id: str) -> bool:
    """Run a command of the screen, of a part of it or of the program; False where it cannot be run.

    It runs as if its key had been pressed, whatever has the focus: no letter is typed into a search.
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
