"""Said at the start: refunds of an earlier run whose outcome is not known."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, tzinfo

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.identity import day_and_time, identity_text
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import by_text, ticket_text
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.words import earlier_account, outcome
from stancer_tui.store.intent import Intent
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.refunds.decision import LoadedData


class Unresolved(Dialog[bool]):
    """Lists what is being found out about; answers True to open the Refunds section."""

    AUTO_FOCUS = "#open"

    def __init__(
        self,
        mode: Mode,
        intents: Sequence[Intent],
        loaded: LoadedData,
        *,
        mine: Callable[[Intent], bool],
        now: datetime,
        zone: tzinfo,
    ) -> None:
        super().__init__(mode=mode)
        self.mode = mode
        self.intents = intents
        self._loaded = loaded
        self._mine = mine
        self._now = now
        self._zone = zone

    def compose(self) -> ComposeResult:
        """Lay out one paragraph a refund."""
        with VerticalScroll(classes="dialog-box decision-box", can_focus=False) as box:
            box.border_title = Content(_("Earlier refunds · {mode}", mode=self.mode.word))
            for intent in self.intents:
                worth = money(Money(intent.amount, intent.currency))
                head = _("{amount} of {payment}", amount=worth, payment=safe(intent.payment))
                whose = "".join(f"\n{line}" for line in self._whose(intent))
                said = safe(outcome(intent), 400) if self._mine(intent) else earlier_account()
                text = Content.assemble((head, "bold"), f"{whose}\n", said)
                yield Static(text, classes="dialog-text")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Later")), compact=True, id="later")
                yield Button(Content(_("Open Refunds")), compact=True, id="open", variant="primary")

    def _whose(self, intent: Intent) -> Iterator[str]:
        """Whose payment it is, where that is loaded; who confirmed the refund, when, and why."""
        row = self._loaded.payments.get(intent.payment)
        if isinstance(row, PaymentRow):
            yield identity_text(row, mask=self._loaded.mask)
        when = day_and_time(intent.sent_at or intent.created_at, now=self._now, zone=self._zone)
        by = by_text(intent.owner.user, mask=self._loaded.mask)
        yield " · ".join(filter(None, (when, by, ticket_text(intent.ticket))))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer."""
        self.answer(event.button.id == "open")
