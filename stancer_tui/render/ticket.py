"""A finished case in six lines, to paste into a helpdesk ticket."""

from datetime import tzinfo

from stancer_tui.models.mode import Mode
from stancer_tui.models.payment import Payment
from stancer_tui.models.refund import Refund
from stancer_tui.reference.codes import CodeEntry, Family, lookup
from stancer_tui.render import dates
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.render.status import payment_status, refund_status

REFUNDS = 3
"""Refunds named one by one; more are summed."""

_VALUE = 64
_NONE = "none"


def ticket_summary(payment: Payment, mode: Mode, *, zone: tzinfo) -> str:
    """Six lines of plain text: payment and mode, amount and status, date, references, bank's answer, refunds.

    No name, no e-mail, and of a card or an account only the last four characters. Of a code that speaks of
    theft or suspicion only the neutral sentence for the customer is written. No age: a ticket is read later.
    """
    return "\n".join(
        (
            f"Payment: {safe(payment.id, _VALUE)} ({mode.word} mode)",
            f"Amount: {money(payment.money)}, {_status(payment)}, {_means(payment)}",
            f"Created: {_created(payment, zone)}",
            f"Order: {_or_none(payment.order_id)}; unique id: {_or_none(payment.unique_id)}; "
            f"customer: {_or_none(payment.customer_id)}",
            f"Bank's answer: {_answer(payment)}",
            f"Refunds: {_refunds(payment)}",
        )
    )


def _or_none(value: str | None) -> str:
    return safe(value, _VALUE) if value else _NONE


def _status(payment: Payment) -> str:
    return payment_status(payment.status, amount=payment.amount, refunded=payment.refunded.amount).word


def _means(payment: Payment) -> str:
    card, sepa = payment.card_object, payment.sepa_object
    name = (card.brand if card else None) or payment.method
    last4 = (card.last4 if card else None) or (sepa.last4 if sepa else None)
    if name is None and last4 is None:
        return "no card or account"
    return f"{safe(name or 'card or account', 24)} ending in {safe(last4[-4:])}" if last4 else safe(name, 24)


def _created(payment: Payment, zone: tzinfo) -> str:
    if payment.created is None:
        return "not reported by the API"
    name = dates.zone_name(zone)
    return f"{dates.stamp(payment.created, zone=zone)} {name}"


def _answer(payment: Payment) -> str:
    if payment.response is None:
        return _NONE
    entry = _entry(payment)
    if entry is None:
        return safe(payment.response, 24)
    return entry.say_en if entry.sensitive else f"{entry.code}, {entry.title}"


def _entry(payment: Payment) -> CodeEntry | None:
    if payment.response is None:
        return None
    first, second = (Family.SEPA, Family.CARD) if payment.method == "sepa" else (Family.CARD, Family.SEPA)
    return lookup(payment.response, first) or lookup(payment.response, second)


def _refunds(payment: Payment) -> str:
    unreadable = payment.unreadable_refunds
    parts = [_refund(refund, payment) for refund in payment.refunds[:REFUNDS]]
    rest = len(payment.refunds) - len(parts)
    if rest:
        parts.append(f"and {rest} more; {money(payment.refunded)} in all")
    if unreadable:
        parts.append(f"and {unreadable} that could not be read")
    return "; ".join(parts) or _NONE


def _refund(refund: Refund, payment: Payment) -> str:
    own = refund.money
    shown = money(own) if own else money(type(payment.money)(refund.amount, payment.money.currency))
    return f"{shown}, {refund_status(refund.status).word} ({safe(refund.id, _VALUE)})"
