"""Where the agent types what to look for: completion as ghost text, suggestions and mistakes below."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Static

from stancer_tui.render.safe import safe
from stancer_tui.ui.widgets.click_targets import clickable, clicked_target
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

if TYPE_CHECKING:
    from stancer_tui.services.search.help import SearchSuggestion
    from stancer_tui.services.search.query import SearchQuery
    from stancer_tui.ui.widgets.search_input import SearchInput

Complete = Callable[[str], "Sequence[SearchSuggestion]"]
"""What the end of a text may become."""

_SHOWN = 8
_GAP, _MORE = "  ", " …"
_PADDING = 2
"""Blank cells beside the words below the line."""


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
    """One line to type in, and one line that helps; both are laid out when the first search begins."""

    DEFAULT_CSS = """
    SearchBar { height: auto; display: none; background: $surface; }
    SearchBar > Input { border: none; height: 1; padding: 0 1; background: $surface; }
    SearchBar > Static { height: auto; min-height: 1; max-height: 3; padding: 0 1; }
    """

    def __init__(self, complete: Complete, *, placeholder: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self._complete = complete
        self._completed: tuple[str, Sequence[SearchSuggestion]] = ("", ())
        self._placeholder = placeholder
        self._long = False
        self.typed: Callable[[], object] = lambda: None
        """Called when the text has changed."""
        self._line: SearchInput | None = None

    @property
    def input(self) -> "SearchInput":
        """The line to type in."""
        if self._line is None:
            from stancer_tui.ui.widgets.search_input import SearchInput

            self._line = SearchInput(
                lambda: self.typed() if self.is_mounted else None,
                placeholder=self._placeholder,
                id="search",
                compact=True,
                suggester=_Ghost(self._completions),
            )
            self.mount(self._line, Static(id="search-help"))
        return self._line

    @property
    def value(self) -> str:
        """What was typed."""
        return "" if self._line is None else self._line.value

    @property
    def typing(self) -> bool:
        """Whether keys are typed into it."""
        return self._line is not None and self.screen.focused is self._line

    def open(self, text: str | None = None) -> None:
        """Show it, with a text in place of what stood there."""
        line = self.input
        self.display = True
        if text is not None:
            line.value = text
            line.cursor_position = len(text)

    def clear(self) -> None:
        """Take the text away, and the bar with it."""
        if self._line is not None:
            self._line.value = ""
        self.display = False

    def tell(self, query: "SearchQuery", *, judged: bool) -> None:
        """Name the first term that is not understood, or that has two readings; else what may follow.

        What is said of the last word waits until the search is `judged`: it may only be unfinished.
        """
        remark, typed = query.remark(judged=judged), query.text
        if remark is not None:
            wrong = remark in query.mistakes
            sign, tone = ("!", "$text-warning") if wrong else ("·", "$muted")
            self._help(Content.assemble((f"{sign} {safe(remark.message)}", tone)))
            return
        found: Sequence[SearchSuggestion] = ()
        if typed and not judged and not typed.endswith(" "):
            found = self._complete(typed)
            self._completed = (typed, found)
        self._help(self._named(typed, found) if found else Content(""))

    def on_click(self, event: events.Click) -> None:
        """Take the completion that was clicked, and go on typing."""
        completed = clicked_target(event)
        if completed is not None:
            self.open(completed)
            self.input.focus()

    def _completions(self, typed: str) -> "Sequence[SearchSuggestion]":
        """Those that were told of already, where it is the same text."""
        told, found = self._completed
        return found if told == typed else self._complete(typed)

    def _named(self, typed: str, found: "Sequence[SearchSuggestion]") -> Content:
        """As many as one line has room for: a second one would push the list down while a word is typed."""
        width = (self.size or self.screen.size).width  # the first key may come before the line is laid out
        line, room = Content("→"), width - _PADDING - cell_len(_MORE)
        for each in found[:_SHOWN]:
            word = clickable(Content(safe(each.insert, 40)), each.apply(typed)[0])
            if line.cell_length + len(_GAP) + word.cell_length > room:
                line = line.append(_MORE)
                break
            line = Content.assemble(line, _GAP if len(line) > 1 else " ", word)
        return line.stylize("$muted")

    def _help(self, content: Content) -> None:
        if self._line is None:
            return
        long = content.cell_length > max(self.size.width - _PADDING, 0)
        self.query_one("#search-help", Static).update(content, layout=long or self._long)
        self._long = long
