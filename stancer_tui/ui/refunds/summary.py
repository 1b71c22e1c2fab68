"""What the refund form shows: the numbers of a payment, and why a refund was not begun."""

from collections.abc import Sequence

from textual.content import Content

from stancer_tui.language import N_, _, capitalised
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.render.money import amount, money
from stancer_tui.render.safe import safe
from stancer_tui.render.status import refund_status
from stancer_tui.services.refunds import errors, words
from stancer_tui.services.refunds.ledger import RefundProgress
from stancer_tui.services.refunds.offer import Offer
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent, RefundKind, State
from stancer_tui.ui.widgets.fact_list import Fact
from stancer_tui.ui.widgets.payment_preview import toned

NOTHING_SENT = N_("Nothing was sent, no money moved.")
_NOT_JOURNALED = N_("This could not be written down yet; it is tried again.")

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
    left = _(
        "{left} of {amount}",
        left=amount(max(offer.available - sent, 0), offer.payment.currency),
        amount=money(offer.money(offer.payment.amount)),
    )
    held = _("not captured yet") if offer.kind is RefundKind.CANCEL and not sent else ""
    facts = [Fact(capitalised(_("left")), " · ".join(filter(None, (left, held))), "bold")]
    if offer.ceiling is not None:
        text = _("{amount} a refund", amount=money(offer.money(offer.ceiling)))
        facts.append(Fact(_("Ceiling"), text, "$muted"))
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
        text += f" {_(_NOT_JOURNALED)}"
    if intent.state is State.CONFIRMED and intent.kind is RefundKind.REFUND and offer is not None:
        rest = max(offer.available - given_back(intent), 0)
        left = _("{amount} can still be refunded.", amount=money(Money(rest, intent.currency)))
        text = "\n".join((text, left if rest else _("Nothing is left to refund.")))
    return text


def refund_story(payment: Payment | None, known: Sequence[RefundProgress]) -> Content:
    """Of one payment: what the journal holds unresolved, then each refund's status and when it arrives."""
    lines = [
        Content.assemble(
            (_("! Refund of {amount}: ", amount=money(_worth(each.intent))), "bold $text-warning"),
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


def _worth(intent: Intent) -> Money:
    return Money(intent.amount, intent.currency)


def journal_words(trouble: LedgerUnavailable) -> str:
    """Why refunds are off."""
    return _("Refunds are off: {reason}.", reason=safe(trouble))


def not_begun(refusal: errors.RefundNotBegun, offer: Offer) -> str:
    """Why nothing was sent."""
    match refusal:
        case errors.PaymentChanged():
            return _("The payment changed since you looked.")
        case errors.PaymentNotRead():
            reason = safe(refusal.error.said).rstrip(".")
            return _("The payment could not be read again: {reason}.", reason=reason)
        case errors.InProgress():
            where = safe(words.outcome(refusal.intent))
            return _("A refund of this payment is already in progress: {outcome}", outcome=where)
        case errors.NotPossible():
            return words.why_not(refusal.reason, offer, money)
        case errors.JournalOff():
            return journal_words(refusal.error)
        case _:
            return f"{capitalised(safe(refusal))}."
