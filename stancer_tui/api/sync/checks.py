"""Account verification: /v1/sepa/check (reference: Account verification).

Written by `python -m tests.sync_twin --write`.
"""

from functools import partial

from stancer_tui.api.resources.checks import Checks
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.check import Check


class SyncChecks:
    """What the API offers on account verification."""

    def __init__(self, twin: Checks, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, *, customer: NewCustomer | str, sepa: NewSepa | str) -> Check:
        """Ask the bank to compare a holder with an account; the answer comes later, by `get`.

        A stored customer or account may be given by its id. Raises `BadRequest` when the bank cannot check.
        """
        return self._portal.run(partial(self._twin.create, customer=customer, sepa=sepa))

    def get(self, check_id: str) -> Check:
        """A check as it stands; raises `NotFound`."""
        return self._portal.run(partial(self._twin.get, check_id))
