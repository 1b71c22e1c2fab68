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
    """What the API offers on scoring."""

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
        """Ask for a score: `amount` and `upfront` in minor units, `duration` in months (at most 24)."""
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
        """A scoring as it stands; raises `NotFound`."""
        return self._portal.run(partial(self._twin.get, scoring_id))
