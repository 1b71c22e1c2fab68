"""The keys that sentences name: the agent's own, where the settings give some."""

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from types import MappingProxyType

from textual.keys import format_key

from stancer_tui.language import N_, _
from stancer_tui.ui.commands.command import Command

_remapped: ContextVar[Mapping[str, str]] = ContextVar("remapped", default=MappingProxyType({}))
"""The agent's own keys, by command, in the program that runs."""


def use_keys(remapped: Mapping[str, str]) -> None:
    """Let sentences name the agent's own keys, in this task and in all that are started from it.

    Textual finds the running program in the same way, so that words need not be handed a keymap.
    """
    _remapped.set(remapped)


def key_of(command_id: str) -> str:
    """The key of a command as a sentence writes it.

    Without a program it is the command's default key. Raises `KeyError` where no command has the id.
    """
    return shown_key(_commands()[command_id])


def shown_key(command: Command) -> str:
    """The key of a command as a person reads it; the agent's own where the settings give one."""
    keys = _remapped.get().get(command.id)
    if keys is None:
        return _spoken(command.show)
    *modifiers, key = keys.split(",")[0].split("+")
    shown = key if key in _BY_NAME else format_key(key)
    return "+".join((*modifiers, _spoken(shown)))


def _spoken(key: str) -> str:
    return _(key) if key in _NAMES else key


_BY_NAME = {"enter", "backspace"}
"""Keys that Textual shows by signs, and we by their names."""

_NAMES = frozenset(
    (
        N_("backspace"),
        N_("delete"),
        N_("end"),
        N_("enter"),
        N_("esc"),
        N_("home"),
        N_("pgdn"),
        N_("pgup"),
        N_("space"),
    )
)
"""Keys that have names and not only characters or numbers."""


@cache
def _commands() -> dict[str, Command]:
    from stancer_tui.ui.commands.scopes import SCOPES

    return {command.id: command for scope in SCOPES for command in scope}
