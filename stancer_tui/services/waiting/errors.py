"""Why a request that must be journaled first was not sent."""

from stancer_tui.api.errors import NotSent


class NotJournaled(NotSent):
    """The request could not be journaled in the team's ledger, so it was not sent."""
