"""The evidence in a dispute as plain text, to send to Stancer or to keep in a file."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Protocol

from stancer_tui.language import _, grouped, ngettext
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
"""The most characters shown of one value."""


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
    notes: Sequence[str] = (),
) -> str:
    """Dispute, payment, customer, card, 3-D Secure outcome, timeline and refunds, one fact a line.

    What the API does not report is named as such. Only the last four characters of a card or an account are
    shown. With `mask` names, e-mails, telephone numbers and descriptions are hidden. The team's `notes`
    (safe) come last.
    """
    blocks = [_dispute(dispute, payment, mode, zone)]
    if payment is None:
        blocks.append([_("PAYMENT"), _("{id}: this payment could not be read", id=_text(dispute.payment))])
    else:
        blocks += [
            _payment(payment, zone, mask),
            _customer(payment, mask),
            _means(payment, mask),
            ["3-D SECURE", _outcome(payment)],
            [_("TIMELINE (times in {zone})", zone=dates.zone_name(zone)), *_timeline(events, zone)],
            [_("REFUNDS"), *_refunds(payment, zone)],
        ]
    if notes:
        blocks.append([_("NOTES (of the team)"), *notes])
    return "\n\n".join("\n".join(block) for block in blocks)


def dispute_money(dispute: Dispute, payment: Payment | None) -> str:
    """The amount in its own currency, else in its payment's, else in minor units."""
    currency = dispute.currency or (payment.currency if payment else None)
    if not currency:
        return _("{amount} minor units, currency not reported by the API", amount=grouped(dispute.amount))
    return money(Money(dispute.amount, currency.lower()))


def _dispute(dispute: Dispute, payment: Payment | None, mode: Mode, zone: tzinfo) -> list[str]:
    entry = dispute_entry(dispute.response)
    code = _text(dispute.response)
    reason = (
        f"{code}, {entry.title}. {entry.meaning}"
        if entry
        else _("{code}, in no table of the reference", code=code)
    )
    return [
        _("DISPUTE {id} ({mode} mode)", id=safe(dispute.id, _VALUE), mode=mode.word),
        _fact(_("Amount"), dispute_money(dispute, payment)),
        _fact(_("Opened"), _at(dispute.created, zone)),
        _fact(_("Reason"), reason if dispute.response else None),
        _fact(_("Network"), network_of(dispute.response)),
        _fact(_("Bank date"), dates.paris_date(dispute.date_bank) if dispute.date_bank else None),
        _fact(_("Order"), _text(dispute.order_id)),
    ]


def _fact(label: str, value: str | None) -> str:
    """A line of the dossier; None becomes "not reported by the API"."""
    return _("{label}: {value}", label=label, value=value or _(NOT_REPORTED))


def _payment(payment: Payment, zone: tzinfo, mask: bool) -> list[str]:
    status = whole_status(payment)
    return [
        _("PAYMENT {id}", id=safe(payment.id, _VALUE)),
        _fact(_("Amount"), money(payment.money)),
        _fact(_("Status"), status.shown),
        _fact(_("Created"), _at(payment.created, zone)),
        _fact(_("Bank's answer"), _text(payment.response)),
        _fact(_("Order"), _text(payment.order_id)),
        _fact(_("Unique id"), _text(payment.unique_id)),
        _fact(_("Description"), _personal(payment.description, mask)),
    ]


def _customer(payment: Payment, mask: bool) -> list[str]:
    customer = payment.customer_object
    lines = [_("CUSTOMER"), _fact(_("Id"), _text(payment.customer_id))]
    if customer is not None:
        lines += [
            _fact(_("Name"), _personal(customer.name, mask)),
            _fact(_("E-mail"), _personal(customer.email, mask)),
            _fact(_("Telephone"), _personal(customer.mobile, mask)),
        ]
    device = payment.device
    if device is not None:
        lines.append(_fact(_("IP address"), _personal(device.ip, mask)))
    return lines


def _means(payment: Payment, mask: bool) -> list[str]:
    card, sepa = payment.card_object, payment.sepa_object
    if card is not None:
        return [
            _("CARD"),
            _(
                "{means} ending in {last4}, country {country}",
                means=_text(card.brand),
                last4=_text(card.last4 and card.last4[-4:]),
                country=_text(card.country),
            ),
            _fact(_("Name on the card"), _personal(card.name, mask)),
            _fact(_("Id"), safe(card.id, _VALUE)),
        ]
    if sepa is not None:
        return [
            _("SEPA ACCOUNT"),
            _(
                "Ending in {last4}, mandate {mandate}",
                last4=_text(sepa.last4 and sepa.last4[-4:]),
                mandate=_text(sepa.mandate),
            ),
            _fact(_("Holder"), _personal(sepa.name, mask)),
            _fact(_("Id"), safe(sepa.id, _VALUE)),
        ]
    return [_("CARD OR ACCOUNT"), _text(payment.card_id or payment.sepa_id)]


def _outcome(payment: Payment) -> str:
    if payment.auth is None or payment.auth.status is None:
        return _(NOT_REPORTED)
    return auth_status(payment.auth.status).shown


def _timeline(events: Iterable[Happened], zone: tzinfo) -> Iterator[str]:
    for event in events:
        at = _(dates.NO_DATE) if event.at is None else _moment(event.at, zone, day=event.day)
        worth = f", {money(event.money)}" if event.money else ""
        yield f"{at:<20}{safe(event.text)}{worth}"


def _refunds(payment: Payment, zone: tzinfo) -> Iterator[str]:
    if not payment.refunds and not payment.unreadable_refunds:
        yield _("none reported by the API")
    for refund in payment.refunds:
        worth, status = _refund_money(refund, payment), refund_status(refund.status).shown
        yield f"{worth}, {status}, {_at(refund.created, zone)}"
    if payment.unreadable_refunds:
        count = payment.unreadable_refunds
        yield ngettext("and {count} that could not be read", "and {count} that could not be read", count)


def _refund_money(refund: Refund, payment: Payment) -> str:
    return money(Money(refund.amount, (refund.currency or payment.currency).lower()))


def _text(value: str | None) -> str:
    return safe(value, _VALUE) if value else _(NOT_REPORTED)


def _personal(value: str | None, mask: bool) -> str:
    return _(HIDDEN) if value and mask else _text(value)


def _at(at: datetime | None, zone: tzinfo) -> str:
    return f"{dates.stamp(at, zone=zone)} {dates.zone_name(zone)}" if at else _(NOT_REPORTED)


def _moment(at: datetime, zone: tzinfo, *, day: bool) -> str:
    return dates.paris_date(at) if day else dates.stamp(at, zone=zone)
