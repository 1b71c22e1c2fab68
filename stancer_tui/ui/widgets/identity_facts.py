"""The lines that say whose money a decision is about: who, for what, and the id, muted."""

from datetime import datetime, tzinfo

from stancer_tui.language import N_, _
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.identity import identity_of
from stancer_tui.render.safe import safe
from stancer_tui.ui.widgets.fact_list import Fact

NOT_READ = N_("not read yet")
"""Stands where a payment has not been read, which is not the same as "not reported"."""

_TO = N_("To")


def identity_facts(
    row: PaymentRow, *, now: datetime, zone: tzinfo, mask: bool = False, who: str = _TO
) -> list[Fact]:
    """ "To", "For" and the id; `who` says which way the money goes, a message."""
    identity = identity_of(row, now=now, zone=zone, mask=mask)
    return [
        Fact(_(who), identity.person, "bold" if identity.known else "$muted"),
        Fact(_("For"), identity.purchase),
        Fact(_("Payment"), identity.id, "$muted"),
    ]


def unread_facts(payment_id: str, *, who: str = _TO) -> list[Fact]:
    """The same lines while, or because, the payment could not be read."""
    known = Fact(_("Payment"), safe(payment_id), "$muted")
    return [Fact(_(who), _(NOT_READ), "$muted"), Fact(_("For"), _(NOT_READ), "$muted"), known]
