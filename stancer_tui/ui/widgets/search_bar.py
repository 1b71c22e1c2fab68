"""Where the agent types what to look for: completion as ghost text, suggestions and mistakes below."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from stancer_tui.render.safe import safe
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving
from stancer_tui.ui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from stancer_tui.services.search.help import SearchSuggestion
    from stancer_tui.services.search.query import Mistake

Complete = Callable[[str], "Sequence[SearchSuggestion]"]
"""What the end of a text may become."""

_SHOWN = 8


class _Ghost(Suggester):
    """The first completion, shown behind the cursor; the right arrow takes it."""

    def __init__(self, complete: Complete) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """The whole text with its first completion."""
        found = self._complete(value) if value else ()
        return found[0].apply(value)[0] if found else None


class SearchBar(SurvivesLeaving, Vertical):
    """One line to type in, and one line that helps."""

    DEFAULT_CSS = """
    SearchBar { height: auto; display: none; background: $surface; }
    SearchBar > Input { border: none; height: 1; padding: 0 1; background: $surface; }
    SearchBar > Static { height: 1; padding: 0 1; }
    """

    def __init__(self, complete: Complete, *, placeholder: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._complete = complete
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """Lay out the two lines."""
        yield LineInput(
            placeholder=self._placeholder,
            id="search",
            compact=True,
            suggester=_Ghost(self._complete),
        )
        yield Static(id="search-help")

    @property
    def input(self) -> Input:
        """The line to type in."""
        return self.query_one(Input)

    def open(self, text: str | None = None) -> None:
        """Show it, with a text in place of what stood there."""
        self.display = True
        if text is not None:
            self.input.value = text
            self.input.cursor_position = len(text)

    def clear(self) -> None:
        """Take the text away, and the bar with it."""
        self.input.value = ""
        self.display = False

    def tell(self, typed: str, mistakes: "Sequence[Mistake]") -> None:
        """Name the first mistake that is not merely unfinished at the end, else what the text may become."""
        told = next((each for each in mistakes if each.end != len(typed)), None)
        if told is not None:
            self._help(Content.assemble((f"! {safe(told.message)}", "$text-warning")))
            return
        found = self._complete(typed) if typed and not typed.endswith(" ") else ()
        words = "  ".join(safe(each.insert, 40) for each in found[:_SHOWN])
        self._help(Content.assemble((f"→ {words}", "$muted")) if words else Content(""))

    def _help(self, content: Content) -> None:
        self.query_one("#search-help", Static).update(content, layout=False)
