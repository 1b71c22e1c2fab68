"""Cards: /v1/cards (reference: Credit Card). The API has no list of them.

Written by `python -m tests.sync_twin --write`.
"""

from functools import partial

from stancer_tui.api.resources.cards import Cards, NewCard
from stancer_tui.api.sync.portal import Portal
from stancer_tui.models.card import Card


class SyncCards:
    """What the API offers on cards."""

    def __init__(self, twin: Cards, portal: Portal) -> None:
        self._twin = twin
        self._portal = portal

    def create(self, card: NewCard) -> Card:
        """Tokenize a card; raises `Conflict` with `existing_id` when it is known."""
        return self._portal.run(partial(self._twin.create, card))

    def get(self, card_id: str) -> Card:
        """One card; raises `NotFound`."""
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
        """Change a card; None when the API does not repeat it."""
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
        """Delete a card; raises `NotFound`."""
        return self._portal.run(partial(self._twin.delete, card_id))
