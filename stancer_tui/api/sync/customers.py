"""Customers: /v1/customers (reference: Customers). The API has no list of them.

Written by `python -m tests.sync_twin --write`.
"""

from functools import partial

from stancer_tui.api.resources.customers import Customers, NewCustomer
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.customer import Customer


class SyncCustomers:
    """Stored customers: `/v1/customers/` (reference: Customers). The API has no list of them."""

    def __init__(self, twin: Customers, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, customer: NewCustomer) -> Customer:
        """Store `customer`; raises `Conflict` when the same is stored, `existing_id` is its id.

        The same means name, email, mobile and `external_id`: with another `external_id` it is a new one.
        """
        return self._portal.run(partial(self._twin.create, customer))

    def get(self, customer_id: str) -> Customer:
        """The customer `customer_id` (`cust_…`); raises `NotFound`, also after the deletion."""
        return self._portal.run(partial(self._twin.get, customer_id))

    def update(self, customer_id: str, changes: NewCustomer) -> Customer | None:
        """Change what `changes` names of the customer `customer_id`; raises `NotFound`.

        None when the API does not repeat the customer.
        """
        return self._portal.run(partial(self._twin.update, customer_id, changes))

    def delete(self, customer_id: str) -> None:
        """Delete the customer `customer_id`; raises `NotFound`. Their payments stay."""
        return self._portal.run(partial(self._twin.delete, customer_id))
