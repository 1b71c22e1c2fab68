"""The labels before the fields of a dialog: as wide as the longest in the language that is spoken."""

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Label

_LEAST = 18


def label_cells(labels: Iterable[str]) -> int:
    """The cells of the longest label and of the blank behind it."""
    return max(_LEAST, *(len(label) + 2 for label in labels))


def row_label(label: str, labels: Iterable[str], *, id: str | None = None) -> Label:
    """One of the `labels` of a dialog."""
    found = Label(Content(label), classes="row-label", id=id)
    found.styles.width = label_cells(labels)
    return found
