"""A list with what stands around it: the search over it, and a notice."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region

from stancer_tui.ui.widgets.empty_state import EmptyState
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from stancer_tui.render.columns import Column
    from stancer_tui.services.search.help import SearchSuggestion
    from stancer_tui.ui.widgets.notice import Notice
    from stancer_tui.ui.widgets.records import Records


class ListStatus(NamedTuple):
    """What a list says of itself; every text is safe to show.

    `title` and `progress` stand in the frame, `notice` over rows that are older or fewer than they should be,
    `empty` in place of rows, `age` in the bottom line; `loading` rows are still expected.
    """

    title: str
    progress: str = ""
    notice: str = ""
    empty: EmptyState | None = None
    age: str = ""
    loading: bool = False


class ListPane(SurvivesLeaving, Vertical):
    """Loading, empty, failed and stale rows look different in it."""

    DEFAULT_CSS = """
    ListPane > Notice { padding: 0 1; }
    """

    def __init__(
        self,
        title: str,
        columns: "Sequence[Column[Any]]",
        complete: "Callable[[str], Sequence[SearchSuggestion]]",
        *,
        placeholder: str,
    ) -> None:
        self._edges_alone = False
        super().__init__(id="list", classes="frame")
        self.border_title = Content(title)
        self._frame_words = (title, "")
        self._columns = columns
        self._complete = complete
        self._placeholder = placeholder
        self._notice: Notice | None = None

    def compose(self) -> ComposeResult:
        """Lay out the search and the list; a notice comes when there is one."""
        yield SearchBar(self._complete, placeholder=self._placeholder, id="search-bar")
        yield RecordTable(self._columns, id="records")

    @property
    def bar(self) -> SearchBar:
        """The search."""
        return self.query_one(SearchBar)

    @property
    def table(self) -> RecordTable:
        """The list."""
        return self.query_one(RecordTable)

    def show(self, status: ListStatus, records: "Records", *, grown: bool = False) -> None:
        """Draw the rows and what is said of them; `grown` as the list takes it."""
        self.table.loading_rows = status.loading
        self.table.show(records, grown=grown, empty=status.empty)
        self.show_frame(status.title, status.progress)
        self._say(status.notice)

    def show_frame(self, title: str, progress: str) -> None:
        """Write into the frame: of what is inside nothing is painted."""
        before, self._frame_words = self._frame_words, (title, progress)
        self._edges_alone = True
        if title != before[0]:
            self.border_title = Content(title)
        if progress != before[1]:
            self.border_subtitle = Content(progress)
        self._edges_alone = False

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "ListPane":
        """Paint again; a change of the words in the frame concerns its edges alone."""
        if self._edges_alone:
            width, height = self.outer_size
            regions = (Region(-1, -1, width, 1), Region(-1, height - 2, width, 1))
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def _say(self, text: str) -> None:
        if self._notice is None and text:
            from stancer_tui.ui.widgets.notice import Notice

            self._notice = Notice()
            self.mount(self._notice, before=self.table)
        if self._notice is not None:
            self._notice.say(text)
