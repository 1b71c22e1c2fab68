"""What is sent to create or change a payment (reference: Create a payment, Update a payment)."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import uuid4

from stancer_tui.api.errors import InvalidField
from stancer_tui.api.fields import checked
from stancer_tui.api.resources.cards import NewCard
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.embedded import Payload, whole, whole_or_id
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.language import _
from stancer_tui.models.ids import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthRequest:
    """Ask for strong authentication, 3-D Secure (reference: Auth)."""

    return_url: str | None = None
    """https, up to 2048 characters: where the bank sends the payer back to."""

    def payload(self, within: str = "") -> dict[str, Any]:
        """What is sent; raises `InvalidField`, whose field has `within` before its name."""
        return {"status": "request", **checked("auth", asdict(self), within=within)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevice:
    """The payer's device, needed for strong authentication off the payment page (reference: Device)."""

    ip: str
    """IPv4 or IPv6, of the payer."""
    port: int
    """1 to 65535, of the payer."""
    user_agent: str | None = None
    """How the payer's browser names itself in its requests, up to 256 characters."""
    http_accept: str | None = None
    """The browser's header `Accept`, up to 2048 characters."""
    languages: str | None = None
    """The browser's header `Accept-Language`, up to 32 characters."""

    def payload(self, within: str = "") -> dict[str, Any]:
        """What is sent; raises `InvalidField`, whose field has `within` before its name."""
        return checked("device", asdict(self), within=within)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentChange:
    """The changes to a payment (reference: Update a payment); None changes nothing."""

    amount: int | None = None
    """Minor units, 50 and up."""
    currency: str | None = None
    """As in `NewPayment`."""
    order_id: str | None = None
    """1 to 36 characters."""
    description: str | None = None
    """3 to 64 characters."""
    return_url: str | None = None
    """https, up to 2048 characters."""
    card: NewCard | str | None = None
    """A card, new or the id of a stored one."""
    sepa: NewSepa | str | None = None
    """A bank account, new or the id of a stored one."""
    customer: NewCustomer | str | None = None
    """A customer, new or the id of a stored one."""
    auth: AuthRequest | None = None
    """Asks for strong authentication."""
    device: NewDevice | None = None
    """The payer's device."""
    status: str | None = None
    """authorize or capture; `Payments.authorize` and `Payments.capture` send these alone."""

    def payload(self) -> dict[str, Any]:
        """What is sent; raises `InvalidField`."""
        plain = ("amount", "currency", "order_id", "description", "return_url", "status")
        return {**checked("payment", {name: getattr(self, name) for name in plain}), **_parts(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPayment:
    """A payment to create (reference: Create a payment); None is not sent.

    `unique_id` is drawn here when none is given: keep this object, and a lost answer can be resolved by
    listing with its `unique_id`, a repeated request ends in `Conflict` with the existing id.
    """

    amount: int
    """Minor units (cents of EUR), 50 and up."""
    currency: str
    """eur, usd, gbp, aud, cad, chf, dkk, jpy, nok, pln, sek; the reference lists the first three."""
    description: str | None = None
    """What the payer reads, 3 to 64 characters."""
    order_id: str | None = None
    """The merchant's reference, 1 to 36 characters; several payments may share it."""
    unique_id: str = field(default_factory=lambda: uuid4().hex)
    """The merchant's key against a second payment, 1 to 36 characters; drawn when none is given."""
    methods_allowed: tuple[str, ...] | None = None
    """`card`, `sepa` or both; all that there are where nothing is sent."""
    card: NewCard | str | None = None
    """Pay with a card, new or the id of a stored one."""
    sepa: NewSepa | str | None = None
    """Pay from a bank account, new or the id of a stored one; only in eur."""
    customer: NewCustomer | str | None = None
    """Who pays, new or the id of a stored customer."""
    auth: AuthRequest | None = None
    """Asks for strong authentication; with a card or an account it needs `device`."""
    device: NewDevice | None = None
    """The payer's device; the payment page finds it by itself."""
    capture: bool | None = None
    """False to authorise only, which holds 7 days; the API takes true where nothing is sent."""
    return_url: str | None = None
    """https, up to 2048 characters: where the payment page sends the payer afterwards."""

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
        sent["auth"] = whole("auth", payment.auth)
    if payment.device is not None:
        sent["device"] = whole("device", payment.device)
    return sent
