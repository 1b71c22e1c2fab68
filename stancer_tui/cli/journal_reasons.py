"""`stancer-tui journal --reasons`: how much money went back for which reason."""

from collections import Counter
from collections.abc import Iterable

from stancer_tui.cli.journal_lines import csv_writer
from stancer_tui.models.money import Money
from stancer_tui.render.csv_text import decimal_amount
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.batch_words import reason_text
from stancer_tui.store.intent import Intent, State

_NONE = ""
"""Stands for refunds without a reason."""


def write_reasons(intents: Iterable[Intent], csv: str | None) -> None:
    """Print a line for each reason and currency of refunds that were made, the largest sum first."""
    sums: Counter[tuple[str, str]] = Counter()
    numbers: Counter[tuple[str, str]] = Counter()
    for intent in intents:
        if intent.state is State.CONFIRMED:
            key = (intent.refund_reason or _NONE, intent.currency)
            sums[key] += intent.amount
            numbers[key] += 1
    if csv:
        write = csv_writer(csv)
        write(["reason", "currency", "refunds", "amount", "amount_minor"])
        for (reason, currency), total in sums.most_common():
            write([reason, currency, numbers[reason, currency], decimal_amount(total, currency), total])
        return
    for (reason, currency), total in sums.most_common():
        shown = safe(reason_text(reason)) if reason else "-"
        print("\t".join((shown, str(numbers[reason, currency]), money(Money(total, currency)))))
