"""Where the agent can go from an object."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from stancer_tui.models.ids import Kind
from stancer_tui.render.safe import safe
from stancer_tui.services.linked_objects import links
from stancer_tui.ui.commands import DIALOG, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

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


@dataclass(frozen=True, slots=True)
class Destination:
    """An object to open: `label` and `detail` are safe to show."""

    kind: Kind
    id: str
    label: str
    detail: str


class Links(SurvivesLeaving, ModalScreen["Destination | None"]):
    """Lists destinations; answers the one that was chosen."""

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)

    def __init__(self, destinations: Sequence[Destination]) -> None:
        super().__init__(classes="dialog")
        self.destinations = tuple(destinations)

    def compose(self) -> ComposeResult:
        """Lay out one line a destination."""
        with Vertical(classes="dialog-box help-box") as box:
            box.border_title = Content("Go from here")
            box.border_subtitle = Content(f"enter opens · {key_of('dialog.cancel')} closes")
            if not self.destinations:
                yield Static(Content("This object names no other object."))
            yield OptionList(*(Option(_line(each)) for each in self.destinations))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        if self.is_current:
            self.dismiss(self.destinations[event.option_index])

    def action_cancel(self) -> None:
        """Stay."""
        if self.is_current:
            self.dismiss(None)


def named_by(raw: Any, own_id: str) -> list[Destination]:
    """The other objects that an answer names."""
    return [
        Destination(link.kind, link.id, KIND_WORDS[link.kind], f"{link.id}  {safe(link.source, 60)}")
        for link in links(raw, own_id)
    ]


def _line(destination: Destination) -> Content:
    return Content.assemble((f"{destination.label:<22}", "bold"), destination.detail)
