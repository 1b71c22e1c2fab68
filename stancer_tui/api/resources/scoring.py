"""Credit scoring: /v1/scoring (reference: Scoring)."""

from stancer_tui.api.errors import InvalidField
from stancer_tui.api.fields import checked
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.embedded import whole_or_id
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.language import _
from stancer_tui.models.ids import Kind
from stancer_tui.models.scoring import Scoring

_PATH = "/v1/scoring/"


class Scorings:
    """Credit scoring: `/v1/scoring/` (reference: Scoring), which no official client offers."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    async def create(
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
        payload = checked(
            "scoring",
            {
                "amount": amount,
                "currency": currency,
                "duration": duration,
                "upfront": upfront,
                "return_url": return_url,
            },
        )
        if upfront is not None and upfront >= amount:
            raise InvalidField("upfront", _("less than the amount"))
        payload["customer"] = whole_or_id("customer", customer, Kind.CUSTOMER)
        if sepa is not None:
            payload["sepa"] = whole_or_id("sepa", sepa, Kind.SEPA)
        return await self._pipeline.create(_PATH, payload, Scoring, Kind.SCORING)

    async def get(self, scoring_id: str) -> Scoring:
        """The scoring `scoring_id` (`scor_…`) as it stands; raises `NotFound`."""
        return await self._pipeline.get(_PATH, scoring_id, Scoring)
