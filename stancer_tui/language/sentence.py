"""A sentence that is written down in English and said in the language that is spoken."""

from stancer_tui.language.current import _
from stancer_tui.language.numbers import grouped


class Sentence(str):
    """A marked text in English, as logs and the journal keep it; `said` gives it to a person.

    `values` stand in the places of their names: sentences too, and whole numbers with their digits grouped.
    """

    __slots__ = ("marked", "values")

    marked: str
    values: dict[str, object]

    def __new__(cls, marked: str, /, **values: object) -> "Sentence":
        """`marked` is what `N_` gave."""
        written = {name: f"{value:,}" if type(value) is int else value for name, value in values.items()}
        made = super().__new__(cls, marked.format(**written) if values else marked)
        made.marked, made.values = marked, values
        return made

    def said(self) -> str:
        """The sentence in the language that is spoken."""
        return _(self.marked, **{name: said(value) for name, value in self.values.items()})


def said(value: object) -> object:
    """What is said of a sentence or a number; whatever else it is stays as it is."""
    if isinstance(value, Sentence):
        return value.said()
    return grouped(value) if type(value) is int else value
