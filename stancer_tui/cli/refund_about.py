"""What `stancer-tui refund` says of a payment before it asks: whose it is, for what, who refunded before."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from stancer_tui.models.mode import Mode
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow, UnreadableItem, payment_row
from stancer_tui.render.identity import identity_of
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import past_refund_text
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.history import refund_history
from stancer_tui.services.refunds.offer import Offer
from stancer_tui.store.intent import Intent


def about_lines(
    offer: Offer,
    journal: Iterable[Intent] | None,
    mode: Mode,
    *,
    now: datetime,
    zone: tzinfo,
    mask: bool = False,
) -> Iterator[str]:
    """One line each; `journal` are this desk's intents, None where it could not be read."""
    row = _row(offer)
    if row is not None:
        identity = identity_of(row, now=now, zone=zone, mask=mask)
        yield f"To                {identity.person}"
        yield f"For               {identity.purchase}"
    yield f"Payment           {safe(offer.payment.id)} ({mode.word})"
    yield f"Captured          {money(offer.money(offer.captured))}"
    yield f"Already refunded  {money(offer.money(offer.refunded))}"
    if row is not None:
        for past in refund_history(row, (), journal, seen=offer.payment.refunds):
            yield f"                  {past_refund_text(past, now=now, zone=zone, mask=mask)}"
    yield f"Can be refunded   {money(offer.money(offer.available))}"


def _row(offer: Offer) -> PaymentRow | None:
    """The payment as it was read, where that names it."""
    if not isinstance(offer.source, Payment):
        return None
    try:
        return payment_row(offer.source.raw)
    except UnreadableItem:
        return None
