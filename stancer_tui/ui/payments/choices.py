"""A payment as one of several to choose from: when, how much, what came of it and why, and whose it is."""

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from stancer_tui.language import _
from stancer_tui.models import moments
from stancer_tui.models.folding import fold
from stancer_tui.models.ids import Kind
from stancer_tui.models.payment_row import PaymentRow, UnreadableRow, payment_row
from stancer_tui.reference.codes import Retry
from stancer_tui.render import dates
from stancer_tui.render.identity import identity_text
from stancer_tui.render.money import amount
from stancer_tui.render.reasons import row_reason, title_words
from stancer_tui.render.safe import safe
from stancer_tui.render.status import row_status
from stancer_tui.ui.dialogs.links import Destination

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment


def payment_choice(
    row: PaymentRow, *, now: datetime, zone: tzinfo, mask: bool, label: str = ""
) -> Destination:
    """A payment to go to; behind a `label` there is less room, and the reason moves to the second line."""
    at = moments.instant(row.created)
    when = dates.in_column(at, now=now, zone=zone) if at else _(dates.NO_DATE)
    money = f"{amount(row.amount, row.currency):>10} {safe(row.currency.upper(), 8)}"
    facts, why, who = (
        f"{when:<{dates.column_width()}}  {money}  {row_status(row).text()}",
        _why(row),
        identity_text(row, mask=mask),
    )
    if label:
        return Destination(Kind.PAYMENT, row.id, label, facts, " · ".join(filter(None, (why, who))))
    return Destination(Kind.PAYMENT, row.id, label, f"{facts}  {why}".rstrip(), who)


def found_choice(item: "Payment | UnreadableRow", *, now: datetime, zone: tzinfo, mask: bool) -> Destination:
    """A payment that the API answered with, to be chosen among several."""
    if isinstance(item, UnreadableRow):
        why = _("Unreadable: {reason}", reason=safe(_(item.reason)))
        return Destination(Kind.PAYMENT, item.id or "", "", why, safe(item.id or ""))
    return payment_choice(payment_row(item.raw), now=now, zone=zone, mask=mask)


def _why(row: PaymentRow) -> str:
    """What the status or the code says; of a payment that went well nothing that the status does not say."""
    why = row_reason(row)
    if why.advice is not None and why.advice.retry is Retry.NOT_NEEDED:
        return ""
    words = title_words(why, row.response)
    return "" if fold(words) == fold(row_status(row).shown) else words
