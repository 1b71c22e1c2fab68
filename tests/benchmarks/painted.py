"""What a terminal shows after the bytes that a program wrote: the cells, and whether each was painted."""

import re

_PIECES = re.compile(
    r"\x1b\](?:[^\x07\x1b]*)(?:\x07|\x1b\\)"  # a title, the shape of the pointer: not on the screen
    r"|\x1b\[([0-9;?<>=]*)[ -/]*([@-~])"
    r"|\x1b[@-Z\\^_a-z=>0-9]"
    r"|([\r\n])"
    r"|([^\x1b\r\n\x00-\x08\x0b-\x1f]+)"
)
_OPEN = re.compile(r"\x1b(?:\][^\x07\x1b]*\x1b?|\[[0-9;?<>= -/]*)?$")
"""A sequence whose end has not arrived."""


class Painted:
    """A screen of some columns and rows, each character one cell wide; colours are not kept.

    Only what Textual writes to it is understood: absolute positions, line ends, erasing the whole screen.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self._columns, self._rows = columns, rows
        self._cells: list[list[str | None]] = []
        self._clear()
        self._undecoded = b""
        self._unread = ""
        self._row = self._column = 0

    def feed(self, data: bytes) -> None:
        """Take bytes as they come; what is cut in the middle waits for its end."""
        data = self._undecoded + data
        whole = len(data)
        while whole and whole > len(data) - 4 and not _decodes(data[:whole]):
            whole -= 1
        self._undecoded = data[whole:]
        text = self._unread + data[:whole].decode(errors="replace")
        cut = _OPEN.search(text)
        self._unread = cut[0] if cut else ""
        for piece in _PIECES.finditer(text, 0, len(text) - len(self._unread)):
            parameters, final, line, words = piece.groups()
            if words is not None:
                self._write(words)
            elif final == "H":
                self._move(parameters)
            elif line == "\r":
                self._column = 0
            elif line == "\n":
                self._row = min(self._row + 1, self._rows - 1)
            elif final == "J" or (final in {"h", "l"} and parameters == "?1049"):
                self._clear()

    @property
    def whole(self) -> bool:
        """Whether every cell has been painted."""
        return all(cell is not None for row in self._cells for cell in row)

    def lines(self) -> list[str]:
        """The rows as text; a cell that was never painted is a NUL."""
        return ["".join("\0" if cell is None else cell for cell in row) for row in self._cells]

    def _clear(self) -> None:
        self._cells = [[None] * self._columns for _ in range(self._rows)]

    def _move(self, parameters: str) -> None:
        row, _, column = parameters.partition(";")
        self._row = min(int(row or 1), self._rows) - 1
        self._column = min(int(column or 1), self._columns) - 1

    def _write(self, words: str) -> None:
        cells = self._cells[self._row]
        room = words[: self._columns - self._column]
        cells[self._column : self._column + len(room)] = room
        self._column += len(room)


def _decodes(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
