"""The object that a screen is about, or that is under its cursor: it is watched, noted on and claimed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancer_tui.models.ids import Kind
from stancer_tui.models.money import Money
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe

if TYPE_CHECKING:
    from stancer_tui.services.watched_object import Reading


@dataclass(frozen=True, slots=True)
class Subject:
    """An object; `worth` is its amount, `known` is what the agent sees of it now.

    `followed` says, in a sentence, that something else follows it already; the notes on `related` objects are
    read with its own.
    """

    kind: Kind
    id: str
    worth: Money | None = None
    known: "Reading | None" = None
    followed: str = ""
    related: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What it is called, in the language that is spoken; safe to show."""
        name = safe(self.id)
        return name if self.worth is None else f"{money(self.worth)} · {name}"
