"""A summary of a payment in six lines, to paste into a helpdesk ticket."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from stancer_tui.language import N_, _, ngettext
from stancer_tui.models import moments
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.models.refund import Refund
from stancer_tui.reference.customer_words import customer_sentence
from stancer_tui.render import dates
from stancer_tui.render.money import money
from stancer_tui.render.personal import personal
from stancer_tui.render.reasons import payment_reason, title_words
from stancer_tui.render.safe import safe
from stancer_tui.render.status import refund_status, row_status, whole_status

REFUNDS = 3
"""Refunds named one by one; more are summed."""

_VALUE = 64
"""The most characters shown of one value."""
_METHODS = {"card": N_("card"), "sepa": "sepa"}


def ticket_summary(
    payment: Payment,
    mode: Mode,
    *,
    zone: tzinfo,
    mask: bool = False,
    twin: PaymentRow | None = None,
    notes: Sequence[str] = (),
) -> str:
    """Six lines of plain text: payment and date, person, amount and status, references, reason, refunds.

    A seventh names the likely duplicate `twin`; each of the team's `notes` (safe) has a line. Only the last
    four characters of a card or an account are shown, and only the neutral sentence for the customer in place
    of a code that speaks of theft or suspicion. There are no ages: a ticket is read later.
    """
    lines = [
        _(
            "Payment: {id} ({mode} mode), {created}",
            id=safe(payment.id, _VALUE),
            mode=mode.word,
            created=_created(payment.created, zone),
        ),
        _customer(payment, mask=mask),
        _(
            "Amount: {amount}, {status}, {means}",
            amount=money(payment.money),
            status=whole_status(payment).shown,
            means=_means(payment),
        ),
        _("; ").join((_order(payment), _unique_id(payment))),
        _("Reason: {reason}", reason=_reason(payment)),
        _refunds(payment),
    ]
    if twin is not None:
        lines.append(_("Likely duplicate: {payment}", payment=_twin(twin, zone)))
    lines += (_("Note: {note}", note=note) for note in notes)
    return "\n".join(lines)


def _customer(payment: Payment, *, mask: bool) -> str:
    person = _person(payment, mask=mask)
    return _("Customer: none") if person is None else _("Customer: {person}", person=person)


def _order(payment: Payment) -> str:
    order = payment.order_id
    return _("Order: {order}", order=safe(order, _VALUE)) if order else _("Order: none")


def _unique_id(payment: Payment) -> str:
    unique = payment.unique_id
    return _("unique id: {id}", id=safe(unique, _VALUE)) if unique else _("unique id: none")


def _person(payment: Payment, *, mask: bool) -> str | None:
    """The customer's name, else e-mail or number, else the name on the card or account; with the id."""
    customer, card, sepa = payment.customer_object, payment.card_object, payment.sepa_object
    known = (customer.name, customer.email, customer.mobile) if customer is not None else ()
    holders = (card.name if card else None, sepa.name if sepa else None)
    person = next((each for each in (*known, *holders) if each), None)
    named = None if person is None else personal(person, _VALUE, mask=mask)
    ident = safe(payment.customer_id, _VALUE) if payment.customer_id else None
    if named is None:
        return ident
    return f"{named} ({ident})" if ident else named


def _twin(row: PaymentRow, zone: tzinfo) -> str:
    at = moments.instant(row.created)
    parts = (
        safe(row.id, _VALUE),
        _("order {order}", order=safe(row.order_id, _VALUE)) if row.order_id else None,
        f"{money(Money(row.amount, row.currency))}",
        row_status(row).shown,
        _created(at, zone),
    )
    return ", ".join(part for part in parts if part)


def _means(payment: Payment) -> str:
    card, sepa = payment.card_object, payment.sepa_object
    method = payment.method and _(_METHODS.get(payment.method, payment.method))
    name = (card.brand if card else None) or method
    last4 = (card.last4 if card else None) or (sepa.last4 if sepa else None)
    if name is None and last4 is None:
        return _("no card or account")
    if not last4:
        return safe(name, 24)
    means = safe(name or _("card or account"), 24)
    return _("{means} ending in {last4}", means=means, last4=safe(last4[-4:]))


def _created(at: datetime | None, zone: tzinfo) -> str:
    if at is None:
        return _("created at a time that is not reported by the API")
    moment = f"{dates.stamp(at, zone=zone)} {dates.zone_name(zone)}"
    return _("created {moment}", moment=moment)


def _reason(payment: Payment) -> str:
    """Why it is as it is: a code and its title, or what the status means where that says more."""
    why = payment_reason(payment)
    if why.code_leads:
        if why.code is None:
            return _("{code}, an unknown code", code=safe(payment.response, 24))
        return customer_sentence(why.code) if why.code.sensitive else f"{why.code.code}, {why.code.title}"
    title = title_words(why, payment.response)
    if why.code is None or why.code.sensitive:
        return title
    return _(
        "{title} (the bank's answer before that: {code}, {meaning})",
        title=title,
        code=why.code.code,
        meaning=why.code.title,
    )


def _refunds(payment: Payment) -> str:
    unreadable = payment.unreadable_refunds
    parts = [_refund(refund, payment) for refund in payment.refunds[:REFUNDS]]
    rest = len(payment.refunds) - len(parts)
    if rest:
        total = money(payment.refunded)
        parts.append(
            ngettext(
                "and {count} more; {total} in all", "and {count} more; {total} in all", rest, total=total
            )
        )
    if unreadable:
        parts.append(
            ngettext("and {count} that could not be read", "and {count} that could not be read", unreadable)
        )
    return _("Refunds: {refunds}", refunds=_("; ").join(parts)) if parts else _("Refunds: none")


def _refund(refund: Refund, payment: Payment) -> str:
    shown = money(refund.money or Money(refund.amount, payment.money.currency))
    return f"{shown}, {refund_status(refund.status).shown} ({safe(refund.id, _VALUE)})"
