"""The lines of a batch: whose payment, how much, and what is known of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from stancer_tui.language import N_, _
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.render.cells import Align
from stancer_tui.render.columns import NOTHING, Column
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone
from stancer_tui.services.refunds import words
from stancer_tui.services.refunds.batch_plan import Candidate
from stancer_tui.services.refunds.batch_words import note_text, own_consent
from stancer_tui.services.refunds.offer import Consent, Reason
from stancer_tui.store.batch import BatchItem
from stancer_tui.store.intent import RefundKind, State

HIDDEN = N_("hidden by the search")
CANCELS = N_("cancels before capture")
TWIN = N_("its likely twin is in the batch too")

_STORIES = {
    HIDDEN: N_("It is marked, and hidden by the search"),
    TWIN: N_("Its likely twin is in the batch too: refunding both gives back all that was paid"),
}


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A payment in a review: `who` and `warnings` are safe to show; no candidate while it is being read.

    `row` is the payment as far as it is loaded; `included` is what the agent wants of it.
    """

    key: str
    who: str
    row: ListedPayment | None = None
    warnings: tuple[str, ...] = ()
    candidate: Candidate | None = None
    included: bool = True

    @property
    def sent(self) -> Money | None:
        """What would be sent."""
        found = self.candidate
        if not self.included or found is None or found.offer is None or not found.sendable:
            return None
        return found.offer.money(found.amount)

    @property
    def possible(self) -> bool:
        """Whether it can be in the batch."""
        return self.candidate is not None and self.candidate.sendable

    @property
    def note(self) -> str:
        """The first thing that the agent has to know of it; more of it is in `story`."""
        found = self.candidate
        if found is None:
            return _("reading…")
        if found.error is not None:
            return _("could not be read")
        if not found.sendable:
            return _why_short(found)
        return "; ".join(map(_, (*((CANCELS,) if self.cancels else ()), *self.warnings)))

    @property
    def cancels(self) -> bool:
        """Whether nothing was captured yet, so that the whole payment is cancelled."""
        offer = self.candidate.offer if self.candidate is not None else None
        return offer is not None and offer.kind is RefundKind.CANCEL

    @property
    def story(self) -> str:
        """Everything that the agent has to know of it, in sentences."""
        found = self.candidate
        if found is None:
            return ""
        if found.error is not None:
            why = safe(found.error.said).rstrip(".")
            return _("{why}. It is not in the batch; nothing is sent for it.", why=why)
        if found.offer is None or found.sendable:
            return " ".join(f"{_(_STORIES.get(each, each))}." for each in self.warnings)
        if found.refusal is not None:
            return words.why_not(found.refusal, found.offer, money)
        return own_consent(found.offer.consents)

    def with_amount(self, amount: int) -> "ReviewLine":
        """The same line with another amount, minor units."""
        found = self.candidate
        return self if found is None else replace(self, candidate=replace(found, wanted=amount))


REFUSALS = {
    Reason.OTHER_MODE: N_("other mode"),
    Reason.READ_ONLY: N_("read only"),
    Reason.JOURNAL_OFF: N_("refunds off"),
    Reason.IN_PROGRESS: N_("in progress"),
    Reason.FOUND_EARLIER: N_("found earlier"),
    Reason.UNREADABLE_REFUNDS: N_("unreadable refunds"),
    Reason.IMPOSSIBLE_AMOUNTS: N_("impossible amounts"),
    Reason.NOTHING_TAKEN: N_("nothing taken"),
    Reason.CAPTURE_SENT: N_("capture sent"),
    Reason.UNKNOWN_STATUS: N_("unknown status"),
    Reason.NEEDS_APPROVAL: N_("needs approval"),
    Reason.NOTHING_LEFT: N_("nothing left"),
    Reason.LEFT_UNDER_MINIMUM: N_("left under minimum"),
    Reason.UNDER_MINIMUM: N_("under minimum"),
    Reason.OVER_AVAILABLE: N_("over available"),
    Reason.OVER_CEILING: N_("over ceiling"),
    Reason.PARTIAL_BEFORE_CAPTURE: N_("partial before capture"),
}


def _why_short(found: Candidate) -> str:
    if found.offer is None:
        return ""
    if found.refusal is not None:
        return _(REFUSALS[found.refusal])
    disputed = Consent.DISPUTED in found.offer.consents
    return _("disputed: on its own only") if disputed else _("may be refunded already")


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """A payment of a batch that was confirmed: `now` while it is its turn."""

    key: str
    who: str
    item: BatchItem
    now: bool = False

    @property
    def outcome(self) -> str:
        """What came of it, in a few words."""
        return _outcome(self.item, now=self.now)

    @property
    def story(self) -> str:
        """What came of it, in sentences; safe to show."""
        if self.item.intent is not None:
            return safe(words.outcome(self.item.intent), 400)
        if self.item.note is not None:
            sent = _("Nothing was sent for it.")
            return f"{safe(note_text(self.item.note), 300)} {sent}"
        return _("It is its turn.") if self.now else _("Not sent. No money moved.")


_STATES = {
    State.WAITING: N_("waits for approval"),
    State.PREPARED: N_("written down, not sent yet"),
    State.SENDING: N_("sent, no answer yet"),
    State.UNKNOWN: N_("not known yet"),
    State.AMBIGUOUS: N_("several match: decide"),
    State.NOT_FOUND: N_("no trace so far"),
    State.CONFIRMED: N_("✓ refund made"),
    State.REJECTED: N_("✗ refused"),
    State.NOT_SENT: N_("✗ not sent"),
    State.ABANDONED: N_("✗ not sent"),
    State.DECLINED: N_("✗ not sent"),
    State.WITHDRAWN: N_("✗ not sent"),
    State.LAPSED: N_("✗ not sent"),
}


def _outcome(item: BatchItem, *, now: bool) -> str:
    intent = item.intent
    if intent is not None:
        if intent.refused and intent.state is State.UNKNOWN:
            return _("✗ refused, being checked")
        cancelled = intent.state is State.CONFIRMED and intent.kind is RefundKind.CANCEL
        return _("✓ cancelled") if cancelled else _(_STATES[intent.state])
    if item.note is not None:
        return _("– left out: {why}", why=safe(note_text(item.note), 200))
    return _("› reading, then sending…") if now else _("not sent yet")


def review_columns() -> tuple[Column[ReviewLine], ...]:
    """The columns of a review."""

    def sign(line: ReviewLine) -> str:
        if line.candidate is None:
            return "…"
        return "✗" if not line.possible else "✓" if line.included else "–"

    def refundable(line: ReviewLine) -> str:
        found = line.candidate
        if found is None or found.offer is None:
            return NOTHING
        return money(found.offer.money(found.offer.available))

    def sent(line: ReviewLine) -> str:
        return NOTHING if line.sent is None else money(line.sent)

    def tone(line: ReviewLine) -> Tone:
        if line.candidate is None or (line.possible and not line.included):
            return Tone.MUTED
        return Tone.SUCCESS if line.possible else Tone.WARNING

    def note_tone(line: ReviewLine) -> Tone:
        return Tone.WARNING if line.warnings or not line.possible else Tone.MUTED

    return (
        _column("in", "", 1, 1, sign, tone=tone),
        _column("who", N_("Order, person, instrument"), 26, 1, lambda line: line.who, grow=True),
        _column("left", N_("Refundable"), 12, 3, refundable, right=True),
        _column("sent", N_("To send"), 12, 1, sent, right=True),
        _column("note", N_("Note"), 18, 2, lambda line: line.note, tone=note_tone, grow=True),
    )


def progress_columns() -> tuple[Column[ProgressLine], ...]:
    """The columns of a batch under way."""

    def tone(line: ProgressLine) -> Tone:
        intent = line.item.intent
        if intent is None:
            return Tone.ACCENT if line.now else Tone.MUTED
        if intent.state is State.CONFIRMED:
            return Tone.SUCCESS
        return Tone.ERROR if intent.state is State.REJECTED else Tone.WARNING

    return (
        _column("who", N_("Order, person, instrument"), 26, 1, lambda line: line.who, grow=True),
        _column("amount", N_("Amount"), 12, 1, lambda line: money(item_money(line.item)), right=True),
        _column("outcome", N_("Outcome"), 24, 1, lambda line: line.outcome, tone=tone),
    )


def item_money(item: BatchItem) -> Money:
    """The amount of an item."""
    return Money(item.amount, item.currency)


def _plain(_line: object) -> Tone:
    return Tone.PLAIN


def _column(
    key: str,
    label: str,
    width: int,
    priority: int,
    text: Callable[[Any], str],
    *,
    tone: Callable[[Any], Tone] = _plain,
    right: bool = False,
    grow: bool = False,
) -> Column[Any]:
    align: Align = "right" if right else "left"
    return Column(key, label, width, align, priority, text, text, tone, grow=grow)
