"""The keys of a settings file: other keys for commands, by the command's id."""

from collections.abc import Iterator, Mapping

from stancer_tui.language import _
from stancer_tui.settings.known import Known
from stancer_tui.settings.text import Place, SettingsText


def read_keymap(text: SettingsText, known: Known | None, value: object) -> dict[str, str]:
    """Keys (comma-separated) by command id; empty where the commands are not known.

    A command can be given other keys but never none, so quitting always has a key.
    """
    table = text.table(("keys",), value, "[keys]")
    given = dict(_flat(text, ("keys",), table))
    if known is None:
        return {}
    chosen: dict[str, tuple[str, ...]] = {}
    for name, (where, keys) in given.items():
        if name not in known.commands:
            text.unknown(where, _("a command"), known.commands, name=name)
            continue
        try:
            chosen[name] = known.read_keys(keys)
        except ValueError as error:
            text.mistake(where, f"{name}: {error}")
    places = {name: where for name, (where, _keys) in given.items()}
    _check_typing(text, known, chosen, places)
    _check_shared(text, known, chosen, places)
    return {name: ",".join(keys) for name, keys in chosen.items()}


def _flat(
    text: SettingsText, where: Place, table: Mapping[str, object]
) -> Iterator[tuple[str, tuple[Place, str]]]:
    """Commands and their keys: `payments.refund` without quotes is a table in a table."""
    for name, value in table.items():
        place = (*where, name)
        if isinstance(value, dict):
            yield from _flat(text, place, value)
        elif isinstance(value, str):
            yield ".".join(map(str, place[1:])), (place, value)
        else:
            text.mistake(place, _('{name} must be a key in quotes, like "x" or "ctrl+x"', name=name))


def _check_typing(
    text: SettingsText, known: Known, chosen: Mapping[str, tuple[str, ...]], places: Mapping[str, Place]
) -> None:
    for name in sorted(chosen.keys() & known.while_typing):
        if any(map(known.types, chosen[name])):
            text.mistake(
                places[name],
                _("{name} works while typing, so its key must type nothing, like ctrl+x", name=name),
            )


def _check_shared(
    text: SettingsText, known: Known, chosen: Mapping[str, tuple[str, ...]], places: Mapping[str, Place]
) -> None:
    """Report commands that share a key because of the file, not those that share one by default."""
    reported: set[frozenset[str]] = set()
    for scope in known.scopes:
        keys_now = {name: chosen.get(name, keys) for name, keys in scope.items()}
        for name in (each for each in chosen if each in scope):
            for other, taken in keys_now.items():
                shared = [key for key in keys_now[name] if key in taken]
                pair = frozenset((name, other))
                if other != name and shared and pair not in reported:
                    reported.add(pair)
                    said = _("{name} is on {key}, and so is {other}", name=name, key=shared[0], other=other)
                    text.mistake(places[name], said)
