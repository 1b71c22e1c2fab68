"""What can be changed in the payment on a screen, as far as its state allows; else why not."""

from typing import TYPE_CHECKING

from stancer_tui.language import _
from stancer_tui.services.payments.actions import PaymentAction, standing, why_no_link, why_not

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.models.payment import Payment
    from stancer_tui.models.payment_row import PaymentRow
    from stancer_tui.ui.payments.writes import PaymentWrites

_LINK = "link"
_ACTIONS = frozenset(PaymentAction) - {PaymentAction.CREATE}
"""The screen's own actions have these names."""


def why_not_now(action: str, desk: "Desk | None", known: "Payment | PaymentRow | None") -> str | None:
    """Why the payment's state does not allow an action; safe to show. None for what changes no payment."""
    if action != _LINK and action not in _ACTIONS:
        return None
    if known is None or desk is None:
        return _("The payment is still being read.")
    if action == _LINK:
        return why_no_link(standing(known), live=desk.mode.live)
    return why_not(PaymentAction(action), standing(known), live=desk.mode.live, read_only=desk.read_only)


def change(
    action: str, writes: "PaymentWrites", desk: "Desk", payment_id: str, payment: "Payment | None"
) -> None:
    """Open the question or the form of a change that the payment's state allows.

    A form needs the whole payment; a question reads it itself.
    """
    if action in {PaymentAction.CAPTURE, PaymentAction.AUTHORIZE}:
        from stancer_tui.ui.payments.action_dialog import ask_payment_action

        ask_payment_action(writes, desk, payment_id, PaymentAction(action))
    elif payment is not None and action == _LINK:
        from stancer_tui.ui.payments.page_links import show_link

        show_link(writes.app, desk, payment)
    elif payment is not None:
        from stancer_tui.ui.payments.update_form import open_authentication, open_update

        form = open_update if action == PaymentAction.UPDATE else open_authentication
        form(writes, desk, payment)
