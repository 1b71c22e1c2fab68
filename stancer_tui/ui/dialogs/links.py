"""Where the agent can go from an object."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from stancer_tui.language import N_, _, pgettext
from stancer_tui.models.ids import Kind
from stancer_tui.render.personal import personal
from stancer_tui.render.safe import safe
from stancer_tui.services.linked_objects import links
from stancer_tui.ui.dialogs.choice import ChoiceDialog

_KIND_WORDS = {
    Kind.PAYMENT: N_("Payment"),
    Kind.CARD: N_("Card"),
    Kind.SEPA: N_("SEPA account"),
    Kind.CUSTOMER: N_("Customer"),
    Kind.ADDRESS: N_("Address"),
    Kind.DISPUTE: N_("Dispute"),
    Kind.PAYOUT: N_("Payout"),
    Kind.CHECK: N_("Account check"),
    Kind.SCORING: N_("Scoring"),
}


def kind_word(kind: Kind) -> str:
    """What an object of a kind is called, in the language that is spoken."""
    return pgettext("noun", "Refund") if kind is Kind.REFUND else _(_KIND_WORDS[kind])


_GAP = 2
"""Cells between the kind of an object and what is known of it."""


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

    def __init__(self, destinations: Sequence[Destination], *, heading: str = "") -> None:
        nothing = _("This object names no other object.")
        super().__init__(heading or _("Go from here"), destinations, hint=_("enter opens"), nothing=nothing)
        labelled = any(each.label for each in destinations)
        self._label = max(len(kind_word(kind)) for kind in Kind) + _GAP if labelled else 0

    def line(self, choice: Destination) -> Content:
        """The kind of the object, what is known of it, and below that whose it is."""
        indent = " " * (self._label or _GAP)
        return Content.assemble(
            (choice.label.ljust(self._label), "bold"),
            choice.detail,
            (f"\n{indent}{choice.who}" if choice.who else "", "$muted"),
        )


def named_by(raw: Any, own_id: str, *, mask: bool) -> list[Destination]:
    """The other objects that an answer names, with what it says of each."""
    return [
        Destination(
            link.kind,
            link.id,
            kind_word(link.kind),
            f"{link.id}  {_source(link.source)}",
            _known(_part(raw, link.id), mask=mask),
        )
        for link in links(raw, own_id)
    ]


_SOURCES = {
    "payment": N_("payment"),
    "card": N_("card"),
    "customer": N_("customer"),
    "address": N_("address"),
}


def _source(path: str) -> str:
    """The field that names an object, by a word where it has one; a longer path as the answer has it."""
    return _(_SOURCES[path]) if path in _SOURCES else safe(path, 60)


def _part(value: Any, object_id: str) -> dict[str, Any]:
    """The part of an answer that is the object itself; empty where the answer has only its id."""
    if isinstance(value, dict):
        if value.get("id") == object_id:
            return value
        return next((found for each in value.values() if (found := _part(each, object_id))), {})
    if isinstance(value, list):
        return next((found for each in value if (found := _part(each, object_id))), {})
    return {}


def _known(part: dict[str, Any], *, mask: bool) -> str:
    """Whose it is, and what a person recognises it by."""
    texts = {key: value for key, value in part.items() if isinstance(value, str) and value.strip()}
    who = [personal(texts[key], 60, mask=mask) for key in ("name", "email", "mobile") if key in texts]
    end = f"··{safe(texts['last4'], 8)}" if "last4" in texts else ""
    shown = (safe(texts.get("brand", ""), 20), end, safe(texts.get("status", ""), 24))
    number = " ".join(filter(None, shown))
    return " · ".join(filter(None, (*who, number)))
