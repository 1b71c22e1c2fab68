"""A list of lines marks what its latest search asked for."""

from dataclasses import dataclass
from datetime import UTC, datetime

from stancer_tui.ui.shell.lines import Lines, Searchable

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Named:
    """A line with nothing but its key."""

    key: str


def test_each_search_marks_what_it_asks_for_itself() -> None:
    lines = Lines[Named](
        Searchable(
            text=lambda line: line.key, money=lambda _: None, created=lambda _: None, words={}, texts={}
        )
    )
    lines.take([Named("one"), Named("two")])
    assert lines.matches("key", "one two") == ()
    for typed, marks in (("one", ((0, 3),)), ("two", ((4, 7),)), ("", ())):
        lines.search(typed, now=NOW, zone=UTC)
        assert lines.matches("key", "one two") == marks
