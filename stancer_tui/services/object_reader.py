"""Reads any object of the API by its id."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from stancer_tui.models.base import StancerObject
from stancer_tui.models.ids import Kind


class Gets(Protocol):
    """A resource whose objects can be read by id."""

    async def get(self, object_id: str, /) -> StancerObject:
        """One object."""
        ...


class ObjectsClient(Protocol):
    """What is needed of the API."""

    @property
    def payments(self) -> Gets: ...
    @property
    def cards(self) -> Gets: ...
    @property
    def sepa(self) -> Gets: ...
    @property
    def customers(self) -> Gets: ...
    @property
    def addresses(self) -> Gets: ...
    @property
    def refunds(self) -> Gets: ...
    @property
    def disputes(self) -> Gets: ...
    @property
    def payouts(self) -> Gets: ...
    @property
    def checks(self) -> Gets: ...
    @property
    def scoring(self) -> Gets: ...


_RESOURCES: dict[Kind, Callable[[ObjectsClient], Gets]] = {
    Kind.PAYMENT: lambda client: client.payments,
    Kind.CARD: lambda client: client.cards,
    Kind.SEPA: lambda client: client.sepa,
    Kind.CUSTOMER: lambda client: client.customers,
    Kind.ADDRESS: lambda client: client.addresses,
    Kind.REFUND: lambda client: client.refunds,
    Kind.DISPUTE: lambda client: client.disputes,
    Kind.PAYOUT: lambda client: client.payouts,
    Kind.CHECK: lambda client: client.checks,
    Kind.SCORING: lambda client: client.scoring,
}


def read_object(client: ObjectsClient, kind: Kind, object_id: str) -> Awaitable[StancerObject]:
    """Read one object of any kind; raises `ApiError`."""
    return _RESOURCES[kind](client).get(object_id)
