"""Addresses: /v1/addresses (reference: Addresses). The API has no list of them.

Written by `python -m tests.sync_twin --write`.
"""

from functools import partial

from stancer_tui.api.resources.addresses import Addresses, NewAddress
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.address import Address


class SyncAddresses:
    """What the API offers on addresses."""

    def __init__(self, twin: Addresses, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, address: NewAddress) -> Address:
        """Keep an address."""
        return self._portal.run(partial(self._twin.create, address))

    def get(self, address_id: str) -> Address:
        """One address; raises `NotFound`."""
        return self._portal.run(partial(self._twin.get, address_id))

    def update(self, address_id: str, changes: NewAddress) -> Address | None:
        """Change an address; the reference documents it, the official clients do not use it."""
        return self._portal.run(partial(self._twin.update, address_id, changes))

    def delete(self, address_id: str) -> None:
        """Delete an address; raises `NotFound`."""
        return self._portal.run(partial(self._twin.delete, address_id))
