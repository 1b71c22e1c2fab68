"""Addresses: /v1/addresses (reference: Addresses). The API has no list of them.

Written by `python -m tests.sync_twin --write`.
"""

from functools import partial

from stancer_tui.api.resources.addresses import Addresses, NewAddress
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.address import Address


class SyncAddresses:
    """Stored addresses: `/v1/addresses/` (reference: Addresses). The API has no list of them."""

    def __init__(self, twin: Addresses, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, address: NewAddress) -> Address:
        """Store `address`; the same one may be stored twice.

        Raises `InvalidField` where its city, zip code or country is missing.
        """
        return self._portal.run(partial(self._twin.create, address))

    def get(self, address_id: str) -> Address:
        """The address `address_id` (`addr_…`); raises `NotFound`, also after its deletion."""
        return self._portal.run(partial(self._twin.get, address_id))

    def update(self, address_id: str, changes: NewAddress) -> Address | None:
        """Change what `changes` names of the address `address_id`; raises `NotFound`.

        None when the API does not repeat the address. The reference documents this, the official clients do
        not use it.
        """
        return self._portal.run(partial(self._twin.update, address_id, changes))

    def delete(self, address_id: str) -> None:
        """Delete the address `address_id`; raises `NotFound`."""
        return self._portal.run(partial(self._twin.delete, address_id))
