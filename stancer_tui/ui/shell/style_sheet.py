"""A style sheet that reads each source once: Textual reads all of them again for every new screen."""

from pathlib import Path

from textual.css.stylesheet import Stylesheet

from stancer_tui.ui.private import keep_parsed

_SOURCES = 512
"""More than there are widgets and screens with a style of their own."""


class StyleSheet(Stylesheet):
    """The program's style: opening a section for the first time reads that section's style, no other.

    Textual reads again whatever the program has already read, three times for each new section: it keeps what
    it read too briefly, and forgets it whenever it is given the colours, changed or not.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._colours = variables
        keep_parsed(self, _SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours; what was read is out of date only where they are others."""
        if variables != self._colours:
            self._colours = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what was added, or everything where the colours are others."""
        self.parse()

    def add(self, path: Path) -> None:
        """Read one more file, unless it was read already; what is on the screen is not styled again."""
        if not self.has_source(str(path), ""):
            self.read(path)
            self.reparse()
