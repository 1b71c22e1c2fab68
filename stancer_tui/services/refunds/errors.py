"""Why a confirmed refund was not begun: whenever one of these is raised, nothing was sent."""

from stancer_tui.api.errors import ApiError
from stancer_tui.services.refunds.offer import Consent, Offer, Reason
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent


class RefundNotBegun(Exception):
    """Nothing was sent and no money moved."""


class DeskReadOnly(RefundNotBegun):
    """This desk is read-only."""


class OfferSpent(RefundNotBegun):
    """The offer was confirmed before, or is not of this desk: read the payment again."""


class NotPossible(RefundNotBegun):
    """The payment or the amount does not allow it; `reason` has its sentence in `services.refunds.words`."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class TicketTooLong(RefundNotBegun):
    """The ticket reference is longer than the journal keeps."""


class ConsentMissing(RefundNotBegun):
    """The agent must confirm these separately."""

    def __init__(self, missing: frozenset[Consent]) -> None:
        super().__init__(", ".join(sorted(missing)))
        self.missing = missing


class PaymentChanged(RefundNotBegun):
    """The payment is not what the agent saw: `offer` shows what it is now, for a new decision."""

    def __init__(self, offer: Offer) -> None:
        super().__init__("the payment has changed since it was shown")
        self.offer = offer


class InProgress(RefundNotBegun):
    """Another intent holds the payment, in this program or in another one."""

    def __init__(self, intent: Intent) -> None:
        super().__init__("a refund of this payment is already in progress")
        self.intent = intent


class PaymentNotRead(RefundNotBegun):
    """The payment could not be read again just before sending."""

    def __init__(self, error: ApiError) -> None:
        super().__init__(str(error))
        self.error = error


class NotAllowedHere(RefundNotBegun):
    """The ledger does not allow this to this agent; the message is a sentence."""


class JournalOff(RefundNotBegun):
    """The intent cannot be journaled, so it is not sent."""

    def __init__(self, error: LedgerUnavailable) -> None:
        super().__init__(str(error))
        self.error = error
