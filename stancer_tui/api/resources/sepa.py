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
    """A bank account, with its mandate when it is signed (reference: SEPA); None is not sent.

    The reference's table once names the mandate's date `mandate_date`; the API says `date_mandate`.
    """

    iban: str = field(repr=False)
    """15 to 34 characters, blanks between them allowed; shown in no representation."""
    name: str | None = None
    """The holder's name, 3 to 64 characters; the reference says 4, the API accepts 3."""
    bic: str | None = None
    """8 to 11 characters."""
    mandate: str | None = None
    """The reference of the signed mandate, 3 to 35 characters."""
    date_mandate: datetime | int | None = None
    """When it was signed: an aware datetime, or Unix seconds; needed with a `mandate`."""
    date_birth: date | str | None = None
    """The holder's birth date: a date, or YYYY-MM-DD."""

    def payload(self, within: str = "") -> dict[str, Any]:
        """What is sent; raises `InvalidField`, whose field has `within` before its name."""
        return checked("sepa", asdict(self), within=within)


class SepaAccounts:
    """Stored bank accounts: `/v1/sepa/` (reference: SEPA). The API has no list of them."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    async def create(self, sepa: NewSepa) -> Sepa:
        """Store the account `sepa`; raises `Conflict` when it is stored, `existing_id` is its id."""
        return await self._pipeline.create(_PATH, sepa.payload(), Sepa, Kind.SEPA)

    async def get(self, sepa_id: str) -> Sepa:
        """The account `sepa_id` (`sepa_…`); raises `NotFound`, also after its deletion."""
        return await self._pipeline.get(_PATH, sepa_id, Sepa)

    async def update(
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
        given = {"name": name, "mandate": mandate, "date_mandate": date_mandate}
        return await self._pipeline.update(_PATH, sepa_id, checked("sepa", given), Sepa)

    async def delete(self, sepa_id: str) -> None:
        """Delete the account `sepa_id`; raises `NotFound`. Its payments stay."""
        await self._pipeline.delete(_PATH, sepa_id)
