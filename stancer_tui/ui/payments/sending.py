"""What every form of a payment has in common: it sends once, and an unknown outcome is looked for."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from stancer_tui.api.errors import ApiError, Effect
from stancer_tui.language import _
from stancer_tui.models.money import Money
from stancer_tui.render.money import money
from stancer_tui.services.payments.actions import PaymentAction
from stancer_tui.services.payments.words import REFUSED, UNKNOWN
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.forms.form import Created, Form, Heading, Suggestion, Values
from stancer_tui.ui.payments.writes import Look, PaymentWrites, PendingWrite
from stancer_tui.ui.shell import quit_warnings

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.services.payments.writing import Written
    from stancer_tui.ui.forms.form import FormField
    from stancer_tui.ui.forms.screen import FormScreen


class Sending:
    """One opened form: `key` is the payment's id, or the unique id of one that is being created."""

    def __init__(self, writes: PaymentWrites, desk: "Desk", action: PaymentAction, key: str) -> None:
        self.writes = writes
        self.desk = desk
        self.action = action
        self.key = key
        self.form: Form | None = None
        self._sent: PendingWrite | None = None

    async def run(self, work: Callable[[], Awaitable["Written"]], look: Look) -> Created:
        """Send once; where the outcome is not known, looking begins. Raises `ApiError`."""
        writes, write = self.writes, PendingWrite(self.desk, self.action, self.key, look)
        self._sent = write
        writes.hold(write)
        try:
            return writes.outcome(write, await work())
        except ApiError as error:
            writes.failed(write, self.screen, error)
            raise

    async def look(self) -> Created | None:
        """Read now whether it was done after all."""
        write = self._sent
        found = await write.look() if write is not None else None
        return self.writes.outcome(write, found) if write is not None and found is not None else None

    def report(self, created: Created) -> None:
        """It is known: lists and screens show it."""
        if self._sent is not None:
            self.writes.over(self._sent, created)

    async def _caution(self) -> str:
        """What to know before another payment is created."""
        try:
            unresolved = await self.desk.payment_writing.left()
        except LedgerUnavailable:
            return ""
        if not unresolved:
            return ""
        worth = ", ".join(money(Money(each.amount or 0, each.currency or "")) for each in unresolved[:3])
        return _(
            "It is not known yet whether a payment of {amount} was created. "
            "{key} lists it and looks again: do so before you create it once more.",
            amount=worth,
            key=key_of("app.unsettled"),
        )

    def _explain(self, error: ApiError) -> str:
        return _(REFUSED) if self.action is PaymentAction.CREATE and error.effect is Effect.REFUSED else ""

    @property
    def screen(self) -> "FormScreen | None":
        """The form, as long as it is there."""
        from stancer_tui.ui.forms.screen import FormScreen

        stack = self.writes.app.screen_stack
        return next((each for each in stack if isinstance(each, FormScreen) and each.form is self.form), None)

    def open(
        self,
        *,
        name: str,
        title: str,
        action: str,
        parts: "tuple[FormField | Heading, ...]",
        send: Callable[[Values], Awaitable[Created]],
        check: "Callable[[Values], dict[str, str]]",
        intro: str = "",
        suggestions: tuple[Suggestion, ...] = (),
        on_created: Callable[[Created], object] | None = None,
    ) -> None:
        """Open the form over whatever is shown."""
        self.form = Form(
            name=name,
            title=title,
            action=action,
            parts=parts,
            send=send,
            check=check,
            intro=intro,
            suggestions=suggestions,
            look=self.look,
            unknown=UNKNOWN[self.action],
            caution=self._caution if self.action is PaymentAction.CREATE else None,
            explain=self._explain,
            left=partial(quit_warnings.payment_created, self.desk)
            if self.action is PaymentAction.CREATE
            else quit_warnings.payment_changed,
        )
        self.writes.submissions.open_form(self.desk, self.form, on_created=on_created or self.report)
