"""Shows in an open refund form what colleagues do to its payment; what is typed stays."""

from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Static

from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.models.money import Money
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import colleague_text
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.words import outcome
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.ledger import LedgerChange
from stancer_tui.ui.refunds.confirms import ConfirmsRefunds
from stancer_tui.ui.refunds.holder import holder_of
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving


class ColleagueNews(SurvivesLeaving, Vertical):
    """Takes no room until the ledger has a refund of the payment that is not `known` to the form.

    `look_again` reads the payment again; nothing else of the form is touched.
    """

    DEFAULT_CSS = """
    ColleagueNews { height: auto; display: none; }
    ColleagueNews Static { color: $text-warning; text-style: bold; }
    """

    def __init__(
        self,
        desk: Desk,
        payment_id: str,
        refunds: ConfirmsRefunds,
        *,
        known: Callable[[Intent], bool],
        look_again: Callable[[], None],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._payment = payment_id
        self._refunds = refunds
        self._known = known
        self._look_again = look_again
        self._end: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """What they do, and a way to what is left then."""
        yield Static(id="news")
        yield Button(Content(_("Look again")), compact=True, id="look-again")

    def on_mount(self) -> None:
        """Follow the ledger."""
        self._end = self._desk.ledger.subscribe(self._heard)

    def on_unmount(self) -> None:
        """Follow no longer."""
        self._end()

    def clear(self) -> None:
        """Take the news away: the form has read the payment again."""
        self.display = False

    def _heard(self, change: LedgerChange) -> None:
        this = change.kind == "intent" and change.payment == self._payment
        if (this and change.live is self._desk.mode.live) or change.kind == "all":
            self.renew()

    @work(group="news", exclusive=True)
    async def renew(self) -> None:
        """Show what the ledger has of the payment that the form does not know."""
        try:
            intents = await self._desk.refunds.of_payments([self._payment])
        except LedgerUnavailable:
            return  # the header says that it is away; nothing can be refunded until it is back
        news = [each for each in intents if not self._known(each)]
        if news and self.is_mounted:
            older = _("The numbers here are older: look again for what is left.")
            self.query_one("#news", Static).update(Content(f"! {self._told(news[-1])} {older}"))
        self.display = bool(news)

    def _told(self, intent: Intent) -> str:
        if intent.open or intent.state is State.CONFIRMED:
            return holder_of(self._desk, self._refunds, intent)
        name = self._desk.ledger.agents().get(intent.agent, intent.agent)
        return _(
            "{name} wanted to refund {amount} of this payment: {outcome}",
            name=colleague_text(name, mask=self._refunds.loaded(self._desk.mode).mask),
            amount=money(Money(intent.amount, intent.currency)),
            outcome=safe(outcome(intent), 400),
        )

    @on(Button.Pressed, "#look-again")
    def look_again(self, event: Button.Pressed) -> None:
        """Read the payment again."""
        event.stop()
        self._look_again()
