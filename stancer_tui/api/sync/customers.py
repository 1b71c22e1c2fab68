"""Customers: /v1/customers (reference: Customers). The API has no list of them.

Written by `python -m tests.sync_twin --write`.
"""

from functools import partial

from stancer_tui.api.resources.customers import Customers, NewCustomer
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.customer import Customer


class SyncCustomers:
    """What the API offers on customers."""

    def __init__(self, twin: Customers, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, customer: NewCustomer) -> Customer:
        """Keep a customer; raises `Conflict` with `existing_id` when the same is known."""
        return self._portal.run(partial(self._twin.create, customer))

    def get(self, customer_id: str) -> Customer:
        """One customer; raises `NotFound`."""
        return self._portal.run(partial(self._twin.get, customer_id))

    def update(self, customer_id: str, changes: NewCustomer) -> Customer | None:
        """Change a customer; None when the API does not repeat it."""
        return self._portal.run(partial(self._twin.update, customer_id, changes))

    def delete(self, customer_id: str) -> None:
        """Delete a customer; raises `NotFound`."""
        return self._portal.run(partial(self._twin.delete, customer_id))
