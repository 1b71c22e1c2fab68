"""Customers, SEPA accounts, cards and addresses: what can be done with one, and why something cannot.

The API has no list of them: an unknown outcome is resolved by the id, where there is one.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

from stancer_tui.language import N_
from stancer_tui.models.base import StancerObject
from stancer_tui.models.ids import Kind
from stancer_tui.models.sepa import Sepa

READ_ONLY = N_("This desk is read-only: it changes nothing.")
NOT_READ = N_("It has not been read yet.")
SIGNED = N_("Its mandate is signed: Stancer does not change such an account.")
GONE = N_("Stancer knows no such object any more.")
NO_ADDRESS = N_("A payment takes no address.")
NOT_SEPA = N_("Only a SEPA account has a mandate.")


class Deletes(Protocol):
    """A resource whose objects can be deleted."""

    async def delete(self, object_id: str, /) -> None:
        """Delete one object."""
        ...


class DeletingClient(Protocol):
    """What is needed of the API."""

    @property
    def cards(self) -> Deletes: ...
    @property
    def sepa(self) -> Deletes: ...
    @property
    def customers(self) -> Deletes: ...
    @property
    def addresses(self) -> Deletes: ...


_RESOURCES: dict[Kind, Callable[[DeletingClient], Deletes]] = {
    Kind.CARD: lambda client: client.cards,
    Kind.SEPA: lambda client: client.sepa,
    Kind.CUSTOMER: lambda client: client.customers,
    Kind.ADDRESS: lambda client: client.addresses,
}


def delete(client: DeletingClient, kind: Kind, object_id: str) -> Awaitable[None]:
    """Delete one object, once; raises `ApiError`."""
    return _RESOURCES[kind](client).delete(object_id)


def signed(item: StancerObject) -> bool:
    """Whether it is a SEPA account with a date at its mandate, readable or not (reference: Update a sepa)."""
    return isinstance(item, Sepa) and item.raw.get("date_mandate") is not None


def why_no_change(item: StancerObject | None, *, read_only: bool) -> str | None:
    """Why an object cannot be changed, a message; None where it can."""
    if read_only:
        return READ_ONLY
    if item is None:
        return NOT_READ
    return SIGNED if signed(item) else None


def why_no_deletion(item: StancerObject | None, *, read_only: bool) -> str | None:
    """Why an object cannot be deleted, a message; None where it can: it must have been read."""
    if read_only:
        return READ_ONLY
    return NOT_READ if item is None else None


def why_no_renewal(kind: Kind, item: StancerObject | None, *, read_only: bool) -> str | None:
    """Why no new account and mandate can be made from an object, a message; None where they can."""
    if kind is not Kind.SEPA:
        return NOT_SEPA
    return why_no_deletion(item, read_only=read_only)


def why_no_payment(kind: Kind, item: StancerObject | None, *, read_only: bool) -> str | None:
    """Why no payment can be made with an object, a message; None where one can."""
    return NO_ADDRESS if kind is Kind.ADDRESS else why_no_deletion(item, read_only=read_only)
