"""What the list of a payout's members says of the one under the cursor."""

from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import _
from stancer_tui.models import moments
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.behind import identity_line
from stancer_tui.render.disputes import dispute_entry, reason_words_of
from stancer_tui.render.payouts import minor
from stancer_tui.render.safe import safe
from stancer_tui.render.status import refund_status
from stancer_tui.services.payouts.members import Member, MemberKind
from stancer_tui.services.refunds import words
from stancer_tui.ui.payouts.member_rows import MemberLine, member_amount
from stancer_tui.ui.widgets.behind_facts import behind_facts, two_lines
from stancer_tui.ui.widgets.fact_list import Fact
from stancer_tui.ui.widgets.payment_preview import preview_content, preview_facts, strip_content, toned
from stancer_tui.ui.widgets.row_preview import Preview


def member_preview(line: MemberLine, *, why: str, now: datetime, zone: tzinfo, mask: bool) -> Preview:
    """The amount and the status, why, whose it is, the rest.

    `why` says why its payment could not be read (safe).
    """
    member = line.item
    if not isinstance(member, Member):
        said = Content(safe(_("This member cannot be read: {reason}", reason=_(member.reason))))
        return Preview(safe(member.id or _("unreadable")), said, said)
    fee = [Fact(_("Fee"), minor(member.fee, member.currency))] if member.fee is not None else []
    if isinstance(member.row, PaymentRow):
        facts = [*preview_facts(member.row, now=now, zone=zone, mask=mask), *fee]
        head, strip = preview_content(member.row, mask=mask), strip_content(member.row, mask=mask)
        return Preview(safe(member.id), head, strip, facts)
    status, meaning = _status(member)
    amount = (" ".join(member_amount(line).split()), "bold")
    at = moments.instant(member.created)
    facts = [
        *behind_facts(line.payment, line.behind, order=member.order_id, reason=why, mask=mask),
        Fact(_("Created"), dates.full(at, now=now, zone=zone) if at else _("not reported")),
        *fee,
        *([Fact(_("Payment"), safe(member.payment))] if member.payment else []),
    ]
    return Preview(
        safe(member.id),
        Content.assemble(amount, "   ", status, "\n\n", meaning),
        two_lines(
            Content.assemble(status, (f" · {meaning}", "$muted")),
            identity_line(line.payment, line.behind, order=member.order_id, mask=mask),
        ),
        facts,
    )


def _status(member: Member) -> tuple[tuple[str, str], str]:
    """A refund's status and when it arrives, a dispute's reason and what it means."""
    if member.kind is MemberKind.REFUNDS:
        return toned(refund_status(member.status)), words.arrival(member.status)
    entry = dispute_entry(member.response)
    meaning = entry.meaning if entry else _("This code is in no table of the reference; ask Stancer.")
    return (f"⚑ {reason_words_of(member.response)}", "bold $text-error"), meaning
