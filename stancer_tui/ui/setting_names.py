"""What the desk lends to the check of a settings file: columns, themes, commands, keys, searches."""

from datetime import UTC, datetime

from textual.binding import Binding
from textual.keys import Keys, key_to_character
from textual.theme import BUILTIN_THEMES

from stancer_tui.render.columns import payment_columns
from stancer_tui.services.search import parse
from stancer_tui.settings.known import Known
from stancer_tui.ui.commands import SCOPES, Command
from stancer_tui.ui.themes import THEMES

_MODIFIERS = ("ctrl", "alt", "shift", "super")
_NAMES = frozenset(key.value for key in Keys)
_SPOKEN = {"esc": "escape", "pgup": "pageup", "pgdn": "pagedown", "del": "delete", "return": "enter"}


def known() -> Known:
    """The names that a settings file may use."""
    commands = {command.id: command for scope in SCOPES for command in scope}
    return Known(
        columns=tuple(column.key for column in payment_columns(UTC, _now)),
        themes=(*(theme.name for theme in THEMES), *BUILTIN_THEMES),
        scopes=tuple({command.id: _keys(command) for command in scope} for scope in SCOPES),
        while_typing=frozenset(name for name, command in commands.items() if _while_typing(command)),
        read_keys=read_keys,
        types=types,
        check_query=check_query,
    )


def read_keys(written: str) -> tuple[str, ...]:
    """Textual's names of the keys in a comma-separated text; raises ValueError with a sentence."""
    parts = [part.strip() for part in written.split(",")] if written.strip() != "," else [","]
    return tuple(dict.fromkeys(map(_read_key, parts)))


def _read_key(written: str) -> str:
    *modifiers, name = written.split("+") if len(written) > 1 else (written,)
    name = _SPOKEN.get(name, name)
    if not name:
        raise ValueError('write a key, like "x", "f6" or "ctrl+x"')
    if strange := [each for each in modifiers if each not in _MODIFIERS]:
        raise ValueError(f"{strange[0]} is none of {', '.join(_MODIFIERS)}")
    if len(name) == 1:
        name = _named(name)
    elif name not in _NAMES and key_to_character(name) is None:
        raise ValueError(f'there is no key named {name}; write it like "x", "f6", "escape" or "ctrl+x"')
    if modifiers == ["shift"] and key_to_character(name) is not None:
        raise ValueError("write the character that shift makes, like X")
    return "+".join((*modifiers, name))


def _named(character: str) -> str:
    if character == ",":
        return "comma"
    (binding,) = Binding.make_bindings([Binding(character, "")])
    return binding.key


def types(key: str) -> bool:
    """Whether a key writes a character into an input that has the focus."""
    return key_to_character(key) is not None


def check_query(query: str) -> None:
    """Raise ValueError for the first term of a search that cannot be read."""
    mistakes = parse(query, _now(), UTC).mistakes
    if mistakes:
        raise ValueError(mistakes[0].message)


def _keys(command: Command) -> tuple[str, ...]:
    return tuple(_named(key) if len(key) == 1 else key for key in command.keys.split(","))


def _while_typing(command: Command) -> bool:
    return command.priority or "escape" in _keys(command)


def _now() -> datetime:
    return datetime.now(UTC)
