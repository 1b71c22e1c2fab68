"""Everything that answers a dispute as plain text, to send to Stancer or to put into a file."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import Protocol

from stancer_tui.models.dispute import Dispute
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.models.refund import Refund
from stancer_tui.render import dates
from stancer_tui.render.disputes import dispute_entry, network_of
from stancer_tui.render.field_values import HIDDEN, NOT_REPORTED
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.render.status import auth_status, refund_status, whole_status

_VALUE = 200


class Happened(Protocol):
    """An event of a payment's timeline."""

    @property
    def at(self) -> datetime | None: ...
    @property
    def text(self) -> str: ...
    @property
    def day(self) -> bool: ...
    @property
    def money(self) -> Money | None: ...


def dispute_dossier(
    dispute: Dispute,
    payment: Payment | None,
    events: Iterable[Happened],
    mode: Mode,
    *,
    zone: tzinfo,
    mask: bool = False,
) -> str:
    """Dispute, payment, customer, card, 3-D Secure outcome, timeline and refunds, a fact a line.

    What the API does not report is named as such. Of a card or an account only the last four characters are
    there. With `mask` no name, e-mail, telephone number or description is.
    """
    blocks = [_dispute(dispute, payment, mode, zone)]
    if payment is None:
        blocks.append(["PAYMENT", f"{_text(dispute.payment)}: this payment could not be read"])
    else:
        blocks += [
            _payment(payment, zone, mask),
            _customer(payment, mask),
            _means(payment, mask),
            ["3-D SECURE", _outcome(payment)],
            ["TIMELINE" + f" (times in {dates.zone_name(zone)})", *_timeline(events, zone)],
            ["REFUNDS", *_refunds(payment, zone)],
        ]
    return "\n\n".join("\n".join(block) for block in blocks)


def dispute_money(dispute: Dispute, payment: Payment | None) -> str:
    """The amount in its own currency, else in its payment's, else in minor units."""
    currency = dispute.currency or (payment.currency if payment else None)
    if not currency:
        return f"{dispute.amount:,} minor units, currency {NOT_REPORTED}"
    return money(Money(dispute.amount, currency.lower()))


def _dispute(dispute: Dispute, payment: Payment | None, mode: Mode, zone: tzinfo) -> list[str]:
    entry = dispute_entry(dispute.response)
    code = _text(dispute.response)
    reason = f"{code}, {entry.title}. {entry.meaning}" if entry else f"{code}, in no table of the reference"
    return [
        f"DISPUTE {safe(dispute.id, _VALUE)} ({mode.word} mode)",
        f"Amount: {dispute_money(dispute, payment)}",
        f"Opened: {_at(dispute.created, zone)}",
        f"Reason: {reason if dispute.response else NOT_REPORTED}",
        f"Network: {network_of(dispute.response) or NOT_REPORTED}",
        f"Bank date: {dates.paris_date(dispute.date_bank) if dispute.date_bank else NOT_REPORTED}",
        f"Order: {_text(dispute.order_id)}",
    ]


def _payment(payment: Payment, zone: tzinfo, mask: bool) -> list[str]:
    status = whole_status(payment)
    return [
        f"PAYMENT {safe(payment.id, _VALUE)}",
        f"Amount: {money(payment.money)}",
        f"Status: {status.shown}",
        f"Created: {_at(payment.created, zone)}",
        f"Bank's answer: {_text(payment.response)}",
        f"Order: {_text(payment.order_id)}",
        f"Unique id: {_text(payment.unique_id)}",
        f"Description: {_personal(payment.description, mask)}",
    ]


def _customer(payment: Payment, mask: bool) -> list[str]:
    customer = payment.customer_object
    lines = ["CUSTOMER", f"Id: {_text(payment.customer_id)}"]
    if customer is not None:
        lines += [
            f"Name: {_personal(customer.name, mask)}",
            f"E-mail: {_personal(customer.email, mask)}",
            f"Telephone: {_personal(customer.mobile, mask)}",
        ]
    device = payment.device
    if device is not None:
        lines.append(f"IP address: {_personal(device.ip, mask)}")
    return lines


def _means(payment: Payment, mask: bool) -> list[str]:
    card, sepa = payment.card_object, payment.sepa_object
    if card is not None:
        return [
            "CARD",
            f"{_text(card.brand)} ending in {_text(card.last4 and card.last4[-4:])}, "
            f"country {_text(card.country)}",
            f"Name on the card: {_personal(card.name, mask)}",
            f"Id: {safe(card.id, _VALUE)}",
        ]
    if sepa is not None:
        return [
            "SEPA ACCOUNT",
            f"Ending in {_text(sepa.last4 and sepa.last4[-4:])}, mandate {_text(sepa.mandate)}",
            f"Holder: {_personal(sepa.name, mask)}",
            f"Id: {safe(sepa.id, _VALUE)}",
        ]
    return ["CARD OR ACCOUNT", _text(payment.card_id or payment.sepa_id)]


def _outcome(payment: Payment) -> str:
    if payment.auth is None or payment.auth.status is None:
        return NOT_REPORTED
    return auth_status(payment.auth.status).shown


def _timeline(events: Iterable[Happened], zone: tzinfo) -> Iterator[str]:
    for event in events:
        at = "no date" if event.at is None else _moment(event.at, zone, day=event.day)
        worth = f", {money(event.money)}" if event.money else ""
        yield f"{at:<20}{safe(event.text)}{worth}"


def _refunds(payment: Payment, zone: tzinfo) -> Iterator[str]:
    if not payment.refunds and not payment.unreadable_refunds:
        yield "none reported by the API"
    for refund in payment.refunds:
        worth, status = _refund_money(refund, payment), refund_status(refund.status).shown
        yield f"{worth}, {status}, {_at(refund.created, zone)}"
    if payment.unreadable_refunds:
        yield f"and {payment.unreadable_refunds} that could not be read"


def _refund_money(refund: Refund, payment: Payment) -> str:
    return money(Money(refund.amount, (refund.currency or payment.currency).lower()))


def _text(value: str | None) -> str:
    return safe(value, _VALUE) if value else NOT_REPORTED


def _personal(value: str | None, mask: bool) -> str:
    return HIDDEN if value and mask else _text(value)


def _at(at: datetime | None, zone: tzinfo) -> str:
    return f"{dates.stamp(at, zone=zone)} {dates.zone_name(zone)}" if at else NOT_REPORTED


def _moment(at: datetime, zone: tzinfo, *, day: bool) -> str:
    return dates.paris_date(at) if day else dates.stamp(at, zone=zone)
