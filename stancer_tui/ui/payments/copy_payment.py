"""Copying what is known of a payment."""

from typing import TYPE_CHECKING, Any

from stancer_tui.config import DEFAULT_PROFILE
from stancer_tui.language import _, capitalised
from stancer_tui.ui.dialogs.copy_menu import copy_menu
from stancer_tui.ui.payments.page_links import show_link
from stancer_tui.ui.shell.clipboard import copy
from stancer_tui.ui.shell.noted import notes_for_copy
from stancer_tui.ui.shell.screen import DeskScreen

if TYPE_CHECKING:
    from textual.app import App

    from stancer_tui.models.payment import Payment
    from stancer_tui.models.payment_row import PaymentRow
    from stancer_tui.render.clipboard import CopyEntry
    from stancer_tui.store.payment_index import PaymentIndex
    from stancer_tui.ui.dialogs.menu import MenuEntry


def copy_payment(screen: DeskScreen, payment: "Payment", index: "PaymentIndex", *, whole: bool) -> None:
    """Offer what can be copied of a payment; one known from a list only has no answer as received."""
    from stancer_tui.render.clipboard import copy_entries

    entries = copy_entries(
        payment,
        screen.mode,
        zone=screen.host.clock.zone,
        base_url=screen.desk.client.base_url if screen.desk is not None else "",
        profile=_named_profile(screen),
        mask=screen.host.mask,
        twin=_likely_twin(payment, index),
        notes=notes_for_copy(screen, (payment.id,)),
    )
    kept = [entry for entry in entries if whole or entry.key != "j"]
    linked = _link_entry(screen, payment) if whole else None
    if linked is not None:
        kept.append(linked)

    def chosen(entry: "MenuEntry[CopyEntry] | None") -> None:
        if entry is not None and entry.value is linked and screen.desk is not None:
            show_link(screen.app, screen.desk, payment, at_once=True)
        elif entry is not None:
            copy(screen.app, entry.value.text, capitalised(entry.value.label))

    screen.app.push_screen(copy_menu(kept), chosen)


def _named_profile(screen: DeskScreen) -> str:
    """The profile of a screen, "" for the default one."""
    profile = DEFAULT_PROFILE if screen.desk is None else screen.desk.account.profile
    return "" if profile == DEFAULT_PROFILE else profile


def copy_sentence(app: "App[Any]", row: "PaymentRow") -> None:
    """Copy what may be told to the customer, in the language spoken; what no table knows has no sentence."""
    from stancer_tui.reference.customer_words import customer_sentence
    from stancer_tui.render.reasons import row_reason

    advice = row_reason(row).advice
    if advice is not None:
        copy(app, customer_sentence(advice), _("For the customer, in English"))
        return
    app.notify(
        _("Its code or status is in no table of the API reference. Ask Stancer what it means."),
        title=_("There is no sentence for the customer"),
        severity="warning",
        markup=False,
    )


def _likely_twin(payment: "Payment", index: "PaymentIndex") -> "PaymentRow | None":
    from stancer_tui.models.payment_row import UnreadableItem, payment_row
    from stancer_tui.services.payments.duplicates import twins

    try:
        return next(iter(twins(payment_row(payment.raw), index)), None)
    except UnreadableItem:
        return None


def _link_entry(screen: DeskScreen, payment: "Payment") -> "CopyEntry | None":
    """The link to the payment page, where the payment still has one; the public key may be asked for."""
    from stancer_tui.render.clipboard import CopyEntry
    from stancer_tui.services.payments.actions import standing, why_no_link

    if why_no_link(standing(payment), live=screen.mode.live) is not None:
        return None
    return CopyEntry("l", _("payment link"), _("where the customer pays"))
