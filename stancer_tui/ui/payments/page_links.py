"""A payment's page: its link, and the addresses of a payment that a browser can open."""

from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.language import _
from stancer_tui.render.safe import safe
from stancer_tui.services.payments.actions import standing, why_no_link
from stancer_tui.ui.payments.page_key import with_public_key
from stancer_tui.ui.shell.browser import host_of, open_in_browser

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.models.payment import Payment
    from stancer_tui.models.secret import Secret


def show_link(app: App[Any], desk: "Desk", payment: "Payment", *, at_once: bool = False) -> None:
    """Show the link to a payment's page; `at_once` copies it too. The public key is asked for if needed."""

    def show(key: "Secret") -> None:
        from stancer_tui.ui.payments.link_dialog import PaymentLink

        app.push_screen(PaymentLink(desk, payment, key, at_once=at_once))

    with_public_key(app, desk, show)


def open_addresses(app: App[Any], desk: "Desk", payment: "Payment") -> None:
    """Open the payment page or the bank's 3-D Secure page; the agent chooses where there are both."""
    from stancer_tui.ui.dialogs.menu import Menu, MenuEntry

    redirect = payment.auth.redirect_url if payment.auth is not None else None
    bank = host_of(redirect)
    no_page = why_no_link(standing(payment), live=desk.mode.live)
    if no_page is not None and bank is None:
        neither = _("It reports no https address for 3-D Secure either.")
        app.notify(f"{no_page} {neither}", title=_("Nothing to open"), markup=False)
    elif redirect is None or bank is None:
        _open_page(app, desk, payment)
    elif no_page is not None:
        open_in_browser(app, redirect)
    else:
        host = safe(bank, 60)
        entries = (
            MenuEntry("p", _("Payment page"), _("where the customer pays, at Stancer"), "page"),
            MenuEntry("3", "3-D Secure", _("the bank of the card, on the host {host}", host=host), "bank"),
        )

        def chosen(entry: MenuEntry[str] | None) -> None:
            answer = entry.value if entry is not None else None
            if answer == "bank":
                open_in_browser(app, redirect)
            elif answer == "page":
                _open_page(app, desk, payment)

        app.push_screen(Menu(_("Open in the browser"), entries), chosen)


def _open_page(app: App[Any], desk: "Desk", payment: "Payment") -> None:
    if desk.account.demo:
        from stancer_tui.ui.payments.link_dialog import NO_ADDRESS

        app.notify(_(NO_ADDRESS), title=_("The demo's page has no address"), markup=False)
        return

    def show(key: "Secret") -> None:
        from stancer_tui.api.payment_link import payment_page_url

        address = payment_page_url(key, payment.id, mode=desk.mode, base_url=desk.client.base_url)
        open_in_browser(app, address, own_page=True)

    with_public_key(app, desk, show)
