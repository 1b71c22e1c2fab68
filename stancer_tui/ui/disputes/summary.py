"""A dispute in words: what the code means, how it is answered, what stands behind it, its dossier."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import N_, _, pgettext
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.ids import Kind
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.columns import method_text
from stancer_tui.render.disputes import DisputeLine, dispute_entry, money_words, network_of, reason_words
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.render.status import auth_status, refund_status, row_status
from stancer_tui.services.payments.timeline import timeline
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.links import Destination
from stancer_tui.ui.shell.clipboard import copy
from stancer_tui.ui.shell.noted import notes_for_copy
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.widgets.code_panel import code_content
from stancer_tui.ui.widgets.payment_preview import toned

ANSWERED = N_("A dispute is answered with Stancer, not by the API.")
HOW = N_(
    "A dispute is answered with Stancer, not by the API. Send Stancer your proof of the order and of its "
    "delivery together with the dossier: {key} copies it. The API reports neither a deadline nor an "
    "outcome; ask Stancer for both."
)
TWICE = N_(
    "! This payment was refunded already, and its dispute takes the money too: it may go back twice. "
    "Tell Stancer of the refund at once."
)


def dispute_content(dispute: Dispute) -> Content:
    """The meaning of a dispute's code, and how to answer it."""
    entry = dispute_entry(dispute.response)
    return Content("\n").join([code_content(dispute.response, entry, source=True), Content(_(ANSWERED))])


def disputes_content(disputes: Iterable[Dispute], *, now: datetime, zone: tzinfo) -> Content:
    """The disputes of a payment; that none is found is said, since the payment says that it is disputed."""
    blocks: list[Content] = []
    for dispute in disputes:
        at = dates.full(dispute.created, now=now, zone=zone) if dispute.created else _("no date reported")
        opened = _("opened {date}", date=at)
        head = Content.assemble(
            (_("Dispute") + " ", "bold $text-primary"), safe(dispute.id), (f"  {opened}", "$muted")
        )
        blocks += [Content(""), head, dispute_content(dispute)]
    if not blocks:
        return Content.assemble((_("No dispute of this payment is in the list of disputes."), "$muted"))
    return Content("\n").join(blocks)


def dispute_destination(dispute: Dispute, row: PaymentRow | None = None) -> Destination:
    """A dispute to go to; a listed one has the currency of its payment, if any."""
    worth = money_words(DisputeLine(dispute, row))
    return Destination(
        Kind.DISPUTE, dispute.id, _("Dispute"), f"{worth}  {safe(dispute.response)}  {safe(dispute.id)}"
    )


def head_content(line: DisputeLine) -> Content:
    """The amount first, then the network and the reason in short."""
    code = line.dispute.response if isinstance(line.dispute, Dispute) else None
    network = network_of(code) or _("network not known")
    return Content.assemble(
        (money_words(line), "bold"),
        ("   ⚑ " + _("dispute"), "bold $text-error"),
        (f"   {network}   ", "$muted"),
        reason_words(line),
    )


def answer_content() -> Content:
    """How a dispute is answered, in plain words."""
    return Content.assemble(
        (_("How to answer") + "  ", "bold $text-primary"),
        _(HOW, key=key_of("dispute.copy")),
    )


def warning_content(payment: Payment | None) -> Content:
    """That money may go back twice, where refunds were made of the payment; their sums by currency."""
    counted = [refund for refund in payment.refunds if not refund.lost] if payment is not None else []
    if payment is None or not counted:
        return Content("")
    lines = [Content.assemble((_(TWICE), "bold $text-warning"))]
    for refund in counted:
        worth = money(Money(refund.amount, (refund.currency or payment.currency).lower()))
        lines.append(Content(f"  {worth}  {refund_status(refund.status).text()}  {safe(refund.id)}"))
    return Content("\n").join(lines)


def payment_content(dispute: Dispute, row: PaymentRow | None, trouble: str | None) -> Content:
    """The payment behind a dispute: amount, status, card or account, 3-D Secure."""
    heading = (_("The payment behind it"), "bold $text-primary")
    if row is None:
        if dispute.payment is None:
            text = _("The API names no payment.")
        elif trouble is None:
            text = _("{payment}: reading…", payment=safe(dispute.payment))
        else:
            text = _(
                "{payment}: payment not readable. {trouble} {key} tries again.",
                payment=safe(dispute.payment),
                trouble=trouble,
                key=key_of("dispute.refresh"),
            )
        return Content.assemble(heading, "\n", (text, "$muted" if trouble is None else "$text-warning"))
    worth = money(Money(row.amount, row.currency))
    secure = auth_status(row.auth_status).text() if row.auth_status else _("not reported by the API")
    return Content.assemble(
        heading,
        ("  " + _("{key} leads there", key=key_of("dispute.links")), "$muted"),
        f"\n{safe(row.id)}\n{worth}   ",
        toned(row_status(row)),
        f"   {method_text(row)}",
        ("\n" + _("3-D Secure: "), "$muted"),
        secure,
    )


def others_content(others: Iterable[Destination], *, complete: str) -> Content:
    """Other disputes of the same customer, among those that are loaded (`complete` says which these are)."""
    found = tuple(others)
    heading = (_("Other disputes of this customer"), "bold $text-primary")
    scope = (f"  {complete}", "$muted")
    if not found:
        return Content.assemble(heading, scope, "\n", (pgettext("dispute", "none"), "$muted"))
    return Content.assemble(heading, scope, *(f"\n{each.detail}" for each in found))


def copy_dossier(screen: DeskScreen, dispute: Dispute, payment: Payment | None) -> None:
    """Copy everything that answers a dispute."""
    from stancer_tui.render.dossier import dispute_dossier

    clock, mask = screen.host.clock, screen.host.mask
    events = timeline(payment) if payment is not None else ()
    notes = notes_for_copy(screen, filter(None, (dispute.id, dispute.payment)))
    text = dispute_dossier(dispute, payment, events, screen.mode, zone=clock.zone, mask=mask, notes=notes)
    copy(screen.app, text, _("Dossier of {count} lines", count=len(text.splitlines())), lines=3)
