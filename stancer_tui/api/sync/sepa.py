"""SEPA accounts: /v1/sepa (reference: SEPA). The API has no list of them.

Written by `python -m tests.sync_twin --write`.
"""

from datetime import datetime
from functools import partial

from stancer_tui.api.resources.sepa import NewSepa, SepaAccounts
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.sepa import Sepa


class SyncSepaAccounts:
    """What the API offers on SEPA accounts."""

    def __init__(self, twin: SepaAccounts, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, sepa: NewSepa) -> Sepa:
        """Keep a bank account; raises `Conflict` with `existing_id` when it is known."""
        return self._portal.run(partial(self._twin.create, sepa))

    def get(self, sepa_id: str) -> Sepa:
        """One bank account; raises `NotFound`."""
        return self._portal.run(partial(self._twin.get, sepa_id))

    def update(
        self,
        sepa_id: str,
        *,
        name: str | None = None,
        mandate: str | None = None,
        date_mandate: datetime | int | None = None,
    ) -> Sepa | None:
        """Change an account whose mandate is not signed yet; None when the API does not repeat it."""
        return self._portal.run(
            partial(self._twin.update, sepa_id, name=name, mandate=mandate, date_mandate=date_mandate)
        )

    def delete(self, sepa_id: str) -> None:
        """Delete a bank account; raises `NotFound`."""
        return self._portal.run(partial(self._twin.delete, sepa_id))
