"""Cards: /v1/cards (reference: Credit Card). The API has no list of them.

Written by `python -m tests.sync_twin --write`.
"""

from functools import partial

from stancer_tui.api.resources.cards import Cards, NewCard
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.card import Card


class SyncCards:
    """Stored cards: `/v1/cards/` (reference: Credit Card). The API has no list of them."""

    def __init__(self, twin: Cards, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, card: NewCard) -> Card:
        """Store `card`; raises `Conflict` when it is stored, `existing_id` is its id.

        The same card is the same number with the same expiry.
        """
        return self._portal.run(partial(self._twin.create, card))

    def get(self, card_id: str) -> Card:
        """The card `card_id` (`card_…`); raises `NotFound`, also after its deletion."""
        return self._portal.run(partial(self._twin.get, card_id))

    def update(
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
        return self._portal.run(
            partial(
                self._twin.update,
                card_id,
                exp_month=exp_month,
                exp_year=exp_year,
                name=name,
                zip_code=zip_code,
            )
        )

    def delete(self, card_id: str) -> None:
        """Delete the card `card_id`; raises `NotFound`. Its payments stay."""
        return self._portal.run(partial(self._twin.delete, card_id))
