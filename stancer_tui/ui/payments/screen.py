"""One payment as a story: why, who and how, what went back, what happened; every field behind a key."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableItem, payment_row
from stancer_tui.render.safe import safe
from stancer_tui.services.payments.duplicates import twins
from stancer_tui.services.payments.service import listed
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.objects import HISTORY, PAYMENT
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.dialogs.links import Destination, named_by
from stancer_tui.ui.disputes.summary import dispute_destination
from stancer_tui.ui.payments.body import PaymentBody
from stancer_tui.ui.payments.changes import change, why_not_now
from stancer_tui.ui.payments.noted import noted_events
from stancer_tui.ui.payments.related import related_payments
from stancer_tui.ui.shell.detail_screen import DetailScreen
from stancer_tui.ui.shell.subject import Subject

if TYPE_CHECKING:
    from stancer_tui.store.payment_index import PaymentIndex
    from stancer_tui.ui.payments.host import PaymentHost
    from stancer_tui.ui.payments.money_back import Journal


class PaymentScreen(DetailScreen):
    """Shows what the list knows at once, then the payment as the API has it now."""

    KEYS = (*PAYMENT, *HISTORY)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#payment"

    def __init__(
        self,
        host: "PaymentHost",
        mode: Mode,
        section: Section,
        payment_id: str,
        *,
        row: ListedPayment | None = None,
        payment: Payment | None = None,
    ) -> None:
        super().__init__(host, mode, section)
        self.host: PaymentHost = host
        self.payment_id = payment_id
        self.whose = lambda: self.row
        self.row = row if isinstance(row, PaymentRow) else None
        self.payment = payment
        if payment is not None:
            self.row, self.read_at = _row_of(payment), self.now()
        self.trouble: ApiError | None = None
        self.disputes: tuple[Dispute, ...] = ()
        self.journal: Journal = ()
        self._asked = {payment_id}

    def compose_body(self) -> ComposeResult:
        """Lay out what is shown of the payment."""
        panel = self.notes_panel()
        panel.drawn = self._draw
        yield PaymentBody(self.trail(), self.host.clock, panel, mask=self.host.mask)

    @property
    def body(self) -> PaymentBody:
        """What is shown of the payment."""
        return self.query_one(PaymentBody)

    def on_mount(self) -> None:
        """Show what the list knows."""
        self._draw()

    @property
    def crumb(self) -> str:
        """The id, which names its kind."""
        return safe(self.payment_id)

    @property
    def raw(self) -> dict[str, Any] | None:
        """The answer as it was received."""
        return None if self.payment is None else self.payment.raw

    def desk_ready(self, desk: Desk) -> None:
        """Read the payment as the API has it now, unless it was just read whole."""
        self._read_journal(desk)
        if self.payment is None:
            self.read(desk)

    def come_back(self, desk: Desk) -> None:
        """Read the payment again: the last reading may have been cut off."""
        self.read(desk)

    def read(self, desk: Desk) -> None:
        """Read the payment (again)."""
        self.show_state(_("reading"))
        self._read(desk)

    @work(group="read", exclusive=True)
    async def _read(self, desk: Desk) -> None:
        try:
            payment = await desk.payments.get(self.payment_id)
        except ApiError as error:
            self.trouble = error
        else:
            self.trouble, self.read_at = None, self.now()
            self.payment = payment
            self.row = _row_of(payment) or self.row
        if self.is_mounted:
            self._draw()
        if self.payment is not None and self.payment.status == "disputed" and not self.disputes:
            await self._read_disputes(desk, self.payment)

    async def _read_disputes(self, desk: Desk, payment: Payment) -> None:
        """Find the disputes of a disputed payment: the list is read on from its date."""
        from stancer_tui.services.disputes import disputes_of

        self.body.show_disputes(None)
        try:
            self.disputes = await disputes_of(desk.client, payment)
        except ApiError as error:
            self.body.show_disputes(error)
            return
        if self.is_mounted:
            self.body.show_disputes(self.disputes)

    def _draw(self) -> None:
        body, row = self.body, self.row
        body.show_trouble(self.trouble, kept=row is not None)
        if self.trouble is not None:
            self.show_state(_("not read"))
        elif self.payment is not None:
            self.show_age()
        if row is None:
            body.show_unread(self.trouble)
        else:
            body.show_row(row, self.payment, self._index)
        self._draw_money()
        if self.payment is not None:
            body.show_payment(self.payment, noted_events(self.desk, self.payment_id, mask=self.host.mask))

    @property
    def _index(self) -> "PaymentIndex":
        return self.host.windows.payments(self.mode).index

    def _draw_money(self) -> None:
        row = self.row
        if row is None:
            return
        likely = {each.id for each in twins(row, self._index)}
        if self.desk is not None and not likely <= self._asked:  # they are loaded since
            self._asked |= likely
            self._read_journal(self.desk)
        self.body.show_money(
            row,
            self.payment or listed(row),
            self._index,
            self.host.refunds.of_payment(self.mode, self.payment_id),
            journal=self.journal,
            policy=RefundPolicy(self.mode.live, read_only=self.desk is not None and self.desk.read_only),
        )

    @work(group="journal", exclusive=True)
    async def _read_journal(self, desk: Desk) -> None:
        """Find out by whom and why refunds of the payment and of its likely twins were made."""
        from stancer_tui.store.errors import LedgerUnavailable

        try:
            self.journal = await desk.refunds.of_payments(self._asked)
        except LedgerUnavailable:
            self.journal = None
        if self.is_mounted:
            self._draw_money()

    def show_badges(self) -> None:
        """Say so on the payment too."""
        super().show_badges()
        self._draw_money()

    def times_changed(self) -> None:
        """Redraw times in the other zone."""
        self._draw()

    def action_refresh_payment(self) -> None:
        """Read the payment again."""
        if self.desk is not None:
            self.read(self.desk)

    def action_links(self) -> None:
        """Go to a likely duplicate, a payment of the same customer or order, or an object this one names."""
        found: list[Destination] = []
        if self.row is not None:
            found += related_payments(
                self.row, self._index, now=self.now(), zone=self.zone, mask=self.host.mask
            )
        if self.payment is not None:
            found += named_by(self.payment.raw, self.payment_id, mask=self.host.mask)
        found += [dispute_destination(each) for each in self.disputes]
        self.offer(found)

    def action_refund(self) -> None:
        """Open the refund form."""
        self.host.open_refund(self.mode, self.payment_id)

    def payment_changed(self, payment_id: str) -> None:
        """Read again what was done to this payment."""
        if self.desk is not None and payment_id == self.payment_id:
            self._read_journal(self.desk)
            self.read(self.desk)

    def to_watch(self) -> Subject:
        """The payment."""
        from stancer_tui.services.watched_object import reading_of, reading_of_row

        row = self.row
        known = reading_of_row(row) if row is not None else None
        worth = Money(row.amount, row.currency) if row is not None else None
        if self.payment is not None:
            known = reading_of(Kind.PAYMENT, self.payment.raw)
        return Subject(Kind.PAYMENT, self.payment_id, worth, known)

    def action_copy(self) -> None:
        """Offer what can be copied of this payment."""
        if self.payment is not None:
            from stancer_tui.ui.payments.copy_payment import copy_payment

            copy_payment(self, self.payment, self._index, whole=True)

    def action_say(self) -> None:
        """Copy what may be told to the customer."""
        if self.row is not None:
            from stancer_tui.ui.payments.copy_payment import copy_sentence

            copy_sentence(self.app, self.row)

    def action_fields(self) -> None:
        """Show every field that is reported, or fold them."""
        self.body.unfold()

    def action_payout(self) -> None:
        """Find the payout that paid this payment."""
        if self.row is not None:
            paid = self.payment.date_paym if self.payment is not None else None
            self.host.find_payout(self, self.row, paid)

    def action_browser(self) -> None:
        """Offer to open the payment page, or the 3-D Secure address, in a browser."""
        if self.payment is not None and self.desk is not None:
            from stancer_tui.ui.payments.page_links import open_addresses

            open_addresses(self.app, self.desk, self.payment)

    def why_not(self, action: str) -> str | None:
        """What the payment's state does not allow."""
        return why_not_now(action, self.desk, self.payment or self.row)

    def action_link(self) -> None:
        """Show the link to the payment page."""
        self._change("link")

    def action_capture(self) -> None:
        """Ask whether to capture the payment."""
        self._change("capture")

    def action_authorize(self) -> None:
        """Ask whether to have the payment authorised."""
        self._change("authorize")

    def action_update(self) -> None:
        """Open the form that changes the payment."""
        self._change("update")

    def action_authenticate(self) -> None:
        """Open the form that asks for 3-D Secure."""
        self._change("authenticate")

    def _change(self, action: str) -> None:
        if self.desk is not None and not self.refuses(action):
            change(action, self.host.payment_writes, self.desk, self.payment_id, self.payment)

    def action_change(self) -> None:
        """Offer what can be done with the payment."""
        from stancer_tui.ui.payments.menu import change_menu

        change_menu(self)

    def action_scroll(self, where: str) -> None:
        """Scroll by a line, or to an end."""
        self.body.scroll_towards(where)


def _row_of(payment: Payment) -> PaymentRow | None:
    try:
        return payment_row(payment.raw)
    except UnreadableItem:
        return None
