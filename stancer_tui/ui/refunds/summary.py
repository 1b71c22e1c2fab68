"""What the refund form shows: the numbers of a payment, and why a refund was not begun."""

from collections.abc import Sequence

from textual.content import Content

from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.render.money import amount, money
from stancer_tui.render.safe import safe
from stancer_tui.render.status import refund_status
from stancer_tui.services.refunds import errors, words
from stancer_tui.services.refunds.ledger import RefundProgress
from stancer_tui.services.refunds.offer import Offer
from stancer_tui.store.intent import Intent, RefundKind, State
from stancer_tui.ui.widgets.fact_list import Fact
from stancer_tui.ui.widgets.payment_preview import toned

OUTCOME_TONES = {
    State.CONFIRMED: "bold $text-success",
    State.REJECTED: "bold $text-error",
    State.NOT_SENT: "bold $text-warning",
    State.ABANDONED: "$muted",
}
"""How an outcome is drawn; every other one is a warning."""


def numbers(offer: Offer, intent: Intent | None = None) -> list[Fact]:
    """What is left of the payment, after `intent` if that was made, and how much a refund may be."""
    sent = given_back(intent)
    left = amount(max(offer.available - sent, 0), offer.payment.currency)
    worth = money(offer.money(offer.payment.amount))
    held = " · not captured yet" if offer.kind is RefundKind.CANCEL and not sent else ""
    facts = [Fact("Left", f"{left} of {worth}{held}", "bold")]
    if offer.ceiling is not None:
        text = f"{money(offer.money(offer.ceiling))} a refund, by your settings"
        facts.append(Fact("Ceiling", text, "$muted"))
    return facts


def given_back(intent: Intent | None) -> int:
    """Minor units that went back since the offer: by this intent, and by anyone else's refunds."""
    if intent is None or intent.state is not State.CONFIRMED:
        return 0
    if intent.sum_after is None:
        return intent.amount
    return max(intent.sum_after - intent.baseline_sum, intent.amount)


def outcome_text(progress: RefundProgress, offer: Offer | None = None) -> str:
    """What happened to the money, and what can still be refunded."""
    intent = progress.intent
    text = safe(words.outcome(intent, next_check=progress.next_check), 600)
    if not progress.journaled:
        text += " The journal could not record this yet; it is tried again."
    if intent.state is State.CONFIRMED and intent.kind is RefundKind.REFUND and offer is not None:
        rest = max(offer.available - given_back(intent), 0)
        left = f"{money(Money(rest, intent.currency))} can still be refunded."
        text += f"\n{left if rest else 'Nothing is left to refund.'}"
    return text


def refund_story(payment: Payment | None, known: Sequence[RefundProgress]) -> Content:
    """Of one payment: what the journal holds unresolved, then each refund's status and when it arrives."""
    lines = [
        Content.assemble(
            (f"! Refund of {money(Money(each.intent.amount, each.intent.currency))}: ", "bold $text-warning"),
            (outcome_text(each), "$text-warning"),
        )
        for each in known
    ]
    if payment is not None:
        for refund in payment.refunds:
            given = money(Money(refund.amount, refund.currency or payment.currency))
            arrives = words.arrival(refund.status)
            lines.append(
                Content.assemble(
                    toned(refund_status(refund.status)), (f" {given}", "bold"), (f". {arrives}", "$muted")
                )
            )
    return Content("\n").join(lines)


def not_begun(refusal: errors.RefundNotBegun, offer: Offer) -> str:
    """Why nothing was sent."""
    match refusal:
        case errors.PaymentChanged():
            return "The payment changed since you looked."
        case errors.PaymentNotRead():
            return f"The payment could not be read again: {safe(refusal.error.message).rstrip('.')}."
        case errors.InProgress():
            return f"A refund of this payment is already in progress: {safe(words.outcome(refusal.intent))}"
        case errors.NotPossible():
            return words.why_not(refusal.reason, offer, money)
        case errors.JournalOff():
            return f"The refund journal cannot be used: {safe(refusal.error)}."
        case _:
            return f"{safe(refusal).capitalize()}."
