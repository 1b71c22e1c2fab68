"""The link to a payment's page: its language, copies of it, the page itself."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from stancer_tui.api.errors import InvalidField
from stancer_tui.api.payment_link import iframe_snippet, payment_page_url
from stancer_tui.desk import Desk
from stancer_tui.language import N_, _
from stancer_tui.models.payment import Payment
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.links import PAYMENT_LINK
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.shell.browser import host_of, open_in_browser
from stancer_tui.ui.shell.clipboard import copy
from stancer_tui.ui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from stancer_tui.models.secret import Secret

NO_ADDRESS = N_(
    "The demo runs inside this program, so this link leads nowhere: it only shows what a real one looks like."
)
_LANGUAGES = N_(
    "Empty: the page speaks the language of the customer's browser, else English. A tag such as fr-fr or "
    "fr-be comes first; where Stancer has no translation of it, the browser's language follows, then English."
)
_NO_RETURN = N_(
    "This payment has no return URL: after paying, the customer is not led back to a page of yours. "
    "Update the payment to give it one."
)


class PaymentLink(Dialog[None]):
    """Shows and copies the address of a payment's page; with `at_once` it is copied as it opens."""

    KEYS = PAYMENT_LINK
    BINDINGS: ClassVar[list[BindingType]] = bindings(PAYMENT_LINK)
    AUTO_FOCUS = "#copy"

    def __init__(self, desk: Desk, payment: Payment, key: "Secret", *, at_once: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self.payment = payment
        self._key = key
        self._at_once = at_once

    def compose(self) -> ComposeResult:
        """Lay out the address, what to know of it, its language, the buttons."""
        with VerticalScroll(classes="dialog-box help-box", can_focus=False) as box:
            box.border_title = Content(" · ".join((_("Payment link"), self.desk.mode.word)))
            keys = (
                _("{key} copies", key=key_of("link.copy")),
                _("{key} iframe", key=key_of("link.frame")),
                _("{key} opens", key=key_of("link.open")),
                _("{key} closes", key=key_of("dialog.cancel")),
            )
            box.border_subtitle = Content(" · ".join(keys))
            yield Static(self._what(), classes="dialog-text")
            yield Static(id="address", classes="dialog-text")
            if self.desk.account.demo:
                yield Static(Content(_(NO_ADDRESS)), classes="dialog-text")
            yield Static(self._return(), classes="dialog-text")
            with Horizontal(classes="dialog-row"):
                yield Label(Content(_("Page language")), classes="row-label")
                yield LineInput(placeholder=_("the browser's own"), id="lang", compact=True, max_length=35)
            yield Label(Content(""), id="error", classes="field-error")
            yield Static(Content.assemble((_(_LANGUAGES), "$muted")))
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Close")), compact=True, id="close")
                yield Button(Content(_("Open page")), compact=True, id="open")
                yield Button(Content(_("Copy iframe")), compact=True, id="frame")
                yield Button(Content(_("Copy link")), compact=True, id="copy", variant="primary")

    def on_mount(self) -> None:
        """Show the address; copy it where that was asked for."""
        self._show()
        if self._at_once:
            self.call_after_refresh(self.action_copy_link)

    def _what(self) -> Content:
        number, text = self.payment.order_id, self.payment.description
        facts = (
            _("order {order}", order=safe(number)) if number else None,
            safe(text) if text else None,
        )
        rest = "".join(f" · {each}" for each in facts if each)
        return Content.assemble((money(self.payment.money), "bold"), (rest, "$muted"))

    def _return(self) -> Content:
        auth = self.payment.auth
        address = self.payment.return_url or (auth.return_url if auth is not None else None)
        if not address:
            return Content.assemble(("! ", "bold $text-warning"), (_(_NO_RETURN), "$text-warning"))
        host = host_of(address)
        where = (
            _("After paying, the customer is led back to the host {host}.", host=safe(host, 100))
            if host
            else _("After paying, the customer is led back to an address that is not https.")
        )
        return Content.assemble((where, "$muted"))

    def _address(self) -> str | None:
        """The address in the language that is typed, or None with the reason shown at the field."""
        lang = self.query_one("#lang", Input).value.strip() or None
        error = ""
        try:
            return payment_page_url(
                self._key,
                self.payment.id,
                mode=self.desk.mode,
                lang=lang,
                base_url=self.desk.client.base_url,
            )
        except InvalidField as refusal:
            error = f"{refusal.reason[0].upper()}{refusal.reason[1:]}."
        finally:
            self.query_one("#error", Label).update(Content(error))
        return None

    @on(Input.Changed, "#lang")
    def _show(self) -> None:
        address = self._address()
        if address is not None:
            self.query_one("#address", Static).update(Content(address))

    @on(Input.Submitted, "#lang")
    @on(Button.Pressed, "#copy")
    def action_copy_link(self) -> None:
        """Copy the address."""
        address = self._address()
        if address is not None:
            copy(self.app, address, _("Link to the payment page"))
            sent = _("link sent to the terminal's clipboard")
            self.query_one(".dialog-box").border_subtitle = Content(f"✓ {sent}")

    @on(Button.Pressed, "#frame")
    def action_copy_frame(self) -> None:
        """Copy HTML that shows the page in a frame."""
        address = self._address()
        if address is not None:
            copy(self.app, iframe_snippet(address), _("Frame of the payment page"))

    @on(Button.Pressed, "#open")
    def action_open_page(self) -> None:
        """Open the page in a browser, where it has an address."""
        address = self._address()
        if self.desk.account.demo:
            self.notify(_(NO_ADDRESS), title=_("The demo's page has no address"), markup=False)
        elif address is not None:
            open_in_browser(self.app, address, own_page=True)

    @on(Button.Pressed, "#close")
    def close_pressed(self) -> None:
        """The button does what escape does."""
        self.action_cancel()
