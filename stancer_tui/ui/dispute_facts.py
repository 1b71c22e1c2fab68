"""A dispute in words: what the code means, and how it is answered."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.models.dispute import Dispute
from stancer_tui.models.ids import Kind
from stancer_tui.reference.codes import CodeEntry, Family, lookup
from stancer_tui.render import dates
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.ui.dialogs.links import Destination
from stancer_tui.ui.widgets.code_panel import code_content

ANSWERED = "A dispute is answered with Stancer, not by the API."


def dispute_entry(dispute: Dispute) -> CodeEntry | None:
    """What its code means: a card network's, or a reason of a SEPA debit."""
    if dispute.response is None:
        return None
    return lookup(dispute.response, Family.DISPUTE) or lookup(dispute.response, Family.SEPA)


def dispute_content(dispute: Dispute) -> Content:
    """The meaning of a dispute's code, and the plain word on how to answer."""
    return Content("\n").join(
        [code_content(dispute.response, dispute_entry(dispute), source=True), Content(ANSWERED)]
    )


def disputes_content(disputes: Iterable[Dispute], *, now: datetime, zone: tzinfo) -> Content:
    """The disputes of a payment; none found is said, since the payment says that it is disputed."""
    blocks: list[Content] = []
    for dispute in disputes:
        at = dates.full(dispute.created, now=now, zone=zone) if dispute.created else "no date reported"
        head = Content.assemble(
            ("Dispute ", "bold $text-primary"), safe(dispute.id), (f"  opened {at}", "$muted")
        )
        blocks += [Content(""), head, dispute_content(dispute)]
    if not blocks:
        return Content.assemble(("No dispute of this payment is in the list of disputes.", "$muted"))
    return Content("\n").join(blocks)


def dispute_destination(dispute: Dispute) -> Destination:
    """A dispute to go to from its payment; a listed one has no currency of its own."""
    worth = dispute.money
    amount = money(worth) if worth is not None else f"{dispute.amount} minor units"
    return Destination(
        Kind.DISPUTE, dispute.id, "Dispute", f"{amount}  {safe(dispute.response)}  {dispute.id}"
    )
