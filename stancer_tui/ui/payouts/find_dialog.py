"""Which payout paid a payment: looked for payout by payout, with what was looked at."""

from contextlib import aclosing
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.models.ids import Kind
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.models.payout import Payout
from stancer_tui.render import dates
from stancer_tui.render.payouts import minor
from stancer_tui.render.safe import safe
from stancer_tui.render.status import payout_status
from stancer_tui.services.payouts.service import FOLLOWS, why_in_none
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.money import FIND_PAYOUT
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.payouts.summary import LIVE_ONLY, WHY_LIVE_ONLY, head_content
from stancer_tui.ui.widgets.trouble import trouble_words

if TYPE_CHECKING:
    from stancer_tui.ui.shell.navigation import Navigation, OpenedFrom

_NAMED = 8


class FindPayout(Dialog[Payout]):
    """Looks into one payout after the other, the likeliest first; answers the payout to open, or None."""

    KEYS = FIND_PAYOUT
    BINDINGS: ClassVar[list[BindingType]] = bindings(FIND_PAYOUT)

    def __init__(self, desk: Desk, payment: PaymentRow, paid: datetime | None, now: datetime) -> None:
        super().__init__()
        self.desk = desk
        self.payment = payment
        self.paid = paid
        self.now = now
        self.found: Payout | None = None
        self.looked: list[Payout] = []

    def compose(self) -> ComposeResult:
        """Lay out what is known so far."""
        with VerticalScroll(classes="dialog-box help-box", can_focus=False) as box:
            box.border_title = Content(_("Payout of {payment}", payment=safe(self.payment.id, 40)))
            box.border_subtitle = Content(_("{key} closes", key=key_of("dialog.cancel")))
            yield Static(self._first_words(), id="answer")

    def on_mount(self) -> None:
        """Look, where there can be an answer."""
        if self._known() is None:
            self._look()

    def _first_words(self) -> Content:
        known = self._known()
        return Content(_("Reading the payouts made after this payment…")) if known is None else known

    def _known(self) -> Content | None:
        """What needs no request: there are no payouts here, or this payment is in none."""
        if not self.desk.mode.live:
            return Content.assemble((_(LIVE_ONLY), "bold"), f"\n{_(WHY_LIVE_ONLY)}")
        why = why_in_none(self.payment.status)
        if why is None and self.payment.created is None:
            why = _("The API reports no date of this payment, so its payout cannot be looked for.")
        return None if why is None else Content(why)

    @work(group="find", exclusive=True)
    async def _look(self) -> None:
        try:
            async with aclosing(self.desk.payouts.find(self.payment, self.paid)) as looks:
                async for look in looks:
                    if look.found:
                        self.found = look.payout
                    else:
                        self._say(
                            Content(
                                _(
                                    "Looking into payout {number} of {of} · {key} stops",
                                    number=look.number,
                                    of=look.of,
                                    key=key_of("dialog.cancel"),
                                )
                            )
                        )
                        self.looked.append(look.payout)
        except ApiError as error:
            words = trouble_words(error)
            self._say(
                Content.assemble(
                    (f"! {words.title} {words.detail}\n{words.advice}\n", "$text-error"), self._named()
                )
            )
            return
        self._show_result()

    def _show_result(self) -> None:
        payout = self.found
        if payout is None:
            title = _("Not found in any of:") if self.looked else _("No payout was made after this payment.")
            text = _(
                "Looked for in the payouts of the {days} days after it. "
                "A payment is in a payout some days after its capture.",
                days=FOLLOWS.days,
            )
            self._say(Content("\n").join([Content.assemble((title, "bold")), self._named(), Content(text)]))
            return
        head = Content.assemble(
            (safe(payout.id), "bold $text-primary"), "\n", head_content(payout, now=self.now)
        )
        opens = _("{key} opens it, with its members", key=key_of("find_payout.open"))
        self._say(Content("\n").join([head, Content(""), Content(opens)]))

    def _named(self) -> Content:
        """The payouts that were looked into."""
        lines = [Content(_line(payout)) for payout in self.looked[:_NAMED]]
        more = len(self.looked) - _NAMED
        if more > 0:
            lines.append(Content(_("and {count} more", count=more)))
        return Content("\n").join(lines)

    def _say(self, content: Content) -> None:
        if self.is_mounted:
            self.query_one("#answer", Static).update(content)

    def action_open(self) -> None:
        """Open the payout that was found."""
        if self.found is not None:
            self.answer(self.found)


def _line(payout: Payout) -> str:
    day = dates.paris_date(payout.date_paym) if payout.date_paym else _("no date")
    worth = minor(payout.amount, payout.currency)
    return (
        f"  {day}  {worth} {safe((payout.currency or '').upper(), 8)}  {payout_status(payout.status).text()}"
    )


def find_payout(
    app: App[Any],
    navigation: "Navigation",
    opener: "OpenedFrom",
    payment: PaymentRow,
    *,
    paid: datetime | None,
    now: datetime,
) -> None:
    """Look for the payout that paid a payment, and open it over the opener if it is found."""
    if opener.desk is None:
        return

    def found(payout: Payout | None) -> None:
        if payout is not None:
            navigation.open(opener, Kind.PAYOUT, payout.id, known=payout)

    app.push_screen(FindPayout(opener.desk, payment, paid, now), found)
