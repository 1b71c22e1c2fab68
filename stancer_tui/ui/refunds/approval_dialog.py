"""The last question before a colleague's refund is sent: what they asked for, and whose money it is."""

from collections.abc import Callable, Sequence
from time import monotonic

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.ui.dialogs.money_question import MoneyQuestion
from stancer_tui.ui.widgets.fact_list import Fact, FactList


class ApproveRefund(MoneyQuestion):
    """Says what is sent for a colleague; `asked` is who asked for it, and `facts` whose payment it is."""

    def __init__(
        self,
        refund: Money,
        *,
        payment: str,
        asked: str,
        facts: Sequence[Fact],
        warnings: Sequence[str],
        mode: Mode,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        what = _("Approve and send {amount}", amount=money(refund))
        whose = _("of payment {payment}", payment=safe(payment))
        text = Content.assemble((what, "bold"), (f"  {whose}", "$muted"))
        super().__init__(what, text, refund, mode=mode, clock=clock)
        self.asked = asked
        self.facts = facts
        self.warnings = warnings

    def body(self) -> ComposeResult:
        """What is sent, for whom, and from where."""
        yield Static(Content.assemble(self.text), classes="dialog-text")
        facts = FactList(label_width=10)
        facts.show(self.facts)
        yield facts
        for warning in self.warnings:
            yield Static(Content.assemble(("! ", "bold $text-warning"), warning), classes="warning")
        said = _("{name} asked for it. It is sent once, from your desk.", name=self.asked)
        yield Static(Content(said), classes="warning")
