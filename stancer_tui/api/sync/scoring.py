"""Credit scoring: /v1/scoring (reference: Scoring).

Written by `python -m tests.sync_twin --write`.
"""

from functools import partial

from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.scoring import Scorings
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.scoring import Scoring


class SyncScorings:
    """Credit scoring: `/v1/scoring/` (reference: Scoring), which no official client offers."""

    def __init__(self, twin: Scorings, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(
        self,
        *,
        amount: int,
        duration: int,
        customer: NewCustomer | str,
        return_url: str,
        currency: str = "eur",
        upfront: int | None = None,
        sepa: NewSepa | str | None = None,
    ) -> Scoring:
        """Ask how solvent a customer is; the score comes later, by `get`, once they agreed at their bank.

        - `amount`: the credit, in minor units.
        - `duration`: 1 to 24 months.
        - `customer`: new, or the id of a stored one.
        - `return_url`: https, where the customer comes back to.
        - `currency`: only eur.
        - `upfront`: minor units that are paid at once, less than the amount.
        - `sepa`: an account, new or the id of a stored one.
        """
        return self._portal.run(
            partial(
                self._twin.create,
                amount=amount,
                duration=duration,
                customer=customer,
                return_url=return_url,
                currency=currency,
                upfront=upfront,
                sepa=sepa,
            )
        )

    def get(self, scoring_id: str) -> Scoring:
        """The scoring `scoring_id` (`scor_…`) as it stands; raises `NotFound`."""
        return self._portal.run(partial(self._twin.get, scoring_id))
