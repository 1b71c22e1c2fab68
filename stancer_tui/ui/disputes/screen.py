"""One dispute: why, the payment behind it, what was given back already, and how it is answered."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.models.base import StancerObject
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.disputes import DisputeLine, dispute_entry
from stancer_tui.render.fields import object_sections
from stancer_tui.render.safe import safe
from stancer_tui.services.payments.timeline import story
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.money import DISPUTE
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.objects import HISTORY
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.dialogs.links import Destination, named_by
from stancer_tui.ui.disputes import summary as facts
from stancer_tui.ui.disputes.new_disputes import DisputeList
from stancer_tui.ui.shell.detail_screen import DetailScreen
from stancer_tui.ui.shell.subject import Subject
from stancer_tui.ui.widgets.code_panel import code_content
from stancer_tui.ui.widgets.fact_list import FactList
from stancer_tui.ui.widgets.notice import Notice
from stancer_tui.ui.widgets.object_facts import section_facts
from stancer_tui.ui.widgets.timeline import timeline_content

if TYPE_CHECKING:
    from stancer_tui.ui.disputes.host import DisputesHost


class DisputeScreen(DetailScreen):
    """Shows what the list knows at once, then the dispute and its payment as the API has them now."""

    KEYS = (*DISPUTE, *HISTORY)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#dispute"

    def __init__(
        self,
        host: "DisputesHost",
        mode: Mode,
        section: Section,
        dispute_id: str,
        known: StancerObject | None = None,
    ) -> None:
        super().__init__(host, mode, section)
        self.host: DisputesHost = host
        self.dispute_id = dispute_id
        self.whose = lambda: self.row
        self.to_note = lambda: Subject(Kind.DISPUTE, dispute_id, related=_payment_of(self.dispute))
        self.listed = known if isinstance(known, Dispute) else None
        """As the list answered it: it reports a bank date and a type that the dispute itself does not."""
        self.fetched: Dispute | None = None
        self.dispute = self.listed
        self.trouble: ApiError | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the amount and the reason, then what stands behind them beside the fields."""
        with VerticalScroll(classes="frame", id="dispute") as frame:
            frame.border_title = Content(self.trail())
            yield Notice()
            yield Static(id="head")
            yield Static(id="warning")
            yield self.notes_panel()
            with Container(id="columns"):
                with Vertical(id="why"):
                    yield Static(id="payment")
                    yield Static(id="answer")
                    yield Static(id="code")
                    yield Static(id="timeline")
                    yield Static(id="others")
                yield FactList(label_width=16, id="fields")

    def on_mount(self) -> None:
        """Show what the list knows."""
        self._draw()

    @property
    def crumb(self) -> str:
        """The id, which names its kind."""
        return safe(self.dispute_id)

    @property
    def raw(self) -> dict[str, Any] | None:
        """The answer as it was received."""
        answer = self.fetched or self.listed
        return None if answer is None else answer.raw

    @property
    def known(self) -> DisputeList:
        """The disputes of this mode that are loaded, and the payments that were read for them."""
        return self.host.disputes.of(self.mode)

    @property
    def payment(self) -> Payment | None:
        """The payment behind it, once it was read."""
        return self.known.behind.payments.get(self._payment_id)

    @property
    def row(self) -> PaymentRow | None:
        """The payment behind it, as far as it is known."""
        return self._row(self._payment_id)

    @property
    def _payment_id(self) -> str:
        return (self.dispute.payment if self.dispute is not None else None) or ""

    def _row(self, payment_id: str) -> PaymentRow | None:
        listed = self.host.windows.payments(self.mode).index.get(payment_id)
        return self.known.behind.row(payment_id) or (listed if isinstance(listed, PaymentRow) else None)

    def desk_ready(self, desk: Desk) -> None:
        """Read the dispute, then its payment."""
        self.show_state(_("reading"))
        self._read(desk)

    def come_back(self, desk: Desk) -> None:
        """Read again: the last reading may have been cut off."""
        self.desk_ready(desk)

    @work(group="read", exclusive=True)
    async def _read(self, desk: Desk) -> None:
        try:
            self.fetched = await desk.disputes.get(self.dispute_id)
            self.dispute = _together(self._listed(), self.fetched)
            self.trouble, self.read_at = None, self.now()
        except ApiError as error:
            self.trouble = error
        self._draw()
        payment_id = self._payment_id
        if payment_id:
            try:
                self.known.behind.take(payment_id, await desk.disputes.payment(payment_id))
            except ApiError as error:
                self.known.behind.take(payment_id, error)
            self._draw()

    def _listed(self) -> Dispute | None:
        loaded = (each for each in self.known.items if isinstance(each, Dispute))
        return self.listed or next((each for each in loaded if each.id == self.dispute_id), None)

    def _draw(self) -> None:
        if not self.is_mounted:
            return
        self._draw_notice()
        dispute, payment = self.dispute, self.payment
        if dispute is None:
            text = _("This dispute could not be read.") if self.trouble else _("Reading the dispute…")
            self.query_one("#head", Static).update(Content.assemble((text, "$muted")))
        else:
            self._say(
                "#head",
                facts.head_content(DisputeLine(dispute, self.row, self.known.behind.lookup(dispute.payment))),
            )
            self._say("#code", code_content(dispute.response, dispute_entry(dispute.response), source=True))
            self._say("#answer", facts.answer_content())
            trouble = self.known.behind.not_readable.get(self._payment_id)
            self._say("#payment", facts.payment_content(dispute, self.row, trouble))
            self._draw_fields(dispute)
        self._say("#warning", facts.warning_content(payment))
        told = story(payment, self.now()) if payment is not None else None
        lines = timeline_content(told, self.zone, self.now()) if told is not None else Content("")
        self._say("#timeline", lines)
        self._draw_others()
        frame = self.query_one("#dispute")
        frame.border_title = Content(self.trail())

    def _say(self, place: str, content: Content) -> None:
        static = self.query_one(place, Static)
        static.display = bool(content)
        static.update(content)

    def _draw_notice(self) -> None:
        kept = " " + _("Below is what was read before.") if self.dispute is not None else ""
        self.query_one(Notice).say_trouble(self.trouble, "dispute.refresh", kept)
        if self.trouble is not None:
            self.show_state(_("not read"))
        elif self.fetched is not None:
            self.show_age()

    def _draw_fields(self, dispute: Dispute) -> None:
        sections = object_sections(dispute, Kind.DISPUTE, zone=self.zone, now=self.now(), mask=self.host.mask)
        self.query_one(FactList).show(section_facts(sections))

    def _draw_others(self) -> None:
        row = self.row
        if row is None or row.customer_id is None:
            self._say("#others", Content(""))
            return
        label = self.known.label
        scope = (
            _("of the loaded ones ({dates})", dates=label)
            if label
            else _("none are loaded, {key} loads them", key=key_of("app.section_disputes"))
        )
        self._say("#others", facts.others_content(self._others(), complete=scope))

    def _others(self) -> list[Destination]:
        """Other disputes of the same customer, as far as disputes and payments are loaded."""
        row = self.row
        found: list[Destination] = []
        for other in self.known.items:
            if not isinstance(other, Dispute) or other.id == self.dispute_id or row is None:
                continue
            behind = self._row(other.payment or "")
            if (
                behind is not None
                and behind.customer_id is not None
                and behind.customer_id == row.customer_id
            ):
                found.append(facts.dispute_destination(other, behind))
        return found

    def times_changed(self) -> None:
        """Redraw times in the other zone."""
        self._draw()

    def action_refresh_object(self) -> None:
        """Read the dispute and its payment again."""
        if self.desk is not None:
            self.desk_ready(self.desk)

    def payment_changed(self, payment_id: str) -> None:
        """A refund of the disputed payment changes what may go back twice."""
        if self.desk is not None and payment_id == self._payment_id:
            self.desk_ready(self.desk)

    def action_links(self) -> None:
        """Go to the payment, to what it names, or to another dispute of the customer."""
        found: list[Destination] = []
        if self.dispute is not None:
            found += named_by(self.dispute.raw, self.dispute_id, mask=self.host.mask)
        if self.payment is not None:
            here = {each.id for each in found} | {self.dispute_id}
            named = named_by(self.payment.raw, self.payment.id, mask=self.host.mask)
            found += [each for each in named if each.id not in here]
        self.offer([*found, *self._others()])

    def action_copy(self) -> None:
        """Copy the dossier."""
        if self.dispute is not None:
            facts.copy_dossier(self, self.dispute, self.payment)


def _together(listed: Dispute | None, fetched: Dispute) -> Dispute:
    """What both answers report; a field that both have is the later one's."""
    if listed is None:
        return fetched
    later = {name: value for name, value in fetched.raw.items() if value is not None}
    return Dispute.read(listed.raw | later)


def _payment_of(dispute: Dispute | None) -> tuple[str, ...]:
    """The payment whose notes are read with those on the dispute."""
    return (dispute.payment,) if dispute is not None and dispute.payment else ()
