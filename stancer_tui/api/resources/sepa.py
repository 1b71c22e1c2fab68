"""SEPA accounts: /v1/sepa (reference: SEPA). The API has no list of them."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from stancer_tui.api.fields import checked
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.models.ids import Kind
from stancer_tui.models.sepa import Sepa

_PATH = "/v1/sepa/"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSepa:
    """A bank account, with its mandate when it is signed; the IBAN shows in no representation.

    The reference's table once names the mandate's date `mandate_date`; the API says `date_mandate`.
    """

    iban: str = field(repr=False)
    name: str | None = None
    bic: str | None = None
    mandate: str | None = None
    date_mandate: datetime | int | None = None
    date_birth: date | str | None = None

    def payload(self, within: str = "") -> dict[str, Any]:
        """What is sent; raises `InvalidField`."""
        return checked("sepa", asdict(self), within=within)


class SepaAccounts:
    """What the API offers on SEPA accounts."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    async def create(self, sepa: NewSepa) -> Sepa:
        """Keep a bank account; raises `Conflict` with `existing_id` when it is known."""
        return await self._pipeline.create(_PATH, sepa.payload(), Sepa, Kind.SEPA)

    async def get(self, sepa_id: str) -> Sepa:
        """One bank account; raises `NotFound`."""
        return await self._pipeline.get(_PATH, sepa_id, Sepa)

    async def update(
        self,
        sepa_id: str,
        *,
        name: str | None = None,
        mandate: str | None = None,
        date_mandate: datetime | int | None = None,
    ) -> Sepa | None:
        """Change an account whose mandate is not signed yet; None when the API does not repeat it."""
        given = {"name": name, "mandate": mandate, "date_mandate": date_mandate}
        return await self._pipeline.update(_PATH, sepa_id, checked("sepa", given), Sepa)

    async def delete(self, sepa_id: str) -> None:
        """Delete a bank account; raises `NotFound`."""
        await self._pipeline.delete(_PATH, sepa_id)
