"""The last question before a refund: to whom, for what, what was refunded before, what to beware of."""

from collections.abc import Callable, Sequence
from time import monotonic

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.render.money import money
from stancer_tui.ui.dialogs.money_question import MoneyQuestion
from stancer_tui.ui.widgets.fact_list import Fact, FactList


class ConfirmRefund(MoneyQuestion):
    """Says what will be sent, to whom and for what.

    `payment` is the id, safe to show; `facts` say whose it is and what was refunded before.
    """

    def __init__(
        self,
        refund: Money,
        *,
        cancels: bool,
        waits: bool = False,
        payment: str,
        facts: Sequence[Fact],
        mode: Mode,
        warnings: tuple[str, ...],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        worth, harmless = money(refund), _("Go back") if cancels else _("Cancel")
        what, whose = _("Refund {amount}", amount=worth), _("of payment {payment}", payment=payment)
        if cancels:
            what = _("Cancel the payment of {amount}", amount=worth)
        if waits:
            what = _("Ask for approval: {amount}", amount=worth)
            warnings = (
                _("Above this amount a second agent approves; until then nothing is sent."),
                *warnings,
            )
        whose = f"\n{payment}" if cancels else f"  {whose}"
        text = Content.assemble((what, "bold"), (whose, "$muted"))
        super().__init__(what, text, refund, mode=mode, harmless=harmless, clock=clock)
        self.facts = facts
        self.warnings = warnings

    def body(self) -> ComposeResult:
        """What is sent, whose it is, and each warning."""
        yield Static(Content.assemble(self.text), classes="dialog-text")
        facts = FactList(label_width=10)
        facts.show(self.facts)
        yield facts
        for warning in self.warnings:
            yield Static(Content.assemble(("! ", "bold $text-warning"), warning), classes="warning")
