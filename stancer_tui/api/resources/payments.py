"""Payments: /v1/checkout (reference: Payments)."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar, overload
from uuid import uuid4

from stancer_tui.api.errors import InvalidField
from stancer_tui.api.fields import checked
from stancer_tui.api.lists import Listing
from stancer_tui.api.pages import PAGE, Page
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.api.resources.embedded import Payload, whole_or_id
from stancer_tui.models.ids import Kind
from stancer_tui.models.payment import Payment

if TYPE_CHECKING:
    from stancer_tui.api.resources.cards import NewCard
    from stancer_tui.api.resources.customers import NewCustomer
    from stancer_tui.api.resources.sepa import NewSepa

T = TypeVar("T")

_PATH = "/v1/checkout/"


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
    card: "NewCard | str | None" = None
    sepa: "NewSepa | str | None" = None
    customer: "NewCustomer | str | None" = None
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
    card: "NewCard | str | None" = None
    sepa: "NewSepa | str | None" = None
    customer: "NewCustomer | str | None" = None
    auth: AuthRequest | None = None
    device: NewDevice | None = None
    capture: bool | None = None
    return_url: str | None = None

    def payload(self) -> dict[str, Any]:
        """What is sent; raises `InvalidField`."""
        plain = ("amount", "currency", "description", "order_id", "unique_id", "methods_allowed", "capture")
        sent = checked("payment", {name: getattr(self, name) for name in (*plain, "return_url")})
        if self.auth is not None and self.device is None and (self.card or self.sepa):
            raise InvalidField("device", "is needed for strong authentication without the payment page")
        if self.sepa is not None and sent["currency"] != "eur":
            raise InvalidField("currency", "eur is needed for a SEPA payment")
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


class Payments:
    """What the API offers on payments; there is no deletion, a payment is refunded."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._list = Listing(pipeline, _PATH, "payments")

    async def create(self, payment: NewPayment) -> Payment:
        """Create a payment in exactly one request; a refusal by the bank is an answer, with its status and
        code.

        Raises `Conflict` with `existing_id` when the `unique_id` is taken.
        """
        return await self._pipeline.create(_PATH, payment.payload(), Payment, Kind.PAYMENT)

    async def get(self, payment_id: str) -> Payment:
        """One payment with everything embedded in it; raises `NotFound`."""
        return await self._pipeline.get(_PATH, payment_id, Payment)

    async def update(self, payment_id: str, change: PaymentChange) -> Payment | None:
        """Change a payment; None when the API does not repeat it (the reference allows 200 and 204)."""
        return await self._pipeline.update(_PATH, payment_id, change.payload(), Payment)

    async def authorize(self, payment_id: str) -> Payment | None:
        """Ask for the authorisation of a payment."""
        return await self.update(payment_id, PaymentChange(status="authorize"))

    async def capture(self, payment_id: str) -> Payment | None:
        """Ask for the capture of a payment, after its authorisation when that is missing."""
        return await self.update(payment_id, PaymentChange(status="capture"))

    @overload
    async def page(
        self,
        *,
        created: datetime | int | None = None,
        start: int = 0,
        limit: int = PAGE,
        order_id: str | None = None,
        unique_id: str | None = None,
    ) -> Page[Payment]: ...

    @overload
    async def page(
        self,
        *,
        created: datetime | int | None = None,
        start: int = 0,
        limit: int = PAGE,
        order_id: str | None = None,
        unique_id: str | None = None,
        read: Callable[[object], T],
    ) -> Page[T]: ...

    async def page(
        self,
        *,
        created: datetime | int | None = None,
        start: int = 0,
        limit: int = PAGE,
        order_id: str | None = None,
        unique_id: str | None = None,
        read: Callable[[object], Any] = Payment.read,
    ) -> Page[Any]:
        """One page of payments, oldest first; at most one of `created`, `order_id`, `unique_id`.

        `read` builds each item: `Payment.read`, or `payment_row` for a list that keeps little.
        """
        return await self._list.page(
            read, created=created, start=start, limit=limit, order_id=order_id, unique_id=unique_id
        )

    def walk(
        self,
        *,
        read: Callable[[object], T],
        created: datetime | int | None = None,
        order_id: str | None = None,
        unique_id: str | None = None,
        concurrency: int = 4,
    ) -> AsyncGenerator[Page[T], None]:
        """Every page since `created` (inclusive), oldest first, several asked for at once."""
        return self._list.walk(
            read, created=created, order_id=order_id, unique_id=unique_id, concurrency=concurrency
        )

    async def server_date(self) -> datetime | None:
        """The API's clock, by one read of a single payment; an empty list is an answer too."""
        return await self._list.server_date()
