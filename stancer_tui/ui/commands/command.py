"""What a command is, and how bindings and shown keys are made of it."""

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding, BindingType


class Command(NamedTuple):
    """One thing the agent can do: `keys` (comma-separated), a footer label and a sentence of help.

    Both are translated where they are shown. `show` is the key as a person reads it; `hint` says whether the
    footer names the command.
    """

    id: str
    keys: str
    action: str
    label: str
    tooltip: str
    show: str
    hint: bool = True
    priority: bool = False

    @property
    def local(self) -> bool:
        """Whether the command belongs to a screen rather than to the whole program."""
        return not self.id.startswith("app.")


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Textual bindings for `commands`, remappable by each command's id."""
    return [
        Binding(
            command.keys,
            command.action,
            command.label,
            show=command.hint,
            key_display=command.show,
            tooltip=command.tooltip,
            id=command.id,
            priority=command.priority,
        )
        for command in commands
    ]


def commands_of(*owners: object) -> list[Command]:
    """The commands that `owners` (program, screen, focused widget) declare in `KEYS`, each once."""
    found: dict[str, Command] = {}
    for owner in owners:
        for command in getattr(owner, "KEYS", ()):
            found.setdefault(command.id, command)
    return list(found.values())
