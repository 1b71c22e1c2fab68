"""Going places: objects, history, go-to, what a pasted text opens."""

from functools import partial
from typing import TYPE_CHECKING

from stancer_tui.models.ids import Kind
from stancer_tui.models.payment_row import ListedPayment, UnreadableRow
from stancer_tui.ui.screens.desk_screen import DeskScreen
from stancer_tui.ui.visits import Visit, Visits

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment
    from stancer_tui.ui.app import StancerApp
    from stancer_tui.ui.dialogs.goto import Answer
    from stancer_tui.ui.dialogs.links import Destination


class Navigation:
    """Opens objects over the screen that asks for them, and remembers the way."""

    def __init__(self, app: "StancerApp") -> None:
        self._app = app
        self.visits = Visits()

    def open(
        self,
        opener: DeskScreen,
        kind: Kind,
        object_id: str,
        *,
        row: ListedPayment | None = None,
        payment: "Payment | None" = None,
    ) -> None:
        """Open an object; what is known of a payment already is shown at once."""
        self.visits.add(Visit(opener.mode, kind, object_id))
        self._app.push_screen(_screen_of(opener, kind, object_id, row, payment))

    def step(self, shown: DeskScreen, by: int) -> None:
        """Show the object visited before or after, in the place of the one that is shown."""
        visit = self.visits.step(shown.mode, by)
        if visit is not None and shown.is_current:
            self._app.switch_screen(_screen_of(shown, visit.kind, visit.id, None, None))

    def paste(self, opener: DeskScreen, text: str) -> None:
        """Open the one object that a pasted text names; of anything else go-to tells what it may be."""
        from stancer_tui.services.jump import OpenObject, targets

        match targets(text):
            case (OpenObject() as named, *_):
                self.open(opener, named.kind, named.id)
            case _:
                self.ask(opener, text)

    def ask(self, opener: DeskScreen, text: str = "") -> None:
        """Ask where to go, with a text typed or pasted already."""
        from stancer_tui.ui.dialogs.goto import GoTo

        self._app.push_screen(GoTo(opener.desk, text), partial(self._go, opener))

    def _go(self, opener: DeskScreen, answer: "Answer | None") -> None:
        from stancer_tui.services.jump import OpenObject, OpenSection, SearchLast4

        match answer:
            case OpenObject():
                self.open(opener, answer.kind, answer.id)
            case OpenSection():
                self._app.action_section(answer.name)
            case SearchLast4():
                self._app.search_payments(f"last4:{answer.last4}")
            case tuple():
                self._found(opener, answer)
            case None:
                pass

    def _found(self, opener: DeskScreen, found: "tuple[Payment | UnreadableRow, ...]") -> None:
        """One payment is opened as the list answered it, several are offered."""
        from stancer_tui.ui.company import payment_destination
        from stancer_tui.ui.dialogs.links import Links

        payments = {item.id: item for item in found if not isinstance(item, UnreadableRow)}
        if len(found) == 1 and payments:
            self._open_known(opener, next(iter(payments.values())))
            return
        app = self._app
        offered = [payment_destination(item, now=app.now(), zone=app.shown_zone) for item in found]

        def chosen(destination: "Destination | None") -> None:
            if destination is not None and destination.id in payments:
                self._open_known(opener, payments[destination.id])
            elif destination is not None and destination.id:
                self.open(opener, Kind.PAYMENT, destination.id)

        app.push_screen(Links(offered), chosen)

    def _open_known(self, opener: DeskScreen, payment: "Payment") -> None:
        self.open(opener, Kind.PAYMENT, payment.id, payment=payment)


def _screen_of(
    opener: DeskScreen, kind: Kind, object_id: str, row: ListedPayment | None, payment: "Payment | None"
) -> DeskScreen:
    if kind is Kind.PAYMENT:
        from stancer_tui.ui.screens.payment import PaymentScreen

        return PaymentScreen(opener.mode, opener.section, object_id, row, payment)
    if kind in _STORED:
        from stancer_tui.ui.screens.stored_object import StoredObjectScreen

        return StoredObjectScreen(opener.mode, opener.section, kind, object_id)
    from stancer_tui.ui.screens.object import ObjectScreen

    return ObjectScreen(opener.mode, opener.section, kind, object_id)


_STORED = frozenset({Kind.CUSTOMER, Kind.SEPA, Kind.CARD, Kind.ADDRESS})
"""What people keep at Stancer: it can be changed and deleted."""
