"""What enter in the search does with a text that no loaded payment has."""

from collections.abc import Callable

from stancer_tui.models.ids import Kind


def open_or_ask(typed: str, open_object: Callable[[Kind, str], None], ask: Callable[[], None]) -> bool:
    """Open the object of a whole id, or ask Stancer for a number; whether an object was opened."""
    from stancer_tui.services.search.jump import OpenObject, targets

    match targets(typed):
        case (OpenObject() as named, *_):
            open_object(named.kind, named.id)
            return True
        case _:
            ask()
            return False
