"""What may stop a request before it is sent, where it has to be written down first."""

from stancer_tui.api.errors import NotSent


class NotJournaled(NotSent):
    """A team's ledger did not take it down, so it was not sent."""
