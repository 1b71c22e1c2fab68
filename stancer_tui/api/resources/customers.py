"""Customers: /v1/customers (reference: Customers). The API has no list of them."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from stancer_tui.api.fields import checked
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.models.customer import Customer
from stancer_tui.models.ids import Kind

_PATH = "/v1/customers/"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCustomer:
    """A customer, or the changes to one; the API wants an email or a mobile."""

    email: str | None = None
    mobile: str | None = None
    name: str | None = None
    external_id: str | None = None
    date_birth: date | str | None = None
    legal_id: str | None = None
    country: str | None = None

    def payload(self, within: str = "") -> dict[str, Any]:
        """What is sent; raises `InvalidField`."""
        return checked("customer", asdict(self), within=within)


class Customers:
    """What the API offers on customers."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    async def create(self, customer: NewCustomer) -> Customer:
        """Keep a customer; raises `Conflict` with `existing_id` when the same is known."""
        return await self._pipeline.create(_PATH, customer.payload(), Customer, Kind.CUSTOMER)

    async def get(self, customer_id: str) -> Customer:
        """One customer; raises `NotFound`."""
        return await self._pipeline.get(_PATH, customer_id, Customer)

    async def update(self, customer_id: str, changes: NewCustomer) -> Customer | None:
        """Change a customer; None when the API does not repeat it."""
        return await self._pipeline.update(_PATH, customer_id, changes.payload(), Customer)

    async def delete(self, customer_id: str) -> None:
        """Delete a customer; raises `NotFound`."""
        await self._pipeline.delete(_PATH, customer_id)
