"""What the program is composed of: each part is built when it is first needed, and closed by its owner."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from stancer_tui.config import UiSettings
from stancer_tui.desk import Desk, OfferedAccount
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.shell.desk_clock import DeskClock
from stancer_tui.ui.shell.first_paint import FirstPaint
from stancer_tui.ui.shell.header import Badges, Merchant
from stancer_tui.ui.shell.mode_switch import ModeSwitch
from stancer_tui.ui.shell.open_desks import OpenDesks
from stancer_tui.ui.shell.open_screens import OpenScreens
from stancer_tui.ui.shell.other_accounts import OtherAccounts
from stancer_tui.ui.shell.places import Places
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.shell.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment
    from stancer_tui.models.payment_row import PaymentRow, UnreadableRow
    from stancer_tui.ui.checks.pending_requests import PendingRequests
    from stancer_tui.ui.dialogs.links import Destination
    from stancer_tui.ui.dialogs.list_choices import ListChoices
    from stancer_tui.ui.disputes.new_disputes import NewDisputes
    from stancer_tui.ui.forms.submissions import Submissions
    from stancer_tui.ui.payments.writes import PaymentWrites
    from stancer_tui.ui.refunds.in_flight import RefundsInFlight
    from stancer_tui.ui.shell.navigation import JumpsToLists, Navigation, OpenedFrom, Openers
    from stancer_tui.ui.shell.windows import Windows
    from stancer_tui.ui.watch.watchlist import Watchlist


class Composition:
    """The parts of one account's desks, closed before the desks are.

    Each screen gets it as the narrow protocols that the screen names. `make_section`, `make_openers` and
    `make_lists` come from the registry of screens. `monotonic` counts the seconds in which a dialog that has
    just opened takes no key. `offered` is the account whose desks they are, `others` knows what else is open.
    """

    def __init__(
        self,
        app: App[Any],
        offered: OfferedAccount,
        *,
        mode: Mode,
        section: Section,
        zone: Callable[[], tzinfo],
        settings: UiSettings,
        state: DeskState,
        monotonic: Callable[[], float],
        keys: TypedAhead,
        others: OtherAccounts,
        make_section: "Callable[[Composition, Mode, Section], Screen[Any]]",
        make_openers: "Callable[[Composition], Openers]",
        make_lists: "Callable[[Composition], JumpsToLists]",
    ) -> None:
        self.app = app
        self.mask = offered.mask
        self.settings = settings
        self.state = state
        self.monotonic = monotonic
        self.keys = keys
        self.profile = offered.profile
        self.merchant = Merchant(offered.number, offered.name) if offered.number else None
        self.idle_minutes = offered.idle_minutes
        self._others = others
        self.open_screens = OpenScreens(others.badges_changed)
        self.first_paint = FirstPaint()
        self.places = Places(
            app,
            lambda mode, section: make_section(self, mode, section),
            mode=mode,
            section=section,
            screens=self.open_screens,
            state=state,
            profile=offered.place,
            account=self.merchant.words if self.merchant is not None else "",
        )
        self.desks = OpenDesks(
            app,
            offered.desks,
            places=self.places,
            first_paint=self.first_paint,
            opened=self._take_up,
            closing=self.close,
            others=others,
        )
        self.clock = DeskClock(self.desks.now, zone)
        self.mode_switch = ModeSwitch(
            app,
            places=self.places,
            screens=self.open_screens,
            windows=lambda: self.windows,
            live_agreed=mode.live,
        )
        self._closing = ExitStack()
        self._make_openers = make_openers
        self._make_lists = make_lists

    @cached_property
    def lists(self) -> "JumpsToLists":
        """Jumps to a section's list, narrowed to what another screen counts."""
        return self._make_lists(self)

    @cached_property
    def navigation(self) -> "Navigation":
        """Going to objects, and the way back."""
        from stancer_tui.ui.shell.navigation import Navigation

        return Navigation(
            self.app,
            places=self.places,
            openers=self._make_openers(self),
            lists=self.lists,
            describe=self._describe_payment,
            others=self._others,
        )

    def _describe_payment(self, item: "Payment | UnreadableRow") -> "Destination":
        from stancer_tui.ui.payments.choices import found_choice

        return found_choice(item, now=self.clock.now(), zone=self.clock.zone, mask=self.mask)

    def badges(self, mode: Mode) -> Badges:
        """What the header of a mode must not let the agent forget."""
        return Badges(
            " · ".join(filter(None, (self._unresolved(mode), self._others.unresolved()))),
            self.disputes.badge(mode),
            self.watchlist.words(),
        )

    def unresolved(self) -> str:
        """What is unresolved in the modes that are open, in words; "" where nothing is."""
        found = ((mode, self._unresolved(mode)) for mode in Mode if self.desks[mode] is not None)
        return " · ".join(f"{mode.word} {words}" for mode, words in found if words)

    def _unresolved(self, mode: Mode) -> str:
        return " · ".join(filter(None, (self.refunds.badge(mode), self.pending_requests.badge(mode))))

    def choices(self, mode: Mode) -> "ListChoices":
        """What the payments of a mode are shown with."""
        from stancer_tui.ui.dialogs.list_choices import ListChoices

        return ListChoices(self.settings, self.state, mode)

    def open_object(self, kind: Kind, object_id: str) -> None:
        """Open an object over the screen that is shown."""
        screen = self.app.screen
        if isinstance(screen, DeskScreen):
            self.navigation.open(screen, kind, object_id)

    def open_refund(self, mode: Mode, payment_id: str) -> None:
        """Open the refund form over whatever is shown."""
        desk = self.desks[mode]
        if desk is not None:
            self.refunds.open_form(desk, payment_id)

    def pay_with(self, desk: Desk, kind: Kind, object_id: str) -> None:
        """Open the form of a payment of a customer, or by a card or an account."""
        from stancer_tui.ui.payments.new_form import open_payment_of

        open_payment_of(self.payment_writes, desk, kind, object_id)

    def find_payout(self, opener: "OpenedFrom", payment: "PaymentRow", paid: datetime | None = None) -> None:
        """Look for the payout that paid a payment, and open it if it is found."""
        from stancer_tui.ui.payouts.find_dialog import find_payout

        find_payout(self.app, self.navigation, opener, payment, paid=paid, now=self.clock.now())

    def _take_up(self, desk: Desk) -> None:
        self.refunds.follow(desk)
        self.pending_requests.follow(desk)
        from stancer_tui.ui.shell.row_signs import follow_marks

        follow_marks(self.app, desk, self.open_screens, profile=self.profile, mask=self.mask)

    def close(self) -> None:
        """The desks are about to be closed: close what was built of them, the newest first."""
        self._closing.close()

    def in_flight(self) -> list[str]:
        """What would be known of each unanswered write if the program were left now."""
        built = vars(self)
        refund = self.refunds.left() if "refunds" in built else []
        return [*refund, *(self.submissions.left() if "submissions" in built else [])]

    def ask_before_losing(self) -> bool:
        """Ask before leaving where an open form holds typed text; returns whether one does."""
        return "submissions" in vars(self) and self.submissions.ask_before_losing()

    @cached_property
    def windows(self) -> "Windows":
        """The window of payments of each mode."""
        from stancer_tui.ui.shell.window_loader import WindowLoader
        from stancer_tui.ui.shell.windows import Windows

        windows = Windows(
            lambda mode: WindowLoader(
                self.app,
                mode,
                clock=self.clock,
                choices=self.choices,
                refresh_seconds=self.settings.refresh_seconds,
                first_paint=self.first_paint,
                since_key=self.keys.since_key,
                loaded=lambda desk: self.disputes.look(desk),  # noqa: PLW0108  # built when first needed
            )
        )
        self._closing.callback(windows.close)
        return windows

    @cached_property
    def refunds(self) -> "RefundsInFlight":
        """Refunds: the form, what is in flight, what an earlier run left."""
        from stancer_tui.ui.refunds.in_flight import RefundsInFlight

        refunds = RefundsInFlight(
            self.app,
            places=self.places,
            screens=self.open_screens,
            desk_clock=self.clock,
            clock=self.monotonic,
            loaded=lambda mode: (self.windows.payments(mode).index, self.disputes.of(mode).items),
            mask=self.mask,
        )
        self._closing.callback(refunds.close)
        return refunds

    @cached_property
    def submissions(self) -> "Submissions":
        """Writes other than refunds: sent once, reported in their form or by a notice."""
        from stancer_tui.ui.forms.submissions import Submissions

        return Submissions(
            self.app,
            places=self.places,
            mode_switch=self.mode_switch,
            open_object=self.open_object,
            clock=self.monotonic,
        )

    @cached_property
    def payment_writes(self) -> "PaymentWrites":
        """Creations and changes of payments: sent once, followed."""
        from stancer_tui.ui.payments.writes import PaymentWrites

        writes = PaymentWrites(
            self.app,
            submissions=self.submissions,
            places=self.places,
            screens=self.open_screens,
            clock=self.clock,
            created=lambda mode, payment: self.windows.loader(mode).created(payment),
            mask=self.mask,
        )
        self._closing.callback(writes.close)
        return writes

    @cached_property
    def pending_requests(self) -> "PendingRequests":
        """Requests that are answered later; the first header asks: what sends payments is not built here."""
        from stancer_tui.ui.checks.pending_requests import PendingRequests

        requests = PendingRequests(
            self.app,
            places=self.places,
            screens=self.open_screens,
            notify=self._report,
            look_for_payments=self._look_for_payments,
            mask=self.mask,
        )
        self._closing.callback(requests.close)
        return requests

    def _report(self, *said: Any, **options: Any) -> None:
        self.submissions.report(*said, **options)

    async def _look_for_payments(self, desk: Desk) -> None:
        await self.payment_writes.look_for_left(desk)

    @cached_property
    def disputes(self) -> "NewDisputes":
        """The disputes that are loaded, and how many are new."""
        from stancer_tui.ui.disputes.new_disputes import NewDisputes

        return NewDisputes(self.app, screens=self.open_screens, state=self.state)

    @cached_property
    def watchlist(self) -> "Watchlist":
        """What is watched until it changes."""
        from stancer_tui.ui.watch.watchlist import Watchlist

        watchlist = Watchlist(
            self.app,
            places=self.places,
            screens=self.open_screens,
            navigation=self.navigation,
            now=self.clock.now,
        )
        self._closing.callback(watchlist.close)
        return watchlist
