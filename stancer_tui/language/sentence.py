"""A sentence that is recorded in English and shown in the current language."""

from stancer_tui.language.current import _
from stancer_tui.language.numbers import grouped


class Sentence(str):
    """A text in English, as logs and the journal keep it; `said` translates it for a person.

    `values` fill its `{name}` places; they may be sentences themselves, and whole numbers are grouped.
    """

    __slots__ = ("marked", "values")

    marked: str
    values: dict[str, object]

    def __new__(cls, marked: str, /, **values: object) -> "Sentence":
        """`marked` is a string marked with `N_`."""
        written = {name: f"{value:,}" if type(value) is int else value for name, value in values.items()}
        made = super().__new__(cls, marked.format(**written) if values else marked)
        made.marked, made.values = marked, values
        return made

    def said(self) -> str:
        """The sentence in the current language."""
        return _(self.marked, **{name: said(value) for name, value in self.values.items()})


def said(value: object) -> object:
    """A sentence translated, a whole number grouped, anything else as it is."""
    if isinstance(value, Sentence):
        return value.said()
    return grouped(value) if type(value) is int else value
