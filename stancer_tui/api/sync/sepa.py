"""SEPA accounts: /v1/sepa (reference: SEPA). The API has no list of them.

Written by `python -m tests.sync_twin --write`.
"""

from datetime import datetime
from functools import partial

from stancer_tui.api.resources.sepa import NewSepa, SepaAccounts
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.sepa import Sepa


class SyncSepaAccounts:
    """Stored bank accounts: `/v1/sepa/` (reference: SEPA). The API has no list of them."""

    def __init__(self, twin: SepaAccounts, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, sepa: NewSepa) -> Sepa:
        """Store the account `sepa`; raises `Conflict` when it is stored, `existing_id` is its id."""
        return self._portal.run(partial(self._twin.create, sepa))

    def get(self, sepa_id: str) -> Sepa:
        """The account `sepa_id` (`sepa_…`); raises `NotFound`, also after its deletion."""
        return self._portal.run(partial(self._twin.get, sepa_id))

    def update(
        self,
        sepa_id: str,
        *,
        name: str | None = None,
        mandate: str | None = None,
        date_mandate: datetime | int | None = None,
    ) -> Sepa | None:
        """Change what is given of the account `sepa_id`; None when the API does not repeat it.

        `name`, `mandate` and `date_mandate` as in `NewSepa`, and only until a mandate is signed: after that a
        new account is needed. Raises `NotFound`, and `InvalidField` where nothing is given. How the API
        refuses a signed one is not known.
        """
        return self._portal.run(
            partial(self._twin.update, sepa_id, name=name, mandate=mandate, date_mandate=date_mandate)
        )

    def delete(self, sepa_id: str) -> None:
        """Delete the account `sepa_id`; raises `NotFound`. Its payments stay."""
        return self._portal.run(partial(self._twin.delete, sepa_id))
