"""Whom and what a decision about money names, as lines of a list of facts: who, for what, the id muted."""

from datetime import datetime, tzinfo

from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.identity import NOT_REPORTED, identity_of
from stancer_tui.render.safe import safe
from stancer_tui.ui.widgets.fact_list import Fact

NOT_READ = "not read yet"
"""Stands where a payment has not been read, which is no "not reported"."""


def identity_facts(
    row: PaymentRow, *, now: datetime, zone: tzinfo, mask: bool = False, who: str = "To"
) -> list[Fact]:
    """ "To", "For" and the id; `who` says which way the money goes."""
    identity = identity_of(row, now=now, zone=zone, mask=mask)
    unknown = "" if identity.person != NOT_REPORTED else "$muted"
    return [
        Fact(who, identity.person, unknown or "bold"),
        Fact("For", identity.purchase),
        Fact("Payment", identity.id, "$muted"),
    ]


def unread_facts(payment_id: str, *, who: str = "To") -> list[Fact]:
    """The same lines while, or because, the payment could not be read."""
    known = Fact("Payment", safe(payment_id), "$muted")
    return [Fact(who, NOT_READ, "$muted"), Fact("For", NOT_READ, "$muted"), known]
