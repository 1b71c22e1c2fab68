"""What a screen offers to watch until it changes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancer_tui.models.ids import Kind

if TYPE_CHECKING:
    from stancer_tui.services.watched_object import Reading


@dataclass(frozen=True, slots=True)
class Subject:
    """An object to watch: `label` is safe, `known` is what the agent sees of it now.

    `followed` says in a sentence that something else follows it already.
    """

    kind: Kind
    id: str
    label: str
    known: "Reading | None" = None
    followed: str = ""
