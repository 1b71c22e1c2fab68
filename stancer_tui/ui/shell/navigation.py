"""Going places: objects, history, go-to, what a pasted text opens."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from stancer_tui.models.ids import Kind
from stancer_tui.models.payment_row import ListedPayment, UnreadableRow
from stancer_tui.render.safe import safe
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.shell.sections import PAYMENTS, PAYOUTS, REFUNDS, Section
from stancer_tui.ui.shell.visits import Visit, Visits

if TYPE_CHECKING:
    from datetime import datetime

    from stancer_tui.models.base import StancerObject
    from stancer_tui.models.payment import Payment
    from stancer_tui.models.payment_row import PaymentRow
    from stancer_tui.models.payout import Payout
    from stancer_tui.ui.app import StancerApp
    from stancer_tui.ui.dialogs.links import Destination
    from stancer_tui.ui.shell.goto import Answer

S = TypeVar("S", bound=DeskScreen)


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
        known: "StancerObject | None" = None,
    ) -> None:
        """Open an object; what is known of it already is shown at once."""
        self.visits.add(Visit(opener.mode, kind, object_id))
        self._app.push_screen(_screen_of(opener, kind, object_id, row=row, payment=payment, known=known))

    def choose(self, opener: DeskScreen, kind: Kind, known: Iterable[tuple[str, str]]) -> None:
        """Let the agent choose which of several objects of a kind to open; ids with a safe word on each."""
        from stancer_tui.ui.dialogs.links import Destination, Links

        offered = [Destination(kind, each, detail, safe(each)) for each, detail in known]
        self._app.push_screen(
            Links(offered),
            lambda chosen: None if chosen is None else self.open(opener, chosen.kind, chosen.id),
        )

    def step(self, shown: DeskScreen, by: int) -> None:
        """Show the object visited before or after, in the place of the one that is shown."""
        visit = self.visits.step(shown.mode, by)
        if visit is not None and shown.is_current:
            self._app.switch_screen(_screen_of(shown, visit.kind, visit.id))

    def find_payout(self, opener: DeskScreen, payment: "PaymentRow", paid: "datetime | None" = None) -> None:
        """Look for the payout that paid a payment, and open it when it was found."""
        from stancer_tui.ui.payouts.find_dialog import FindPayout

        if opener.desk is None:
            return

        def found(payout: "Payout | None") -> None:
            if payout is not None:
                self.open(opener, Kind.PAYOUT, payout.id, known=payout)

        self._app.push_screen(FindPayout(opener.desk, payment, paid, self._app.now()), found)

    def search_payments(self, text: str) -> None:
        """Search the loaded payments for a text."""
        from stancer_tui.ui.payments.section import PaymentsScreen

        self._at_list(PAYMENTS, PaymentsScreen, lambda screen: screen.search_for(text))

    def show_refunds(self, group: str, text: str) -> None:
        """Show the Refunds section, narrowed to a group and a text."""
        from stancer_tui.ui.refunds.section import RefundsScreen

        self._at_list(REFUNDS, RefundsScreen, lambda screen: screen.show_group(group, text))

    def search_payouts(self, text: str) -> None:
        """Narrow the payouts to a text; the only one that matches is opened."""
        from stancer_tui.ui.payouts.section import PayoutsScreen

        self._at_list(PAYOUTS, PayoutsScreen, lambda screen: screen.search_for(text, open_only_match=True))

    def _at_list(self, section: Section, kind: type[S], narrow: Callable[[S], None]) -> None:
        """Show the list of a section, also where an object lies over it, and narrow it."""
        self._app.action_section(section.name)
        self._app.call_after_refresh(self._narrow, kind, narrow)

    def _narrow(self, kind: type[S], narrow: Callable[[S], None]) -> None:
        screen = self._app.screen
        if isinstance(screen, kind):
            narrow(screen)
        elif isinstance(screen, DeskScreen) and len(self._app.screen_stack) > 1:
            self._app.pop_screen()
            self._app.call_after_refresh(self._narrow, kind, narrow)

    def paste(self, opener: DeskScreen, text: str) -> None:
        """Open the one object that a pasted text names; of anything else go-to tells what it may be."""
        from stancer_tui.services.search.jump import OpenObject, targets

        match targets(text):
            case (OpenObject() as named, *_):
                self.open(opener, named.kind, named.id)
            case _:
                self.ask(opener, text)

    def ask(self, opener: DeskScreen, text: str = "") -> None:
        """Ask where to go, with a text typed or pasted already."""
        from stancer_tui.ui.shell.goto import GoTo

        self._app.push_screen(GoTo(opener.desk, text), partial(self._go, opener))

    def _go(self, opener: DeskScreen, answer: "Answer | None") -> None:
        from stancer_tui.services.search.jump import OpenObject, OpenSection, SearchLast4, SearchPayouts

        match answer:
            case OpenObject():
                self.open(opener, answer.kind, answer.id)
            case OpenSection():
                self._app.action_section(answer.name)
            case SearchLast4():
                self.search_payments(f"last4:{answer.last4}")
            case SearchPayouts():
                self.search_payouts(answer.amount)
            case tuple():
                self._found(opener, answer)
            case None:
                pass

    def _found(self, opener: DeskScreen, found: "tuple[Payment | UnreadableRow, ...]") -> None:
        """One payment is opened as the list answered it, several are offered."""
        from stancer_tui.ui.dialogs.links import Links
        from stancer_tui.ui.payments.related import payment_destination

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
    opener: DeskScreen,
    kind: Kind,
    object_id: str,
    *,
    row: ListedPayment | None = None,
    payment: "Payment | None" = None,
    known: "StancerObject | None" = None,
) -> DeskScreen:
    if kind is Kind.PAYMENT:
        from stancer_tui.ui.payments.screen import PaymentScreen

        return PaymentScreen(opener.mode, opener.section, object_id, row, payment)
    if kind in _STORED:
        from stancer_tui.ui.stored.screen import StoredObjectScreen

        return StoredObjectScreen(opener.mode, opener.section, kind, object_id)
    if kind is Kind.DISPUTE:
        from stancer_tui.ui.disputes.screen import DisputeScreen

        return DisputeScreen(opener.mode, opener.section, object_id, known)
    if kind is Kind.PAYOUT:
        from stancer_tui.ui.payouts.screen import PayoutScreen

        return PayoutScreen(opener.mode, opener.section, object_id, known)
    if kind in {Kind.CHECK, Kind.SCORING}:
        from stancer_tui.ui.checks.screen import CheckScreen, ScoringScreen

        screen = CheckScreen if kind is Kind.CHECK else ScoringScreen
        return screen(opener.mode, opener.section, kind, object_id)
    from stancer_tui.ui.shell.object_screen import ObjectScreen

    return ObjectScreen(opener.mode, opener.section, kind, object_id)


_STORED = frozenset({Kind.CUSTOMER, Kind.SEPA, Kind.CARD, Kind.ADDRESS})
"""What people keep at Stancer: it can be changed and deleted."""
