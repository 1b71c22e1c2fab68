"""What the screen of a payment shows of it: each part drawn as far as it is known."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stancer_tui.api.errors import ApiError
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.fields import payment_sections
from stancer_tui.services.payments.duplicates import duplicates
from stancer_tui.services.payments.timeline import timeline
from stancer_tui.ui.disputes.summary import disputes_content
from stancer_tui.ui.payments.heading import head_content
from stancer_tui.ui.payments.related import related_content
from stancer_tui.ui.widgets.code_panel import CodePanel, code_content
from stancer_tui.ui.widgets.fact_list import FactList
from stancer_tui.ui.widgets.notice import Notice
from stancer_tui.ui.widgets.object_facts import section_facts
from stancer_tui.ui.widgets.payment_preview import code_entry, succeeded
from stancer_tui.ui.widgets.timeline import timeline_content
from stancer_tui.ui.widgets.trouble import trouble_words

if TYPE_CHECKING:
    from stancer_tui.services.refunds.ledger import RefundProgress
    from stancer_tui.store.payment_index import PaymentIndex
    from stancer_tui.ui.shell.desk_clock import DeskClock


class PaymentBody(VerticalScroll):
    """Shows the head, then why and what happened beside the fields; `title` is safe to show."""

    def __init__(self, title: str, clock: "DeskClock", *, mask: bool) -> None:
        super().__init__(classes="frame", id="payment")
        self.border_title = Content(title)
        self._clock = clock
        self._mask = mask

    def compose(self) -> ComposeResult:
        """Lay out the parts; what is empty takes no room."""
        yield Notice()
        yield Static(id="head")
        yield Static(id="refund")
        with Container(id="columns"):
            with Vertical(id="why"):
                yield CodePanel(id="code")
                yield Static(id="disputes")
                yield Static(id="related")
                yield Static(id="timeline")
            yield FactList(id="fields")

    def show_trouble(self, trouble: ApiError | None, *, kept: bool) -> None:
        """Say why it could not be read, and whether what is below was read before."""
        before = " Below is what was read before." if kept else ""
        self.query_one(Notice).say_trouble(trouble, "payment.refresh", before)

    def show_row(self, row: PaymentRow | None, index: "PaymentIndex", trouble: ApiError | None) -> None:
        """Show what a list knows of it: the head, the code, and the payments that belong together."""
        head = self.query_one("#head", Static)
        if row is None:
            text = "This payment could not be read." if trouble else "Reading the payment…"
            head.update(Content.assemble((text, "$muted")))
            return
        head.update(head_content(row))
        entry, good = code_entry(row), succeeded(row)
        self.query_one(CodePanel).update(code_content(row.response, entry, succeeded=good, source=True))
        related = related_content(
            row, index, duplicates(row, index), now=self._clock.now(), zone=self._clock.zone
        )
        place = self.query_one("#related", Static)
        place.display = bool(related)
        place.update(related)

    def show_payment(self, payment: Payment) -> None:
        """Show what only the whole payment has: what happened when, and every field."""
        now, zone = self._clock.now(), self._clock.zone
        self.query_one("#timeline", Static).update(timeline_content(timeline(payment), zone))
        sections = payment_sections(payment, zone=zone, now=now, mask=self._mask)
        self.query_one(FactList).show(section_facts(sections))

    def show_refunds(self, payment: Payment | None, known: "Sequence[RefundProgress]") -> None:
        """Say when refunds arrive, and what this desk's journal holds unresolved."""
        from stancer_tui.ui.refunds.summary import refund_story

        story = refund_story(payment, known)
        line = self.query_one("#refund", Static)
        line.display = bool(story)
        line.update(story)

    def show_disputes(self, disputes: "Sequence[Dispute] | ApiError | None") -> None:
        """Show the disputes, that they could not be read, or (None) that they are being looked for."""
        place = self.query_one("#disputes", Static)
        place.display = True
        if disputes is None:
            content = Content.assemble(("Looking for the dispute of this payment…", "$muted"))
        elif isinstance(disputes, ApiError):
            why = trouble_words(disputes).title
            content = Content.assemble((f"! The dispute could not be read. {why}", "$text-error"))
        else:
            content = disputes_content(tuple(disputes), now=self._clock.now(), zone=self._clock.zone)
        place.update(content)

    def scroll_towards(self, where: str) -> None:
        """Scroll a line down or up, to the top or the bottom."""
        match where:
            case "down" | "up":
                self.scroll_relative(y=1 if where == "down" else -1, animate=False)
            case "top":
                self.scroll_home(animate=False)
            case "bottom":
                self.scroll_end(animate=False)
