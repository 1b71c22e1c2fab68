"""What a list of records tells the screen that it is on."""

from typing import Any

from textual.message import Message
from textual.widget import Widget


class TableMessage(Message):
    """Something happened in a list, mostly to one of its records."""

    def __init__(self, table: Widget, row: Any = None) -> None:
        super().__init__()
        self.table = table
        self.row: Any = row

    @property
    def control(self) -> Widget:
        """The list that sent the message."""
        return self.table
