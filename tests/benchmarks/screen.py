"""What stands on a screen, from the bytes that a program wrote: enough of a terminal to read Textual.

Every character takes one cell. Of its style only is kept which sequence set it.
"""

import re
from codecs import getincrementaldecoder
from itertools import takewhile

_PARTS = re.compile(
    r"\x1b\[(?P<arguments>[0-9;:?<>=!]*)[ $\"']*(?P<final>[@-~])"
    r"|\x1b[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles, colours, answers: nothing on the screen
    r"|\x1b[ #%()*+][ -~]|\x1b[0-Z\\^-~]"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f])"
    r"|(?P<text>[^\x00-\x1f\x1b]+)"
)
_UNFINISHED = re.compile(r"\x1b(?:[ #%()*+]?|\[[0-9;:?<>=! $\"']*|[\]P_^][^\x07\x1b]*\x1b?)\Z")


class Screen:
    """The characters on a screen of `columns` x `rows`; `feed` takes what was written."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self._columns, self._rows = columns, rows
        self._cells = [[" "] * columns for _ in range(rows)]
        self._styles = [[""] * columns for _ in range(rows)]
        self._style = ""
        self._row = self._column = 0
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._left = ""

    @property
    def lines(self) -> list[str]:
        """Each line, as wide as the screen."""
        return ["".join(cells) for cells in self._cells]

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(self.lines)

    def alike(self, row: int, column: int) -> str:
        """The characters from a cell on that are drawn in one style."""
        style = self._styles[row][column]
        return "".join(
            cell
            for cell, _ in takewhile(
                lambda each: each[1] == style,
                zip(self._cells[row][column:], self._styles[row][column:], strict=True),
            )
        )

    def feed(self, data: bytes) -> None:
        """Take bytes in, cut anywhere."""
        text = self._left + self._decode(data)
        cut = _UNFINISHED.search(text)
        text, self._left = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
        for part in _PARTS.finditer(text):
            if (written := part["text"]) is not None:
                self._write(written)
            elif (control := part["control"]) is not None:
                self._control(control)
            elif part["final"] is not None:
                self._sequence(part["final"], part["arguments"])

    def _write(self, text: str) -> None:
        shown = text[: self._columns - self._column]
        end = self._column + len(shown)
        self._cells[self._row][self._column : end] = shown
        self._styles[self._row][self._column : end] = [self._style] * len(shown)
        self._column = end

    def _control(self, control: str) -> None:
        match control:
            case "\r":
                self._column = 0
            case "\n":
                self._row = min(self._row + 1, self._rows - 1)
            case "\b":
                self._column = max(self._column - 1, 0)

    def _sequence(self, final: str, arguments: str) -> None:
        if arguments[:1] in {"?", "<", ">", "=", "!"}:
            return
        if final == "m":
            self._style = "" if arguments in {"", "0"} else self._style + f"[{arguments}"
            return
        numbers = [int(each or 0) for each in re.split("[;:]", arguments)]
        match final:
            case "H" | "f":
                row, column = (*numbers, 0)[:2]
                self._go(max(row, 1) - 1, max(column, 1) - 1)
            case "G":
                self._go(self._row, max(numbers[0], 1) - 1)
            case "A" | "B":
                self._go(self._row + max(numbers[0], 1) * (1 if final == "B" else -1), self._column)
            case "C" | "D":
                self._go(self._row, self._column + max(numbers[0], 1) * (1 if final == "C" else -1))
            case "J" if numbers[0] == 2:
                for row in range(self._rows):
                    self._blank(row, 0, self._columns)
            case "K":
                ends = ((self._column, self._columns), (0, self._column + 1), (0, self._columns))
                self._blank(self._row, *ends[numbers[0]])

    def _go(self, row: int, column: int) -> None:
        self._row = min(max(row, 0), self._rows - 1)
        self._column = min(max(column, 0), self._columns - 1)

    def _blank(self, row: int, start: int, end: int) -> None:
        self._cells[row][start:end] = [" "] * (end - start)
        self._styles[row][start:end] = [self._style] * (end - start)
