"""Payments that are created and changed: sent once, followed until the outcome is known."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.app import App
from textual.worker import Worker

from stancer_tui.api.errors import ApiError, Effect
from stancer_tui.language import N_, _
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.services.payments import words
from stancer_tui.services.payments.actions import PaymentAction
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.forms.form import Created, NextStep
from stancer_tui.ui.forms.submissions import AFTER_REFUSAL
from stancer_tui.ui.shell import quit_warnings

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.services.payments.writing import Written
    from stancer_tui.store.pending_request import PendingRequest
    from stancer_tui.ui.forms.submissions import OutcomeListener, Submissions
    from stancer_tui.ui.shell.desk_clock import DeskClock
    from stancer_tui.ui.shell.open_screens import OpenScreens
    from stancer_tui.ui.shell.places import Places

Look = Callable[[], Awaitable["Written | None"]]

WHAT = {
    PaymentAction.CREATE: N_("New payment"),
    PaymentAction.CAPTURE: N_("Capture"),
    PaymentAction.AUTHORIZE: N_("Authorisation"),
    PaymentAction.UPDATE: N_("Update of a payment"),
    PaymentAction.AUTHENTICATE: N_("3-D Secure"),
}
"""How an action is named in notices and titles."""

_LONG = 300
"""Seconds that a notice stays if it must not be missed."""

BUSY = N_("The outcome of the last change of this payment is not known yet. It comes first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentResult(Created):
    """The outcome of an action on a payment; `well` is False for the bank's refusal of what was asked."""

    payment: Payment
    well: bool


@dataclass(frozen=True, slots=True)
class PendingWrite:
    """An action on a desk: `key` is the payment's id, or the unique id of one that is being created.

    `look` reads whether it was done after all.
    """

    desk: "Desk"
    action: PaymentAction
    key: str
    look: Look

    @property
    def held(self) -> tuple[Mode, str]:
        """What no second write may touch until then."""
        return self.desk.mode, self.key


@runtime_checkable
class FollowsDoubt(Protocol):
    """What stays on the screen while an unknown outcome is looked for."""

    def show_created(self, created: Created) -> None:
        """It was found."""
        ...

    def show_doubt(self, text: str) -> bool:
        """Show how far the search is; False when it is no longer there to show it."""
        ...


class PaymentWrites:
    """Owned by the program, so that closing a screen never stops a write or hides its outcome.

    `created` takes in a payment that was created here; `mask` hides persons where a change is decided.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        submissions: "Submissions",
        places: "Places",
        screens: "OpenScreens",
        clock: "DeskClock",
        created: Callable[[Mode, Payment], None],
        mask: bool = False,
    ) -> None:
        self.app = app
        self.mask = mask
        self.submissions = submissions
        self.screens = screens
        self.desk_clock = clock
        self._places = places
        self._created = created
        self._held: set[tuple[Mode, str]] = set()
        self._watches: dict[tuple[Mode, str], Worker[None]] = {}

    @property
    def clock(self) -> Callable[[], float]:
        """Counts the seconds in which a dialog that has just opened takes no answer."""
        return self.submissions.clock

    def busy(self, mode: Mode, key: str) -> bool:
        """Whether a write to this payment is under way, or its outcome is being looked for."""
        return (mode, key) in self._held

    def hold(self, write: PendingWrite) -> None:
        """No second write to it until this one is known."""
        self._held.add(write.held)

    def send(
        self, write: PendingWrite, work: Callable[[], Awaitable["Written"]], listener: "OutcomeListener"
    ) -> None:
        """Send once, whatever becomes of the screen that asked; the outcome is shown there or in a notice."""
        self.hold(write)

        async def make() -> Created:
            return self.outcome(write, await work())

        self.submissions.send(
            make,
            what=_(WHAT[write.action]),
            mode=write.desk.mode,
            left=quit_warnings.payment_changed,
            listener=listener,
            on_created=partial(self.over, write),
            on_failed=partial(self.failed, write, listener),
        )

    async def look_for_left(self, desk: "Desk") -> None:
        """Find out what an earlier run left unknown: each is looked for once, and reported."""
        for pending in await desk.payment_writing.left():
            amount = money(Money(pending.amount or 0, pending.currency or ""))
            try:
                found = await self.look_again(desk, pending)
            except ApiError:
                found = None
            if found is None and not desk.payment_writing.refusal_holds(pending):
                left = words.LEFT_REFUSED if pending.refused else words.LEFT
                unique = _("Its unique id is {id}.", id=safe(pending.unique_id or ""))
                self._warn(_creation(desk, pending), f"{_(left, amount=amount)} {unique}")

    async def look_again(self, desk: "Desk", pending: "PendingRequest") -> "Written | None":
        """Look once for a payment that may have been created; found, it is reported. Raises `ApiError`."""
        write = _creation(desk, pending)
        found = await write.look()
        if found is not None:
            self._held.discard(write.held)
            self._stop_looking(write.held)
            self.submissions.report(self._title(write), self.outcome(write, found).words, "information")
            self.moved(write, found.payment)
        elif desk.payment_writing.refusal_holds(pending):
            await desk.payment_writing.without_trace(write.key)
        return found

    def outcome(self, write: PendingWrite, written: "Written") -> PaymentResult:
        """The words for the agent, and the next steps."""
        payment = written.payment
        return PaymentResult(
            words=safe(words.done_words(write.action, written, money), 600),
            kind=Kind.PAYMENT,
            object_id=payment.id,
            next_steps=self._next_steps(write, payment),
            payment=payment,
            well=words.went_well(write.action, payment) and not written.existed,
        )

    def _next_steps(self, write: PendingWrite, payment: Payment) -> tuple[NextStep, ...]:
        from stancer_tui.services.payments.actions import standing, why_no_link
        from stancer_tui.ui.payments.page_links import show_link

        if why_no_link(standing(payment), live=write.desk.mode.live) is not None:
            return ()
        return (NextStep("link", N_("Payment link"), partial(show_link, self.app, write.desk, payment)),)

    def over(self, write: PendingWrite, created: Created) -> None:
        """The outcome is known: read again what is shown of the payment."""
        self._held.discard(write.held)
        self._stop_looking(write.held)
        if isinstance(created, PaymentResult):
            self.moved(write, created.payment)

    def failed(self, write: PendingWrite, listener: object, error: ApiError) -> None:
        """It is not known whether it was done, which a refusal does not prove either: it is looked for."""
        refused = error.effect is Effect.REFUSED
        if refused or error.effect is Effect.NOT_SENT:
            self._held.discard(write.held)
        if error.effect is Effect.NOT_SENT:
            return
        if refused and write.action is not PaymentAction.CREATE:
            self.screens.payment_changed(write.desk.mode, write.key)
        self._stop_looking(write.held)
        looking = self._follow_refused(write, listener) if refused else self._follow_unknown(write, listener)
        group = AFTER_REFUSAL if refused else "payment watch"
        self._watches[write.held] = self.app.run_worker(looking, group=group, exit_on_error=False)

    async def _follow_refused(self, write: PendingWrite, listener: object) -> None:
        """Look for what was refused, and report it only where it was done after all."""
        writing = write.desk.payment_writing
        try:
            found = await writing.poll_until_found(write.look)
            if found is None and write.action is PaymentAction.CREATE:
                await writing.without_trace(write.key)
        except ApiError:
            found = None  # a creation stays in the journal as it is, and the header counts it
        self._watches.pop(write.held, None)
        if found is None:
            return
        created = self.outcome(write, found)
        if created.well or write.action is PaymentAction.CREATE:
            self._found(write, listener, created)
        self.moved(write, found.payment)

    async def _follow_unknown(self, write: PendingWrite, listener: object) -> None:
        def show_progress(seconds: float) -> None:
            checking = _("Checking… (next in {seconds} s)", seconds=round(seconds))
            _show_doubt(listener, f"{_(words.UNKNOWN[write.action])} {checking}")

        no_trace = words.NO_TRACE[write.action]
        try:
            found = await write.desk.payment_writing.poll_until_found(write.look, show_progress)
        except ApiError:
            found, no_trace = None, words.UNREADABLE
        self._held.discard(write.held)
        self._watches.pop(write.held, None)
        if found is None:
            if not _show_doubt(listener, _(no_trace)):
                self._warn(write, _(no_trace))
            return
        self._found(write, listener, self.outcome(write, found))
        self.moved(write, found.payment)

    def _found(self, write: PendingWrite, listener: object, created: PaymentResult) -> None:
        if isinstance(listener, FollowsDoubt) and _show_doubt(listener, created.words):
            listener.show_created(created)
        else:
            self.submissions.report(self._title(write), created.words, "information")

    def _stop_looking(self, held: tuple[Mode, str]) -> None:
        watch = self._watches.pop(held, None)
        if watch is not None:
            watch.cancel()

    def close(self) -> None:
        """The desks are closed: nothing of theirs is looked for any longer; the journal remembers."""
        for held in tuple(self._watches):
            self._stop_looking(held)
        self._held.clear()

    def _warn(self, write: PendingWrite, text: str) -> None:
        """What matters for money stays long enough to be read, and says how to look again."""
        if write.action is PaymentAction.CREATE:
            text = " ".join((text, _("{key} lists it and looks again.", key=key_of("app.unsettled"))))
        self.app.notify(text, title=self._title(write), severity="warning", timeout=_LONG, markup=False)

    def _title(self, write: PendingWrite) -> str:
        mode = write.desk.mode
        other = f" ({mode.word})" if mode is not self._places.mode else ""
        return f"{_(WHAT[write.action])}{other}"

    def moved(self, write: PendingWrite, payment: Payment) -> None:
        """Let every screen of the mode show what became of a payment."""
        mode = write.desk.mode
        if write.action is PaymentAction.CREATE:
            self._created(mode, payment)
        else:
            self.screens.payment_changed(mode, payment.id)


def _creation(desk: "Desk", pending: "PendingRequest") -> PendingWrite:
    """The creation that a pending request of the journal was."""
    unique_id = pending.unique_id or ""
    return PendingWrite(
        desk, PaymentAction.CREATE, unique_id, partial(desk.payment_writing.by_unique_id, unique_id)
    )


def _show_doubt(listener: object, text: str) -> bool:
    """Show it where it is being waited for; returns whether it was."""
    return isinstance(listener, FollowsDoubt) and listener.show_doubt(text)
