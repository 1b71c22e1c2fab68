"""The program's care for payments that are created and changed: sent once, followed until it is known."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.worker import Worker

from stancer_tui.api.errors import ApiError, Effect
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.services.payments import words
from stancer_tui.services.payments.words import Deed
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.forms.form import Made, Way
from stancer_tui.ui.shell import quit_warnings

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.services.payments.writing import Written
    from stancer_tui.store.errand import Errand
    from stancer_tui.ui.app import StancerApp
    from stancer_tui.ui.forms.submissions import Told

Look = Callable[[], Awaitable["Written | None"]]

WHAT = {
    Deed.CREATE: "New payment",
    Deed.CAPTURE: "Capture",
    Deed.AUTHORIZE: "Authorisation",
    Deed.UPDATE: "Update of a payment",
    Deed.AUTHENTICATE: "3-D Secure",
}
"""How a deed is named in notices and titles."""

_LONG = 300
"""Seconds that a notice stays which must not be missed."""

AFTER_NO = "after a refusal"
"""The group of the workers that look for what was refused, while the agent goes on."""

BUSY = "The outcome of the last change of this payment is not known yet. It comes first."


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMade(Made):
    """What came of a payment; `well` is False for the bank's refusal of what was asked."""

    payment: Payment
    well: bool


@dataclass(frozen=True, slots=True)
class Doing:
    """A deed on a desk: `key` is the payment's id, or the unique id of one that is being created.

    `look` reads whether it was done after all.
    """

    desk: "Desk"
    deed: Deed
    key: str
    look: Look

    @property
    def held(self) -> tuple[Mode, str]:
        """What no second write may touch meanwhile."""
        return self.desk.mode, self.key


@runtime_checkable
class FollowsDoubt(Protocol):
    """What stays on the screen while an unknown outcome is looked for."""

    def show_made(self, made: Made) -> None:
        """It was found."""
        ...

    def show_doubt(self, text: str) -> bool:
        """Tell how far looking is; False when it is not there to tell any more."""
        ...


class PaymentWrites:
    """Owned by the program, so that no screen's end stops a write or hides what came of it."""

    def __init__(self, app: "StancerApp") -> None:
        self._app = app
        self._held: set[tuple[Mode, str]] = set()
        self._watches: dict[tuple[Mode, str], Worker[None]] = {}

    @property
    def app(self) -> "StancerApp":
        """The program."""
        return self._app

    @property
    def clock(self) -> Callable[[], float]:
        """Counts the seconds in which a dialog that has just opened takes no answer."""
        return self._app.refunds.clock

    def busy(self, mode: Mode, key: str) -> bool:
        """Whether a write to this payment is under way, or its outcome is being looked for."""
        return (mode, key) in self._held

    def open_deed(self, desk: "Desk", payment_id: str, deed: Deed) -> None:
        """Open the question for a capture or an authorisation over whatever is shown."""
        from stancer_tui.ui.payments.action_dialog import PaymentDeed

        if not isinstance(self._app.screen, PaymentDeed):
            self._app.push_screen(PaymentDeed(desk, payment_id, deed, self))

    def hold(self, doing: Doing) -> None:
        """No second write to it until this one is known."""
        self._held.add(doing.held)

    def send(self, doing: Doing, work: Callable[[], Awaitable["Written"]], told: "Told") -> None:
        """Send once, whatever becomes of the screen that asked; what came of it is told there or noticed."""
        self.hold(doing)

        async def make() -> Made:
            return self.made(doing, await work())

        self._app.writes.send(
            make,
            what=WHAT[doing.deed],
            mode=doing.desk.mode,
            left=quit_warnings.payment_changed,
            told=told,
            on_made=partial(self.over, doing),
            on_failed=partial(self.failed, doing, told),
        )

    async def look_for_left(self, desk: "Desk") -> None:
        """Find out what an earlier run left unknown: each is looked for once, and told."""
        for errand in await desk.payment_writing.left():
            amount = money(Money(errand.amount or 0, errand.currency or ""))
            try:
                found = await self.look_again(desk, errand)
            except ApiError:
                found = None
            if found is None and not desk.payment_writing.refusal_holds(errand):
                left = words.LEFT_REFUSED if errand.refused else words.LEFT
                text = f"{left.format(amount)} Its unique id is {safe(errand.unique_id or '')}."
                self._warn(_creation(desk, errand), text)

    async def look_again(self, desk: "Desk", errand: "Errand") -> "Written | None":
        """Look once for a payment that may have been created; found, it is told. Raises `ApiError`."""
        doing = _creation(desk, errand)
        found = await doing.look()
        if found is not None:
            self._held.discard(doing.held)
            self._stop_looking(doing.held)
            self._app.writes.tell(self._title(doing), self.made(doing, found).words, "information")
            self.moved(doing, found.payment)
        elif desk.payment_writing.refusal_holds(errand):
            await desk.payment_writing.without_trace(doing.key)
        return found

    def show_unsettled(self) -> None:
        """List the payments whose creation has no known outcome, in the mode that is shown."""
        from stancer_tui.ui.payments.unsettled_dialog import Unsettled

        desk = self._app.errands.desk(self._app.mode)
        if desk is not None and not isinstance(self._app.screen, Unsettled):
            self._app.push_screen(Unsettled(desk, self))

    def made(self, doing: Doing, written: "Written") -> PaymentMade:
        """What the agent is told of it, and the ways on."""
        payment = written.payment
        return PaymentMade(
            words=safe(words.done_words(doing.deed, written, money), 600),
            kind=Kind.PAYMENT,
            object_id=payment.id,
            ways=self._ways(doing, payment),
            payment=payment,
            well=words.went_well(doing.deed, payment) and not written.existed,
        )

    def _ways(self, doing: Doing, payment: Payment) -> tuple[Way, ...]:
        from stancer_tui.services.payments.actions import Action, standing, why_not
        from stancer_tui.ui.payments.page_links import show_link

        if why_not(Action.PAGE, standing(payment), live=doing.desk.mode.live) is not None:
            return ()
        return (Way("link", "Payment link", partial(show_link, self._app, doing.desk, payment)),)

    def over(self, doing: Doing, made: Made) -> None:
        """It is known what came of it: what is shown of the payment is read again."""
        self._held.discard(doing.held)
        self._stop_looking(doing.held)
        if isinstance(made, PaymentMade):
            self.moved(doing, made.payment)

    def failed(self, doing: Doing, told: object, error: ApiError) -> None:
        """It is not known whether it was done, which a refusal does not prove either: it is looked for."""
        refused = error.effect is Effect.REFUSED
        if refused or error.effect is Effect.NOT_SENT:
            self._held.discard(doing.held)
        if error.effect is Effect.NOT_SENT:
            return
        if refused and doing.deed is not Deed.CREATE:
            self._app.open_screens.payment_changed(doing.desk.mode, doing.key)
        self._stop_looking(doing.held)
        looking = self._look_again_after_no(doing, told) if refused else self._look_out(doing, told)
        group = AFTER_NO if refused else "payment watch"
        self._watches[doing.held] = self._app.run_worker(looking, group=group, exit_on_error=False)

    async def _look_again_after_no(self, doing: Doing, told: object) -> None:
        """Look for what was refused, and tell of it only where it was done after all."""
        writing = doing.desk.payment_writing
        try:
            found = await writing.look_out(doing.look)
            if found is None and doing.deed is Deed.CREATE:
                await writing.without_trace(doing.key)
        except ApiError:
            found = None  # a creation stays in the journal as it is, and the header counts it
        self._watches.pop(doing.held, None)
        if found is None:
            return
        made = self.made(doing, found)
        if made.well or doing.deed is Deed.CREATE:
            self._found(doing, told, made)
        self.moved(doing, found.payment)

    async def _look_out(self, doing: Doing, told: object) -> None:
        def tell(seconds: float) -> None:
            _tell(told, f"{words.UNKNOWN[doing.deed]} Checking… (next in {seconds:.0f} s)")

        no_trace = words.NO_TRACE[doing.deed]
        try:
            found = await doing.desk.payment_writing.look_out(doing.look, tell)
        except ApiError:
            found, no_trace = None, words.UNREADABLE
        self._held.discard(doing.held)
        self._watches.pop(doing.held, None)
        if found is None:
            if not _tell(told, no_trace):
                self._warn(doing, no_trace)
            return
        self._found(doing, told, self.made(doing, found))
        self.moved(doing, found.payment)

    def _found(self, doing: Doing, told: object, made: PaymentMade) -> None:
        if isinstance(told, FollowsDoubt) and _tell(told, made.words):
            told.show_made(made)
        else:
            self._app.writes.tell(self._title(doing), made.words, "information")

    def _stop_looking(self, held: tuple[Mode, str]) -> None:
        watch = self._watches.pop(held, None)
        if watch is not None:
            watch.cancel()

    def forget(self) -> None:
        """The desks were closed: nothing of them is looked for any more; the journal remembers."""
        for held in tuple(self._watches):
            self._stop_looking(held)
        self._held.clear()

    def _warn(self, doing: Doing, text: str) -> None:
        """What matters for money stays long enough to be read, and is told with the way to look again."""
        if doing.deed is Deed.CREATE:
            text = f"{text} {key_of('app.unsettled')} lists it and looks again."
        self._app.notify(text, title=self._title(doing), severity="warning", timeout=_LONG, markup=False)

    def _title(self, doing: Doing) -> str:
        mode = doing.desk.mode
        other = f" ({mode.word})" if mode is not self._app.mode else ""
        return f"{WHAT[doing.deed]}{other}"

    def moved(self, doing: Doing, payment: Payment) -> None:
        """Let every screen of the mode show what became of a payment."""
        mode = doing.desk.mode
        if doing.deed is Deed.CREATE:
            self._app.loader(mode).created(payment)
        else:
            self._app.open_screens.payment_changed(mode, payment.id)


def _creation(desk: "Desk", errand: "Errand") -> Doing:
    """The creation that an errand of the journal was."""
    unique_id = errand.unique_id or ""
    return Doing(desk, Deed.CREATE, unique_id, partial(desk.payment_writing.by_unique_id, unique_id))


def _tell(told: object, text: str) -> bool:
    """Tell it where it is being waited for; whether it was."""
    return isinstance(told, FollowsDoubt) and told.show_doubt(text)
