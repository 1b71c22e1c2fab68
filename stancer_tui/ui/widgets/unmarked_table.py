"""A list whose rows are looked at and opened, one at a time."""

from typing import ClassVar

from textual.binding import BindingType

from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.lists import TABLE
from stancer_tui.ui.widgets.record_table import RecordTable

_COMMANDS = tuple(command for command in TABLE if command.id != "list.mark")


class UnmarkedTable(RecordTable, inherit_bindings=False):
    """A `RecordTable` without marks; left and right are left to its screen."""

    KEYS: ClassVar[tuple[Command, ...]] = _COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(_COMMANDS)
