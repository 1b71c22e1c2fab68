"""The refunds in flight: the form, what is being sent, its outcome, what an earlier run left."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.app import App
from textual.notifications import SeverityLevel

from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.render.safe import safe
from stancer_tui.ui.commands.sections import REFUNDS

if TYPE_CHECKING:
    from stancer_tui.services.refunds.approvals import Request
    from stancer_tui.services.refunds.errors import RefundNotBegun
    from stancer_tui.services.refunds.ledger import RefundProgress
    from stancer_tui.services.refunds.offer import Consent, Offer
    from stancer_tui.store.intent import Intent
    from stancer_tui.store.payment_index import PaymentIndex
    from stancer_tui.ui.refunds.answers import RefundAnswers
    from stancer_tui.ui.refunds.batches import Batches
    from stancer_tui.ui.refunds.confirms import ShowsRefusal
    from stancer_tui.ui.refunds.decision import LoadedData
    from stancer_tui.ui.refunds.team_refunds import TeamRefunds
    from stancer_tui.ui.refunds.tracker import RefundTracker, Step
    from stancer_tui.ui.shell.desk_clock import DeskClock
    from stancer_tui.ui.shell.open_screens import OpenScreens
    from stancer_tui.ui.shell.places import Places


_SOON = 0.5
"""Seconds in which a refund of a colleague takes its steps: they are read together."""


@runtime_checkable
class FollowsRefunds(Protocol):
    """A dialog that itself shows the outcome of a refund, so that no notice is needed."""

    def follows(self, intent: "Intent") -> bool:
        """Whether it shows this one."""
        ...


class RefundsInFlight:
    """Owned by the program, so that closing a screen never stops a refund or hides its outcome.

    `clock` counts the seconds in which a dialog that has just opened takes no answer; `loaded` are the
    payments and disputes of a mode that are loaded, `mask` hides persons.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        places: "Places",
        screens: "OpenScreens",
        desk_clock: "DeskClock",
        clock: Callable[[], float] = monotonic,
        loaded: "Callable[[Mode], tuple[PaymentIndex, Sequence[object]]]",
        mask: bool = False,
    ) -> None:
        self.clock = clock
        self.screens = screens
        self.desk_clock = desk_clock
        self._app = app
        self._places = places
        self._loaded = loaded
        self._mask = mask
        self._tracker: RefundTracker | None = None
        self._soon: set[tuple[Mode, str]] = set()

    @cached_property
    def team(self) -> "TeamRefunds":
        """What colleagues refund, and what waits for a second agent."""
        from stancer_tui.ui.refunds.team_refunds import TeamRefunds

        return TeamRefunds(
            self._colleague_refunded, partial(self._app.run_worker, group="team", exit_on_error=False)
        )

    def _colleague_refunded(self, mode: Mode, payment: str) -> None:
        """Read what is shown of it again, once for all the steps of a moment."""
        self.screens.show_badges()
        self.screens.marks_changed(mode, ())  # what waits stands in the overview as well
        if payment and (mode, payment) not in self._soon:
            self._soon.add((mode, payment))
            self._app.set_timer(_SOON, partial(self._read_soon, mode, payment))

    def _read_soon(self, mode: Mode, payment: str) -> None:
        self._soon.discard((mode, payment))
        self.screens.payment_changed(mode, payment)

    @cached_property
    def batches(self) -> "Batches":
        """Several refunds confirmed at once."""
        from stancer_tui.ui.refunds.batches import Batches

        return Batches(
            self._app,
            loaded=lambda mode, payments: self.loaded(mode).rows(payments),
            data=self.loaded,
            mask=self._mask,
            desk_clock=self.desk_clock,
            clock=self.clock,
            changed=self.screens.show_badges,
            notify=self._notify,
            places=self._places,
        )

    @cached_property
    def answers(self) -> "RefundAnswers":
        """What agents answer about refunds in the ledger."""
        from stancer_tui.ui.refunds.answers import RefundAnswers

        return RefundAnswers(
            self._app,
            lambda desk, intent, text: self._notify(self._title(desk.mode, intent.payment), text, "warning"),
        )

    def follow(self, desk: Desk) -> None:
        """Take up the refunds that an earlier run left unresolved, and say so."""
        self._app.run_worker(self._follow(desk), group="refunds", exit_on_error=False)

    async def _follow(self, desk: Desk) -> None:
        from stancer_tui.store.errors import LedgerUnavailable
        from stancer_tui.ui.refunds.tracker import RefundTracker
        from stancer_tui.ui.refunds.unresolved_dialog import Unresolved

        if self._tracker is None:
            self._tracker = RefundTracker(self._step)
        self.team.follow(desk)
        try:
            left = await self._tracker.follow(desk)
        except LedgerUnavailable as trouble:
            left = ()
            self._notify(_("Refunds are off"), _("{reason}. Reading goes on.", reason=safe(trouble)), "error")
        self.screens.show_badges()
        if left:
            clock = self.desk_clock
            loaded, mine = self.loaded(desk.mode), desk.refunds.serves
            said = Unresolved(desk.mode, left, loaded, mine=mine, now=clock.now(), zone=clock.zone)
            self._app.push_screen(said, partial(self._unresolved_read, desk.mode))
        with suppress(LedgerUnavailable):  # it was said above
            await self.batches.follow(desk)

    def _unresolved_read(self, mode: Mode, go: bool | None) -> None:
        if go and self._places.mode is mode:
            self._places.show(REFUNDS.name)

    def close(self) -> None:
        """The desks are closed: what was known of them does not hold for the next ones."""
        if self._tracker is not None:
            self._tracker.forget()
        if "team" in vars(self):
            self.team.close()
        if "batches" in vars(self):
            self.batches.close()

    def take_stock(self, mode: Mode, unresolved: "tuple[Intent, ...]") -> None:
        """Let the badge say what the journal holds now."""
        if self._tracker is not None:
            self._tracker.take_stock(mode, unresolved)
        self.screens.show_badges()

    def of_payment(self, mode: Mode, payment_id: str) -> "tuple[RefundProgress, ...]":
        """The refunds of a payment that are being sent or unresolved."""
        return self._tracker.of_payment(mode, payment_id) if self._tracker is not None else ()

    def left(self) -> list[str]:
        """What would be known of each refund and batch under way if the program were left now."""
        from stancer_tui.ui.shell.quit_warnings import REFUND

        sending = self._tracker is not None and self._tracker.in_flight > 0
        return [*([REFUND] if sending else []), *(self.batches.left if "batches" in vars(self) else [])]

    def badge(self, mode: Mode) -> str:
        """What the header of this mode must not let the agent forget."""
        words = self._tracker.badge(mode) if self._tracker is not None else ""
        batch = self.batches.badge(mode) if "batches" in vars(self) else ""
        team = self.team.badge(mode) if "team" in vars(self) else ""
        sign = "⚠" if batch or team else ""
        return " · ".join(filter(None, (words or sign, batch, team))).replace("⚠ · ", "⚠ ")

    def loaded(self, mode: Mode) -> "LoadedData":
        """What is loaded of a mode, for deciding on a refund."""
        from stancer_tui.ui.refunds.decision import LoadedData

        payments, disputes = self._loaded(mode)
        return LoadedData(payments, disputes, self._mask)

    def open_form(self, desk: Desk, payment_id: str) -> None:
        """Open the refund form over whatever is shown."""
        from stancer_tui.ui.refunds.form import RefundForm

        if not isinstance(self._app.screen, RefundForm):
            form = RefundForm(desk, payment_id, self)
            self._app.push_screen(form, partial(self._form_closed, desk.mode))

    def _form_closed(self, mode: Mode, payment_id: str | None) -> None:
        self.screens.show_badges()
        if payment_id is not None:
            self.screens.payment_changed(mode, payment_id)

    def confirm(
        self,
        form: "ShowsRefusal",
        offer: "Offer",
        amount: int,
        *,
        ticket: str,
        reason: str | None,
        consents: "frozenset[Consent]",
    ) -> None:
        """Send what the agent confirmed: once, and whether or not the form stays open."""
        sent = form.desk.refunds.confirm(offer, amount, ticket=ticket, reason=reason, consents=consents)
        work = self._confirm(form, offer, sent)
        self._app.run_worker(work, group="send", exclusive=False, exit_on_error=False)

    async def _confirm(self, form: "ShowsRefusal", offer: "Offer", sent: "Awaitable[Intent]") -> None:
        from stancer_tui.services.refunds.errors import RefundNotBegun

        try:
            await sent
        except RefundNotBegun as refusal:
            self._not_begun(form, offer, refusal)

    def approve(self, desk: Desk, request: "Request", refused: Callable[[str], None]) -> None:
        """Send what a colleague asked for and this agent approved: once, whatever is closed meanwhile."""
        work = self._approve(desk, request, refused)
        self._app.run_worker(work, group="send", exclusive=False, exit_on_error=False)

    async def _approve(self, desk: Desk, request: "Request", refused: Callable[[str], None]) -> None:
        from stancer_tui.services.refunds.errors import RefundNotBegun
        from stancer_tui.ui.refunds.approvals import not_approved

        try:
            await desk.refunds.approvals.approve(request)
        except RefundNotBegun as refusal:
            text = not_approved(refusal, request)
            refused(text)
            self._notify(self._title(desk.mode, request.intent.payment), text, "warning")

    def _not_begun(self, form: "ShowsRefusal", offer: "Offer", refusal: "RefundNotBegun") -> None:
        from stancer_tui.ui.refunds.summary import NOTHING_SENT, not_begun

        self.screens.show_badges()
        if form.is_mounted:
            form.show_not_begun(refusal)
        else:
            text = f"{not_begun(refusal, offer)} {_(NOTHING_SENT)}"
            self._notify(self._title(form.mode, offer.payment.id), text, "warning")

    def _step(self, step: "Step") -> None:
        from stancer_tui.services.refunds.words import outcome
        from stancer_tui.store.intent import State
        from stancer_tui.ui.refunds.form import RefundForm

        self.screens.show_badges()
        intent = step.progress.intent
        shown = [each for each in self._app.screen_stack if isinstance(each, FollowsRefunds)]
        shown = [each for each in shown if each.follows(intent)]
        told = bool(shown) or ("batches" in vars(self) and self.batches.follows(intent))
        if not step.news:
            return
        if not any(isinstance(each, RefundForm) for each in shown):  # it answers the payment when it closes
            self.screens.payment_changed(step.desk.mode, intent.payment)
        if not told:
            made = intent.state is State.CONFIRMED
            self._notify(
                self._title(step.desk.mode, intent.payment),
                safe(outcome(intent, next_check=step.progress.next_check), 400),
                "information" if made else "warning",
            )

    def _title(self, mode: Mode, payment: str) -> str:
        return _("Refund of {what}", what=self.loaded(mode).named(payment))

    def _notify(self, title: str, text: str, severity: SeverityLevel) -> None:
        self._app.notify(text, title=title, severity=severity, timeout=30, markup=False)
