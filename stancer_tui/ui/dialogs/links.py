"""Where the agent can go from an object."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from stancer_tui.models.ids import Kind
from stancer_tui.render.safe import safe
from stancer_tui.services.linked_objects import links
from stancer_tui.ui.dialogs.choice import ChoiceDialog

KIND_WORDS = {
    Kind.PAYMENT: "Payment",
    Kind.CARD: "Card",
    Kind.SEPA: "SEPA account",
    Kind.CUSTOMER: "Customer",
    Kind.ADDRESS: "Address",
    Kind.REFUND: "Refund",
    Kind.DISPUTE: "Dispute",
    Kind.PAYOUT: "Payout",
    Kind.CHECK: "Account check",
    Kind.SCORING: "Scoring",
}

_LABEL = 22


@dataclass(frozen=True, slots=True)
class Destination:
    """An object to open: `label`, `detail` and `who`, a line of its own, are safe to show."""

    kind: Kind
    id: str
    label: str
    detail: str
    who: str = ""


class Links(ChoiceDialog[Destination]):
    """Lists destinations; answers the one that was chosen."""

    def __init__(self, destinations: Sequence[Destination], *, heading: str = "Go from here") -> None:
        nothing = "This object names no other object."
        super().__init__(heading, destinations, hint="enter opens", nothing=nothing)
        self._labelled = any(each.label for each in destinations)

    def line(self, choice: Destination) -> Content:
        """The kind of the object, what is known of it, and below that whose it is."""
        indent = " " * (_LABEL if self._labelled else 2)
        return Content.assemble(
            (f"{choice.label:<{_LABEL}}" if self._labelled else "", "bold"),
            choice.detail,
            (f"\n{indent}{choice.who}" if choice.who else "", "$muted"),
        )


def named_by(raw: Any, own_id: str) -> list[Destination]:
    """The other objects that an answer names."""
    return [
        Destination(link.kind, link.id, KIND_WORDS[link.kind], f"{link.id}  {safe(link.source, 60)}")
        for link in links(raw, own_id)
    ]
