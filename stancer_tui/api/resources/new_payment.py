"""What is sent to create or change a payment (reference: Create a payment, Update a payment)."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import uuid4

from stancer_tui.api.errors import InvalidField
from stancer_tui.api.fields import checked
from stancer_tui.api.resources.cards import NewCard
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.embedded import Payload, whole_or_id
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.language import _
from stancer_tui.models.ids import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthRequest:
    """Ask for strong authentication; `return_url` is where the payer comes back to from the bank."""

    return_url: str | None = None

    def payload(self, within: str = "") -> dict[str, Any]:
        """What is sent; raises `InvalidField`."""
        return {"status": "request", **checked("auth", asdict(self), within=within)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevice:
    """The payer's device, needed for strong authentication off the payment page (reference: Device)."""

    ip: str
    port: int
    user_agent: str | None = None
    http_accept: str | None = None
    languages: str | None = None

    def payload(self, within: str = "") -> dict[str, Any]:
        """What is sent; raises `InvalidField`."""
        return checked("device", asdict(self), within=within)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentChange:
    """The changes to a payment (reference: Update a payment); `status` is authorize or capture."""

    amount: int | None = None
    currency: str | None = None
    order_id: str | None = None
    description: str | None = None
    return_url: str | None = None
    card: NewCard | str | None = None
    sepa: NewSepa | str | None = None
    customer: NewCustomer | str | None = None
    auth: AuthRequest | None = None
    device: NewDevice | None = None
    status: str | None = None

    def payload(self) -> dict[str, Any]:
        """What is sent; raises `InvalidField`."""
        plain = ("amount", "currency", "order_id", "description", "return_url", "status")
        return {**checked("payment", {name: getattr(self, name) for name in plain}), **_parts(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPayment:
    """A payment to create; `amount` in minor units (at least 50).

    `unique_id` is drawn here when none is given: keep this object, and a lost answer can be resolved by
    listing with its `unique_id`, a repeated request ends in `Conflict` with the existing id.
    """

    amount: int
    currency: str
    description: str | None = None
    order_id: str | None = None
    unique_id: str = field(default_factory=lambda: uuid4().hex)
    methods_allowed: tuple[str, ...] | None = None
    card: NewCard | str | None = None
    sepa: NewSepa | str | None = None
    customer: NewCustomer | str | None = None
    auth: AuthRequest | None = None
    device: NewDevice | None = None
    capture: bool | None = None
    return_url: str | None = None

    def payload(self) -> dict[str, Any]:
        """What is sent; raises `InvalidField`."""
        plain = ("amount", "currency", "description", "order_id", "unique_id", "methods_allowed", "capture")
        sent = checked("payment", {name: getattr(self, name) for name in (*plain, "return_url")})
        if self.auth is not None and self.device is None and (self.card or self.sepa):
            raise InvalidField("device", _("is needed for strong authentication without the payment page"))
        if self.sepa is not None and sent["currency"] != "eur":
            raise InvalidField("currency", _("eur is needed for a SEPA payment"))
        return {**sent, **_parts(self)}


def _parts(payment: NewPayment | PaymentChange) -> dict[str, Any]:
    """The objects inside a payment, whole or by id."""
    stored: tuple[tuple[str, Payload | str | None, Kind], ...] = (
        ("card", payment.card, Kind.CARD),
        ("sepa", payment.sepa, Kind.SEPA),
        ("customer", payment.customer, Kind.CUSTOMER),
    )
    sent: dict[str, Any] = {
        name: whole_or_id(name, value, kind) for name, value, kind in stored if value is not None
    }
    if payment.auth is not None:
        sent["auth"] = payment.auth.payload("auth.")
    if payment.device is not None:
        sent["device"] = payment.device.payload("device.")
    return sent
