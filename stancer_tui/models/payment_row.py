"""A payment as a list shows it: compact, built straight from the answer's JSON.

It takes a third of the time of a whole `Payment` (docs/performance.md, "Whole pages at once").
"""

from collections.abc import Iterable, Mapping
from sys import intern
from typing import Any, NamedTuple

from stancer_tui.language import N_
from stancer_tui.models.moments import is_date


class ListedRefund(NamedTuple):
    """A refund as a `PaymentRow` carries it (reference: Refunds)."""

    id: str | None
    """The refund's id, where it came."""
    amount: int
    """Minor units of the payment's currency."""
    status: str | None
    """As `Refund.status`."""
    created: int | None
    """Unix seconds."""
    sent: int | None = None
    """Unix seconds when Stancer sent it to the bank (`date_refund`)."""
    settled: int | None = None
    """Unix seconds when the bank delivered the money (`date_bank`)."""


class PaymentRow(NamedTuple):
    """The fields of a payment that lists show, sort and search: a tuple, which the garbage collector skips.

    It takes a third of the time of a `Payment`. Absent and null are both None.
    """

    id: str
    """The payment's id."""
    created: int | None
    """Unix seconds."""
    amount: int
    """Minor units of `currency`."""
    currency: str
    """Lower case."""
    status: str | None
    """As `Payment.status`."""
    response: str | None
    """As `Payment.response`."""
    method: str | None
    """`card` or `sepa`."""
    brand: str | None
    """The card's brand."""
    last4: str | None
    """The last four characters of the card's number or the IBAN."""
    card_country: str | None
    """Where the card was issued: two letters."""
    order_id: str | None
    """The merchant's reference."""
    unique_id: str | None
    """The merchant's key against a second payment."""
    description: str | None
    """What the payer reads."""
    customer_id: str | None
    """The customer's id."""
    customer_name: str | None
    """The customer's name."""
    customer_email: str | None
    """The customer's address for mail."""
    instrument_id: str | None
    """The id of the card or the account."""
    auth_status: str | None
    """As `Auth.status`."""
    refund_count: int
    """All refunds, also those that cannot be read."""
    refunds: tuple[ListedRefund, ...]
    """The refunds that can be read."""
    live_mode: bool | None
    """Whether it is of live mode; None where the answer does not say."""
    customer_mobile: str | None
    """The customer's mobile."""
    holder: str | None
    """The name on the card or the account, which need not be the customer's."""

    @property
    def refunded(self) -> int:
        """The sum of the refunds that are not failed or not honoured, in minor units."""
        return given_back(self.refunds)


class UnreadableRow(NamedTuple):
    """An item of a `Page` that could not be read: it stands in its place, never dropped."""

    id: str | None
    """Its id, where it has one that can be read."""
    reason: str
    """Why it cannot be read, without its values."""
    created: int | None = None
    """Unix seconds, where they can be read."""


class UnreadableItem(ValueError):
    """An item of a page lacks what a row needs (its id, its amount or its currency)."""


LOST_REFUNDS = frozenset({"failed", "not_honored"})
"""Statuses of refunds whose money did not go back (reference: Refund status codes)."""

_STEPS = {"to_refund": "to refund", "refund_sent": "refund sent", "refunded": "refunded"}
"""The statuses of a refund that counts, in their order, with the words that are shown."""

_REFUNDABLE_STATUSES = frozenset({"captured", "capture_sent", "to_capture"})


def given_back(refunds: tuple[ListedRefund, ...]) -> int:
    """The sum of the refunds that are not failed or not honoured."""
    return sum(refund.amount for refund in refunds if refund.status not in LOST_REFUNDS) if refunds else 0


def refund_state(
    status: str | None, amount: int, refunded: int, refunds: Iterable[str | None] = ()
) -> str | None:
    """The status to show for a payment with refunds; the API has no such status.

    `refunds` are their statuses, of which the least advanced decides: "refunded" and "part refunded" are
    shown only when all of that money went back. "refund" stands for an unknown status. None where nothing
    was given back, and where the API's own status says more than the refunds do.
    """
    if refunded <= 0 or status not in _REFUNDABLE_STATUSES:
        return None
    steps = {each for each in refunds if each not in LOST_REFUNDS}
    if steps - _STEPS.keys():
        return "refund"
    for step, words in _STEPS.items():
        if step in steps and step != "refunded":
            return words
    return "refunded" if refunded >= amount else "part refunded"


def _text(value: Any) -> str | None:
    return value if type(value) is str else None


def _word(value: Any) -> str | None:
    """A value that many rows share (status, brand, code), interned to save memory."""
    if value is None:
        return None
    if type(value) is str:
        return intern(value)
    return intern(str(value)) if isinstance(value, int) and not isinstance(value, bool) else None


def _shared(value: Any) -> str | None:
    """A text that repeats with each payment of a customer or instrument, interned."""
    return intern(value) if type(value) is str else None


def _timestamp(value: Any) -> int | None:
    """Unix seconds; None for what `is_date` refuses, such as infinity."""
    return int(value) if is_date(value) else None


_NOTHING: Mapping[str, Any] = {}


def _part(value: Any) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    return {"id": value} if isinstance(value, str) else _NOTHING


def _refunds(refunds: Any) -> tuple[ListedRefund, ...]:
    """The refunds with a valid amount; they count even without an id."""
    if not isinstance(refunds, list):
        return ()
    return tuple(
        ListedRefund(
            _text(refund.get("id")),
            refund["amount"],
            _word(refund.get("status")),
            _timestamp(refund.get("created")),
            _timestamp(refund.get("date_refund")),
            _timestamp(refund.get("date_bank")),
        )
        for refund in refunds
        if isinstance(refund, dict) and type(refund.get("amount")) is int and refund["amount"] > 0
    )


def payment_row(item: Any) -> PaymentRow:
    """Build a row from `item`, one payment of a list's JSON: hand it to `Payments.page` or `walk` as `read`.

    Raises ValueError where the id, the amount or the currency is not what the reference says; a page then
    holds an `UnreadableRow`.
    """
    if not isinstance(item, dict):
        raise UnreadableItem(N_("the item is not an object"))
    get = item.get
    payment_id, amount, currency = get("id"), get("amount"), get("currency")
    if not isinstance(payment_id, str) or not payment_id.startswith("paym_"):
        raise UnreadableItem(N_("the id is missing or not a payment's"))
    if type(amount) is not int:
        raise UnreadableItem(N_("the amount is not a whole number"))
    if not isinstance(currency, str):
        raise UnreadableItem(N_("the currency is missing"))
    brand = last4 = country = instrument = holder = None
    if card := get("card"):
        card = _part(card)
        brand, last4 = _word(card.get("brand")), _word(card.get("last4"))
        country, instrument = _word(card.get("country")), _shared(card.get("id"))
        holder = _shared(card.get("name"))
    if sepa := get("sepa"):
        sepa = _part(sepa)
        last4, instrument = last4 or _word(sepa.get("last4")), instrument or _shared(sepa.get("id"))
        holder = holder or _shared(sepa.get("name"))
    customer = _part(get("customer"))
    auth, listed, live_mode = get("auth"), get("refunds"), get("live_mode")
    refunds = _refunds(listed) if listed else ()
    # By position: keywords cost a tenth of the whole.
    return PaymentRow(
        payment_id,
        _timestamp(get("created")),
        amount,
        intern(currency.lower()),
        _word(get("status")),
        _word(get("response")),
        _word(get("method")),
        brand,
        last4 or None,
        country,
        _text(get("order_id")),
        _text(get("unique_id")),
        _text(get("description")),
        _shared(customer.get("id")),
        _shared(customer.get("name")),
        _shared(customer.get("email")),
        instrument or None,
        None if auth is None else _word(auth.get("status") if isinstance(auth, dict) else auth),
        len(listed) if isinstance(listed, list) else 0,
        refunds,
        live_mode if isinstance(live_mode, bool) else None,
        _word(customer.get("mobile")),
        holder or None,
    )


ListedPayment = PaymentRow | UnreadableRow
"""What a list of payments holds."""
