"""Cards: /v1/cards (reference: Credit Card). The API has no list of them."""

from dataclasses import asdict, dataclass, field
from typing import Any

from stancer_tui.api.fields import checked
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.models.card import Card
from stancer_tui.models.ids import Kind

_PATH = "/v1/cards/"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCard:
    """A card to tokenize; its number and code show in no representation."""

    number: str = field(repr=False)
    exp_month: int
    exp_year: int
    cvc: str | None = field(default=None, repr=False)
    name: str | None = None
    zip_code: str | None = None
    tokenize: bool | None = None
    preferred_network: str | None = None
    external_id: str | None = None

    def payload(self, within: str = "") -> dict[str, Any]:
        """What is sent; raises `InvalidField`."""
        return checked("card", asdict(self), within=within)


class Cards:
    """What the API offers on cards."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    async def create(self, card: NewCard) -> Card:
        """Tokenize a card; raises `Conflict` with `existing_id` when it is known."""
        return await self._pipeline.create(_PATH, card.payload(), Card, Kind.CARD)

    async def get(self, card_id: str) -> Card:
        """One card; raises `NotFound`."""
        return await self._pipeline.get(_PATH, card_id, Card)

    async def update(
        self,
        card_id: str,
        *,
        exp_month: int | None = None,
        exp_year: int | None = None,
        name: str | None = None,
        zip_code: str | None = None,
    ) -> Card | None:
        """Change a card; None when the API does not repeat it."""
        given = {"exp_month": exp_month, "exp_year": exp_year, "name": name, "zip_code": zip_code}
        return await self._pipeline.update(_PATH, card_id, checked("card", given), Card)

    async def delete(self, card_id: str) -> None:
        """Delete a card; raises `NotFound`."""
        await self._pipeline.delete(_PATH, card_id)
