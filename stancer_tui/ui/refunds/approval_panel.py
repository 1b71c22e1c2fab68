"""What can be done with a refund that waits for a second agent, and what has changed since."""

from collections.abc import Callable
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.render.status import payment_status
from stancer_tui.services.refunds import words
from stancer_tui.services.refunds.approval_words import change_sentences
from stancer_tui.services.refunds.approvals import Request
from stancer_tui.services.refunds.errors import InProgress
from stancer_tui.services.refunds.offer import Consent
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.tick_box import TickBox
from stancer_tui.ui.widgets.trouble import trouble_words

_WHY = 120
"""Characters of a colleague's no."""


class ApprovalPanel(SurvivesLeaving, Vertical):
    """Reads the payment of a refund that waits; `ask` is given what was read where it may be approved.

    `answer` is given why it is declined, or None where the agent takes their own request back.
    """

    DEFAULT_CSS = """
    ApprovalPanel { height: auto; }
    ApprovalPanel Horizontal { height: auto; }
    ApprovalPanel LineInput { width: 1fr; }
    """

    def __init__(
        self,
        desk: Desk,
        intent: Intent,
        ask: Callable[[Request], None],
        answer: Callable[[str | None], None],
    ) -> None:
        super().__init__(id="approval")
        self.desk = desk
        self.intent = intent
        self._ask = ask
        self._answer = answer
        self._request: Request | None = None

    @property
    def mine(self) -> bool:
        """Whether this agent asked for it."""
        return self.desk.refunds.approvals.is_mine(self.intent)

    def compose(self) -> ComposeResult:
        """What is known of the payment, and the answers."""
        waits = _("A colleague approves it, or nobody within 24 hours: then it lapses.")
        yield Static(Content(waits if self.mine else _("Reading the payment…")), id="changed")
        if self.mine:
            with Horizontal():
                yield Button(Content(_("Withdraw it")), compact=True, id="withdraw")
            return
        with Horizontal():
            yield Button(Content(_("Approve…")), compact=True, id="approve", disabled=True)
            yield Button(Content(_("Decline")), compact=True, id="decline")
            yield LineInput(
                id="why", placeholder=_("why not, for your colleague"), compact=True, max_length=_WHY
            )

    def on_mount(self) -> None:
        """Read the payment again, where this agent could approve it."""
        if not self.mine:
            self.read()

    @work(group="approval", exclusive=True)
    async def read(self) -> None:
        """Read the payment, and say what has changed since."""
        try:
            request = await self.desk.refunds.approvals.read(self.intent.id)
        except ApiError as error:
            trouble = trouble_words(error)
            self.say(f"{trouble.title} {trouble.advice}", "$text-error")
            return
        except LedgerUnavailable as trouble:
            self.say(safe(trouble), "$text-error")
            return
        except (InProgress, ValueError):
            return  # it does not wait any more: what follows the intent shows that
        self._request = request
        sentences = [
            safe(each, 300)
            for each in change_sentences(
                request.changes, request.intent, money, lambda status: payment_status(status).shown
            )
        ]
        if sentences:
            told = _("Changed since it was asked for, so it cannot be approved:")
            self.say(" ".join((told, *sentences)), "bold $text-warning")
            return
        self.say(_("The payment is as it was when this was asked for."))
        await self._ask_consents(request.consents)
        self.query_one("#approve", Button).disabled = False

    async def _ask_consents(self, needed: frozenset[Consent]) -> None:
        for kind in sorted(needed, reverse=True):
            about = Static(Content.assemble(("! ", "bold $text-warning"), words.consent(kind)))
            box = TickBox(Content(_("I know, refund anyway")), id=f"consent-{kind}", compact=True)
            await self.mount(about, box, after="#changed")

    def say(self, text: str, style: str = "") -> None:
        """Show what is known; the text is safe to show."""
        if self.is_mounted:
            self.query_one("#changed", Static).update(Content.assemble((text, style)))

    @on(Button.Pressed, "#approve")
    def approve(self, event: Button.Pressed) -> None:
        """Ask for the last time."""
        event.stop()
        if self._request is None:
            return
        needed = self._request.consents
        given = frozenset(kind for kind in needed if self.query_one(f"#consent-{kind}", TickBox).value)
        if given < needed:
            self.say(_("Tick the box below first: it is confirmed separately."), "bold $text-warning")
            return
        self._ask(replace(self._request, given=given))

    @on(Button.Pressed, "#decline")
    def decline(self, event: Button.Pressed) -> None:
        """Say no to a colleague, and why: nothing is sent."""
        event.stop()
        why = self.query_one("#why", LineInput)
        if why.value.strip():
            self._answer(why.value.strip())
            return
        self.say(_("Tell your colleague why not, then decline."), "bold $text-warning")
        why.focus()

    @on(Button.Pressed, "#withdraw")
    def withdraw(self, event: Button.Pressed) -> None:
        """Take one's own back: nothing is sent."""
        event.stop()
        self._answer(None)
