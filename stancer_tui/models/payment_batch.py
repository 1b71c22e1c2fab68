"""A whole page of listed payments, decoded at once by msgspec.

It takes less than half of the time of `payment_row` for the same items (docs/performance.md, "Whole pages at
once"). A page with anything in it that the reference does not describe is left to `payment_row`, which reads
item by item.
"""

from typing import Annotated, Any, NamedTuple

import msgspec

from stancer_tui.models.ids import Kind
from stancer_tui.models.moments import FIRST, LAST
from stancer_tui.models.payment_row import ListedRefund, PaymentRow

_Moment = Annotated[int, msgspec.Meta(ge=FIRST, le=LAST)]


class _Card(msgspec.Struct, gc=False):
    id: str | None = None
    brand: str | None = None
    last4: str | None = None
    country: str | None = None
    name: str | None = None


class _Account(msgspec.Struct, gc=False):
    id: str | None = None
    last4: str | None = None
    name: str | None = None


class _Customer(msgspec.Struct, gc=False):
    id: str | None = None
    name: str | None = None
    email: str | None = None
    mobile: str | None = None


class _Auth(msgspec.Struct, gc=False):
    status: str | None = None


class _Refund(msgspec.Struct, gc=False):
    amount: Annotated[int, msgspec.Meta(gt=0)]
    id: str | None = None
    status: str | None = None
    created: _Moment | None = None
    date_refund: _Moment | None = None
    date_bank: _Moment | None = None


class _Payment(msgspec.Struct, gc=False):
    id: str
    amount: int
    currency: str
    created: _Moment | None = None
    status: str | None = None
    response: str | None = None
    method: str | None = None
    card: _Card | None = None
    sepa: _Account | None = None
    customer: _Customer | None = None
    order_id: str | None = None
    unique_id: str | None = None
    description: str | None = None
    auth: _Auth | None = None
    refunds: list[_Refund] | None = None
    live_mode: bool | None = None


class _Page(msgspec.Struct):
    payments: list[_Payment]
    live_mode: bool | None = None
    range: dict[str, Any] | None = None


class PaymentBatch(NamedTuple):
    """A page: its rows, the values of `live_mode` in them, and the fields of the page itself."""

    rows: list[PaymentRow]
    modes: set[bool | None]
    fields: dict[str, Any]


_PREFIX = f"{Kind.PAYMENT}_"
_NO_CARD, _NO_ACCOUNT, _NO_CUSTOMER = _Card(), _Account(), _Customer()
_decoder = msgspec.json.Decoder(_Page)


def payment_rows(body: bytes) -> PaymentBatch | None:
    """Decode the body of an answer; None where anything in it differs from the reference.

    The rows equal those that `payment_row` makes of the same items.
    """
    try:
        page = _decoder.decode(body)
    except (msgspec.MsgspecError, RecursionError):
        return None
    if not all(payment.id.startswith(_PREFIX) for payment in page.payments):
        return None
    fields = {"live_mode": page.live_mode, "range": page.range}
    modes = {payment.live_mode for payment in page.payments}
    return PaymentBatch([_row(payment) for payment in page.payments], modes, fields)


def _row(payment: _Payment) -> PaymentRow:
    card, sepa = payment.card or _NO_CARD, payment.sepa or _NO_ACCOUNT
    customer, refunds = payment.customer or _NO_CUSTOMER, payment.refunds
    listed = tuple(map(_refund, refunds)) if refunds else ()
    return PaymentRow(
        payment.id,
        payment.created,
        payment.amount,
        payment.currency.lower(),
        payment.status,
        payment.response,
        payment.method,
        card.brand,
        card.last4 or sepa.last4,
        card.country,
        payment.order_id,
        payment.unique_id,
        payment.description,
        customer.id,
        customer.name,
        customer.email,
        card.id or sepa.id,
        None if payment.auth is None else payment.auth.status,
        len(listed),
        listed,
        payment.live_mode,
        customer.mobile,
        card.name or sepa.name or None,
    )


def _refund(refund: _Refund) -> ListedRefund:
    return ListedRefund(
        refund.id,
        refund.amount,
        refund.status,
        refund.created,
        refund.date_refund,
        refund.date_bank,
    )
