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
    """Account verification: `/v1/sepa/check/` (reference: Account verification)."""

    def __init__(self, twin: Checks, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, *, customer: NewCustomer | str, sepa: NewSepa | str) -> Check:
        """Ask the bank whether `sepa` is the account of `customer`; the answer comes later, by `get`.

        Each is new or the id of a stored one. Raises `BadRequest` when the bank cannot check.
        """
        return self._portal.run(partial(self._twin.create, customer=customer, sepa=sepa))

    def get(self, check_id: str) -> Check:
        """The check `check_id` as it stands; ask again until its status is not check_sent. Raises `NotFound`.

        Its id is `chck_…`, or `sepa_…` in the older form of answers.
        """
        return self._portal.run(partial(self._twin.get, check_id))
