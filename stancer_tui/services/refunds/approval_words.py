"""What has changed since a refund was asked for, in sentences."""

from collections.abc import Callable, Iterator

from stancer_tui.language import _
from stancer_tui.models.money import Money
from stancer_tui.services.refunds.approvals import Changes
from stancer_tui.store.intent import Intent


def change_sentences(
    changes: Changes, intent: Intent, amount: Callable[[Money], str], status: Callable[[str | None], str]
) -> Iterator[str]:
    """A sentence for each difference; `amount` and `status` write a value. Refund ids are Stancer's."""
    if changes.unreadable:
        yield _("The payment or its refunds cannot be read as they must be: what is left is not known.")
    if changes.status is not None:
        before, now = changes.status
        yield _("The payment was {before}; it is {now} now.", before=status(before), now=status(now))
    if changes.currency is not None:
        before, now = (each.upper() for each in changes.currency)
        yield _("The payment was in {before}; it is in {now} now.", before=before, now=now)
    for refund in changes.made:
        money = amount(Money(refund.amount, refund.currency or intent.currency))
        yield _("{amount} was refunded since ({refund}).", amount=money, refund=refund.id)
    for refund_id in changes.gone:
        yield _("A refund is no longer listed ({refund}).", refund=refund_id)
    if changes.left is not None:
        left = amount(Money(changes.left, intent.currency))
        yield _("Only {amount} can still be refunded.", amount=left)
