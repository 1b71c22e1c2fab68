"""Why a payment is as it is, in a few words beside its status."""

from typing import TYPE_CHECKING

from stancer_tui.language import _, uncapitalised
from stancer_tui.models.payment_row import LOST_REFUNDS, PaymentRow, refund_state
from stancer_tui.reference.reasons import Reason, reason
from stancer_tui.render.safe import safe

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment


def row_reason(row: PaymentRow) -> Reason:
    """Why a listed payment is as it is."""
    given = refund_state(row.status, row.amount, row.refunded) is not None
    counting = tuple(each.status for each in row.refunds if each.status not in LOST_REFUNDS) if given else ()
    return reason(row.status, row.response, method=row.method, auth_status=row.auth_status, refunds=counting)


def payment_reason(payment: "Payment") -> Reason:
    """Why a payment that was read whole is as it is."""
    given = refund_state(payment.status, payment.amount, payment.refunded.amount) is not None
    counting = tuple(each.status for each in payment.refunds if not each.lost) if given else ()
    auth = payment.auth.status if payment.auth is not None else None
    return reason(payment.status, payment.response, method=payment.method, auth_status=auth, refunds=counting)


def title_words(why: Reason, response: str | None) -> str:
    """ "51 Not enough money", or what the status means; an unknown code or status is named as such."""
    if why.code_leads:
        title = why.code.title if why.code else _("unknown code")
        return f"{safe(response, 12)} {title}"
    own = why.lead.title if why.lead is not None else _("unknown status")
    if why.auth is None:
        return own
    auth = _("3-D Secure: {words}", words=uncapitalised(why.auth.title))
    return auth if why.failed else f"{own} · {auth}"


def older_answer(why: Reason, response: str | None) -> str | None:
    """The bank's answer where the status is newer; None where the code leads or is not reported."""
    if why.code_leads or response is None:
        return None
    title = why.code.title if why.code is not None else _("an unknown code")
    return _("The bank's answer before that: {code} {title}", code=safe(response, 12), title=title)
