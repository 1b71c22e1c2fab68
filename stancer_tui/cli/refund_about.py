"""What `stancer-tui refund` says of a payment before it asks: whose it is, for what, who refunded before."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from stancer_tui.language import N_, _
from stancer_tui.models.mode import Mode
from stancer_tui.render.identity import identity_of
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import past_refund_text
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.history import refund_history, row_of
from stancer_tui.services.refunds.offer import Offer
from stancer_tui.store.intent import Intent

ALREADY, CAN_BE = N_("Already refunded"), N_("Can be refunded")
"""The longest labels."""


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
    row = row_of(offer)
    if row is not None:
        identity = identity_of(row, now=now, zone=zone, mask=mask)
        yield labelled(_("To"), identity.person)
        yield labelled(_("For"), identity.purchase)
    yield labelled(_("Payment"), f"{safe(offer.payment.id)} ({mode.word})")
    yield labelled(_("Captured"), money(offer.money(offer.captured)))
    yield labelled(_(ALREADY), money(offer.money(offer.refunded)))
    if row is not None:
        for past in refund_history(row, (), journal, seen=offer.payment.refunds):
            yield labelled("", past_refund_text(past, now=now, zone=zone, mask=mask))
    yield labelled(_(CAN_BE), money(offer.money(offer.available)))


def labelled(label: str, text: str) -> str:
    """A line with its label; the texts stand under each other."""
    longest = max(len(_(each)) for each in (ALREADY, CAN_BE))
    return f"{label:<{longest + 2}}{text}"
