"""A finished case in six lines, to paste into a helpdesk ticket."""

from datetime import datetime, tzinfo

from stancer_tui.models import moments
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.models.refund import Refund
from stancer_tui.render import dates
from stancer_tui.render.money import money
from stancer_tui.render.reasons import payment_reason, title_words
from stancer_tui.render.safe import safe
from stancer_tui.render.status import refund_status, row_status, whole_status

REFUNDS = 3
"""Refunds named one by one; more are summed."""

_VALUE = 64
_NONE = "none"


def ticket_summary(
    payment: Payment,
    mode: Mode,
    *,
    zone: tzinfo,
    mask: bool = False,
    twin: PaymentRow | None = None,
) -> str:
    """Six lines of plain text: payment and date, person, amount and status, references, reason, refunds.

    A seventh names the likely `twin`. Of a card or an account only the last four characters are written; of a
    code that speaks of theft or suspicion only the neutral sentence for the customer. No age: a ticket is
    read later.
    """
    lines = [
        f"Payment: {safe(payment.id, _VALUE)} ({mode.word} mode), created {_created(payment.created, zone)}",
        f"Customer: {_person(payment, mask=mask)}",
        f"Amount: {money(payment.money)}, {_status(payment)}, {_means(payment)}",
        f"Order: {_or_none(payment.order_id)}; unique id: {_or_none(payment.unique_id)}",
        f"Reason: {_reason(payment)}",
        f"Refunds: {_refunds(payment)}",
    ]
    if twin is not None:
        lines.append(f"Likely duplicate: {_twin(twin, zone)}")
    return "\n".join(lines)


def _person(payment: Payment, *, mask: bool) -> str:
    """The customer's name, else e-mail or number, else the name on the card or account; with the id."""
    customer, card, sepa = payment.customer_object, payment.card_object, payment.sepa_object
    known = (customer.name, customer.email, customer.mobile) if customer is not None else ()
    holders = (card.name if card else None, sepa.name if sepa else None)
    person = next((each for each in (*known, *holders) if each), None)
    named = None if person is None else f"{safe(person[:1])}•••" if mask else safe(person, _VALUE)
    ident = safe(payment.customer_id, _VALUE) if payment.customer_id else None
    if named is None:
        return ident or _NONE
    return f"{named} ({ident})" if ident else named


def _twin(row: PaymentRow, zone: tzinfo) -> str:
    at = moments.instant(row.created)
    parts = (
        safe(row.id, _VALUE),
        f"order {safe(row.order_id, _VALUE)}" if row.order_id else None,
        f"{money(Money(row.amount, row.currency))}",
        row_status(row).shown,
        f"created {_created(at, zone)}",
    )
    return ", ".join(part for part in parts if part)


def _or_none(value: str | None) -> str:
    return safe(value, _VALUE) if value else _NONE


def _status(payment: Payment) -> str:
    return whole_status(payment).shown


def _means(payment: Payment) -> str:
    card, sepa = payment.card_object, payment.sepa_object
    name = (card.brand if card else None) or payment.method
    last4 = (card.last4 if card else None) or (sepa.last4 if sepa else None)
    if name is None and last4 is None:
        return "no card or account"
    return f"{safe(name or 'card or account', 24)} ending in {safe(last4[-4:])}" if last4 else safe(name, 24)


def _created(at: datetime | None, zone: tzinfo) -> str:
    if at is None:
        return "at a time that is not reported by the API"
    return f"{dates.stamp(at, zone=zone)} {dates.zone_name(zone)}"


def _reason(payment: Payment) -> str:
    """Why it is as it is: a code and its title, or what the status means where that says more."""
    why = payment_reason(payment)
    if why.code_leads:
        if why.code is None:
            return f"{safe(payment.response, 24)}, an unknown code"
        return why.code.say_en if why.code.sensitive else f"{why.code.code}, {why.code.title}"
    title = title_words(why, payment.response)
    if why.code is None or why.code.sensitive:
        return title
    return f"{title} (the bank's answer before that: {why.code.code}, {why.code.title})"


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
    return f"{shown}, {refund_status(refund.status).shown} ({safe(refund.id, _VALUE)})"
