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
    """A customer, or the changes to one (reference: Customers); None is not sent.

    The official clients ask for an email or a mobile; what the API says without either is not known.
    """

    email: str | None = None
    """5 to 64 characters."""
    mobile: str | None = None
    """8 to 16 characters, with the country code: `+33612345678`."""
    name: str | None = None
    """3 to 64 characters; the reference says 4, the API accepts 3."""
    external_id: str | None = None
    """The merchant's own id, 1 to 36 characters."""
    date_birth: date | str | None = None
    """A date, or YYYY-MM-DD."""
    legal_id: str | None = None
    """The registration number of a company, 1 to 16 characters."""
    country: str | None = None
    """2 letters (ISO 3166)."""

    def payload(self, within: str = "") -> dict[str, Any]:
        """What is sent; raises `InvalidField`, whose field has `within` before its name."""
        return checked("customer", asdict(self), within=within)


class Customers:
    """Stored customers: `/v1/customers/` (reference: Customers). The API has no list of them."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    async def create(self, customer: NewCustomer) -> Customer:
        """Store `customer`; raises `Conflict` when the same is stored, `existing_id` is its id.

        The same means name, email, mobile and `external_id`: with another `external_id` it is a new one.
        """
        return await self._pipeline.create(_PATH, customer.payload(), Customer, Kind.CUSTOMER)

    async def get(self, customer_id: str) -> Customer:
        """The customer `customer_id` (`cust_…`); raises `NotFound`, also after the deletion."""
        return await self._pipeline.get(_PATH, customer_id, Customer)

    async def update(self, customer_id: str, changes: NewCustomer) -> Customer | None:
        """Change what `changes` names of the customer `customer_id`; raises `NotFound`.

        None when the API does not repeat the customer.
        """
        return await self._pipeline.update(_PATH, customer_id, changes.payload(), Customer)

    async def delete(self, customer_id: str) -> None:
        """Delete the customer `customer_id`; raises `NotFound`. Their payments stay."""
        await self._pipeline.delete(_PATH, customer_id)
