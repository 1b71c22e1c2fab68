"""What can be refunded on a payment, and why a refund cannot start. Pure: no reading, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import LOST_REFUNDS
from stancer_tui.store.intent import Intent, RefundKind

MINIMUM = 50
"""Smallest refund in minor units: the official clients' own rule, the reference names none."""

_CAPTURED = frozenset({"captured", "disputed"})
_UNCAPTURED = frozenset({"authorized", "to_capture"})
_CAPTURING = frozenset({"capture_sent"})
_NOTHING_TAKEN = frozenset({None, "canceled", "expired", "failed", "refused"})


class RefundFields(Protocol):
    """The fields of a refund that count here."""

    @property
    def id(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def currency(self) -> str | None: ...
    @property
    def status(self) -> str | None: ...
    @property
    def created(self) -> datetime | None: ...
    @property
    def payment(self) -> str | None: ...


class PaymentFields(Protocol):
    """The fields of a payment that count here."""

    @property
    def id(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def status(self) -> str | None: ...
    @property
    def refunds(self) -> Sequence[RefundFields]: ...
    @property
    def unreadable_refunds(self) -> int: ...
    @property
    def live_mode(self) -> bool | None: ...


@dataclass(frozen=True, slots=True)
class SeenRefund:
    """A refund as a payment lists it."""

    id: str
    amount: int
    currency: str | None
    status: str | None
    created: datetime | None

    @property
    def lost(self) -> bool:
        """Whether the money did not go back (reference: Refund status codes)."""
        return self.status in LOST_REFUNDS


@dataclass(frozen=True, slots=True)
class PaymentView:
    """What one reading of a payment says about its refunds; amounts in minor units."""

    id: str
    amount: int
    currency: str
    status: str | None
    refunds: tuple[SeenRefund, ...]
    unreadable_refunds: int
    live_mode: bool | None

    @property
    def ids(self) -> frozenset[str]:
        """Every refund that is listed, whatever its status."""
        return frozenset(refund.id for refund in self.refunds)

    @property
    def total(self) -> int:
        """The sum of every listed refund, whatever its status: a later failure does not change it."""
        return sum(refund.amount for refund in self.refunds)

    @property
    def refunded(self) -> int:
        """The sum of the refunds that are neither failed nor not honoured."""
        return sum(refund.amount for refund in self.refunds if not refund.lost)

    @property
    def possible(self) -> bool:
        """Whether the amounts can be true: no refund of nothing or less, none in another currency."""
        return self.amount > 0 and all(
            refund.amount > 0 and refund.currency in {None, self.currency} for refund in self.refunds
        )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the agent saw when deciding: any difference at the last reading stops the refund."""

    ids: frozenset[str]
    refunded: int
    amount: int
    currency: str
    status: str | None


class Reason(StrEnum):
    """Why a refund cannot start; the sentences are in `services.refunds.words`."""

    OTHER_MODE = "other_mode"
    READ_ONLY = "read_only"
    JOURNAL_OFF = "journal_off"
    IN_PROGRESS = "in_progress"
    FOUND_EARLIER = "found_earlier"
    UNREADABLE_REFUNDS = "unreadable_refunds"
    IMPOSSIBLE_AMOUNTS = "impossible_amounts"
    NOTHING_TAKEN = "nothing_taken"
    CAPTURE_SENT = "capture_sent"
    UNKNOWN_STATUS = "unknown_status"
    NOTHING_LEFT = "nothing_left"
    LEFT_UNDER_MINIMUM = "left_under_minimum"
    UNDER_MINIMUM = "under_minimum"
    OVER_AVAILABLE = "over_available"
    OVER_CEILING = "over_ceiling"
    NEEDS_APPROVAL = "needs_approval"
    PARTIAL_BEFORE_CAPTURE = "partial_before_capture"


class Consent(StrEnum):
    """What the agent must confirm separately."""

    DISPUTED = "disputed"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a form can offer for one payment, good for one confirmation.

    Amounts are minor units. `block` says why nothing can be refunded now; `in_progress` is the intent that
    holds the payment, `not_found` those whose refund may still appear, `found` those of which this reading
    has just shown that their refund was made after all. `source` is the payment as it was read, which says
    whose it is; nothing is decided by it.
    """

    token: str
    payment: PaymentView
    live: bool
    kind: RefundKind
    captured: int
    refunded: int
    available: int
    maximum: int
    ceiling: int | None
    approval_above: int | None
    block: Reason | None
    in_progress: Intent | None
    not_found: tuple[Intent, ...]
    found: tuple[Intent, ...]
    consents: frozenset[Consent]
    server_date: datetime | None
    read_at: datetime
    source: PaymentFields | None = None

    @property
    def snapshot(self) -> Snapshot:
        """What the agent decides on."""
        view = self.payment
        return Snapshot(view.ids, view.refunded, view.amount, view.currency, view.status)

    @property
    def lost(self) -> tuple[SeenRefund, ...]:
        """The refunds that failed or were not honoured, shown apart."""
        return tuple(refund for refund in self.payment.refunds if refund.lost)

    def needs_approval(self, amount: int) -> bool:
        """Whether a second person approves a refund of this amount before it is sent."""
        return self.approval_above is not None and amount > self.approval_above

    def money(self, amount: int) -> Money:
        """An amount in the payment's currency."""
        return Money(amount, self.payment.currency)

    def refusal(self, amount: int) -> Reason | None:
        """Why this amount (minor units) cannot be refunded, or None."""
        if self.block is not None:
            return self.block
        if amount > self.available:
            return Reason.OVER_AVAILABLE
        if self.kind is RefundKind.CANCEL and amount < self.available:
            return Reason.PARTIAL_BEFORE_CAPTURE
        if amount < MINIMUM:
            return Reason.UNDER_MINIMUM
        if self.ceiling is not None and amount > self.ceiling:
            return Reason.OVER_CEILING
        return None

    def leaves_too_little(self, amount: int) -> bool:
        """Whether the rest could not be refunded later (under the official clients' minimum)."""
        return 0 < self.available - amount < MINIMUM


def seen(refund: RefundFields) -> SeenRefund:
    """Take from a refund what counts here."""
    currency = None if refund.currency is None else refund.currency.lower()
    return SeenRefund(refund.id, refund.amount, currency, refund.status, refund.created)


def payment_view(payment: PaymentFields) -> PaymentView:
    """Take from a payment what counts here; a refund listed twice counts once."""
    refunds = {refund.id: seen(refund) for refund in payment.refunds}
    return PaymentView(
        id=payment.id,
        amount=payment.amount,
        currency=payment.currency.lower(),
        status=payment.status,
        refunds=tuple(refunds.values()),
        unreadable_refunds=payment.unreadable_refunds,
        live_mode=payment.live_mode,
    )


@dataclass(frozen=True, slots=True)
class RefundPolicy:
    """What holds for every refund of this desk.

    `ceilings` is the largest refund in minor units by lower-case currency; one that is not named has none.
    Above `approval_above` (alike) a second person is needed.
    """

    live: bool
    read_only: bool = False
    ceilings: Mapping[str, int] = field(default_factory=dict)
    approval_above: Mapping[str, int] = field(default_factory=dict)

    def of_one_agent(self) -> "RefundPolicy":
        """The same where nobody else could approve: what would need it is not refunded here."""
        ceilings = dict(self.ceilings)
        for currency, amount in self.approval_above.items():
            ceilings[currency] = min(amount, ceilings.get(currency, amount))
        return replace(self, ceilings=ceilings, approval_above={})


def make_offer(
    view: PaymentView,
    policy: RefundPolicy,
    *,
    token: str,
    intents: Sequence[Intent] | None,
    not_found: Sequence[Intent],
    found: Sequence[Intent] = (),
    server_date: datetime | None,
    read_at: datetime,
    source: PaymentFields | None = None,
) -> Offer:
    """Work out what can be refunded; `intents` are the payment's in the journal, None without it."""
    kind = RefundKind.CANCEL if view.status in _UNCAPTURED else RefundKind.REFUND
    nothing = not view.possible or view.status not in _CAPTURED | _UNCAPTURED | _CAPTURING
    available = 0 if nothing else max(0, view.amount - view.refunded)
    ceiling = policy.ceilings.get(view.currency)
    held = next((intent for intent in intents or () if intent.open), None)
    return Offer(
        token=token,
        payment=view,
        live=policy.live,
        kind=kind,
        captured=view.amount if view.status in _CAPTURED else 0,
        refunded=view.refunded,
        available=available,
        maximum=available if ceiling is None else min(available, ceiling),
        ceiling=ceiling,
        approval_above=policy.approval_above.get(view.currency),
        block=_block(view, policy, available, held, kind, found=found, journal_on=intents is not None),
        in_progress=held,
        not_found=tuple(not_found),
        found=tuple(found),
        consents=consents_of(view, not_found),
        server_date=server_date,
        read_at=read_at,
        source=source,
    )


def consents_of(view: PaymentView, not_found: Sequence[Intent]) -> frozenset[Consent]:
    """What must be confirmed separately; `not_found` are refunds of the payment that may still appear."""
    needed = ((view.status == "disputed", Consent.DISPUTED), (bool(not_found), Consent.AGAIN))
    return frozenset(consent for holds, consent in needed if holds)


def _block(
    view: PaymentView,
    policy: RefundPolicy,
    available: int,
    held: Intent | None,
    kind: RefundKind,
    *,
    found: Sequence[Intent],
    journal_on: bool,
) -> Reason | None:
    least = available if kind is RefundKind.CANCEL else MINIMUM
    ceiling = policy.ceilings.get(view.currency)
    reasons = (
        (view.live_mode not in {None, policy.live}, Reason.OTHER_MODE),
        (policy.read_only, Reason.READ_ONLY),
        (not journal_on, Reason.JOURNAL_OFF),
        (held is not None, Reason.IN_PROGRESS),
        (bool(found), Reason.FOUND_EARLIER),
        (view.unreadable_refunds > 0, Reason.UNREADABLE_REFUNDS),
        (not view.possible, Reason.IMPOSSIBLE_AMOUNTS),
        (view.status in _NOTHING_TAKEN, Reason.NOTHING_TAKEN),
        (view.status in _CAPTURING, Reason.CAPTURE_SENT),
        (view.status not in _CAPTURED | _UNCAPTURED, Reason.UNKNOWN_STATUS),
        (available == 0, Reason.NOTHING_LEFT),
        (available < MINIMUM, Reason.LEFT_UNDER_MINIMUM),
        (ceiling is not None and ceiling < least, Reason.OVER_CEILING),
    )
    return next((reason for holds, reason in reasons if holds), None)
