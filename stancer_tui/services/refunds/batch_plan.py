"""What a batch may hold, before anything is written down or sent. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from stancer_tui.api.errors import ApiError
from stancer_tui.models.money import Money
from stancer_tui.services.refunds.offer import Offer, Reason
from stancer_tui.store.intent import TICKET_LENGTH, RefundReason

MOST = 50
"""Payments that one confirmation can cover: as many as an agent can still read through."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A payment that is looked at for a batch: what can be refunded of it, or why it could not be read.

    `wanted` is the amount that was confirmed for it earlier, minor units; None is all that can be refunded.
    """

    payment: str
    offer: Offer | None = None
    error: ApiError | None = None
    wanted: int | None = None

    @property
    def amount(self) -> int:
        """What would be sent, minor units."""
        if self.offer is None:
            return 0
        return self.offer.available if self.wanted is None else self.wanted

    @property
    def refusal(self) -> Reason | None:
        """Why the amount cannot be refunded."""
        return None if self.offer is None else _refusal(self.offer, self.amount)

    @property
    def sendable(self) -> bool:
        """Whether it can be in a batch: what needs a confirmation of its own is refunded on its own."""
        return self.offer is not None and self.refusal is None and not self.offer.consents


@dataclass(frozen=True, slots=True)
class PlannedRefund:
    """One refund of a batch: the offer that the agent saw, and the amount in minor units."""

    offer: Offer
    amount: int


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """What the agent confirmed as one batch. `persons` counts whose payments they are, as far as is known."""

    refunds: tuple[PlannedRefund, ...]
    reason: RefundReason | None
    ticket: str = ""
    persons: int = 1

    @property
    def totals(self) -> tuple[Money, ...]:
        """The sum in each currency: currencies are never added up."""
        return totals(each.offer.money(each.amount) for each in self.refunds)


class PlanTrouble(StrEnum):
    """Why a plan cannot be confirmed; the sentences are in `services.refunds.batch_words`."""

    EMPTY = "empty"
    TOO_MANY = "too_many"
    TWICE = "twice"
    CURRENCIES = "currencies"
    NO_REASON = "no_reason"
    SEVERAL_PERSONS = "several_persons"
    TICKET_TOO_LONG = "ticket_too_long"
    NOT_SENDABLE = "not_sendable"


def trouble_of(plan: BatchPlan) -> PlanTrouble | None:
    """The first thing that is wrong with a plan, or None."""
    refunds = plan.refunds
    troubles = (
        (not refunds, PlanTrouble.EMPTY),
        (len(refunds) > MOST, PlanTrouble.TOO_MANY),
        (len({each.offer.payment.id for each in refunds}) < len(refunds), PlanTrouble.TWICE),
        (len({each.offer.payment.currency for each in refunds}) > 1, PlanTrouble.CURRENCIES),
        (any(_refused(each) for each in refunds), PlanTrouble.NOT_SENDABLE),
        (plan.reason is None, PlanTrouble.NO_REASON),
        (plan.persons > 1 and plan.reason is not RefundReason.INCIDENT, PlanTrouble.SEVERAL_PERSONS),
        (len(plan.ticket.strip()) > TICKET_LENGTH, PlanTrouble.TICKET_TOO_LONG),
    )
    return next((trouble for holds, trouble in troubles if holds), None)


def _refused(planned: PlannedRefund) -> bool:
    return bool(_refusal(planned.offer, planned.amount) or planned.offer.consents)


def _refusal(offer: Offer, amount: int) -> Reason | None:
    """Why a batch cannot refund it; what needs a second agent is asked for on its own."""
    alone = Reason.NEEDS_APPROVAL if offer.needs_approval(amount) else None
    return offer.refusal(amount) or alone


def totals(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """The sum in each currency, in the order in which they come."""
    sums: dict[str, Money] = {}
    for each in amounts:
        sums[each.currency] = sums.get(each.currency, Money(0, each.currency)) + each
    return tuple(sums.values())
