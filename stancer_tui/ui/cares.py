"""What the program, and no screen, takes care of: each is made when it is first needed."""

from collections.abc import Callable
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, cast

from stancer_tui.models.mode import Mode
from stancer_tui.ui.shell.crash import CrashGuard
from stancer_tui.ui.shell.window_loader import WindowLoader

if TYPE_CHECKING:
    from stancer_tui.ui.app import StancerApp
    from stancer_tui.ui.checks.pending_requests import PendingRequests
    from stancer_tui.ui.disputes.new_disputes import NewDisputes
    from stancer_tui.ui.forms.submissions import Submissions
    from stancer_tui.ui.payments.writes import PaymentWrites
    from stancer_tui.ui.refunds.in_flight import RefundsInFlight
    from stancer_tui.ui.shell.loaded_payments import LoadedPayments
    from stancer_tui.ui.shell.navigation import Navigation
    from stancer_tui.ui.watch.watchlist import Watchlist


class CaringApp(CrashGuard[int]):
    """Owns what is sent, awaited, watched and loaded, so that no screen's end stops it.

    `clock` counts the seconds in which a dialog that has just opened takes no answer.
    """

    clock: Callable[[], float] = staticmethod(monotonic)

    @property
    def _app(self) -> "StancerApp":
        return cast("StancerApp", self)

    @cached_property
    def navigation(self) -> "Navigation":
        """Going places, and the way back."""
        from stancer_tui.ui.shell.navigation import Navigation

        return Navigation(self._app)

    @cached_property
    def refunds(self) -> "RefundsInFlight":
        """Refunds: the form, what is in flight, what an earlier run left."""
        from stancer_tui.ui.refunds.in_flight import RefundsInFlight

        return RefundsInFlight(self._app, self.clock)

    @cached_property
    def writes(self) -> "Submissions":
        """Writes other than refunds: sent once, told in their form or by a notice."""
        from stancer_tui.ui.forms.submissions import Submissions

        return Submissions(self._app)

    @cached_property
    def payment_writes(self) -> "PaymentWrites":
        """What sends the creation and the changes of payments, and follows them."""
        from stancer_tui.ui.payments.writes import PaymentWrites

        return PaymentWrites(self._app)

    def action_unsettled(self) -> None:
        """List the payments whose creation has no known outcome."""
        self.payment_writes.show_unsettled()

    @cached_property
    def pending_requests(self) -> "PendingRequests":
        """What was asked and is answered later: account checks, scorings."""
        from stancer_tui.ui.checks.pending_requests import PendingRequests

        return PendingRequests(self._app)

    @cached_property
    def disputes(self) -> "NewDisputes":
        """The disputes that are loaded, and how many are new."""
        from stancer_tui.ui.disputes.new_disputes import NewDisputes

        return NewDisputes(self._app)

    @cached_property
    def watches(self) -> "Watchlist":
        """What is watched until it changes."""
        from stancer_tui.ui.watch.watchlist import Watchlist

        return Watchlist(self._app)

    @cached_property
    def _loaders(self) -> dict[Mode, WindowLoader]:
        return {each: WindowLoader(self._app, each) for each in Mode}

    def loader(self, mode: Mode) -> WindowLoader:
        """What loads the payments of a mode."""
        return self._loaders[mode]

    def payment_list(self, mode: Mode) -> "LoadedPayments":
        """The payments of a mode that are loaded."""
        return self._loaders[mode].rows

    @property
    def sending(self) -> bool:
        """Whether something that was confirmed is not answered yet."""
        made = vars(self)
        return ("refunds" in made and self.refunds.in_flight) or (
            "writes" in made and self.writes.in_flight > 0
        )

    def forget_desks(self) -> None:
        """The desks are about to be closed: nothing that is known of them is of the next ones."""
        made = vars(self)
        for loader in self._loaders.values():
            loader.close()
        if "watches" in made:
            self.watches.close()
        if "refunds" in made:
            self.refunds.forget()
        for name in ("_loaders", "disputes", "pending_requests", "writes", "payment_care"):
            made.pop(name, None)
