"""What went back of a payment, by whom, when and how far it is; and what still can."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from stancer_tui.language import _
from stancer_tui.models import moments
from stancer_tui.models.past_refund import PastRefund
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import ListedRefund, PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.identity import day_and_time
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import past_refund_text, twin_text
from stancer_tui.render.safe import safe
from stancer_tui.render.status import payment_status, refund_status
from stancer_tui.services.refunds import words
from stancer_tui.services.refunds.history import refund_history
from stancer_tui.services.refunds.offer import Consent, Offer, Reason, RefundPolicy, make_offer, payment_view
from stancer_tui.store.intent import Intent, RefundKind
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.widgets.fact_list import Fact

Journal = Sequence[Intent] | None
"""The intents of this desk's journal; None where it could not be read."""

_BODY = "$foreground"


def money_back_facts(
    row: PaymentRow,
    payment: Payment,
    twins: Sequence[PaymentRow],
    journal: Journal,
    policy: RefundPolicy,
    *,
    now: datetime,
    zone: tzinfo,
    mask: bool,
) -> list[Fact]:
    """Every refund of the payment and of its likely twin, then what can be given back."""
    facts = [Fact(_("Money back"))]
    reported = {each.id: each for each in row.refunds}
    for past in refund_history(row, twins, journal):
        if past.twin:
            text = f"! {twin_text(past, now=now, zone=zone, mask=mask)}"
            facts.append(Fact(text, style="bold $text-warning"))
            continue
        told = past_refund_text(past, now=now, zone=zone, mask=mask)
        facts.append(Fact(told, style=_style(past)))
        facts.append(Fact("", _on_its_way(past, reported.get(past.id), now=now, zone=zone), "$muted"))
    facts.append(Fact(_left(payment, journal, policy, now), style=_BODY))
    return facts


def _style(past: PastRefund) -> str:
    if past.unresolved:
        return "bold $text-warning"
    tone = refund_status(past.status).tone
    return {"plain": _BODY, "muted": "$muted"}.get(tone, f"$text-{tone}")


def _on_its_way(past: PastRefund, refund: ListedRefund | None, *, now: datetime, zone: tzinfo) -> str:
    """When it was sent and settled, and what is known of its arrival."""
    sent = moments.instant(refund.sent) if refund is not None else None
    settled = moments.instant(refund.settled) if refund is not None else None
    parts = [_("sent {moment}", moment=day_and_time(sent, now=now, zone=zone))] if sent else []
    if settled and not past.lost:
        day, age = dates.paris_day(settled, now=now), dates.day_age(settled, now)
        parts.append(_("bank date {day} ({age})", day=day, age=age))
    if past.unresolved:
        parts.append(_("Whether the money moved is not known yet."))
    elif refund is not None or past.status is not None:
        parts.append(words.arrival(past.status))
    return " · ".join(parts)


def _left(payment: Payment, journal: Journal, policy: RefundPolicy, now: datetime) -> str:
    """What can be given back now, in a sentence; never more than the refund form would offer."""
    view = payment_view(payment)
    ours = None if journal is None else [each for each in journal if each.payment == payment.id]
    offer = make_offer(view, policy, token="", intents=ours, not_found=(), server_date=None, read_at=now)
    if offer.block is not None:
        return _why_nothing(offer.block, offer, payment)
    left, key = money(offer.money(offer.available)), key_of("payment.refund")
    if offer.kind is RefundKind.CANCEL:
        return _("Not taken yet: {key} cancels the whole payment of {amount}.", key=key, amount=left)
    able = _("{amount} of {total} can be given back", amount=left, total=money(payment.money))
    text = f"{able} · {key}"
    return f"{text}. {words.consent(Consent.DISPUTED)}" if Consent.DISPUTED in offer.consents else text


def _why_nothing(block: Reason, offer: Offer, payment: Payment) -> str:
    if block is not Reason.NOTHING_TAKEN:
        return safe(words.why_not(block, offer, money))
    if payment.status is None:
        return _("Nothing to give back: no attempt to pay is reported.")
    status = payment_status(payment.status).shown
    return _("Nothing to give back: the payment is {status}.", status=status)
