"""What enter in the search does with a text that no loaded payment has."""

from collections.abc import Callable

from stancer_tui.models.ids import Kind


def open_or_ask(
    typed: str,
    open_object: Callable[[Kind, str], None],
    search: Callable[[str], None],
    ask: Callable[[], None],
    refuse: Callable[[str], None],
) -> bool:
    """Open the object of a whole id, or ask Stancer for a number; whether an object was opened.

    Of an IBAN or a card number its end is searched for instead. An API key is taken off the screen, and
    `refuse` says so.
    """
    from stancer_tui.services.search.jump import Nowhere, OpenObject, SearchLoaded, targets

    match targets(typed):
        case (OpenObject() as named, *_):
            open_object(named.kind, named.id)
            return True
        case (SearchLoaded(note=note, search=end), *_) if note:
            search(end)
        case (Nowhere(secret=True, message=message), *_):
            search("")
            refuse(message)
        case _:
            ask()
    return False
