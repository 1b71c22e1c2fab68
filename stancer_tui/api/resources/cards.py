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
    """A card to store or to pay with (reference: Credit Card); None is not sent.

    Whoever handles card numbers answers for them (PCI DSS): the payment page does without.
    """

    number: str = field(repr=False)
    """16 to 19 digits, blanks between them allowed; shown in no representation."""
    exp_month: int
    """1 to 12."""
    exp_year: int
    """From this year to 2100."""
    cvc: str | None = field(default=None, repr=False)
    """3 digits; shown in no representation."""
    name: str | None = None
    """The holder's name, 3 to 64 characters; the reference says 4, the API accepts 3."""
    zip_code: str | None = None
    """2 to 8 characters."""
    tokenize: bool | None = None
    """Whether it may pay again; the API takes true where nothing is sent."""
    preferred_network: str | None = None
    """national, mastercard or visa, for a card that has two."""
    external_id: str | None = None
    """The merchant's own id, 1 to 36 characters."""

    def payload(self, within: str = "") -> dict[str, Any]:
        """What is sent; raises `InvalidField`, whose field has `within` before its name."""
        return checked("card", asdict(self), within=within)


class Cards:
    """Stored cards: `/v1/cards/` (reference: Credit Card). The API has no list of them."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    async def create(self, card: NewCard) -> Card:
        """Store `card`; raises `Conflict` when it is stored, `existing_id` is its id.

        The same card is the same number with the same expiry.
        """
        return await self._pipeline.create(_PATH, card.payload(), Card, Kind.CARD)

    async def get(self, card_id: str) -> Card:
        """The card `card_id` (`card_…`); raises `NotFound`, also after its deletion."""
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
        """Change what is given of the card `card_id`; None when the API does not repeat it.

        `exp_month` (1 to 12), `exp_year` (four digits), `name` and `zip_code` as in `NewCard`. Raises
        `NotFound`, and `InvalidField` where nothing is given.
        """
        given = {"exp_month": exp_month, "exp_year": exp_year, "name": name, "zip_code": zip_code}
        return await self._pipeline.update(_PATH, card_id, checked("card", given), Card)

    async def delete(self, card_id: str) -> None:
        """Delete the card `card_id`; raises `NotFound`. Its payments stay."""
        await self._pipeline.delete(_PATH, card_id)
