"""What the screen of a payment shows of it: each part drawn as far as it is known."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stancer_tui.api.errors import ApiError
from stancer_tui.language import _
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.fields import payment_sections
from stancer_tui.render.reasons import row_reason
from stancer_tui.services.payments.duplicates import duplicates, twins
from stancer_tui.services.payments.timeline import story
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.disputes.summary import disputes_content
from stancer_tui.ui.notes.panel import NotesPanel
from stancer_tui.ui.payments.around import around_content, person_words
from stancer_tui.ui.payments.heading import Heading, HeadLine, head_lines
from stancer_tui.ui.payments.related import duplicates_line
from stancer_tui.ui.widgets.code_panel import reason_facts
from stancer_tui.ui.widgets.fact_list import Fact, FactList
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving
from stancer_tui.ui.widgets.notice import Notice
from stancer_tui.ui.widgets.object_facts import label_room, reported_line, section_facts
from stancer_tui.ui.widgets.timeline import LABEL_WIDTH, expected_facts, happened_facts
from stancer_tui.ui.widgets.trouble import trouble_words

if TYPE_CHECKING:
    from stancer_tui.render.fields import FieldSection
    from stancer_tui.services.payments.timeline import TimelineEvent
    from stancer_tui.services.refunds.ledger import RefundProgress
    from stancer_tui.services.refunds.offer import RefundPolicy
    from stancer_tui.store.payment_index import PaymentIndex
    from stancer_tui.ui.payments.money_back import Journal
    from stancer_tui.ui.shell.desk_clock import DeskClock

_WHY = 13
"""Cells of the labels under "Why"."""

_INDENT = 2
"""Cells by which what is said of a refund stands under it."""


class PaymentBody(SurvivesLeaving, VerticalScroll):
    """Tells the payment as a story, and every field behind one key; `title` is safe to show."""

    def __init__(self, title: str, clock: "DeskClock", notes: NotesPanel, *, mask: bool) -> None:
        super().__init__(classes="frame", id="payment")
        self.border_title = Content(title)
        self._clock = clock
        self._notes = notes
        self._mask = mask
        self._unfolded = False
        self._sections: tuple[FieldSection, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the parts in the order of the story; what is empty takes no room."""
        yield Notice()
        yield Heading(id="head")
        yield Static(id="warnings")
        yield self._notes
        with Container(id="columns"):
            with Vertical(id="now"):
                yield FactList(id="why", label_width=_WHY)
                yield Static(id="disputes")
                yield FactList(id="money-back", label_width=_INDENT)
            with Vertical(id="then"):
                yield FactList(id="happened", label_width=LABEL_WIDTH)
                yield Static(id="around")
        yield Static(id="reported")
        yield FactList(id="fields")

    def show_trouble(self, trouble: ApiError | None, *, kept: bool) -> None:
        """Say why it could not be read, and whether what is below was read before."""
        before = _("Below is what was read before.") if kept else ""
        self.query_one(Notice).say_trouble(trouble, "payment.refresh", f" {before}" if before else "")

    def show_unread(self, trouble: ApiError | None) -> None:
        """Say that nothing is known of it yet, or that it could not be read."""
        text = _("This payment could not be read.") if trouble else _("Reading the payment…")
        self.query_one(Heading).show([HeadLine(Content.assemble((text, "$muted")), Content(""))])

    def show_row(self, row: PaymentRow, payment: Payment | None, index: "PaymentIndex") -> None:
        """Show what a list knows of it: the head, why, and the payments that belong together."""
        now, zone = self._clock.now(), self._clock.zone
        others = person_words(row, index)
        lines = head_lines(row, payment, others, now=now, zone=zone, mask=self._mask)
        self.query_one(Heading).show(lines)
        why = reason_facts(row_reason(row), row.response, key_of("payment.say"))
        self.query_one("#why", FactList).show([Fact(_("Why")), *why])
        twins = duplicates(row, index)
        self._say("#around", around_content(row, index, twins, now=now, zone=zone))

    def show_payment(self, payment: Payment, noted: "Sequence[TimelineEvent]" = ()) -> None:
        """Show what only the whole payment has: what happened when, what is ahead, and every field.

        What the team `noted` stands among what happened.
        """
        now, zone = self._clock.now(), self._clock.zone
        told = story(payment, now, noted)
        ahead = expected_facts(told, zone, now)
        facts = [*happened_facts(told, zone), *([Fact("")] if ahead else []), *ahead]
        self.query_one("#happened", FactList).show(facts)
        self._sections = payment_sections(payment, zone=zone, now=now, mask=self._mask)
        self._draw_fields()

    def unfold(self) -> None:
        """Show every field that is reported, or fold them into a line again."""
        self._unfolded = not self._unfolded
        self._draw_fields()
        if self._unfolded:
            self.call_after_refresh(self._bring_fields)

    def _bring_fields(self) -> None:
        self.scroll_to_widget(self.query_one("#reported"), top=True, animate=False)

    def _draw_fields(self) -> None:
        fields = self.query_one("#fields", FactList)
        fields.display = self._unfolded
        if self._unfolded:
            fields.label_width = label_room(self._sections)
            fields.show(section_facts(self._sections))
        self._say("#reported", reported_line(self._sections, unfolded=self._unfolded))

    def show_money(
        self,
        row: PaymentRow,
        payment: Payment,
        index: "PaymentIndex",
        known: "Sequence[RefundProgress]",
        *,
        journal: "Journal",
        policy: "RefundPolicy",
    ) -> None:
        """Say what went back and what can, and first what this desk's journal holds unresolved."""
        from stancer_tui.ui.payments.money_back import money_back_facts
        from stancer_tui.ui.refunds.summary import refund_story

        others, now = twins(row, index), self._clock.now()
        warnings = [refund_story(None, known)] if known else []
        if others:
            warnings.append(duplicates_line(row, duplicates(row, index)))
        self._say("#warnings", Content("\n").join(warnings))
        told = money_back_facts(
            row, payment, others, journal, policy, now=now, zone=self._clock.zone, mask=self._mask
        )
        place = self.query_one("#money-back", FactList)
        place.display = True
        place.show(told)

    def _say(self, place: str, content: Content) -> None:
        static = self.query_one(place, Static)
        static.display = bool(content)
        static.update(content)

    def show_disputes(self, disputes: "Sequence[Dispute] | ApiError | None") -> None:
        """Show the disputes, that they could not be read, or (None) that they are being looked for."""
        place = self.query_one("#disputes", Static)
        place.display = True
        if disputes is None:
            content = Content.assemble((_("Looking for the dispute of this payment…"), "$muted"))
        elif isinstance(disputes, ApiError):
            why = trouble_words(disputes).title
            said = _("The dispute could not be read.")
            content = Content.assemble((f"! {said} {why}", "$text-error"))
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
