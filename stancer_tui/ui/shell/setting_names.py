"""The names by which a settings file is checked: columns, themes, commands, keys, searches."""

from datetime import UTC, datetime

from textual.binding import Binding
from textual.keys import Keys, key_to_character
from textual.theme import BUILTIN_THEMES

from stancer_tui.language import N_, _
from stancer_tui.render.columns import payment_columns
from stancer_tui.services.search.query import parse
from stancer_tui.settings.known import Known
from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.scopes import SCOPES
from stancer_tui.ui.shell.themes import THEMES

_MODIFIERS = ("ctrl", "alt", "shift")
_ELSEWHERE = frozenset({"super", "cmd", "command", "win", "windows", "hyper", "meta", "option", "fn"})
"""Keys that the system or the terminal keeps to itself."""

_SENT_FOR = {"h": "backspace", "i": "tab", "j": "enter", "m": "enter", "left_square_bracket": "escape"}
"""What a terminal sends for ctrl and one of these: the same byte has both names."""

_BARE = frozenset({"enter", "escape", "backspace", "space", "tab"})
"""Keys that are sent alike with and without modifiers; shift+tab alone has a code of its own."""

_SENT = N_("terminals send {sent} for {written}: use another key")

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
    *modifiers, name = _parts(written)
    name = _SPOKEN.get(name, name)
    if not name:
        raise ValueError(_('write a key, like "x", "f6" or "ctrl+x"'))
    if kept := [each for each in modifiers if each in _ELSEWHERE]:
        raise ValueError(_("terminals send no {key} key: use ctrl, alt or a function key", key=kept[0]))
    if strange := [each for each in modifiers if each not in _MODIFIERS]:
        raise ValueError(_("{name} is not one of {names}", name=strange[0], names=", ".join(_MODIFIERS)))
    if len(name) == 1:
        name = _named(name)
    elif name not in _NAMES and key_to_character(name) is None:
        raise ValueError(
            _('there is no key named {name}; write it like "x", "f6", "escape" or "ctrl+x"', name=name)
        )
    if modifiers == ["shift"] and name not in _BARE and _written(name):
        raise ValueError(_("write the character that shift makes, like X"))
    _check_sent(written, set(modifiers), name)
    return "+".join((*sorted(set(modifiers)), name))


def _parts(written: str) -> list[str]:
    """The modifiers and the key; the key may be + itself."""
    if len(written) > 1 and written.endswith("++"):
        return [*written[:-2].split("+"), "+"]
    return written.split("+") if len(written) > 1 else [written]


def _check_sent(written: str, modifiers: set[str], name: str) -> None:
    """Raise ValueError for a key that terminals send as another one, or not at all."""
    if modifiers and name in _BARE and (modifiers, name) != ({"shift"}, "tab"):
        sent = f"{'alt+' if 'alt' in modifiers else ''}{name}"
        if modifiers != {"alt"}:
            raise ValueError(_(_SENT, sent=sent, written=written))
    if "ctrl" not in modifiers:
        return
    if name in _SENT_FOR:
        raise ValueError(_(_SENT, sent=_SENT_FOR[name], written=written))
    letter = len(name) == 1 and name.isascii() and name.isalpha()
    if letter and ("shift" in modifiers or name.isupper()):
        sent = f"ctrl+{name.lower()}"
        raise ValueError(
            _(
                "terminals send {sent} for {written}: write that, or use another key",
                sent=sent,
                written=written,
            )
        )
    if name.isdigit() or "+".join((*sorted(modifiers - {"alt"}), name)) not in _NAMES:
        raise ValueError(
            _("terminals send no code of its own for {written}: use a letter with ctrl", written=written)
        )


def _written(name: str) -> bool:
    """Whether a key, by Textual's name, writes a character."""
    return key_to_character(name) is not None or name in {"plus", "slash", "minus"}


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
