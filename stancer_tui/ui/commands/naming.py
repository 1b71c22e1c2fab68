"""The keys that sentences name: the agent's own, where the settings give some."""

from functools import cache

from textual._context import active_app

from stancer_tui.ui.commands.command import Command, shown_key


def key_of(command_id: str) -> str:
    """The key of a command as a sentence writes it, by the keymap of the running program.

    The program is found as Textual's own widgets find it, so that messages need no keymap passed in.
    Without a program it is the command's default key. Raises `KeyError` where no command has the id.
    """
    return shown_key(_commands()[command_id], active_app.get(None))


@cache
def _commands() -> dict[str, Command]:
    from stancer_tui.ui.commands import SCOPES

    return {command.id: command for scope in SCOPES for command in scope}
